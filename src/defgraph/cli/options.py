"""Options that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from defgraph.store import Store

_F = TypeVar("_F", bound="Callable[..., Any]")


def store_options(command: _F) -> _F:
    """Add ``--store`` and the addresses of an endpoint's other operations."""
    for option in reversed(
        (
            click.option(
                "-s",
                "--store",
                "where",
                metavar="STORE",
                envvar="DEFGRAPH_STORE",
                default="defgraph.store",
                show_default=True,
                help="A folder, or the address of a SPARQL 1.1 endpoint.",
            ),
            click.option(
                "--update-url",
                metavar="URL",
                envvar="DEFGRAPH_UPDATE_URL",
                help="Where the endpoint takes updates, if not beside the query address.",
            ),
            click.option(
                "--graph-store-url",
                metavar="URL",
                envvar="DEFGRAPH_GRAPH_STORE_URL",
                help="Where it speaks the Graph Store Protocol, likewise.",
            ),
        )
    ):
        command = option(command)
    return command


def output_option(default: str = "-") -> Callable[[_F], _F]:
    """Return a decorator that adds ``-o``."""
    return click.option(
        "-o",
        "--output",
        metavar="FILE",
        default=default,
        show_default=True,
        help="The file to write; - is standard output.",
    )


def queries_option(command: _F) -> _F:
    """Add ``--queries DIR``."""
    return click.option(
        "--queries",
        "folders",
        metavar="DIR",
        multiple=True,
        envvar="DEFGRAPH_QUERIES",
        help="A folder of your own saved queries; may be repeated.",
    )(command)


def open_to_read(where: str, update_url: str | None, graph_store_url: str | None) -> Store:
    """Open the store that :func:`store_options` named, without taking a writer's lock."""
    from defgraph.store import open_store

    return open_store(where, read_only=True, update_url=update_url, graph_store_url=graph_store_url)


def open_to_write(where: str, update_url: str | None, graph_store_url: str | None) -> Store:
    """Open the store that :func:`store_options` named, to change it."""
    from defgraph.store import open_store

    return open_store(where, update_url=update_url, graph_store_url=graph_store_url)
