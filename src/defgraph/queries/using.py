"""Telling an update which graphs its patterns see, where the request itself does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.errors import QueryError
from defgraph.queries.lexer import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from defgraph.queries.lexer import Token
    from defgraph.store import Dataset


def with_using(text: str, graphs: Dataset) -> str:
    """Return an update request whose patterns see these graphs alone.

    Each of its operations that has a pattern gets USING and USING NAMED clauses (SPARQL 1.1 Protocol, section
    2.2.3). ``DELETE WHERE`` has no place for them, so it is written in full: delete what the pattern finds.

    Args:
        text: a SPARQL 1.1 Update request.
        graphs: what the patterns see.

    Raises:
        QueryError: the request says by USING or WITH itself which graphs it means.
    """
    clauses = "".join(
        [
            *(f"USING {graph} " for graph in graphs.default),
            *(f"USING NAMED {graph} " for graph in graphs.named),
        ]
    )
    read = list(tokens(text))
    pieces: list[str] = []
    done = depth = 0
    for place, token in enumerate(read):
        if token.keyword in ("USING", "WITH"):
            raise QueryError(
                f"the request has {token.keyword}, and the protocol names graphs, too: name them in one place"
            )
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if token.keyword == "WHERE" and depth == 0:
            pieces.append(text[done : token.start])
            if place and read[place - 1].keyword == "DELETE":
                pieces.append(_first_group(text, read[place:]) + " ")
            pieces.append(clauses)
            done = token.start
    return "".join([*pieces, text[done:]])


def _first_group(text: str, read: Sequence[Token]) -> str:
    """Return the text of the first pair of braces; all there is where it does not end."""
    depth, start = 0, read[0].end
    for token in read:
        if token.text == "{":
            start = token.start if depth == 0 else start
            depth += 1
        elif token.text == "}":
            depth -= 1
            if depth <= 0:
                return text[start : token.end]
    return text[start:]
