"""The command that puts a store on the network."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from defgraph.cli.options import StorePlace, note_if_outdated, queries_option, store_options
from defgraph.errors import InputError, MissingExtraError

if TYPE_CHECKING:
    from defgraph.serve.settings import Settings


@click.command
@store_options
@queries_option
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen at; 0.0.0.0 is every one."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8000,
    show_default=True,
    help="The port; 0 means one that is free.",
)
@click.option(
    "--token-file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Tokens that may write, one a line, in a file that you alone can read.  [default: nobody writes]",
)
@click.option(
    "--review",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Offer the draft records of this folder to go through, at /review.",
)
@click.option(
    "--time-limit",
    metavar="SECONDS",
    type=click.FloatRange(min=0, min_open=True),
    default=30,
    show_default=True,
    help="After how long a request is stopped.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    help="Requests that are worked on at once.  [default: one a processor]",
)
@click.option(
    "--allow-host",
    "hosts",
    metavar="HOST[:PORT]",
    multiple=True,
    help="A host that SERVICE and LOAD may reach; may be repeated.  [default: none]",
)
@click.option("-l", "--language", type=click.Choice(("en", "id")), default="en", show_default=True)
def serve(place: StorePlace, host: str, port: int, **told: object) -> None:
    """Put the store on the network: SPARQL, saved queries as an API, and pages to read.

    Everybody can read, nobody can write unless a file of tokens is given. It runs until it is interrupted;
    the store may be built on meanwhile.
    """
    try:
        from defgraph.serve.run import run
    except ModuleNotFoundError as error:
        raise MissingExtraError("web", str(error.name)) from None

    settings = _settings(place, **told)  # type: ignore[arg-type]
    with settings.place.open() as store:  # so that a place without a store is told at once
        note_if_outdated(store)

    def listening(address: str) -> None:
        click.echo(f"Serving {settings.place.where} at {address}", err=True)

    run(settings, host, port, listening)


def _settings(
    place: StorePlace,
    *,
    folders: tuple[str, ...],
    token_file: Path | None,
    review: Path | None,
    time_limit: float,
    workers: int | None,
    hosts: tuple[str, ...],
    language: str,
) -> Settings:
    from defgraph.serve.settings import Limits, Place, Settings
    from defgraph.serve.tokens import Tokens

    if place.where in ("memory", ":memory:"):
        raise InputError("a store in memory is empty; name a folder or an endpoint with --store")
    chosen = {"workers": workers} if workers is not None else {}
    return Settings(
        place=Place(**place._asdict()),
        limits=Limits(seconds=time_limit, **chosen),
        folders=tuple(os.fspath(folder) for folder in folders),
        tokens=Tokens.read(token_file) if token_file is not None else None,
        review=review,
        allowed_hosts=frozenset(host.casefold() for host in hosts),
        language=language,
        access_log=sys.stderr,
    )
