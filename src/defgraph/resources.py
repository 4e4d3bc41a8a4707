"""Where the files that travel with the package lie.

In a checkout they are at its top level, where people look for them; in an installed wheel the build
has put them under ``defgraph/_data``.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_data"
_CHECKOUT = _PACKAGE.parent.parent


def _data_dir(installed: str, checkout: str) -> Path:
    inside = _INSTALLED / installed
    return inside if inside.is_dir() else _CHECKOUT / checkout


def ontology_dir() -> Path:
    """Return the folder of the ontology, its vocabularies and its shapes."""
    return _data_dir("ontology", "ontology")


def queries_dir() -> Path:
    """Return the folder of the saved queries."""
    return _data_dir("queries", "queries")


def sample_records_dir() -> Path:
    """Return the folder of the records that come with defgraph."""
    return _data_dir("records", "data/records")


def registry_dir() -> Path:
    """Return the folder of the register of organisations and posts."""
    return _data_dir("registry", "data/registry")


def package_file(name: str) -> Path:
    """Return a data file that lies beside the modules, such as ``records/titles.yaml``."""
    return _PACKAGE / name
