"""Organisations: known ones, those whose name begins with a word such as Kementerian, and introduced ones."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from defgraph.extract.lexicons import lexicon, word_set
from defgraph.extract.tokens import KeyPhrases

if TYPE_CHECKING:
    from defgraph.extract.reading import Reading

_LONGEST = 9
_INITIALS = 3
_BODIES = word_set("grammar", "bodies")
_BEFORE_TAILED = word_set("grammar", "before_tailed")
_IN_GROUPS = word_set("grammar", "in_groups")
_AND = frozenset(["dan", "and", "&"])
_MINISTRY_TOO = word_set("grammar", "ministry_too")
_WORLDWIDE = word_set("grammar", "worldwide")


class Organisation(NamedTuple):
    """An organisation in a text: the token after it, its name in records, and what is known of it."""

    after: int
    name: str
    abbreviation: str | None = None
    country: str | None = None
    kind: str = ""
    """``ministry``, ``force``, ``firm``, ``international`` or nothing."""


class _Known(NamedTuple):
    name: str
    abbreviation: str | None
    country: str | None
    kind: str
    indonesian: str


class _Lists(NamedTuple):
    known: KeyPhrases[_Known]
    forces: KeyPhrases[str]
    services: KeyPhrases[str]
    tails: frozenset[str]
    heads: frozenset[str]
    joiners: frozenset[str]
    firm_begin: frozenset[str]
    firm_end: frozenset[str]


@cache
def _lists() -> _Lists:
    data = lexicon("organisations")
    known = []
    for entry in data["known"]:
        kind = "international" if entry.get("international") else entry.get("kind", "")
        value = _Known(
            entry["name"], entry.get("abbreviation"), entry.get("country"), kind, entry.get("indonesian", "")
        )
        known += [(form, value) for form in entry["forms"]]
    return _Lists(
        KeyPhrases(known),
        KeyPhrases((phrase, phrase) for phrase in data["forces"]),
        KeyPhrases((phrase, phrase) for phrase in data["services"]),
        frozenset(data["tails"].split()),
        frozenset(data["heads"].split()),
        frozenset(data["joiners"]),
        frozenset(data["firms"]["begin"]),
        frozenset(data["firms"]["end"]),
    )


def find_organisations(reading: Reading) -> dict[int, Organisation]:
    """Return the organisations of a text by the number of their first token.

    Args:
        reading: the text taken apart.
    """
    introduced: dict[str, Organisation] = {}
    found: dict[int, Organisation] = {}
    at = 0
    bracket = -1
    while at < len(reading.words):
        token = reading.words[at]
        if token.mark or not token.capital:
            at += 1
            continue
        if bracket < at:
            bracket = _next_bracket(reading, at)
        own = introduced.get(token.text)
        spelt = _spelt_out(reading, at) if own is None and bracket - at <= _LONGEST else None
        organisation = own or spelt or _at(reading, at)
        if organisation is None:
            at += 1
            continue
        if organisation.after <= at:
            organisation = organisation._replace(after=at + 1)
        short = _introduced(reading, organisation.after)
        if short is not None:
            organisation = organisation._replace(abbreviation=short)
            introduced[short] = organisation._replace(after=0)
        found[at] = organisation
        at = organisation.after
    return found


def _next_bracket(reading: Reading, at: int) -> int:
    """Return the next token that is an opening bracket, or the number of tokens."""
    words = reading.words
    return next((n for n in range(at, len(words)) if words[n].text == "("), len(words))


def _at(reading: Reading, at: int) -> Organisation | None:
    token = reading.words[at]
    lists = _lists()
    known = lists.known.match(reading.words, at)
    if known is not None and not (known[1].kind == "ministry" and _goes_on(reading, known[0])):
        after, entry = known
        state = reading.countries.get(after)
        if entry.kind == "ministry" and state is not None and entry.country not in (None, state.normal):
            return Organisation(after, entry.name, None, state.normal, entry.kind)
        country = entry.country
        name = entry.indonesian if entry.indonesian and reading.indonesian else entry.name
        return Organisation(after, name, entry.abbreviation, country, entry.kind)
    service = _service(reading, at)
    if service is not None:
        return service
    if at in reading.countries:
        return _forces(reading, reading.countries[at].after, at)
    forces = lists.forces.match(reading.words, at)
    if forces is not None:
        return _forces(reading, at, at)
    if token.key in lists.heads:
        return None if _is_embassy_of(reading, at) else _headed(reading, at)
    return _tailed(reading, at)


def _goes_on(reading: Reading, at: int) -> bool:
    """Whether the name of a ministry goes on at ``at``: "Kementerian Pertahanan dan Keamanan"."""
    return reading.key(at) in _AND and reading.key(at + 1) in _MINISTRY_TOO


def _forces(reading: Reading, at: int, first: int) -> Organisation | None:
    """Return armed forces with the state they are of, before or after their name."""
    match = _lists().forces.match(reading.words, at) if at < len(reading.words) else None
    if match is None or not reading.words[at].capital:
        return None
    after = match[0]
    code = reading.countries[first].normal if first in reading.countries else None
    while after not in reading.countries and reading.key(after) in (
        "kerajaan",
        "nasional",
        "republik",
        "of",
        "the",
    ):
        after += 1
    if after in reading.countries:
        code = reading.countries[after].normal
        after = reading.countries[after].after
    elif code is None and after - match[0]:
        after = match[0]
    return Organisation(after, reading.text(first, after), None, code, "force")


def _service(reading: Reading, at: int) -> Organisation | None:
    """Return an armed service named after its state: "Royal Thai Navy", "Peruvian Army"."""
    if at not in reading.countries and reading.key(at) not in ("royal", "republic"):
        return None
    start = at
    while start in reading.countries or reading.key(start) in ("royal", "republic", "of"):
        start = reading.countries[start].after if start in reading.countries else start + 1
    states = [n for n in range(at, start) if n in reading.countries]
    match = _lists().services.match(reading.words, start) if start < len(reading.words) else None
    if not states or match is None or not reading.words[start].capital or not reading.words[at].capital:
        return None
    if reading.countries[states[0]].form == "demonym":
        return None
    return Organisation(
        match[0], reading.text(at, match[0]), None, reading.countries[states[0]].normal, "service"
    )


def _tailed(reading: Reading, at: int) -> Organisation | None:
    """Return a body whose name ends in what it is: "National Security University"."""
    limit = min(reading.limit(at), at + _LONGEST)
    if reading.key(at - 1) not in _BEFORE_TAILED and not (at and reading.words[at - 1].capital):
        return None
    after = at
    while after < limit and _name_word(reading, after) and reading.key(after) not in _post_heads():
        after += 1
        if reading.key(after - 1) in _lists().tails:
            return Organisation(after, reading.text(at, after)) if after - at > 1 else None
        firm = reading.key(after - 1) in _lists().firm_end and reading.key(after - 2) not in _IN_GROUPS
        if (
            firm
            and after - at > 1
            and not (after < limit and _name_word(reading, after) and _is_firm_word(reading, after))
        ):
            return Organisation(after, reading.text(at, after), kind="firm")
    return None


def _is_firm_word(reading: Reading, at: int) -> bool:
    return reading.key(at) in _lists().firm_end


def _is_embassy_of(reading: Reading, at: int) -> bool:
    """Whether the state stands before, so that a name may follow: "the U.S. Embassy Ana Ruiz"."""
    before = range(max(0, at - 3), at)
    states = any(n in reading.countries and reading.countries[n].after == at for n in before)
    return reading.key(at) == "embassy" and states


def _headed(reading: Reading, at: int) -> Organisation | None:
    """Return an organisation that begins with a word such as Kementerian and goes on with capitals."""
    lists = _lists()
    words = reading.words
    limit = min(reading.limit(at), at + _LONGEST)
    after = at + 1
    country: str | None = None
    while after < limit:
        token = words[after]
        if after in reading.countries:
            country = reading.countries[after].normal
            break
        if after in reading.ranks or (
            words[at].key not in lists.firm_begin and lists.known.match(words, after)
        ):
            break
        if not token.mark and (token.capital or token.text[0].isdigit()):
            after += 1
            if token.key in ("indonesia", "tbk"):
                break
        elif token.key in lists.joiners and after + 1 < limit and _name_word(reading, after + 1):
            after += 1
        else:
            break
    if after == at + 1:
        return None
    firm = words[at].key in lists.firm_begin
    if firm and country is None:
        country = "ID"
    if firm and after in reading.countries:
        after = reading.countries[after].after
    kind = (
        "firm" if firm else "ministry" if words[at].key in ("kementerian", "ministry", "departemen") else ""
    )
    return Organisation(after, reading.text(at, after), None, country, kind)


def _name_word(reading: Reading, at: int) -> bool:
    token = reading.words[at]
    return not token.mark and token.capital and at not in reading.ranks


@cache
def _post_heads() -> frozenset[str]:
    data = lexicon("posts")
    return frozenset(data["heads"].split()) - frozenset(data["heads_qualify"].split())


def _spelt_out(reading: Reading, at: int) -> Organisation | None:
    """Return a body whose name is followed by its initials: "Northern Coast Guard (NCG)"."""
    token = reading.words[at]
    if token.mark or not token.capital or at in reading.countries or token.key in _post_heads():
        return None
    initials, after = "", at
    limit = min(reading.limit(at), at + _LONGEST)
    while after < limit and not reading.words[after].mark:
        if reading.words[after].capital:
            initials += reading.words[after].text[0]
        elif reading.words[after].key not in _lists().joiners:
            return None
        after += 1
    short = _introduced(reading, after) if after < limit else None
    events = frozenset(lexicon("honorifics")["event_words"].split()) - _BODIES - _WORLDWIDE
    if short is None or len(short) < _INITIALS or short.upper() != initials.upper():
        return None
    if short.casefold() in lexicon("posts")["short"]:
        return None
    if not events.isdisjoint((token.key, reading.key(after - 1))):
        return None
    states = [reading.countries[n].normal for n in range(at, after) if n in reading.countries]
    kind = "international" if token.key in _WORLDWIDE else ""
    known = _lists().known.match(reading.words, at)
    if not states and known is not None and known[0] == after and known[1].country is not None:
        states = [known[1].country]
    return Organisation(after, reading.text(at, after), short, states[0] if states else None, kind)


def _introduced(reading: Reading, at: int) -> str | None:
    """Return the abbreviation that stands in brackets at ``at``."""
    words = reading.words
    if at + 2 < len(words) and words[at].text == "(" and words[at + 2].text == ")":
        short = words[at + 1].text
        if short.casefold() in lexicon("posts")["short"]:
            return None
        if short[0].isupper() and len(short) <= 12 and sum(c.isupper() for c in short) >= 2:
            return short
    return None
