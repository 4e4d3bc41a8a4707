"""Templates of pages, compiled once for all pages of a process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import BytecodeCache, ChoiceLoader, Environment, FileSystemLoader

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2.bccache import Bucket


class _Compiled(BytecodeCache):
    """What templates were compiled to; Jinja2 compares it with their texts."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def environment(*folders: Path | str) -> Environment:
    """Return an environment of its own for one page: pyvis puts the page's data among its globals.

    Args:
        folders: where templates are; the first that has one counts.
    """
    loaders = [FileSystemLoader(folder) for folder in folders]
    return Environment(loader=ChoiceLoader(loaders), autoescape=True, bytecode_cache=_COMPILED)
