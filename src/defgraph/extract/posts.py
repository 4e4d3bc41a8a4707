"""Posts: where they stand, written out in full, with the organisation and the state that go with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from defgraph.extract.lexicons import word_set
from defgraph.extract.phrases import word_key
from defgraph.extract.post_units import UnitReader
from defgraph.extract.post_words import Post, after_brackets, is_address, is_rank, ministry_of, post_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from defgraph.extract.organisations import Organisation
    from defgraph.extract.reading import Reading

__all__ = ["Post", "is_rank", "ministry_of", "read_post"]

_REGIONS = word_set("grammar", "regions")
_DANGLING = frozenset(["of", "the", "of the", "for", "dan", "and"])
_EMBASSY = frozenset(["embassy", "kedutaan"])
_BODIES = ("Badan ", "Lembaga ", "Presidensi ", "Dewan ", "Otoritas ", "Komisi ", "Komite ")
_ADVISE = frozenset(["Assistant", "Adviser", "Advisor", "Ambassador"])
_OF = frozenset(["of", "for", "bidang", "urusan"])
_ROMAN = frozenset("ivxl0123456789")
_ORDINAL = re.compile(r"ke-(?:\d+|[ivxl]+)")
_SERVICE_OF = re.compile(
    r"(Panglima|Komandan Jenderal) ((?:Angkatan|Tentera|Tentara) (?:Darat|Laut|Udara)(?: .*)?)"
)
_LOWER_PAIRS = frozenset([("Kerja", "sama"), ("Juru", "bicara")])
_UNITS_IN_PAIRS = frozenset(["keamanan", "security", "staff", "defence", "defense", "staf", "ceo", "cfo"])


class _Reader(UnitReader):
    """Reads the words of one post."""

    def go_on(self, *, apposition: bool) -> None:
        """Read on to the end of the post."""
        while self.at < self.limit and self._step(apposition=apposition):
            pass

    def _step(self, *, apposition: bool) -> bool:
        if self._organisation() or self._republic() or self._state() or self._subunit() or self._reopens():
            return True
        if self.closed or is_rank(self.reading, self.at):
            return False
        return self._own_word(apposition=apposition)

    def _reopens(self) -> bool:
        """Read on behind a state or body: "… Fiji untuk Urusan Laut", "Ketua … sekaligus Menhan"."""
        if not self.closed:
            return False
        if self._about():
            self.closed = False
            self._take(self.reading.words[self.at].text)
            return True
        return self.reading.key(self.at) in post_words().double and self._second_post(self.at + 1)

    def _about(self) -> bool:
        """Whether what a post is about follows its state: "Asisten Menteri … Fiji Bidang Laut"."""
        key, after = self.reading.key(self.at), self.at + 1
        if after >= self.limit or not self.reading.words[after].capital:
            return False
        if key in ("bidang", "urusan"):
            return True
        following = self.reading.key(after)
        other = after in self.reading.countries or after in self.organisations
        return key in ("untuk", "for") and not other and post_words().within(following)

    def _own_word(self, *, apposition: bool) -> bool:
        lists = post_words()
        token = self.reading.words[self.at]
        small = (self.lower or apposition) and not token.capital and token.key not in lists.joiners
        if small and lists.within(token.key):
            self._take(token.text)
            return True
        if token.capital and not token.mark:
            return self._capital_word(apposition=apposition)
        if token.text.isdigit() and token.text == token.key and self._numbered():
            self._take(token.text)
            return True
        if _ORDINAL.fullmatch(token.key) and self.reading.words[self.at - 1].capital:
            self._take(token.text)
            return True
        return self._joined()

    def _staff_of(self) -> bool:
        """Whether the post may be on the staff of another: "Asintel Kasad"."""
        first = word_key(self.parts[0])
        return first.startswith(
            ("asisten", "wakil asisten", "staf", "ajudan", "sekretaris pribadi", "koordinator staf")
        )

    def _capital_word(self, *, apposition: bool) -> bool:
        """Take a word with a capital, if it is of the post."""
        lists = post_words()
        token = self.reading.words[self.at]
        if is_address(token.key) and token.key in lists.heads:
            return False
        if self.lower and not lists.within(token.key):
            return False
        if token.key in lists.units:
            return self._unit(token.key)
        if self._short_at(self.at):
            return (self._staff_of() or self.parts == ["Wakil"]) and self._short()
        if (lists.within(token.key) and self._is_post_word()) or self._must_be_post():
            self._take(token.text)
            return True
        if self._place() or self._acronym() or self._regions(token.key):
            return True
        if (apposition and token.text != "RI") or self._inside_run():
            self._take(token.text)
            return True
        return False

    def _regions(self, key: str) -> bool:
        """Take the regions that a desk is for: "Kepala Subdirektorat Australia-Pasifik"."""
        _, dash, last = key.rpartition("-")
        if not dash or last not in _REGIONS or " " not in " ".join(self.parts):
            return False
        self._take(self.reading.words[self.at].text)
        return True

    def _joined(self) -> bool:
        """Read a word in lower case, or a mark, that joins the post to more of it."""
        lists = post_words()
        token = self.reading.words[self.at]
        after = self.at + 1
        if token.text == "/" and _ROMAN.issuperset(self.reading.key(self.at - 1)):
            # the name of a military region, "Pangdam II/Sriwijaya", is left out; "VIII/Operasi" is not
            if after < self.limit and lists.within(self.reading.key(after)):
                self.parts[-1] += f"/{self.reading.words[after].text}"
            self.at += 2
            return True
        if token.key == "'s":
            return self._of_owner(after)
        if token.text == "(":
            return self._bracketed()
        if token.mark and token.text != "&":
            return token.text == "," and self._list_goes_on(after)
        if (self.parts[-1], token.key) in _LOWER_PAIRS:
            self._take(token.text.capitalize())
            return True
        if token.key in lists.double:
            return self._second_post(after)
        if token.key == "to":
            return self._advises(after)
        return token.key in lists.joiners and self._joined_by(token.key, after)

    def _bracketed(self) -> bool:
        """Take what a post is about in brackets: "Permanent Secretary (Defence Development)"."""
        after = after_brackets(self.reading, self.at)
        inside = self.reading.words[self.at + 1 : after - 1]
        if not inside or not all(token.capital and post_words().within(token.key) for token in inside):
            return False
        if inside[-1].key in ("minister", "menteri") and self.reading.key(self.at - 1) == "mantri":
            self.parts = [self.reading.text(self.at + 1, after - 1)]
            self.at = after
            return True
        if inside[0].text.isupper() or inside[0].key in post_words().nouns:
            return False
        self._take(self.reading.text(self.at, after))
        self.at = after
        return True

    def _of_owner(self, after: int) -> bool:
        """Read on in "Commander of the Army's Engineering Corps"."""
        if after >= self.limit or len(self.parts) < 2 or not self.reading.words[after].capital:
            return False
        key = self.reading.key(after)
        if not post_words().within(key) or key in post_words().nouns:
            return False
        self.parts[-1] += "'s"
        self.at = after
        return True

    def _advises(self, after: int) -> bool:
        """Read on in "Assistant to the President"."""
        to = after + (self.reading.key(after) == "the")
        if self.parts[-1] not in _ADVISE or to >= self.limit or not self.reading.words[to].capital:
            return False
        if self.reading.key(to) not in post_words().heads:
            return False
        self.parts.append(self.reading.text(self.at, to + 1))
        self.at = to + 1
        return True

    def _joined_by(self, joiner: str, after: int) -> bool:
        """Read on behind a word such as "of" or "dan", where what follows is still of the post."""
        lists = post_words()
        if (
            joiner in ("of", "for")
            and self.reading.key(after) == "the"
            and after not in self.reading.countries
        ):
            after += 1
        if after >= self.limit:
            return False
        following = self.reading.words[after]
        and_word = joiner in ("dan", "and", "&")
        if and_word and self.parts[-1].casefold() in ("minister", "menteri") and following.key in lists.heads:
            return self._second_post(after)
        if not following.capital:
            return self.lower and joiner in ("of", "for") and self._lower_about(after)
        if (
            and_word
            and (following.key in lists.nouns or self._short_at(after))
            and not self._pair(following.key)
        ):
            return False
        fits = lists.within(following.key) or (
            (joiner in _OF or self._unit_by_rule()) and not is_address(following.key)
        )
        if fits or (not and_word and (after in self.organisations or after in self.reading.countries)):
            if joiner in ("untuk", "in", "on") and after in self.reading.countries:
                return False
            if fits and after not in self.organisations and after not in self.reading.countries:
                self.parts.append(self.reading.text(self.at, after))
            self.at = after
            return True
        return False

    def _lower_about(self, at: int) -> bool:
        """Take what a post in lower case is about: "director general for defence strategy"."""
        key = self.reading.key(at)
        if not post_words().within(key) or key in post_words().nouns or self.reading.words[at].mark:
            return False
        self.parts.append(self.reading.text(self.at, at))
        self.at = at
        return True

    def _pair(self, key: str) -> bool:
        """Whether "dan" joins two words of one unit although the second can begin a post."""
        return key in _UNITS_IN_PAIRS and self.parts[-1] != "Staff"

    def _list_goes_on(self, after: int) -> bool:
        """Whether the words after a comma are still of the post: "Bidang Politik, Hukum, dan Keamanan"."""
        lists = post_words()
        if len(self.parts) < 2:
            return False
        if self.reading.key(after) in ("dan", "and"):
            after += 1
        if after >= self.limit:
            return False
        token = self.reading.words[after]
        if not token.capital or token.key in lists.nouns or not lists.within(token.key):
            return False
        if self._short_at(after) or is_rank(self.reading, after):
            return False
        self.parts[-1] += ","
        if after > self.at + 1:
            self.parts.append(self.reading.words[after - 1].text)
        self.at = after
        return True

    def _second_post(self, after: int) -> bool:
        if after >= self.limit or not (
            self._short_at(after) or self.reading.key(after) in post_words().heads
        ):
            return False
        self.parts.append(self.reading.text(self.at, after))
        self.at = after
        if not self._short():
            self._take(self.reading.words[self.at].text)
        return True


def read_post(
    reading: Reading,
    organisations: Mapping[int, Organisation],
    at: int,
    *,
    apposition: bool = False,
    lower: bool = False,
    former: bool = False,
) -> Post | None:
    """Return the post that begins at a token, or None.

    Args:
        reading: the text taken apart.
        organisations: its organisations.
        at: the number of the token; a state before the post belongs to it ("Thai Defence Minister").
        apposition: whether the post follows a name, so that no name can end it.
        lower: whether it may be in lower case.
        former: whether it may be one that is no longer held.
    """
    token = reading.words[at]
    if token.key not in post_words().starts and at not in reading.countries:
        return None
    reader = _Reader(reading, organisations, at)
    if not reader.begin(lower=lower, former=former):
        return None
    reader.go_on(apposition=apposition)
    text = _written(reader)
    if not _is_post(word_key(text).split()) or _is_event(reading, reader.at):
        return None
    after = _behind(reader)
    head, _, body = text.partition(" ")
    abroad = reader.organisation is None and reader.country not in (None, "ID")
    if abroad and head in ("Kepala", "Ketua") and body.startswith(_BODIES):
        text, reader.organisation = head, body
    if reader.country not in (None, "ID") and (service := _SERVICE_OF.fullmatch(text)) is not None:
        text, reader.organisation = service[1], reader.organisation or _with_state(reader, service[2])
    return Post(at, after, text, reader.organisation or ministry_of(text), reader.country)


def _with_state(reader: _Reader, service: str) -> str:
    """Return the name of a service as the text writes it, with its state: "Angkatan Laut Kerajaan Fiji"."""
    written = reader.reading.text(reader.first, reader.at)
    return written[written.find(service) :] if service in written else service


def _is_event(reading: Reading, at: int) -> bool:
    """Whether what looks like a post goes on as an event: "Military Attaché (Milat) Tour"."""
    events = post_words().events
    if is_rank(reading, at):
        return False
    return reading.key(at) in events or reading.key(after_brackets(reading, at)) in events


def _written(reader: _Reader) -> str:
    """Return the post as read, without a body's own word at its end and without a joint left open."""
    if reader.closed and len(reader.parts) > 1 and reader.parts[-1] in ("Komando", "Command"):
        reader.organisation = f"{reader.parts.pop()} {reader.organisation or ''}".strip()
    while len(reader.parts) > 1 and reader.parts[-1].casefold() in _DANGLING:
        reader.parts.pop()
    text = " ".join(reader.parts).removesuffix(",")
    return text.removesuffix(" of the").removesuffix(" of").removesuffix(" the")


def _at_embassy(reader: _Reader) -> None:
    """Read the state off "… of the Chilean embassy"."""
    reading = reader.reading
    at = reader.at
    if reader.country is not None and reading.key(at) in _EMBASSY:
        reader.at += 1
        return
    while reading.key(at) in ("of", "at", "the", "di", "pada"):
        at += 1
    span = reading.countries.get(at)
    if at > reader.at and span is not None and reading.key(span.after) in _EMBASSY:
        reader.country = reader.country or span.normal
        reader.at = span.after + 1


def _behind(reader: _Reader) -> int:
    """Pass over an abbreviation in brackets and a body or state behind it; return where that ends."""
    reading, organisations = reader.reading, reader.organisations
    _at_embassy(reader)
    after = after_brackets(reading, reader.at)
    if after > reader.at and (unit := post_words().subunits.match(reading.words, after)) is not None:
        after = unit[0]
    if reader.country is None and after in reading.countries and not reader.closed:
        reader.country = reading.countries[after].normal
        after = reading.countries[after].after
    elif reader.organisation is None and after in organisations and after > reader.at:
        reader.organisation = organisations[after].name
        reader.country = reader.country or organisations[after].country
        after = organisations[after].after
    if reader.country is None and after in reading.countries and reader.closed:
        reader.country = reading.countries[after].normal
        after = reading.countries[after].after
    if reader.country is None and reading.key(after) in ("of", "dari") and after + 1 in reading.countries:
        reader.country = reading.countries[after + 1].normal
        after = reading.countries[after + 1].after
    if reading.key(after) == "ri" and reader.country is None:
        reader.country = "ID"
        after += 1
    return after


def _is_post(words: list[str]) -> bool:
    lists = post_words()
    if (words[-1] in lists.events and not _is_about(words)) or (
        len(words) == 1 and words[0] in lists.need_more
    ):
        return False
    return any(lists.names_post(word) for word in words)


def _is_about(words: list[str]) -> bool:
    """Whether a post ends in the word of an event that it is about: "Head of Exercises"."""
    return words[-1] in ("sama", "kerja") or not _OF.isdisjoint(words[1:-1])
