"""The files that pages link to: style sheets and scripts of ours and of packages that are installed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from defgraph.resources import package_file

if TYPE_CHECKING:
    from collections.abc import Mapping

STATIC = "static"
"""The folder of the files, from the top."""

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".svg": "image/svg+xml",
        ".png": "image/png",
    }
)
"""The kinds of files there are, by ending."""


@cache
def assets() -> Mapping[str, Path]:
    """Return where each file lies, by its path from the top, sorted."""
    found = {f"{STATIC}/{path.name}": path for path in package_file("pages/static").iterdir()}
    return MappingProxyType({path: found[path] for path in sorted(found) if Path(path).suffix in MEDIA_TYPES})


def find_asset(path: str) -> tuple[bytes, str] | None:
    """Return the file at ``path`` and its media type; None: there is none."""
    found = assets().get(path)
    return (found.read_bytes(), MEDIA_TYPES[found.suffix]) if found is not None else None
