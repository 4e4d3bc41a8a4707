"""Words, numbers and punctuation, with the full stops of abbreviations told from those of sentences."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from defgraph.extract.lexicons import word_set
from defgraph.extract.phrases import word_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

T = TypeVar("T")
_TOKEN = re.compile(
    r"(?P<letters>(?<!\w)[^\W\d_]{1,2}\.[^\W\d_]{1,4}\b(?:\.[^\W\d_]{1,4}\b){0,4}\.?)"
    r"|(?P<genitive>'s\b)"
    r"|(?P<word>[^\W_]\w*(?:(?:-|'(?!s\b))\w+)*(?:(?<=ato|ATO)'(?= ))?)"
    r"|(?P<mark>[^\w\s]|_)"
)
_SHORT = word_set("grammar", "abbreviations")


class Token(NamedTuple):
    """A token: its span in the text, the text, and the form under which it is compared."""

    start: int
    end: int
    text: str
    key: str
    mark: bool
    """Whether it is punctuation."""

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@lru_cache(maxsize=4)
def tokens(body: str) -> list[Token]:
    """Return the tokens of ``body`` in order; the full stop of an abbreviation belongs to it.

    Args:
        body: prose as :func:`defgraph.extract.normalise.prose` makes it.
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(body):
        kind = match.lastgroup
        start, end = match.span()
        text = match[0]
        if kind == "mark":
            if text == "." and found and found[-1].end == start and _is_short(found[-1]):
                last = found[-1]
                found[-1] = last._replace(end=end, text=last.text + ".")
                continue
            found.append(Token(start, end, text, text, mark=True))
        else:
            key = word_key(text).replace(".", "") if kind == "letters" else word_key(text).rstrip("'")
            found.append(Token(start, end, text, key, mark=False))
    return found


def _is_short(token: Token) -> bool:
    if token.mark or token.text.endswith("."):
        return False
    return (len(token.text) == 1 and token.text.isalpha() and token.text.isupper()) or token.key in _SHORT


class KeyPhrases(Generic[T]):
    """Phrases over token keys, the longest at a place; punctuation in a phrase counts as a token."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        """Take pairs of a phrase and what it stands for; of two equal phrases the first counts."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in phrases:
            keys = tuple(token.key for token in tokens(phrase))
            self._by_first.setdefault(keys[0], []).append((keys, value))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def match(self, words: Sequence[Token], at: int) -> tuple[int, T] | None:
        """Return the number of the token after the phrase that begins at ``at`` and what it stands for."""
        entries = self._by_first.get(words[at].key)
        if entries is None:
            return None
        following = words[at + 1].key if at + 1 < len(words) else None
        for keys, value in entries:
            if len(keys) > 1 and keys[1] != following:
                continue
            after = at + len(keys)
            if after <= len(words) and all(words[at + i].key == keys[i] for i in range(2, len(keys))):
                return after, value
        return None
