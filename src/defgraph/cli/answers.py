"""How commands write answers: the option ``-f``, and what is written where."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Any, TypeVar

import click

from defgraph.files import STANDARD_STREAM, by_ending, open_output

if TYPE_CHECKING:
    from collections.abc import Callable

    from defgraph.queries import Answer

_F = TypeVar("_F", bound="Callable[..., Any]")
FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown")
GRAPH_FORMATS = ("turtle", "ntriples")
_ENDINGS = {
    ".csv": "csv",
    ".json": "json",
    ".md": "markdown",
    ".nt": "ntriples",
    ".srj": "json",
    ".srx": "xml",
    ".tsv": "tsv",
    ".ttl": "turtle",
    ".txt": "table",
    ".xml": "xml",
}
"""What to write to a file with this ending, unless a format is named."""


def format_option(*formats: str) -> Callable[[_F], _F]:
    """Return a decorator that adds ``-f`` with a choice of ``formats``."""
    return click.option(
        "-f",
        "--format",
        "format_",
        type=click.Choice(formats),
        help="[default: by the file's ending; table on a terminal, else json]",
    )


def write_answer(answer: Answer, output: str, format_: str | None) -> None:
    """Write an answer: a table on a terminal, as wide as it; JSON where something else reads it."""
    from defgraph.queries import render

    on_terminal = output == STANDARD_STREAM and sys.stdout.isatty()
    form = format_ or by_ending(output, _ENDINGS, "table" if on_terminal else "json")
    width = shutil.get_terminal_size().columns if on_terminal else None
    with open_output(output) as file:
        file.write(render(answer, form, width=width).encode())
