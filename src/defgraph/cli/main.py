"""The command group, and how errors become exit codes."""

from __future__ import annotations

import gc
from importlib import import_module
from types import MappingProxyType
from typing import Any, NamedTuple

import click

from defgraph import __version__
from defgraph.errors import DefgraphError


class _Listed(NamedTuple):
    """A command of the list: the module of this package that has it, and how its own help begins."""

    module: str
    summary: str


_COMMANDS = MappingProxyType(
    {
        "backup": _Listed("keeping", "Copy the store to a folder or a file, and check the copy."),
        "build": _Listed("building", "Put article records into the store."),
        "dump": _Listed("writing", "Write the graph as RDF or as tables: the same bytes every time."),
        "check": _Listed("keeping", "See whether the store is whole: as it was built, and by this version."),
        "evaluate": _Listed(
            "extracting",
            "Extract articles that have gold records, and print precision, recall and F1 per measure.",
        ),
        "extract": _Listed(
            "extracting",
            "Make a draft record of every article, with the stretch of text that shows each fact.",
        ),
        "identity": _Listed(
            "deciding", "Say which names are one official, organisation, post or meeting, and ask why."
        ),
        "init": _Listed(
            "building", "Make a workspace in DIR: records, articles, queries, a README and sample records."
        ),
        "mentions": _Listed("extracting", "List what is recognised in an article, in place, as JSON Lines."),
        "network": _Listed("writing", "Write a network for NetworkX, Gephi and other tools."),
        "queries": _Listed(
            "asking", "List the saved queries with their parameters, or print the query NAME."
        ),
        "query": _Listed("asking", "Run the saved query NAME."),
        "reason": _Listed(
            "checking", "Write, as N-Triples, what follows by the OWL 2 RL rules and is not stated."
        ),
        "restore": _Listed("keeping", "Make the store from a backup or a dump, and check it."),
        "retract": _Listed(
            "building", "Take the statements of records out of the store, by the records' ids."
        ),
        "schema": _Listed("building", "Print the JSON Schema of article records."),
        "serve": _Listed(
            "serving", "Put the store on the network: SPARQL, saved queries as an API, and pages to read."
        ),
        "site": _Listed(
            "writing",
            "Write the pages of the store as files: for any web server, or to open as they are.",
        ),
        "sparql": _Listed("asking", "Run SPARQL of your own, over the union of all graphs."),
        "validate": _Listed("checking", "Check the graph against the SHACL shapes of the ontology."),
        "view": _Listed("writing", "Write an interactive page: one HTML file that opens without a network."),
    }
)


class _Group(click.Group):
    """Runs commands, and turns the errors of this package into exit codes.

    A command's module is imported when the command is asked for, so that each starts quickly.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click declares it
        """Return the names of all commands."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command of this name."""
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"defgraph.cli.{_COMMANDS[cmd_name].module}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands, and import none of them for it."""
        room = formatter.width - 6 - max(map(len, _COMMANDS))
        stubs = {name: click.Command(name, help=listed.summary) for name, listed in _COMMANDS.items()}
        with formatter.section("Commands"):
            formatter.write_dl([(name, stub.get_short_help_str(room)) for name, stub in stubs.items()])

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click declares it
        """Run the command that was asked for."""
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

Exit codes: 0 fine, 1 problems in the data, 2 wrong usage or input, 3 the store failed; its endpoint
4 does not answer in time, 5 refuses the password, 6 has a bad certificate, 7 breaks off its
answer, 8 holds half a build.
"""
_COLLECTED_EACH = 50_000
"""New objects after which Python looks for circles among them: most of ours live until a command ends."""
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(cls=_Group, context_settings=_SETTINGS, help=_HELP)
@click.version_option(__version__, prog_name="defgraph")
def main() -> None:
    """Build, query and show a knowledge graph of defence diplomacy."""
    gc.set_threshold(_COLLECTED_EACH, 20, 100)
