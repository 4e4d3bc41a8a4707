"""Commands that write files: dump, network, site, view."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from defgraph.cli.counting import counting
from defgraph.cli.options import (
    StorePlace,
    jobs_option,
    note_if_outdated,
    output_option,
    queries_option,
    store_options,
)
from defgraph.files import STANDARD_STREAM, by_ending, open_output

if TYPE_CHECKING:
    from collections.abc import Callable

_F = TypeVar("_F", bound="Callable[..., Any]")
_NETWORK_FORMATS = ("graphml", "gexf", "json")
_DUMP_FORMATS = ("turtle", "trig", "nquads", "ntriples", "jsonld", "parquet")


@click.command
@store_options
@output_option()
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(_DUMP_FORMATS),
    help="The format.  [default: by the file's ending, else turtle]",
)
@click.option("--graph", metavar="IRI", help="Only this named graph.")
@click.option("--article", metavar="ID", help="Only the statements of this record.")
@click.option("--ontology", is_flag=True, help="Only the ontology and its vocabularies.")
def dump(
    place: StorePlace,
    output: str,
    format_: str | None,
    graph: str | None,
    article: str | None,
    *,
    ontology: bool,
) -> None:
    """Write the graph as RDF or as tables: the same bytes every time.

    TriG, N-Quads and JSON-LD keep the articles' named graphs; Turtle and N-Triples merge them. Parquet is a
    folder, with a table for each predicate, and needs the extra defgraph[parquet].
    """
    from defgraph.dump import dump as dump_store

    only: dict[str, Any] = {"graph": graph, "article": article, "ontology": ontology}
    with place.to_read() as store, counting("statements") as progress:
        count = dump_store(store, output, format_, progress=progress, **only)
    click.echo(f"{count} statements", err=True)


def _around_options(command: _F) -> _F:
    around = click.option("--around", metavar="NAME", help="Only what is near this thing: a name or an IRI.")
    depth = click.option(
        "--depth",
        type=click.IntRange(min=0),
        default=1,
        show_default=True,
        help="How many steps from it count as near.",
    )
    most = click.option(
        "--most",
        type=click.IntRange(min=1),
        help="Of more than so many near it, those of the latest meetings (full only).",
    )
    return around(depth(most(command)))


@click.command
@click.argument("projection", default="full")
@store_options
@output_option()
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(_NETWORK_FORMATS),
    help="The file's format.  [default: by its ending, else json]",
)
@_around_options
def network(
    projection: str,
    place: StorePlace,
    output: str,
    format_: str | None,
    **near: Any,  # noqa: ANN401 - of the three options, each of its own type
) -> None:
    """Write a network for NetworkX, Gephi and other tools.

    PROJECTION is full (the default), co-attendance, official-country, country-area or ministry-country.
    """
    from defgraph.network import network as make_network
    from defgraph.network import write_network

    with place.to_read() as store:
        graph = make_network(store, projection, **near)
    chosen = format_ or by_ending(output, {f".{name}": name for name in _NETWORK_FORMATS}, "json")
    with open_output(output) as file:
        write_network(graph, file, chosen)
    click.echo(f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges", err=True)


@click.command
@store_options
@queries_option
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write; one that holds a site already is replaced.",
)
@jobs_option
@click.option("--no-data", is_flag=True, help="Leave out the Turtle beside each page.")
@click.option("--no-views", is_flag=True, help="Leave out the drawing around each thing.")
@click.option("--no-networks", is_flag=True, help="Leave out the drawings of whole networks.")
@click.option("--no-dumps", is_flag=True, help="Leave out the dumps of all data.")
def site(
    place: StorePlace,
    folders: tuple[str, ...],
    output: Path,
    jobs: int,
    *,
    no_data: bool,
    no_views: bool,
    no_networks: bool,
    no_dumps: bool,
) -> None:
    """Write the pages of the store as files: for any web server, or to open as they are.

    There is a page for each thing, the rows of the saved queries that need no value, a search that works
    without a server, drawings of networks, and dumps of all data.
    """
    from defgraph.pages.site import Options, write_site

    options = Options(not no_data, not no_views, not no_networks, not no_dumps, folders)
    with place.to_read() as store, counting("files") as progress:
        note_if_outdated(store)
        count = write_site(store, output, options, progress, jobs)
    click.echo(f"{count} files in {output}: open {output / 'index.en.html'} in a browser", err=True)


@click.command
@click.argument("projection", metavar="[VIEW]", default="full")
@store_options
@output_option("view.html")
@_around_options
@click.option("-l", "--language", type=click.Choice(("en", "id")), default="en", show_default=True)
@click.option("--title", help="What the page is called.")
@click.option(
    "--keep-places",
    metavar="PAGE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Leave what this earlier page shows in its place; it may be the one that is replaced.",
)
def view(
    projection: str,
    place: StorePlace,
    output: str,
    **options: Any,  # noqa: ANN401 - each of its own type
) -> None:
    """Write an interactive page: one HTML file that opens without a network.

    VIEW is full (the default), co-attendance, official-country, country-area or ministry-country.
    """
    from defgraph.views import view as make_view

    with place.to_read() as store:
        page = make_view(store, projection, **options)
    with open_output(output) as file:
        file.write(page.encode())
    if output != STANDARD_STREAM:
        click.echo(f"{output}: open it in a browser", err=True)
