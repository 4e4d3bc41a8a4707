"""Which program builds, to the last bit: what one has found out holds for another only if it is the same."""

from __future__ import annotations

import hashlib
import os
import platform
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from defgraph.resources import ontology_dir, package_file, registry_dir

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIBRARIES = ("pydantic", "pydantic-core", "pyoxigraph", "PyYAML", "rapidfuzz")
"""What reads and maps records besides Python and defgraph's own files."""


@cache
def program_digest() -> str:
    """Return a digest of defgraph's code and data, and of the versions of all that it reads and maps with."""
    versions = [f"{library} {metadata.version(library)}" for library in _LIBRARIES]
    found = hashlib.blake2b("\n".join([platform.python_version(), *versions]).encode(), digest_size=32)
    for number, folder in enumerate((package_file(""), ontology_dir(), registry_dir())):
        for path in _files(folder):
            raw = path.read_bytes()
            found.update(f"\n{number} {path.relative_to(folder).as_posix()} {len(raw)}\n".encode())
            found.update(raw)
    return found.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (Path(parent, name) for name in sorted(names))
