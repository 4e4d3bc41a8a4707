"""The options of a build by Spark, and such a build."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from defgraph.scale import FolderReport

_ENGINES = ("oxigraph", "spark")


class SparkPlace(NamedTuple):
    """Where Spark runs and writes."""

    folder: str
    partitions: int | None
    master: str | None
    conf: Mapping[str, str]
    tables: bool
    extract: bool

    def build(self, records: Sequence[str], known: Mapping[str, Any]) -> FolderReport:
        """Write the graph of ``records`` as files, and say on standard error what is going on."""
        from defgraph.namespaces import DEFAULT_BASE
        from defgraph.scale import build_folder

        return build_folder(
            records,
            self.folder,
            base=known["base"] or DEFAULT_BASE,
            judgements=known["judgements"],
            bounds=known["bounds"] or (),
            skip_invalid=known["skip_invalid"],
            partitions=self.partitions,
            master=self.master,
            conf=self.conf,
            tables=self.tables,
            extract=self.extract,
            progress=lambda doing: click.echo(f"Spark: {doing}", err=True),
        )


def engine_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add ``--engine`` and what belongs to it, handed on as ``spark``: None where the engine is another."""

    @click.option(
        "--engine",
        type=click.Choice(_ENGINES),
        default=_ENGINES[0],
        show_default=True,
        help='What builds. Spark (needs the extra "spark") writes files for a bulk loader, on many machines.',
    )
    @click.option(
        "-o", "--output", metavar="FOLDER", help="With Spark: the new folder, here or on hdfs:// or s3a://."
    )
    @click.option(
        "--partitions",
        metavar="N",
        type=click.IntRange(min=1),
        help="With Spark: how many parts to write, at most.  [default: by their size]",
    )
    @click.option(
        "--extract", is_flag=True, help='With Spark: RECORDS are articles, as "defgraph extract" reads them.'
    )
    @click.option(
        "--tables/--no-tables", default=True, help="With Spark: whether to write Parquet tables, too."
    )
    @click.option(
        "--master",
        metavar="URL",
        help="With Spark: where it runs.  [default: where spark-submit says, else all cores here]",
    )
    @click.option(
        "--spark-conf",
        "conf",
        metavar="NAME=VALUE",
        multiple=True,
        help="With Spark: a setting; may be repeated.",
    )
    @wraps(command)
    def with_engine(
        engine: str,
        output: str | None,
        partitions: int | None,
        master: str | None,
        conf: tuple[str, ...],
        *,
        tables: bool,
        extract: bool,
        **others: object,
    ) -> None:
        settings = dict(_setting(each) for each in conf)
        if engine == "spark":
            place = SparkPlace(_checked(output), partitions, master, settings, tables, extract)
            command(spark=place, **others)
            return
        if output or partitions or master or conf or extract:
            raise click.UsageError("-o, --extract, --partitions, --master and --spark-conf go with Spark")
        command(spark=None, **others)

    return with_engine


def _setting(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not (name and equals):
        raise click.BadParameter(f"found {given!r}, expected NAME=VALUE", param_hint="'--spark-conf'")
    return name, value


def _checked(output: str | None) -> str:
    """Return the folder to write to; a store that was named on the command line is none."""
    if click.get_current_context().get_parameter_source("where") is ParameterSource.COMMANDLINE:
        raise click.UsageError(
            "--engine spark fills no store; say -o FOLDER instead of --store, and load the files of "
            "FOLDER/quads with the bulk loader of your store"
        )
    if output is None:
        raise click.UsageError("--engine spark writes files; say where with -o FOLDER")
    return output
