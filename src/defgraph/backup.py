"""Backups of a store, and stores brought back from them.

A backup is a folder, which is a store itself and can be asked like any other, or a file of N-Quads, which
any store of RDF reads. Either is read again and checked before it appears under its name.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from defgraph.build.upload import check_finished
from defgraph.check import check
from defgraph.dump import FORMATS, dump
from defgraph.errors import DataError, InputError, StoreError, StoreReadOnlyError
from defgraph.files import open_output
from defgraph.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from defgraph.store import Store

_SHOWN = 5
_SYNTAXES = {suffix: form.syntax for form in FORMATS.values() if form.datasets for suffix in form.suffixes}


def back_up(
    store: str, output: Path, opened: Callable[..., Store] = open_store, *, replace: bool = False
) -> int:
    """Write a backup, whole and checked, or nothing.

    Whoever reads the store goes on reading. While another process writes to it there is no backup, since
    Oxigraph promises readers nothing then; nobody writes to it while the backup is made.

    Args:
        store: where the store is: a folder, or the address of an endpoint.
        output: a file that ends in ``.nq``, else a folder; a store at an endpoint fits into a file alone.
        opened: opens the store; called with ``store`` and ``read_only``.
        replace: whether a backup that is there already gives way.

    Returns:
        how many statements are in it.

    Raises:
        InputError: there is something at ``output`` already, or nothing can be written there.
        DataError: :func:`~defgraph.check.check` finds the copy damaged; one of another version is not.
        StoreError: the store failed, or another process is writing to it.
    """
    if output.suffix == ".nq":
        if output.exists() and not replace:
            raise InputError(f"{output}: there is a file here already; name another, or say --replace")
        return _write_file(store, output, opened)
    if store.startswith(("http://", "https://")):
        raise InputError(f"{output}: only a store in a folder fits into a folder; name a file: {output}.nq")
    from defgraph.store.copying import copy_folder

    checking = _Checking()
    copy_folder(Path(store), output, checking, replace=replace)
    return checking.count


def restore(source: Path, target: Path, *, replace: bool = False) -> int:
    """Make the store in a folder anew from a backup or a dump, whole and checked, or change nothing.

    Args:
        source: a folder that :func:`back_up` wrote, or a file of N-Quads, TriG or JSON-LD.
        target: the folder of the store.
        replace: whether a store that is there already gives way. One that is too damaged to be opened does.

    Returns:
        how many statements are in it.

    Raises:
        InputError: ``source`` is no backup.
        DataError: :func:`~defgraph.check.check` finds it damaged; a backup of another version is not.
        StoreError: ``target`` is taken, or another process is writing to it.
    """
    from defgraph.store.copying import copy_folder, restore_file

    checking = _Checking()
    if source.is_dir():
        copy_folder(source, target, checking, replace=replace)
        return checking.count
    syntax = _SYNTAXES.get(source.suffix.lower())
    if syntax is None:
        endings = ", ".join(sorted(_SYNTAXES))
        raise InputError(
            f"{source}: expected the folder of a backup, or a file that ends in {endings}; "
            "other files do not tell which article a statement is from"
        )
    restore_file(source, syntax, target, checking, replace=replace)
    return checking.count


class _Checking:
    """Sees that a store is whole, and counts its statements. One of another version may be, too."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, store: Store) -> None:
        found, self.count = check(store)
        if findings := [finding for finding in found if finding.is_damage]:
            told = "\n".join(f"  {finding}" for finding in findings[:_SHOWN])
            raise DataError(
                f"{len(findings)} findings, so nothing was kept; see them all with: defgraph check\n{told}"
            )
        if not self.count:
            raise StoreError(f"{store.location}: there is nothing in it, so nothing was kept")


def _write_file(place: str, output: Path, opened: Callable[..., Store]) -> int:
    try:
        store = opened(place, read_only=False)
    except StoreReadOnlyError:  # where nobody can write, nobody does
        store = opened(place, read_only=True)
    with store:
        check_finished(store)
        checking = _Checking()
        checking(store)
        with open_output(output) as file:
            written = dump(store, file, "nquads")
            file.flush()
            with os.fdopen(os.dup(file.fileno()), "rb") as again:
                again.seek(0)
                held = sum(1 for _ in ox.parse(again, format=ox.RdfFormat.N_QUADS))
            if held != checking.count or written != held:
                raise StoreError(f"{output}: {held} of {checking.count} statements arrived; nothing was kept")
    return written
