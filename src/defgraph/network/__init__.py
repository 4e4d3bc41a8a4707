"""Networks of the graph, as ``networkx`` graphs and as files for other tools.

``full`` is everything the ontology draws; the others project the meetings onto two kinds of things
each, and are defined by the queries in ``projections/``.
"""

from defgraph.network.files import FORMATS, write_network
from defgraph.network.projecting import FULL, network, projection_texts, projections

__all__ = ["FORMATS", "FULL", "network", "projection_texts", "projections", "write_network"]
