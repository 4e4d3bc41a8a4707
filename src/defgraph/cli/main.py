"""The command group, and how errors become exit codes."""

from __future__ import annotations

from typing import Any

import click

from defgraph import __version__
from defgraph.cli.asking import queries, query, sparql
from defgraph.cli.building import build, init, retract, schema
from defgraph.cli.checking import reason, validate
from defgraph.cli.deciding import identity
from defgraph.cli.extracting import evaluate, extract, mentions
from defgraph.cli.writing import dump, network, view
from defgraph.errors import DefgraphError


class _Group(click.Group):
    """Runs commands, and turns the errors of this package into exit codes."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click declares it
        try:
            return super().invoke(ctx)
        except DefgraphError as error:
            click.echo(f"Error: {error}", err=True)
            return ctx.exit(error.exit_code)


_HELP = """Build, query and show a knowledge graph of defence diplomacy.

\b
Start here:
  defgraph init work            a folder with sample records
  defgraph extract a.txt -o d   an article becomes a draft record
  defgraph build records        records become a graph
  defgraph identity candidates  which names may be one
  defgraph queries              what can be asked
  defgraph query meetings       ask it
  defgraph view -o view.html    look at it
  defgraph dump -o graph.ttl    hand it on

Exit codes: 0 fine, 1 problems in the data, 2 wrong usage or input, 3 the store failed.
"""
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(cls=_Group, context_settings=_SETTINGS, help=_HELP)
@click.version_option(__version__, prog_name="defgraph")
def main() -> None:
    """Build, query and show a knowledge graph of defence diplomacy."""


for _command in (
    init,
    extract,
    mentions,
    evaluate,
    build,
    retract,
    identity,
    schema,
    queries,
    query,
    sparql,
    dump,
    network,
    view,
    validate,
    reason,
):
    main.add_command(_command)
