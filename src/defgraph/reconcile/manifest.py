"""The manifest: where the service is, and what it can do (Reconciliation Service API 0.2, section 3.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from defgraph import __version__
from defgraph.build.target import base_of
from defgraph.namespaces import DEFAULT_BASE
from defgraph.pages.addresses import Addresses
from defgraph.reconcile.batch import MOST_QUERIES
from defgraph.reconcile.identifiers import Identifiers
from defgraph.reconcile.vocabulary import SCHEMA_SPACE, TYPES, type_label
from defgraph.reconcile.wording import words

if TYPE_CHECKING:
    from defgraph.store import Store

PREVIEW_WIDTH, PREVIEW_HEIGHT = 420, 220
"""Of the frame that clients show a preview in, in pixels."""


def manifest(store: Store, address: str, language: str) -> dict[str, Any]:
    """Return the manifest of the service at ``address``.

    Args:
        store: whose things it tells of.
        address: without a slash at the end.
        language: of names.

    Raises:
        StoreError: the store failed.
    """
    told = words(language)
    suggest = {
        what: {"service_url": address, "service_path": f"/suggest/{what}"}
        for what in ("entity", "type", "property")
    }
    limit = {
        "name": "limit",
        "label": told["limit"],
        "type": "number",
        "default": 0,
        "help_text": told["limit_help"],
    }
    return {
        "versions": ["0.2"],
        "name": told["service"],
        "identifierSpace": Identifiers(Addresses(base_of(store) or DEFAULT_BASE)).space,
        "schemaSpace": SCHEMA_SPACE,
        "serviceVersion": __version__,
        "defaultTypes": [{"id": name, "name": type_label(name, language)} for name in TYPES],
        "view": {"url": f"{address}/view?id={{{{id}}}}"},
        "preview": {
            "url": f"{address}/preview?id={{{{id}}}}",
            "width": PREVIEW_WIDTH,
            "height": PREVIEW_HEIGHT,
        },
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": address, "service_path": "/properties"},
            "property_settings": [limit],
        },
        "batchSize": MOST_QUERIES,
    }
