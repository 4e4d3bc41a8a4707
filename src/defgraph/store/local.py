"""Stores on this machine: in memory, and in a folder kept by Oxigraph."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from functools import partial
from typing import IO, TYPE_CHECKING, Any, Literal

import pyoxigraph as ox

from defgraph.claims import is_torn, mend_folder, replaced_folder
from defgraph.cycles import no_search_for_cycles
from defgraph.errors import (
    InputError,
    QueryError,
    StoreError,
    StoreLockedError,
    StoreMissingError,
    StoreReadOnlyError,
)
from defgraph.files import ADVICE, open_output
from defgraph.store.base import Dataset, Solutions, Store
from defgraph.store.filling import fill
from defgraph.store.formats import write_answer
from defgraph.store.syntax import readable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import NamedNode, Quad, Triple

_ATTEMPTS = 10
_AGAIN = "run the command again"
_LOCKED = "{}: another process is writing to this store; try again later"
_UNREADABLE = f"if another process writes to it, {_AGAIN}; else see what is wrong with: defgraph check"
_NOTE = "defgraph-note"  # with no ending that a record may have


class OxigraphStore(Store):
    """What the memory store and the folder store share: an open Oxigraph database."""

    can_load = True

    def __init__(self, database: ox.Store, location: str) -> None:
        self._database = database
        self.location = location

    def _query(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        with translated(self.location):
            return self._database.query(query, use_default_graph_as_union=True)

    def select(self, query: str) -> Solutions:
        """Return the solutions of a SELECT query over the union of all graphs."""
        answer = self._query(query)
        if not isinstance(answer, ox.QuerySolutions):
            raise QueryError("expected a SELECT query")
        with translated(self.location), no_search_for_cycles():
            rows = [tuple(solution) for solution in answer]
        return Solutions(tuple(variable.value for variable in answer.variables), rows)

    def ask(self, query: str) -> bool:
        """Return the answer of an ASK query over the union of all graphs."""
        answer = self._query(query)
        if not isinstance(answer, ox.QueryBoolean):
            raise QueryError("expected an ASK query")
        return bool(answer)

    def construct(self, query: str) -> Iterator[Triple]:
        """Yield the triples of a CONSTRUCT or DESCRIBE query over the union of all graphs."""
        answer = self._query(query)
        if not isinstance(answer, ox.QueryTriples):
            raise QueryError("expected a CONSTRUCT or DESCRIBE query")
        with translated(self.location):
            yield from answer

    def answer(
        self,
        query: str,
        output: IO[bytes],
        media_type: str,
        *,
        graphs: Dataset | Literal["all", "said"] = "all",
        base: str | None = None,
    ) -> None:
        """Write the answer of a query of any form."""
        seen: dict[str, Any] = {}
        if isinstance(graphs, Dataset):
            seen = {"default_graph": list(graphs.default), "named_graphs": list(graphs.named)}
        elif graphs == "all":  # which would count even where a query has FROM
            seen = {"use_default_graph_as_union": True}
        with translated(self.location):
            write_answer(self._database.query(query, base_iri=base, **seen), output, media_type)

    def update(
        self,
        text: str,
        *,
        repeatable: bool = False,  # noqa: ARG002 - no connection to lose
        base: str | None = None,
    ) -> None:
        """Run a SPARQL 1.1 Update request as one transaction."""
        with translated(self.location):
            self._database.update(text, base_iri=base)

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Yield the statements of every named graph, or of ``graph`` alone."""
        with translated(self.location):
            for quad in self._database.quads_for_pattern(None, None, None, graph):
                if isinstance(quad.graph_name, ox.NamedNode):
                    yield quad

    def graphs(self) -> list[NamedNode]:
        """Return the names of the graphs that hold statements, sorted."""
        with translated(self.location):
            names = [name for name in self._database.named_graphs() if isinstance(name, ox.NamedNode)]
            return sorted(
                (name for name in names if any(self._database.quads_for_pattern(None, None, None, name))),
                key=lambda name: name.value,
            )


class MemoryStore(OxigraphStore):
    """A store that lives as long as its process."""

    def __init__(self) -> None:
        super().__init__(ox.Store(), "memory")

    def load(self, texts: Iterable[str]) -> None:
        """Fill the empty store with statements as N-Quads: all of them, or none when the iterable raises."""
        filled = ox.Store()
        fill(filled, texts)
        self._database = filled


class FolderStore(OxigraphStore):
    """A store in a folder, which appears with the first thing written to it.

    Args:
        folder: where the store lies, or will.
        read_only: open it beside a writer, without taking its lock.

    Raises:
        StoreMissingError: ``read_only``, and there is no store.
        StoreLockedError: another process writes to it.
        StoreError: the folder holds something else.
    """

    keeps_notes = True

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        self._folder = folder
        self._read_only = read_only
        self._written = False
        with translated(str(folder)):
            if not read_only or is_torn(folder):
                mend_folder(folder)
        self._exists = is_database(folder)
        if read_only and not self._exists:
            raise StoreMissingError(
                f"{folder}: there is no store here; make one with: defgraph build RECORDS --store {folder}"
            )
        super().__init__(self._open() if self._exists else ox.Store(), str(folder))

    def _open(self) -> ox.Store:
        with translated(str(self._folder)):
            if self._read_only:
                return _opened_beside_writers(self._folder)
            database = ox.Store(str(self._folder))
            mend_folder(self._folder)  # so that nobody is putting another store in the place of this one
            return database

    def update(self, text: str, *, repeatable: bool = False, base: str | None = None) -> None:
        """Run a SPARQL 1.1 Update request as one transaction."""
        if not self._exists and not self._read_only:
            self.load(())
        super().update(text, repeatable=repeatable, base=base)
        self._written = True

    def load(self, texts: Iterable[str]) -> None:
        """Fill the store from nothing: built in a folder beside it, then moved into its place."""
        if self._read_only:
            raise StoreReadOnlyError(f"{self._folder}: opened read-only")
        with translated(str(self._folder)):
            with replaced_folder(self._folder) as new:
                if not self._exists and is_database(self._folder):
                    raise StoreLockedError(f"{self._folder}: another process has made a store here; {_AGAIN}")
                self._database = ox.Store()  # lets go of an empty database that may lie in the folder
                _make_database(new, texts)
            self._database = self._open()
        self._exists = True

    def read_note(self) -> bytes | None:
        """Return what a build noted in a file of the folder; None: nothing that can be read."""
        try:
            return (self._folder / _NOTE).read_bytes()
        except OSError:
            return None

    def write_note(self, note: bytes) -> None:
        """Keep a note in a file of the folder, for which RocksDB does not care; if it can be written."""
        with suppress(InputError), open_output(self._folder / _NOTE) as file:
            file.write(note)

    def add_to_note(self, more: bytes) -> None:
        """Keep more at the end of the note, if it can be written there."""
        with suppress(OSError), (self._folder / _NOTE).open("ab") as file:
            file.write(more)

    def copy_to(self, folder: Path) -> None:
        """Make a copy in a folder that is not there; who only reads cannot, for they miss what is in the log.

        Raises:
            StoreReadOnlyError: opened read-only.
        """
        if self._read_only:
            raise StoreReadOnlyError(f"{self._folder}: opened read-only")
        with translated(str(folder)):
            self._database.flush()
            self._database.backup(str(folder))

    def opened_again(self) -> Callable[[], Store] | None:
        """Return what opens the folder once more, to read it in another process."""
        return partial(FolderStore, self._folder.absolute(), read_only=True) if self._exists else None

    def close(self) -> None:
        """See that all that was written has reached the disk, and release the folder's lock."""
        database, self._database = self._database, ox.Store()
        if self._written:
            with translated(self.location):
                database.flush()


def is_database(folder: Path) -> bool:
    """Return whether ``folder`` holds a RocksDB database; raise when it holds anything else."""
    if (folder / "CURRENT").is_file():
        return True
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise StoreError(f"{folder}: this is no store, and is not empty; name another folder")
    return False


def _opened_beside_writers(folder: Path) -> ox.Store:
    """Open a database to read it; a writer may take a file away that was there a moment ago."""
    for _ in range(_ATTEMPTS):
        try:
            return ox.Store.read_only(str(folder))
        except RuntimeError:
            continue
    return ox.Store.read_only(str(folder))


def _make_database(folder: Path, texts: Iterable[str]) -> None:
    """Make a database in ``folder``, and close it again."""
    database = ox.Store(str(folder))
    fill(database, texts)
    database.optimize()  # a third of the time of filling it; queries and dumps take a third less ever after
    database.flush()


@contextmanager
def translated(location: str) -> Iterator[None]:
    """Turn what Oxigraph raises into the errors of this package."""
    try:
        yield
    except SyntaxError as error:
        raise QueryError(f"SPARQL: {readable(error.msg)}") from None
    except RuntimeError as error:
        if "read-write" in str(error):
            raise StoreReadOnlyError(f"{location}: opened read-only") from None
        if "orruption" in str(error):
            raise StoreError(f"{location}: {error}; {_UNREADABLE}") from None
        raise QueryError(f"SPARQL: {error}") from None
    except BlockingIOError:
        raise StoreLockedError(_LOCKED.format(location)) from None
    except OSError as error:
        raise _store_error(location, error) from None


def _store_error(location: str, error: OSError) -> StoreError:
    text = str(error)
    for code, advice in ADVICE.items():
        if code is not None and os.strerror(code) in text:
            return StoreError(f"{location}: {os.strerror(code)}, so this change was not made; {advice}")
    if "lock" in text.casefold():
        return StoreLockedError(_LOCKED.format(location))
    if "Permission denied" in text or "Read-only file system" in text:
        return StoreReadOnlyError(f"{location}: nothing can be written here ({text})")
    return StoreError(f"{location}: {text}")
