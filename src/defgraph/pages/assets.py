"""The files that pages link to: style sheets and scripts of ours and of packages that are installed."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from defgraph.errors import MissingExtraError
from defgraph.resources import package_file
from defgraph.views import shared_files

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


_ACE = (
    "ace.js",
    "ext-language_tools.js",
    "mode-sparql.js",
    "theme-github.js",
    "theme-github_dark.js",
    "css/ace.css",
    "css/theme/github.css",
    "css/theme/github_dark.css",
    "css/main-*",
    "css/github-*",
    "css/github_dark-*",
)
"""The files of the editor that a page needs."""


@cache
def assets() -> Mapping[str, bytes]:
    """Return every file, by its path from the top, sorted.

    Raises:
        MissingExtraError: the package with the editor is not installed.
    """
    found = {f"{STATIC}/{path.name}": path for path in package_file("pages/static").iterdir()}
    ace = _ace_folder()
    for pattern in _ACE:
        found |= {f"{STATIC}/ace/{path.relative_to(ace).as_posix()}": path for path in ace.glob(pattern)}
    texts = {path: file.read_bytes() for path, file in found.items() if Path(path).suffix in MEDIA_TYPES}
    texts |= {f"{STATIC}/view/{name}": text for name, text in shared_files().items()}
    return MappingProxyType({path: texts[path] for path in sorted(texts)})


def find_asset(path: str) -> tuple[bytes, str] | None:
    """Return the file at ``path`` and its media type; None: there is none."""
    found = assets().get(path)
    return (found, MEDIA_TYPES[Path(path).suffix]) if found is not None else None


def _ace_folder() -> Path:
    """Return where Ace lies: in a package for Django, which is found, but never imported."""
    spec = find_spec("django_ace")
    if spec is None or spec.origin is None:
        raise MissingExtraError("web", "django-ace")
    return Path(spec.origin).parent / "static" / "django_ace" / "ace"
