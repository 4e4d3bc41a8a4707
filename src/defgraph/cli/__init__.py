"""The ``defgraph`` command."""

from defgraph.cli.main import main

__all__ = ["main"]
