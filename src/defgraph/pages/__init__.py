"""HTML pages of a store: one for each thing, in two languages, without a server."""

from defgraph.pages.addresses import FORMATS, HOME, LANGUAGES, Addresses, Document, page_path, parse_document
from defgraph.pages.addresses import relative as relative_link
from defgraph.pages.assets import assets, find_asset
from defgraph.pages.forms import render_form, render_queries
from defgraph.pages.free_query import render_free_query
from defgraph.pages.graph_view import render_view
from defgraph.pages.problem_page import render_problem
from defgraph.pages.rendering import Page, addresses_of, render
from defgraph.pages.search_page import render_search, suggestions
from defgraph.pages.settings import Settings

__all__ = [
    "FORMATS",
    "HOME",
    "LANGUAGES",
    "Addresses",
    "Document",
    "Page",
    "Settings",
    "addresses_of",
    "assets",
    "find_asset",
    "page_path",
    "parse_document",
    "relative_link",
    "render",
    "render_form",
    "render_free_query",
    "render_problem",
    "render_queries",
    "render_search",
    "render_view",
    "suggestions",
]
