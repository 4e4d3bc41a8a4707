"""Copies of a store in a folder, and a store put in the place of another."""

from __future__ import annotations

import shutil
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pyoxigraph as ox

from defgraph.claims import replaced_folder
from defgraph.errors import InputError, StoreError, StoreLockedError, StoreReadOnlyError
from defgraph.store.local import FolderStore, is_database, translated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_NOT_COPIED = ("LOCK", "LOG*")


def copy_folder(source: Path, target: Path, check: Callable[[FolderStore], None], *, replace: bool) -> None:
    """Put a copy of the store in ``source`` in ``target``, whole and checked, or change nothing.

    Others may read ``source`` meanwhile. Oxigraph copies by hard links where both lie on one disk.

    Args:
        source: the folder of a store.
        target: the folder of the copy.
        check: called with the copy before it is in its place; raises where something is wrong with it.
        replace: whether a store that lies in ``target`` gives way.

    Raises:
        InputError: ``source`` and ``target`` are one.
        StoreError: one of the stores is being written, ``target`` is taken, or ``source`` cannot be read.
    """
    if not is_database(source):
        raise InputError(f"{source}: there is no store here to copy")
    if source.resolve() == target.resolve():
        raise InputError(f"{target}: that is the store itself; name another folder")
    with _making(target, check, replace=replace) as new:
        try:
            with FolderStore(source) as store:
                store.copy_to(new)
        except StoreReadOnlyError:  # where nobody can write, files can be copied one by one
            shutil.copytree(source, new, ignore=shutil.ignore_patterns(*_NOT_COPIED))


def restore_file(
    source: Path, syntax: ox.RdfFormat, target: Path, check: Callable[[FolderStore], None], *, replace: bool
) -> None:
    """Put a store with the statements of a file in ``target``, whole and checked, or change nothing.

    Args:
        source: a file of statements with their graphs.
        syntax: what it is written in.
        target: the folder of the store.
        check: as for :func:`copy_folder`.
        replace: likewise.

    Raises:
        InputError: the file cannot be read, or is not in this syntax.
        StoreError: as for :func:`copy_folder`.
    """
    with _making(target, check, replace=replace) as new:
        database = ox.Store(str(new))
        try:
            with source.open("rb") as file:
                database.bulk_load(file, syntax)
        except FileNotFoundError:
            raise InputError(f"{source}: no such file") from None
        except SyntaxError as error:
            raise InputError(
                f"{source}: line {error.lineno}: {error.msg}; the file may be cut off: take another"
            ) from None
        database.flush()


@contextmanager
def _making(target: Path, check: Callable[[FolderStore], None], *, replace: bool) -> Iterator[Path]:
    """Yield where to make a store; then it is checked, and put in the place of ``target``."""
    if is_database(target) and not replace:
        raise StoreError(f"{target}: there is a store here already; name another folder, or say --replace")
    with translated(str(target)), ExitStack() as held, replaced_folder(target) as new:
        _hold(target, held)
        yield new
        with FolderStore(new, read_only=True) as made:
            check(made)
        held.close()


def _hold(target: Path, held: ExitStack) -> None:
    """Keep others from writing to what is to be replaced; a store that cannot be opened, nobody writes to."""
    try:
        with translated(str(target)):
            if is_database(target):
                database = [ox.Store(str(target))]
                held.callback(database.clear)
    except StoreLockedError:
        raise
    except StoreError:
        return
