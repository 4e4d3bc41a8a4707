"""Names of people, with what is written before and after them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from defgraph.extract.lexicons import lexicon, word_set
from defgraph.extract.phrases import word_key
from defgraph.extract.post_words import after_brackets, post_words
from defgraph.extract.posts import is_rank, read_post
from defgraph.extract.tokens import KeyPhrases

if TYPE_CHECKING:
    from collections.abc import Mapping

    from defgraph.extract.organisations import Organisation
    from defgraph.extract.reading import Reading

_LONGEST_NAME = 8
_LONGEST_ADDRESS = 16
_RANK_WORDS = word_set("grammar", "rank_words")
_IN_BRACKETS = 3
_ROMAN = frozenset("ivxl")
_ROMAN_LETTERS = 3
_HAJI = "H."


class NameWords(NamedTuple):
    """The lists of ``lexicon/honorifics.yaml``, ready for looking up."""

    styles: KeyPhrases[str]
    titles: frozenset[str]
    title_phrases: KeyPhrases[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    not_names: frozenset[str]
    names_too: frozenset[str]
    numbers: frozenset[str]
    as_post: frozenset[str]
    letters: frozenset[str]
    degrees: frozenset[str]
    counterparts: frozenset[str]
    deputies: Mapping[str, str]


@cache
def name_words() -> NameWords:
    """Return the words before, in and after names, which are read once."""
    data = lexicon("honorifics")
    return NameWords(
        KeyPhrases((style, style) for style in data["styles"]),
        frozenset(data["titles"].split()),
        KeyPhrases((phrase, phrase) for phrase in data["title_phrases"]),
        frozenset(data["particles"].split()),
        frozenset(data["suffixes"]),
        frozenset(data["not_names"].split()),
        frozenset(data["names_too"].split()),
        frozenset(data["numbers"].split()),
        frozenset(data["as_post"].split()),
        frozenset(data["letters"].split()),
        frozenset(data["degrees"].split()),
        frozenset(data["counterparts"].split()),
        data["deputies"],
    )


@cache
def _cities() -> frozenset[str]:
    cities = lexicon("cities")["cities"].values()
    return frozenset(word_key(name) for names in cities for name in names if " " in name)


class Name(NamedTuple):
    """A name in a text: its tokens, and the rank or style before it."""

    rank: str | None
    first: int
    after: int
    text: str
    addressed: bool
    """Whether a rank, a style or a title stands before it."""


class NameReader:
    """Reads names in one text."""

    def __init__(self, reading: Reading, organisations: Mapping[int, Organisation]) -> None:
        self.reading = reading
        self.organisations = organisations
        self.lists = name_words()
        self.indonesian = reading.indonesian

    def read(self, at: int, limit: int) -> Name | None:
        """Return the name at a token, with what is written before it."""
        rank: list[str] = []
        first, addressed = self._before_name(at, limit, rank)
        after = first
        while after < limit and after - first < _LONGEST_NAME and self._in_name(after, first, limit):
            after += 1
            if after > first and self._nickname(after, first, limit):
                after += _IN_BRACKETS
        while (
            after > first
            and self.reading.key(after - 1) in self.lists.particles
            and not (self.reading.words[after - 1].capital)
        ):
            after -= 1
        if after == first:
            return None
        text = self.reading.text(first, after)
        if len(text) < 2 or text.isdigit() or (not addressed and word_key(text) in _cities()):
            return None
        return Name(" ".join(rank) or None, first, after, text, addressed)

    def _before_name(self, at: int, limit: int, rank: list[str]) -> tuple[int, bool]:
        start = at
        limit = min(limit, at + _LONGEST_ADDRESS)
        while at < limit:
            style = self.lists.styles.match(self.reading.words, at)
            title = self.lists.title_phrases.match(self.reading.words, at)
            spelt = self._spelt_rank(at, limit)
            if spelt is not None:
                rank.append(spelt[1])
                at = spelt[0]
            elif is_rank(self.reading, at):
                after = self.reading.ranks[at].after
                rank.append(self.reading.text(at, after))
                at = after
            elif style is not None and self._styled(at, style):
                rank.append(self.reading.text(at + (self.reading.key(at) == "the"), style[0]))
                at = style[0]
            elif title is not None:
                at = title[0]
            elif self._titled(at):
                at += 1
            elif at > start and self.reading.key(at) == "(" and self._title_in_brackets(at, limit):
                at += _IN_BRACKETS
            else:
                break
        return at, at > start

    def _title_in_brackets(self, at: int, limit: int) -> bool:
        """Whether a title stands in brackets before a name: "Tan Sri (Dr.) Ahmad"."""
        closed = at + _IN_BRACKETS < limit and self.reading.key(at + 2) == ")"
        return closed and self._titled(at + 1)

    def _nickname(self, at: int, first: int, limit: int) -> bool:
        """Whether a name in brackets stands within a name: "Nina (Penny) Watson"."""
        words = self.reading.words
        if at + _IN_BRACKETS >= limit or words[at].text != "(" or words[at + 2].text != ")":
            return False
        inside = words[at + 1]
        plain = inside.capital and not inside.text.isupper()
        return (
            plain and self._in_name(at + 1, first, limit) and self._in_name(at + _IN_BRACKETS, first, limit)
        )

    def _titled(self, at: int) -> bool:
        """Whether a title stands here; in lower case only those with a full stop: "dr. Budi"."""
        token = self.reading.words[at]
        if token.text == _HAJI:
            return not self._is_initial(at + 1) and self.reading.key(at + 1) not in self.lists.not_names
        return token.key in self.lists.titles and (token.capital or token.text.endswith("."))

    def _spelt_rank(self, at: int, limit: int) -> tuple[int, str] | None:
        """Return a rank with its abbreviation in brackets: "Marsekal Madya (Marsdya) TNI"."""
        after = at
        while after < limit and self.reading.key(after) in _RANK_WORDS and self.reading.words[after].capital:
            after += 1
        end = after_brackets(self.reading, after)
        if after == at or end == after or end - after > _IN_BRACKETS:
            return None
        service = self.reading.key(end) == "tni"
        return end + service, self.reading.text(at, after) + (" TNI" if service else "")

    def _styled(self, at: int, style: tuple[int, str]) -> bool:
        last = self.reading.words[style[0] - 1]
        return last.capital and (style[1] != "he" or last.text == "HE") and at < style[0]

    def _in_name(self, at: int, first: int, limit: int) -> bool:
        token = self.reading.words[at]
        if token.mark:
            return False
        if token.key == "'s":
            return False
        if not token.capital:
            particle = token.key in self.lists.particles or (token.key == "di" and not self.indonesian)
            return at > first and particle and self._name_follows(at, limit)
        if at > first and token.key in self.lists.suffixes:
            return True
        if at > first and (
            token.key in self.lists.degrees or (token.key in self.lists.letters and token.text.isupper())
        ):
            return False
        if token.key in self.lists.not_names and not self._is_initial(at):
            return token.key in self.lists.names_too and (at > first or is_rank_before(self.reading, at))
        if len(token.text) >= _ROMAN_LETTERS and token.text.isupper() and _ROMAN.issuperset(token.key):
            return False
        named = token.key in self.lists.names_too and at + 1 < limit and self.reading.words[at + 1].capital
        if (
            token.key in post_words().events
            and not named
            and (at == first or self.reading.key(at - 1) not in self.lists.particles)
        ):
            return False
        if at in self.organisations or is_rank(self.reading, at) or at in self.reading.countries:
            return False
        return read_post(self.reading, self.organisations, at) is None

    def _is_initial(self, at: int) -> bool:
        text = self.reading.words[at].text if at < len(self.reading.words) else ""
        return len(text) == 2 and text.endswith(".")

    def _name_follows(self, at: int, limit: int) -> bool:
        for after in range(at + 1, min(at + 4, limit)):
            token = self.reading.words[after]
            if token.mark:
                return False
            if token.capital:
                return token.key not in self.lists.not_names
            if token.key not in self.lists.particles:
                return False
        return False

    def after_degrees(self, at: int, limit: int) -> int:
        """Pass over degrees after a name: ", S.E., M.M."."""
        words = self.reading.words
        while at < limit and words[at].text.isupper() and words[at].key in self.lists.letters:
            at += 1
        while at + 1 < limit and words[at].text == "," and self._is_degree(at + 1, limit):
            at += 2
            while at < limit and words[at].text == "." and at + 1 < limit:
                at += 1
        return at

    def _is_degree(self, at: int, limit: int) -> bool:
        token = self.reading.words[at]
        if token.mark or at in self.organisations or at in self.reading.countries:
            return False
        if "." in token.text[:-1] or token.key in ("phd", "mba", "msc", "ma", "mm", "se", "sh", "sip"):
            return True
        alone = at + 1 >= limit or self.reading.words[at + 1].mark
        return token.text.isupper() and 2 <= len(token.text) <= 6 and alone


def is_rank_before(reading: Reading, at: int) -> bool:
    """Whether a rank ends right before a token.

    Args:
        reading: the text taken apart.
        at: the number of the token.
    """
    before = range(max(0, at - _LONGEST_NAME), at)
    return any(n in reading.ranks and reading.ranks[n].after == at for n in before)
