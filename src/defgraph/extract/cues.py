"""Words that tell of meetings and of the parts played in them, sentence by sentence."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from defgraph.extract.lexicons import lexicon
from defgraph.extract.spans import Spans
from defgraph.extract.tokens import KeyPhrases, tokens

if TYPE_CHECKING:
    from defgraph.extract.reading import Reading

EVENT_KINDS = frozenset(
    ["receives", "is_received", "visits", "is_visited", "meets", "courtesy", "phone", "virtual", "signing",
     "dialogue", "forum", "ministers", "official_visit"]
)  # fmt: skip
"""The kinds of cue that tell of a meeting."""

_MARKS = (
    "will", "next_time", "infinitives", "planned", "held", "departs", "past", "never", "same_day",
    "no_meeting", "nothing", "sequence", "apart", "day_shift", "agrees",
)  # fmt: skip
_OF_SPEECH = frozenset(["will", "planned", "past", "departs", "never", "signing"])
_QUOTED = re.compile(r'"[^"\n]{15,1500}"')
_OBJECT = 3  # words behind a verb among which its object stands
_ON = frozenset(["on", "upon"])
_APPEALED = frozenset(["all", "both", "countries", "nations", "parties", "states", "members"])
_DETERMINERS = (["a"], ["an"], ["the"])
_ARTICLES = frozenset(["a", "an", "the", "sejumlah", "para", "juga", "langsung"])
_WITH_COMMA = {"dari": 5, "kedua": 1, "ketiga": 1, "keempat": 1, "kelima": 1, "second": 1, "adapun": 0}
"""How near behind these a comma has to stand so that they lead on to something else."""
_MOVES = EVENT_KINDS | {"departs"}
_BEGINNING = 2


class Cue(NamedTuple):
    """A cue: its tokens, and the kinds of thing it tells of."""

    first: int
    after: int
    kinds: tuple[str, ...]
    weak: bool


@cache
def _cues() -> KeyPhrases[tuple[tuple[str, ...], bool]]:
    meetings, roles = lexicon("meetings"), lexicon("roles")
    kinds: dict[str, list[str]] = {}
    for kind, phrases in meetings["cues"].items():
        for phrase in phrases:
            kinds.setdefault(phrase, []).append(kind)
    for kind in _MARKS:
        for phrase in meetings[kind]:
            kinds.setdefault(phrase, []).append(kind)
    for kind, phrases in roles.items():
        for phrase in phrases:
            kinds.setdefault(phrase, []).append(kind)
    weak = frozenset(meetings["weak"])
    return KeyPhrases((phrase, (tuple(found), phrase in weak)) for phrase, found in kinds.items())


@cache
def _sequence_anywhere() -> frozenset[str]:
    return frozenset(lexicon("meetings")["sequence_anywhere"])


def _anywhere(reading: Reading, first: int, after: int) -> bool:
    return " ".join(reading.key(at) for at in range(first, after)) in _sequence_anywhere()


@cache
def _objects() -> frozenset[str]:
    return frozenset(lexicon("meetings")["objects"])


def _is_no_meeting(reading: Reading, first: int, after: int, kinds: tuple[str, ...]) -> bool:
    """Whether a verb of meeting has a thing for its object: "menerima laporan", "called on Japan to"."""
    if "receives" in kinds:
        keys = [reading.key(at) for at in range(after, min(after + _OBJECT, reading.limit(first)))]
        noun = next((key for key in keys if key not in _ARTICLES), "")
        return noun in _objects() or (keys[:1] in _DETERMINERS and not _objects().isdisjoint(keys))
    if "courtesy" in kinds and reading.key(after - 1) in _ON:
        state = reading.countries.get(after)
        return reading.key(after) in _APPEALED or (state is not None and reading.key(state.after) == "to")
    return False


def _goes_on(reading: Reading, first: int, after: int) -> bool:
    """Whether a word such as "kedua" stands for itself: "Kedua, …" or "Dari Suva, …", not "Kedua menteri"."""
    reach = _WITH_COMMA.get(reading.key(first)) if after == first + 1 else None
    return reach is None or "," in [reading.key(at) for at in range(after, after + reach)]


def find_cues(reading: Reading) -> list[list[Cue]]:
    """Return the cues of each sentence of a text, in order.

    Args:
        reading: the text taken apart.
    """
    phrases = _cues()
    found: list[list[Cue]] = []
    quoted = Spans(match.span() for match in _QUOTED.finditer(reading.prose.body))
    for sentence in reading.sentences:
        cues: list[Cue] = []
        at = sentence.first
        while at < sentence.after:
            match = phrases.match(reading.words, at)
            if match is None or match[0] > sentence.after:
                at += 1
                continue
            kinds, weak = match[1]
            if "sequence" in kinds and not (
                _anywhere(reading, at, match[0])
                or (at <= sentence.first + _BEGINNING and _goes_on(reading, at, match[0]))
            ):
                kinds = tuple(kind for kind in kinds if kind != "sequence")
            if quoted.hold(reading.words[at].start):
                kinds = tuple(kind for kind in kinds if kind not in _OF_SPEECH)
            if _is_no_meeting(reading, at, match[0], kinds):
                kinds = tuple(kind for kind in kinds if kind not in EVENT_KINDS)
            if kinds:
                cues.append(Cue(at, match[0], kinds, weak))
            at = match[0]
        if cues and reading.key(cues[0].first) == "dari" and _MOVES.isdisjoint(kinds_of(cues)):
            cues = cues[1:]  # "Dari Fiji, …" says who else was there
        found.append(cues)
    return found


def cue_kinds(text: str) -> frozenset[str]:
    """Return all kinds of cue in a text of its own, such as a headline."""
    words = tokens(text)
    found = (_cues().match(words, at) for at in range(len(words)))
    return frozenset(kind for match in found if match is not None for kind in match[1][0])


def kinds_of(cues: list[Cue]) -> frozenset[str]:
    """Return all kinds that ``cues`` tell of."""
    return frozenset(kind for cue in cues for kind in cue.kinds)


def has_event(cues: list[Cue]) -> bool:
    """Whether ``cues`` tell of a meeting strongly enough."""
    if any(not cue.weak and not EVENT_KINDS.isdisjoint(cue.kinds) for cue in cues):
        return True
    kinds = kinds_of(cues)
    if "chairs" in kinds and not kinds.isdisjoint({"meets", "dialogue"}):
        return True
    return "forum" in kinds and not kinds.isdisjoint({"attends", "chairs", "held"})
