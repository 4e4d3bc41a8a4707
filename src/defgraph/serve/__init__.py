"""A store on the network: SPARQL, saved queries and pages over HTTP."""

from defgraph.serve.app import create_app
from defgraph.serve.settings import Limits, Place, Settings

__all__ = ["Limits", "Place", "Settings", "create_app"]
