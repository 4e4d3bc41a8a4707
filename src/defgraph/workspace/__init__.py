"""A workspace: the folder in which a person keeps records, articles and queries of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.errors import InputError
from defgraph.resources import package_file, sample_records_dir

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SAMPLES = (
    "2024-08-29-dca-australia.json",
    "2025-06-26-hms-richmond-loi.json",
    "2025-10-08-kemenko-polkam-kemhan.json",
    "2025-10-21-kemhan-unops.json",
)
"""The records a new workspace begins with."""

_TEMPLATES = ("README.md", "articles/README.md", "queries/meetings-by-city.rq")


def init_workspace(folder: Path) -> list[Path]:
    """Make a workspace: records to begin with, a place for articles, a query of one's own and a README.

    Args:
        folder: where; it is made when it is not there. What else it holds stays as it is.

    Returns:
        The files made, in order.

    Raises:
        InputError: files of a workspace are there already, or nothing can be written there. Then nothing
            has been made.
    """
    contents = {
        **{name: package_file(f"workspace/{name}").read_bytes() for name in _TEMPLATES},
        **{f"records/{name}": (sample_records_dir() / name).read_bytes() for name in SAMPLES},
    }
    if present := [str(folder / name) for name in sorted(contents) if (folder / name).exists()]:
        raise InputError(f"{', '.join(present)}: there already; name another folder, or move them away first")
    return _write(folder, contents)


def _write(folder: Path, contents: Mapping[str, bytes]) -> list[Path]:
    made: list[Path] = []
    files = []
    try:
        for name in sorted(contents):
            file = folder / name
            for parent in _missing_parents(file):
                parent.mkdir()
                made.append(parent)
            with file.open("xb") as target:
                made.append(file)
                target.write(contents[name])
            files.append(file)
    except OSError as error:
        for path in reversed(made):
            path.rmdir() if path.is_dir() else path.unlink()
        raise InputError(f"{folder}: no workspace can be made there ({error.strerror})") from error
    return files


def _missing_parents(file: Path) -> list[Path]:
    return [parent for parent in reversed(file.parents) if not parent.exists()]
