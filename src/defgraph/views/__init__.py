"""Networks as interactive pages: one HTML file that needs no network to open."""

from defgraph.views.page import LANGUAGES, view

__all__ = ["LANGUAGES", "view"]
