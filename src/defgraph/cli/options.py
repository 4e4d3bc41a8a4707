"""Options that several commands share."""

from __future__ import annotations

from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from defgraph.store import Store

JUDGEMENTS = "judgements.tsv"
"""The file of judgements in a workspace."""

_F = TypeVar("_F", bound="Callable[..., Any]")


class StorePlace(NamedTuple):
    """Which store a command works on."""

    where: str
    update_url: str | None
    graph_store_url: str | None
    credentials: str | None
    timeout: float | None
    allow_plain_http: bool

    def to_read(self) -> Store:
        """Open the store without taking a writer's lock."""
        return self._open(read_only=True)

    def to_write(self) -> Store:
        """Open the store to change it; one that a build was broken off in is refused."""
        from defgraph.build.upload import check_finished

        store = self.to_build()
        check_finished(store)
        return store

    def to_build(self) -> Store:
        """Open the store to build into it, or to go on where a build was broken off."""
        return self._open(read_only=False)

    def _open(self, *, read_only: bool) -> Store:
        from defgraph.store import open_store

        return open_store(read_only=read_only, **self._asdict())


def note_if_outdated(store: Store) -> None:
    """Tell the reader when a store was built with another version of the ontology."""
    from defgraph.build.ontology_graph import has_another_ontology

    if has_another_ontology(store):
        told = "built with another version of the ontology, so pages may lack something; build again"
        click.echo(f"Note: {store.location}: {told}", err=True)


def store_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add ``--store`` and what an endpoint needs besides, handed on as ``place``."""

    @click.option(
        "-s",
        "--store",
        "where",
        metavar="STORE",
        envvar="DEFGRAPH_STORE",
        default="defgraph.store",
        show_default=True,
        help="A folder, or the address of a SPARQL 1.1 endpoint.",
    )
    @click.option(
        "--update-url",
        metavar="URL",
        envvar="DEFGRAPH_UPDATE_URL",
        help="Where the endpoint takes updates, if not beside the query address.",
    )
    @click.option(
        "--graph-store-url",
        metavar="URL",
        envvar="DEFGRAPH_GRAPH_STORE_URL",
        help="Where it speaks the Graph Store Protocol, likewise.",
    )
    @click.option(
        "--credentials",
        metavar="FILE",
        envvar="DEFGRAPH_CREDENTIALS",
        help="Passwords of endpoints, as in a .netrc file that you alone can read.",
    )
    @click.option(
        "--timeout",
        metavar="SECONDS",
        type=click.FloatRange(min=0, min_open=True),
        envvar="DEFGRAPH_TIMEOUT",
        help="For how long an endpoint may be silent.  [default: 300]",
    )
    @click.option(
        "--allow-plain-http",
        is_flag=True,
        envvar="DEFGRAPH_ALLOW_PLAIN_HTTP",
        help="Send passwords unencrypted to other machines, too.",
    )
    @wraps(command)
    def with_place(**given: Any) -> None:  # noqa: ANN401 - as click hands options on
        place = StorePlace(*(given.pop(name) for name in StorePlace._fields))
        _refuse_passwords_in_arguments()
        command(place=place, **given)

    return with_place


def _refuse_passwords_in_arguments() -> None:
    """Every user of a machine can list the arguments of its processes."""
    context = click.get_current_context()
    for name in ("where", "update_url", "graph_store_url"):
        told = context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
        if told and "@" in urlsplit(str(context.params[name])).netloc:
            raise click.UsageError(
                "a password does not belong in an argument, where others can read it; set "
                "DEFGRAPH_STORE_USER and DEFGRAPH_STORE_PASSWORD, or name a file with --credentials"
            )


def judgements_option(help_: str) -> Callable[[_F], _F]:
    """Return a decorator that adds ``--judgements``."""
    return click.option(
        "--judgements",
        metavar="FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        envvar="DEFGRAPH_JUDGEMENTS",
        help=f"{help_}  [default: {JUDGEMENTS} here]",
    )


def jobs_option(command: _F) -> _F:
    """Add ``-j``."""
    return click.option(
        "-j",
        "--jobs",
        metavar="N",
        type=click.IntRange(min=1),
        default=1,
        show_default=True,
        help="How many processes share the work; the output is the same.",
    )(command)


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
