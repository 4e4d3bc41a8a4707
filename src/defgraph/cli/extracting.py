"""Commands that read articles: extract, mentions, evaluate."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from defgraph.cli.options import jobs_option, output_option
from defgraph.errors import DataError, InputError
from defgraph.files import STANDARD_STREAM, open_output

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from defgraph.extract.referee import Verdict
    from defgraph.extract.sources import Source
    from defgraph.records import Article, Problem

_F = TypeVar("_F", bound="Callable[..., Any]")
_published = click.option(
    "--published",
    metavar="DAY",
    help='The day it was published (2025-10-21): what "Rabu (8/10)" and "kemarin" count from.',
)


@click.command
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    required=True,
    help="The folder for the drafts; - writes JSON Lines to standard output.",
)
@jobs_option
@click.option("--publisher", metavar="NAME", help="Who published the articles.")
@click.option("--url", metavar="URL", help="The web address of the article, when there is only one.")
@_published
def extract(
    paths: tuple[str, ...],
    output: str,
    jobs: int,
    publisher: str | None,
    url: str | None,
    published: str | None,
) -> None:
    """Make a draft record of every article, with the stretch of text that shows each fact.

    PATH is a text (.txt, .md), a web page (.html; needs the extra "html"), JSON Lines of objects with
    "text", a folder of these, or - for standard input. Each article gives DIR/NAME.json, which "defgraph
    build" reads; a record that a person has reviewed, or rejected, is never replaced.

    Articles that cannot be read are listed, and end with exit code 1.
    """
    from defgraph.extract.sources import LINES, find_articles

    files = find_articles(paths)
    if url is not None and (len(files) > 1 or (files[0] is not None and files[0].suffix.lower() in LINES)):
        raise click.BadParameter("several articles cannot have one address", param_hint="'--url'")
    over = _metadata(publisher=publisher, url=url, published=published)
    counts = _Counts()
    problems = _write_drafts(files, output, over, jobs, counts)
    for problem in problems:
        click.echo(problem, err=True)
    click.echo(counts.summary(len(problems), output), err=output == STANDARD_STREAM)
    if problems:
        click.get_current_context().exit(DataError.exit_code)


class _Counts:
    """What a run has made so far."""

    def __init__(self) -> None:
        self.drafts = self.meetings = self.empty = 0

    def add(self, meetings: int) -> None:
        """Count a draft with so many meetings."""
        self.drafts += 1
        self.meetings += meetings
        self.empty += not meetings

    def summary(self, problems: int, output: str) -> str:
        """Return what was made, as one line."""
        where = "" if output == STANDARD_STREAM else f" in {output}"
        summary = f"{_counted(self.drafts, 'draft')}{where}: {_counted(self.meetings, 'meeting')}"
        if self.empty:
            summary += f", none in {_counted(self.empty, 'article')}"
        return f"{summary}; {_counted(problems, 'problem')}" if problems else summary


def _write_drafts(
    files: list[Path | None], output: str, over: Article, jobs: int, counts: _Counts
) -> list[Problem]:
    from defgraph import __version__
    from defgraph.extract.draft_files import DraftFolder, DraftStream
    from defgraph.extract.run import Draft, extract_items
    from defgraph.extract.sources import LINES, iter_items

    problems: list[Problem] = []
    known = all(file is not None and file.suffix.lower() not in LINES for file in files)
    to_stream = output == STANDARD_STREAM
    folder = DraftStream(sys.stdout.buffer) if to_stream else DraftFolder(Path(output), __version__)
    with folder as target, _progress(len(files) if known else None) as progress:
        results = extract_items(iter_items(files, problems), over=over, jobs=jobs)
        for number, result in enumerate(results, 1):
            problem = target.add(result) if isinstance(result, Draft) else result
            if problem is not None:
                problems.append(problem)
            elif isinstance(result, Draft):
                counts.add(len(result.record.meetings))
            progress(number)
    return problems


def _metadata(**given: str | None) -> Article:
    """Return what options say of an article.

    Raises:
        click.BadParameter: an address is none, or a day is not in the calendar.
    """
    from defgraph.extract.metadata import article_from
    from defgraph.records.problems import Finding

    found = article_from({key: value for key, value in given.items() if value is not None})
    if isinstance(found, Finding):
        raise click.BadParameter(
            f"found {found.found}, expected {found.expected}", param_hint=f"'--{found.path[-1]}'"
        )
    return found


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@contextmanager
def _progress(total: int | None) -> Iterator[Callable[[int], object]]:
    """Show on a terminal how many articles are done; say nothing where there is none."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), TextColumn("{task.completed} articles"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("extract", total=total)
        yield lambda done: bar.update(task, completed=done)


@click.command
@click.argument("path", metavar="FILE")
@_published
@output_option()
def mentions(path: str, published: str | None, output: str) -> None:
    """List what is recognised in an article, in place, as JSON Lines.

    A line has kind (person, rank, position, organisation, country, place, date, area or meeting), start
    and end (code points of the text, end not included), text, and normal: the normal form. FILE is one
    article, as for "defgraph extract".
    """
    from defgraph.extract.pipeline import mentions as find_mentions
    from defgraph.records.edtf import parse_day

    source = _one_source(path)
    day = _metadata(published=published).published or source.article.published
    with open_output(output) as file:
        for each in find_mentions(source.text, published=parse_day(day) if day else None):
            line = {"kind": each.kind, "start": each.start, "end": each.end}
            line |= {"text": each.text, "normal": each.normal}
            file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")


def _one_source(path: str) -> Source:
    from defgraph.extract.sources import Source, find_articles, iter_items, read_item

    problems: list[Problem] = []
    items = list(iter_items(find_articles([path]), problems))
    if len(items) > 1:
        raise InputError(f"{path}: found {len(items)} articles, expected one; name a single file")
    result = read_item(items[0]) if items else problems[0]
    if not isinstance(result, Source):
        raise DataError(str(result))
    return result


@click.command
@click.argument("gold", metavar="GOLD_DIR", type=click.Path(path_type=Path))
@click.argument("articles", metavar="ARTICLES_DIR", type=click.Path(path_type=Path))
@click.option("--errors", is_flag=True, help="List every missed and wrong fact, with its sentence.")
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(("table", "json")),
    help="[default: table on a terminal, else json]",
)
@jobs_option
@output_option()
def evaluate(
    gold: Path, articles: Path, format_: str | None, jobs: int, output: str, *, errors: bool
) -> None:
    """Extract articles that have gold records, and print precision, recall and F1 per measure.

    GOLD_DIR has a record an article; ARTICLES_DIR has its text under the same name. Only the text is
    looked at. A gold record without an article counts as all missed.
    """
    from defgraph.extract.referee import evaluate_folders

    with _progress(None) as progress:
        verdict = evaluate_folders(gold, articles, jobs=jobs, progress=progress)
    if verdict.missing:
        names = ", ".join(verdict.missing[:5]) + (", …" if len(verdict.missing) > 5 else "")
        click.echo(f"Note: all missed, for want of a readable article: {names}", err=True)
    on_terminal = output == STANDARD_STREAM and sys.stdout.isatty()
    as_table = (format_ or ("table" if on_terminal else "json")) == "table"
    with open_output(output) as file:
        file.write((_as_table if as_table else _as_json)(verdict, errors=errors).encode())


def _as_table(verdict: Verdict, *, errors: bool) -> str:
    lines = [f"{'measure':15}{'gold':>6}{'pred':>6}{'prec':>8}{'recall':>8}{'F1':>8}"]
    for measure, row in verdict.evaluation.figures().items():
        counts = f"{row.hit + row.missed:6}{row.hit + row.wrong:6}"
        lines.append(f"{measure:15}{counts}{row.precision:8.3f}{row.recall:8.3f}{row.f1:8.3f}")
    for error, sentence in verdict.errors() if errors else ():
        lines.append(f"\n{error.article}: {error.measure} {error.kind}: {error.fact}")
        if sentence:
            lines.append(f"    {sentence}")
    return "".join(f"{line}\n" for line in lines)


def _as_json(verdict: Verdict, *, errors: bool) -> str:
    figures: dict[str, object] = {
        measure: {"gold": row.hit + row.missed, "predicted": row.hit + row.wrong}
        | {name: round(getattr(row, name), 3) for name in ("precision", "recall", "f1")}
        for measure, row in verdict.evaluation.figures().items()
    }
    if errors:
        figures["errors"] = [
            {"article": error.article, "measure": error.measure, "kind": error.kind}
            | {"fact": str(error.fact), "sentence": sentence}
            for error, sentence in verdict.errors()
        ]
    return json.dumps(figures, ensure_ascii=False, indent=2) + "\n"
