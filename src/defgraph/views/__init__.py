"""Networks as interactive pages: one HTML file that needs no network to open."""

from defgraph.views.page import LANGUAGES, Shared, shared_files, view

__all__ = ["LANGUAGES", "Shared", "shared_files", "view"]
