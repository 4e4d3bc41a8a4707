"""Commands that ask: queries, query, sparql."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from defgraph.cli.answers import FORMATS, GRAPH_FORMATS, format_option, write_answer
from defgraph.cli.options import StorePlace, output_option, queries_option, store_options
from defgraph.errors import InputError
from defgraph.files import STANDARD_STREAM

if TYPE_CHECKING:
    from defgraph.queries import Parameter


@click.command
@click.argument("name", required=False)
@queries_option
@click.option("-l", "--language", type=click.Choice(("en", "id")), default="en", show_default=True)
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(("text", "json", "turtle")),
    default="text",
    show_default=True,
)
def queries(name: str | None, folders: tuple[str, ...], language: str, format_: str) -> None:
    """List the saved queries with their parameters, or print the query NAME."""
    from pyoxigraph import RdfFormat

    from defgraph.queries import find_query, list_queries
    from defgraph.queries.describing import described
    from defgraph.queries.examples import example_triples
    from defgraph.queries.graphs import serialised
    from defgraph.queries.header import text_in

    if name is not None:
        click.echo(find_query(name, folders).text, nl=False)
        return
    listed = list_queries(folders)
    if format_ == "json":
        click.echo(json.dumps([described(query) for query in listed], ensure_ascii=False, indent=2))
        return
    if format_ == "turtle":
        click.echo(serialised(example_triples(listed), RdfFormat.TURTLE).decode(), nl=False)
        return
    width = max(len(query.name) for query in listed)
    for query in listed:
        click.echo(f"{query.name:{width}}  {text_in(query, 'summary', language)[0]}")
        if query.parameters:
            click.echo(f"{'':{width}}  {' '.join(map(_usage, query.parameters.values()))}")


def _usage(parameter: Parameter) -> str:
    """Return a parameter as a usage line shows it: in brackets unless it is required."""
    text = f"{parameter.name}={'|'.join(parameter.values) or parameter.type.upper()}"
    return text if parameter.required else f"[{text}]"


@click.command
@click.argument("name")
@click.option(
    "-p",
    "--parameter",
    "given",
    metavar="KEY=VALUE",
    multiple=True,
    help="A parameter of the query; may be repeated.",
)
@queries_option
@store_options
@output_option()
@format_option(*FORMATS)
def query(
    name: str,
    given: tuple[str, ...],
    folders: tuple[str, ...],
    place: StorePlace,
    output: str,
    format_: str | None,
) -> None:
    """Run the saved query NAME.

    A country is given by ISO code or by name in English or Indonesian, an official by name, an area by
    id; "defgraph queries" lists what each query takes.
    """
    from defgraph.queries import run_query

    parameters = dict(map(_key_and_value, given))
    if len(parameters) < len(given):
        raise click.BadParameter("a parameter is given twice", param_hint="'-p'")
    with place.to_read() as store:
        result = run_query(store, name, parameters, folders=folders)
    for note in result.notes:
        click.echo(f"Note: {note}", err=True)
    write_answer(result, output, format_)


def _key_and_value(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise click.BadParameter(f"{text!r}: expected key=value", param_hint="'-p'")
    return key.strip(), value


@click.command
@click.argument("text", metavar="QUERY")
@click.option("--update", is_flag=True, help="Run an update, which changes the store.")
@store_options
@output_option()
@format_option(*FORMATS, *GRAPH_FORMATS)
def sparql(
    text: str,
    place: StorePlace,
    output: str,
    format_: str | None,
    *,
    update: bool,
) -> None:
    """Run SPARQL of your own, over the union of all graphs.

    QUERY is the query itself, a file that holds it, or - for standard input. Where it has FROM or FROM NAMED,
    it sees the graphs that these name. Nothing is changed without
    --update, and nothing is fetched from the network: SERVICE and LOAD are refused.
    """
    from defgraph.queries import run_sparql

    with place.to_write() if update else place.to_read() as store:
        answer = run_sparql(store, _query_text(text), update=update)
    if answer is not None:
        write_answer(answer, output, format_)


def _query_text(text: str) -> str:
    if text == STANDARD_STREAM:
        content = sys.stdin.buffer.read()
    elif "{" not in text and Path(text).is_file():
        content = Path(text).read_bytes()
    else:
        return text
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{text}: no UTF-8 text ({error})") from None
