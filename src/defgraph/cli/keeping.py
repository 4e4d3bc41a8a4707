"""Commands that keep a store: check, backup and restore."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from defgraph.cli.options import StorePlace, output_option, store_options
from defgraph.errors import DataError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, TypeVar

    from defgraph.check import Finding
    from defgraph.store import Store

    _F = TypeVar("_F", bound=Callable[..., Any])

_MOST_FOR_SHAPES = 200_000
"""Statements: with more of them, shapes are checked only when that is asked for."""


@click.command
@store_options
@click.option("--deep", is_flag=True, help="Derive everything anew, too, and compare.")
@click.option(
    "--shapes/--no-shapes",
    default=None,
    help="Check the SHACL shapes, too.  [default: where the extra validate is there, "
    f"up to {_MOST_FOR_SHAPES:,} statements]",
)
@click.option("-l", "--language", type=click.Choice(("en", "id")), default="en", show_default=True)
@output_option()
@click.option(
    "-f", "--format", "format_", type=click.Choice(("text", "json")), default="text", show_default=True
)
def check(
    place: StorePlace,
    language: str,
    output: str,
    format_: str,
    *,
    deep: bool,
    shapes: bool | None,
) -> None:
    """See whether the store is whole: as it was built, and by this version.

    What was lost or changed in an article's graph is found, and things that nothing describes; with --deep
    also whatever is not as it follows from the articles. Nothing is changed. Findings end with exit code 1.
    """
    from defgraph.check import check as examine
    from defgraph.files import open_output

    with place.to_read() as store:
        report = examine(store, deep=deep)
        large = report.statements > _MOST_FOR_SHAPES
        findings = [*report.findings, *_broken_shapes(store, language, asked=shapes, large=large)]
    if format_ == "json":
        listed = [{"kind": each.kind, "place": each.place, "message": each.message} for each in findings]
        text = json.dumps(listed, ensure_ascii=False, indent=2) + "\n"
    else:
        text = "".join(f"{each}\n" for each in findings)
    with open_output(output) as file:
        file.write(text.encode())
    click.echo(f"{len(findings)} findings", err=True)
    if findings:
        click.get_current_context().exit(DataError.exit_code)


def _broken_shapes(store: Store, language: str, *, asked: bool | None, large: bool) -> Iterator[Finding]:
    from defgraph.check import Finding
    from defgraph.validate import validate

    if asked is False:
        return
    if asked is None and large:
        click.echo(
            "Note: shapes are not checked, for the store is large; to check them say --shapes", err=True
        )
        return
    try:
        report = validate(store.quads(), language=language)
    except MissingExtraError as error:
        if asked:
            raise
        click.echo(f"Note: shapes are not checked: {error}", err=True)
        return
    for each in report.findings:
        yield Finding("shape", each.focus, str(each).removeprefix(f"{each.focus}: "))


def _replace_option(what: str) -> Callable[[_F], _F]:
    return click.option(
        "--replace", is_flag=True, help=f"Put it in the place of a {what} that is there already."
    )


@click.command
@click.option(
    "-o",
    "--output",
    metavar="FOLDER|FILE.nq",
    type=click.Path(path_type=Path),
    required=True,
    help="Where to write it: a folder, or a file of N-Quads.",
)
@_replace_option("backup")
@store_options
def backup(place: StorePlace, output: Path, *, replace: bool) -> None:
    """Copy the store to a folder or a file, and check the copy.

    The folder is a store itself; the file is for any store of RDF, and all that a store at an endpoint can be
    copied to. Others may read the store meanwhile; while another process writes to it, there is no backup.
    """
    from defgraph.backup import back_up

    def opened(_: str, *, read_only: bool) -> Store:
        return place.to_read() if read_only else place.to_write()

    count = back_up(place.where, output, opened, replace=replace)
    click.echo(f"{output}: {count} statements")


@click.command
@click.argument("source", metavar="BACKUP", type=click.Path(path_type=Path))
@_replace_option("store")
@store_options
def restore(source: Path, place: StorePlace, *, replace: bool) -> None:
    """Make the store from a backup or a dump, and check it.

    BACKUP is a folder or file that "defgraph backup" wrote, or a dump in N-Quads, TriG or JSON-LD. The store
    appears when all is there; one that is there already stays until then.
    """
    from defgraph.backup import restore as bring_back

    if place.where.startswith(("http://", "https://")):
        raise click.UsageError(
            "only a store in a folder is restored; load a file with the server's own tools"
        )
    count = bring_back(source, Path(place.where), replace=replace)
    click.echo(f"{count} statements in {place.where}")
