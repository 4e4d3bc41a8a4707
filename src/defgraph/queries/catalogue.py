"""Which saved queries there are: those that come with defgraph, and those in folders of one's own."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from defgraph.errors import InputError, NotFoundError, QueryError
from defgraph.ontology import closest
from defgraph.queries.header import SavedQuery, read_query
from defgraph.resources import queries_dir

if TYPE_CHECKING:
    from collections.abc import Sequence

SUFFIX = ".rq"


def list_queries(folders: Sequence[str | Path] = ()) -> list[SavedQuery]:
    """Return every saved query, sorted by name.

    A file that cannot be used stands in no other's way: it is listed without parameters and text, and its
    ``summary`` and ``problem`` say what is wrong with it.

    Args:
        folders: folders of one's own. A query there takes the place of the one of the same name that
            comes with defgraph.

    Raises:
        InputError: a folder is missing.
    """
    return [_listed(name, paths) for name, paths in sorted(_paths(folders).items())]


def find_query(name: str, folders: Sequence[str | Path] = ()) -> SavedQuery:
    """Return the saved query called ``name``.

    Args:
        name: the file's name without ``.rq``.
        folders: as for :func:`list_queries`.

    Raises:
        NotFoundError: there is none; the message suggests what was perhaps meant.
        InputError: a folder is missing.
        QueryError: its header breaks the rules, or two of the folders hold a query of this name.
    """
    paths = _paths(folders)
    if name not in paths:
        near = closest(name, paths)
        hint = f"did you mean {' or '.join(near)}?" if near else "defgraph queries lists them all"
        raise NotFoundError(f"there is no query {name!r}; {hint}")
    return _read(name, paths[name])


def _read(name: str, paths: Sequence[Path]) -> SavedQuery:
    if len(paths) > 1:
        both = " and ".join(map(str, paths))
        raise QueryError(f"{len(paths)} queries are called {name}: {both}; rename all but one")
    return read_query(paths[0])


def _listed(name: str, paths: Sequence[Path]) -> SavedQuery:
    try:
        return _read(name, paths)
    except QueryError as error:
        return SavedQuery(
            name=name,
            summary=f"cannot be used: {error}",
            summary_id=f"tidak dapat dipakai: {error}",
            description="",
            description_id="",
            tags=(),
            parameters=MappingProxyType({}),
            lists=(),
            text="",
            path=paths[0],
            problem=str(error),
        )


def _paths(folders: Sequence[str | Path]) -> dict[str, list[Path]]:
    """Return the files of each name: more than one where folders of one's own hold it twice."""
    own: dict[str, list[Path]] = {}
    for folder in map(Path, folders):
        if not folder.is_dir():
            raise InputError(f"{folder}: there is no such folder of queries")
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            same = own.setdefault(path.stem, [])
            if path.resolve() not in [before.resolve() for before in same]:
                same.append(path)
    return {path.stem: [path] for path in queries_dir().glob(f"*{SUFFIX}")} | own
