"""Commands that put records into a store: init, build, retract, schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from defgraph.cli.counting import counting
from defgraph.cli.options import JUDGEMENTS, StorePlace, judgements_option, output_option, store_options
from defgraph.cli.scaling import engine_options
from defgraph.errors import DataError, RecordsError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from defgraph.build import BuildReport
    from defgraph.build.findings import Contradictions
    from defgraph.cli.scaling import SparkPlace
    from defgraph.identity.judgements import Judgements
    from defgraph.identity.offices import Bound
    from defgraph.records import Problem

_WORKSPACE_RECORDS = "records"
_TENURES = "tenures.yaml"
_KINDS = ("official", "organisation", "position", "meeting")


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
@judgements_option("What was decided about names and meetings.")
@click.option(
    "--tenures",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="DEFGRAPH_TENURES",
    help=f"First and last days of offices.  [default: {_TENURES} here]",
)
@click.option("--skip-invalid", is_flag=True, help="Load the good records where others have problems.")
@engine_options
def build(
    records: tuple[str, ...],
    place: StorePlace,
    spark: SparkPlace | None,
    base: str | None,
    judgements: Path | None,
    tenures: Path | None,
    *,
    skip_invalid: bool,
) -> None:
    """Put article records into the store.

    RECORDS are files or folders of JSON, JSON Lines, YAML or CSV; - is standard input. Without any,
    the folder "records" is read. Building again changes only what has changed. Where a file of judgements or
    of tenures is neither named nor here, what the store was built with holds.
    """
    if not records and not Path(_WORKSPACE_RECORDS).is_dir():
        raise click.UsageError("name the records: files, folders or -; there is no folder 'records' here")
    chosen = records or (_WORKSPACE_RECORDS,)
    known: dict[str, Any] = {"judgements": _judgements(judgements), "bounds": _bounds(tenures)}
    known |= {"base": base, "skip_invalid": skip_invalid}
    try:
        done = _into_store(chosen, place, known) if spark is None else _into_folder(chosen, spark, known)
    except RecordsError as error:
        click.echo(error, err=True)
        count = _counted(len(error.problems), "problem")
        raise DataError(f"{count}, so nothing was loaded; mend them, or say --skip-invalid") from None
    for problem in done.problems:
        click.echo(problem, err=True)
    for note in done.contradictions.told:
        click.echo(f"Note: {note}", err=True)
    if left := done.contradictions.left:
        click.echo(f"Note: {left:,} more such; see: defgraph query same-post-different-names", err=True)
    click.echo(done.summary)
    if done.merged:
        click.echo(done.merged)
    if done.problems:
        click.get_current_context().exit(DataError.exit_code)


class _Done(NamedTuple):
    """What a build has to tell."""

    problems: Sequence[Problem]
    contradictions: Contradictions
    summary: str
    merged: str


def _into_store(chosen: Sequence[str], place: StorePlace, known: Mapping[str, Any]) -> _Done:
    from defgraph.build import build as build_store
    from defgraph.build.findings import contradictions_of_offices, merged_by_themselves

    with place.to_build() as store:
        with counting("articles") as progress:
            report = build_store(chosen, store, progress=progress, **known)
        merged, twice = merged_by_themselves(store), contradictions_of_offices(store)
    return _Done(report.problems, twice, _summary(report, store.location), _merged(merged))


def _into_folder(chosen: Sequence[str], spark: SparkPlace, known: Mapping[str, Any]) -> _Done:
    report = spark.build(chosen, known)
    summary = f"{_counted(report.articles, 'article')} in {spark.folder}{_left_out(report.problems)}"
    return _Done(report.problems, report.contradictions, summary, _merged(report.merged, next_step=False))


def _judgements(file: Path | None) -> Judgements | None:
    from defgraph.identity.judgements import Judgements

    found = file or _if_there(JUDGEMENTS)
    return None if found is None else Judgements.read(found)


def _bounds(file: Path | None) -> list[Bound] | None:
    from defgraph.identity.bounds import read_tenures

    found = file or _if_there(_TENURES)
    return None if found is None else [tenure.bound() for tenure in read_tenures(found)]


def _if_there(name: str) -> Path | None:
    return Path(name) if Path(name).is_file() else None


def _summary(report: BuildReport, where: str) -> str:
    counts = f"{report.added} new, {report.changed} changed, {report.unchanged} unchanged"
    return f"{_counted(report.articles, 'article')} ({counts}) in {where}{_left_out(report.problems)}"


def _left_out(problems: Sequence[Problem]) -> str:
    return f"; left out: the records of {_counted(len(problems), 'problem')}" if problems else ""


def _merged(merged: Mapping[str, int], *, next_step: bool = True) -> str:
    """Say how much merged by itself, if anything; the next step looks at it in a store."""
    if not merged:
        return ""
    told = ", ".join(_counted(merged[kind], kind) for kind in _KINDS if merged[kind])
    itself, it = ("itself", "it") if sum(merged.values()) == 1 else ("themselves", "them")
    look = f"; see {it} with: defgraph identity candidates --status merged"
    return f"{told} merged by {itself}{look if next_step else ''}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


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
