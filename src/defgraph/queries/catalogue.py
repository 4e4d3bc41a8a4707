"""Which saved queries there are: those that come with defgraph, and those in folders of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from defgraph.errors import InputError, NotFoundError, QueryError
from defgraph.ontology import closest
from defgraph.queries.header import read_query
from defgraph.resources import queries_dir

if TYPE_CHECKING:
    from collections.abc import Sequence

    from defgraph.queries.header import SavedQuery

SUFFIX = ".rq"


def list_queries(folders: Sequence[str | Path] = ()) -> list[SavedQuery]:
    """Return every saved query, sorted by name.

    Args:
        folders: folders of one's own. A query there takes the place of the one of the same name that
            comes with defgraph.

    Raises:
        InputError: a folder is missing.
        QueryError: a header breaks the rules, or two of the folders hold queries of one name.
    """
    return [read_query(path) for _, path in sorted(_paths(folders).items())]


def find_query(name: str, folders: Sequence[str | Path] = ()) -> SavedQuery:
    """Return the saved query called ``name``.

    Args:
        name: the file's name without ``.rq``.
        folders: as for :func:`list_queries`.

    Raises:
        NotFoundError: there is none; the message suggests what was perhaps meant.
        InputError: a folder is missing.
        QueryError: its header breaks the rules, or two of the folders hold a query of one name.
    """
    paths = _paths(folders)
    if name not in paths:
        near = closest(name, paths)
        hint = f"did you mean {' or '.join(near)}?" if near else "defgraph queries lists them all"
        raise NotFoundError(f"there is no query {name!r}; {hint}")
    return read_query(paths[name])


def _paths(folders: Sequence[str | Path]) -> dict[str, Path]:
    own: dict[str, Path] = {}
    for folder in map(Path, folders):
        if not folder.is_dir():
            raise InputError(f"{folder}: there is no such folder of queries")
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            before = own.setdefault(path.stem, path)
            if before.resolve() != path.resolve():
                raise QueryError(f"two queries are called {path.stem}: {before} and {path}; rename one")
    packaged = {path.stem: path for path in queries_dir().glob(f"*{SUFFIX}")}
    return packaged | own
