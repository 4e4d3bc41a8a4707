"""The words of a SPARQL text: enough of the grammar to tell code from data.

The terminals are those of SPARQL 1.1, section 19.8: IRIs, the four kinds of string, comments,
variables and words. Everything else is a single character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(
    r"""
      (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>
          \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"
        | '''(?:[^'\\]|\\.|'(?!''))*'''
        | "(?:[^"\\\n\r]|\\.)*"
        | '(?:[^'\\\n\r]|\\.)*'
      )
    | (?P<comment>\#[^\n\r]*)
    | (?P<variable>[?$]\w+)
    | (?P<word>(?:[^\W\d]|:)(?:[\w:%·\\-]|\.(?=[\w:%]))*)
    | (?P<space>\s+)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One terminal: its kind (iri, string, comment, variable, word or mark), text and place."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the token ends, as an offset into the text."""
        return self.start + len(self.text)

    @property
    def keyword(self) -> str:
        """A word in capitals; empty for every other kind."""
        return self.text.upper() if self.kind == "word" else ""

    @property
    def variable(self) -> str:
        """The name of a variable; empty for every other kind."""
        return self.text[1:] if self.kind == "variable" else ""


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of ``text``, without white space and comments."""
    for match in _TOKEN.finditer(text):
        if match.lastgroup is not None and match.lastgroup not in ("space", "comment"):
            yield Token(match.lastgroup, match.group(), match.start())
