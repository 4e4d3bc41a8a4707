"""Commands that put records into a store: init, build, retract, schema."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from defgraph.cli.options import StorePlace, output_option, store_options
from defgraph.errors import DataError, RecordsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from defgraph.build import BuildReport

_WORKSPACE_RECORDS = "records"


@click.command
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Make a workspace in DIR: records, articles, queries, a README and sample records."""
    from defgraph.workspace import init_workspace

    for path in init_workspace(folder):
        click.echo(path)
    click.echo(f"Next: cd {folder} && defgraph build records", err=True)


@click.command
@click.argument("records", metavar="[RECORDS]...", nargs=-1)
@store_options
@click.option(
    "--base",
    metavar="IRI",
    envvar="DEFGRAPH_BASE",
    help="What every IRI of the data begins with.  [default: as the store has it]",
)
@click.option("--skip-invalid", is_flag=True, help="Load the good records where others have problems.")
def build(
    records: tuple[str, ...],
    place: StorePlace,
    base: str | None,
    *,
    skip_invalid: bool,
) -> None:
    """Put article records into the store.

    RECORDS are files or folders of JSON, JSON Lines, YAML or CSV; - is standard input. Without any,
    the folder "records" is read. Building again changes only what has changed.
    """
    from defgraph.build import build as build_store

    if not records and not Path(_WORKSPACE_RECORDS).is_dir():
        raise click.UsageError("name the records: files, folders or -; there is no folder 'records' here")
    chosen = records or (_WORKSPACE_RECORDS,)
    try:
        with place.to_write() as store, _progress() as progress:
            report = build_store(chosen, store, base=base, skip_invalid=skip_invalid, progress=progress)
    except RecordsError as error:
        click.echo(error, err=True)
        count = _counted(len(error.problems), "problem")
        raise DataError(f"{count}, so nothing was loaded; mend them, or say --skip-invalid") from None
    for problem in report.problems:
        click.echo(problem, err=True)
    click.echo(_summary(report, store.location))
    if report.problems:
        click.get_current_context().exit(DataError.exit_code)


def _summary(report: BuildReport, where: str) -> str:
    counts = f"{report.added} new, {report.changed} changed, {report.unchanged} unchanged"
    summary = f"{_counted(report.articles, 'article')} ({counts}) in {where}"
    if not report.problems:
        return summary
    return f"{summary}; left out: the records of {_counted(len(report.problems), 'problem')}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@contextmanager
def _progress() -> Iterator[Callable[[str, int], object] | None]:
    """Count the records on a terminal; say nothing where there is none."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed} articles {task.description}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("read", total=None)
        yield lambda what, count: bar.update(task, description=what, completed=count)


@click.command
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@store_options
def retract(ids: tuple[str, ...], place: StorePlace) -> None:
    """Take the statements of records out of the store, by the records' ids."""
    from defgraph.build import retract as retract_records

    with place.to_write() as store:
        retract_records(ids, store)
    for record_id in ids:
        click.echo(f"retracted {record_id}")


@click.command
@output_option()
def schema(output: str) -> None:
    """Print the JSON Schema of article records."""
    from defgraph.files import open_output
    from defgraph.records import record_schema

    with open_output(output) as file:
        file.write(json.dumps(record_schema(), ensure_ascii=False, indent=2).encode() + b"\n")
