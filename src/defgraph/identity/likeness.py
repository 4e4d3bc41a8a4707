"""How alike two names of persons are, and by which of the ways in which one name is written twice."""

from __future__ import annotations

from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from rapidfuzz.distance import OSA

from defgraph.identity.names import is_short_form, person_name
from defgraph.resources import package_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from defgraph.identity.names import PersonName, Word

MERGE = 0.85
"""At this score or above, without counter-evidence, a pair merges by itself."""
SUGGEST = 0.60
"""At this score or above a pair is a candidate."""
SLIP_FROM = 5
"""A word with fewer letters is another word when a letter differs."""


_KEPT = 400_000
CHANGES = 2
"""So many words of a name may be missing in the other or be an initial there."""
LONGEST = 8
"""Names of more words are one only with all their words."""
OTHER_LETTER_TO = 9
"""In a word with fewer letters another consonant often makes another name: Suhardi, Suhandi."""
_VOWELS = frozenset("aeiou")
_SLIPS = frozenset(("slip", "ending", "other-letter", "both-common"))


class Likeness(NamedTuple):
    """How alike two names are.

    ``score`` is 0 where they cannot be one person's; ``reasons`` say how they agree and ``against``
    what contradicts, in words. ``shorter`` is the key of the name that says less, with words missing
    or as initials; None where both say the same. ``rare`` is how many of the names that both have are
    borne by few.
    """

    score: float
    reasons: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    shorter: str | None = None
    rare: int = 0


class _Pairing(NamedTuple):
    """Which word of one name answers which of the other, and how."""

    pairs: list[tuple[int, int, str]]
    left: list[int]
    right: list[int]


@cache
def weights() -> Mapping[str, Any]:
    """Return ``officials.yaml``."""
    text = package_file("identity/officials.yaml").read_text(encoding="utf-8")
    return MappingProxyType(yaml.safe_load(text))


def state_of(key: str) -> str:
    """Return the state in the key of an official."""
    return key.removeprefix("official/").partition("/")[0]


def likeness(key: str, other: str) -> Likeness:
    """Return how alike the names in two keys of officials are; the order of the two does not matter."""
    return _likeness(min(key, other), max(key, other))


@lru_cache(maxsize=_KEPT)
def _likeness(key: str, other: str) -> Likeness:
    if len(person_name(key).words) > len(person_name(other).words):
        key, other = other, key
    one, two = person_name(key), person_name(other)
    contrary = _generations(one, two)
    if one.run == two.run or one.sounds == two.sounds:
        return _same(one, two, contrary)
    short, long = _joined(one.words, two.words), _joined(two.words, one.words)
    parted = (len(short), len(long)) != (len(one.words), len(two.words))
    if len(short) > len(long):
        short, long = long, short
    pairing = _pairing(short, long)
    if pairing.left and pairing.right:
        return Likeness(0.0, (), (_difference(short, long, pairing),))
    if pairing.left:  # the longer name has as many words and one of them is left over
        short, long = long, short
        pairing = _Pairing([(j, i, how) for i, j, how in pairing.pairs], [], pairing.left)
    if _is_too_much(short, long, pairing, parted=parted):
        return Likeness(0.0, (), ("they differ in several ways at once",))
    found = _marked(_scored(short, long, pairing, one.family_first, contrary), one, two)
    absent = [long[j] for j in pairing.right if len(short) == 1 or not long[j].initial]
    if not absent and all(how != "initial" for _, _, how in pairing.pairs):
        return found
    swapped = len(one.words) == len(two.words) and _says_less(two, one)
    return found._replace(shorter=other if swapped else key)


def _says_less(one: PersonName, two: PersonName) -> bool:
    """Whether ``one``, of as many words, has the more initials."""
    return sum(word.initial for word in one.words) > sum(word.initial for word in two.words)


def _is_too_much(short: Sequence[Word], long: Sequence[Word], pairing: _Pairing, *, parted: bool) -> bool:
    """Whether the names differ in more ways than one writer makes of one name, and than blocks look for."""
    hows = [how for _, _, how in pairing.pairs]
    slips = sum(how in _SLIPS for how in hows)
    initials = [short[i].initial for i, _, how in pairing.pairs if how == "initial"]
    absent = [j for j in pairing.right if not long[j].initial and not long[j].left_out]
    if slips or parted:
        return slips + parted > 1 or bool(initials or absent)
    if len(set(initials)) > 1 or (initials and not initials[0] and pairing.right):
        return True
    changes = len(initials) + len(pairing.right)
    only_initials = len(initials) == len(short) - 1 == len(long) - 1
    if changes > CHANGES and len(short) > 1 and not only_initials:
        return True
    return bool(changes) and len(long) > LONGEST


def _generations(one: PersonName, two: PersonName) -> tuple[str, ...]:
    if one.generation and two.generation and one.generation != two.generation:
        return (f"one is {one.generation}, the other {two.generation}",)
    return ()


def _marked(found: Likeness, one: PersonName, two: PersonName) -> Likeness:
    """Count that both, or only one of them, is called Jr."""
    mark = one.generation or two.generation
    if not mark or not found.score:
        return found
    told = weights()["names"]
    if one.generation == two.generation:
        reasons = (*found.reasons, f"both are called {mark}")
        return found._replace(
            score=found.score + told["same-generation"], reasons=reasons, rare=found.rare + 1
        )
    if one.generation and two.generation:
        return found
    reasons = (*found.reasons, f"only one of them is called {mark}")
    return found._replace(score=found.score - told["generation"], reasons=reasons)


def _same(one: PersonName, two: PersonName, contrary: tuple[str, ...]) -> Likeness:
    told = weights()["names"]
    letters = [word.text for word in one.words] == [word.text for word in two.words]
    score = told["letters"] if letters else told["spelling"]
    reasons = [
        "the same name but for titles and particles" if letters else "the same name in another spelling"
    ]
    if len(one.words) == len(two.words) == 1:
        score -= told["mononym"]
        reasons.append("a single word")
    return _marked(
        Likeness(score + _rarity(one.words), tuple(reasons), contrary, rare=_rare(one.words)), one, two
    )


def _rare(shared: Sequence[Word]) -> int:
    return sum(not word.common and not word.initial for word in shared)


def _rarity(shared: Sequence[Word]) -> float:
    told, rare = weights()["names"], _rare(shared)
    return float(told["distinctive"] * min(rare, 2) if rare else -told["all-common"])


def _joined(words: tuple[Word, ...], other: tuple[Word, ...]) -> list[Word]:
    """Return ``words`` with two neighbours made one where the other name writes them as one."""
    whole = {word.sound: word for word in other}
    found: list[Word] = []
    for word in words:
        both = found[-1].sound + word.sound if found else ""
        if both in whole and word.sound not in whole:
            found[-1] = whole[both]
        else:
            found.append(word)
    return found


def _pairing(short: Sequence[Word], long: Sequence[Word]) -> _Pairing:
    """Pair words, the surest ways first, and each with the nearest in order."""
    left, right, pairs = list(range(len(short))), list(range(len(long))), []
    for how in ("sound", "short-form", "slip", "initial"):
        for i in tuple(left):
            fitting = [j for j in right if _kind(short[i], long[j], how)]
            if fitting:
                j = min(fitting, key=lambda j, i=i: (abs(_place(j, long) - _place(i, short)), j))  # type: ignore[misc]
                left.remove(i)
                right.remove(j)
                pairs.append((i, j, how if how != "slip" else _slip(short[i], long[j])))
    return _Pairing(sorted(pairs), left, right)


def _place(index: int, words: Sequence[Word]) -> float:
    return index / max(1, len(words) - 1)


def _kind(one: Word, other: Word, how: str) -> bool:
    if how == "sound":
        return one.sound == other.sound
    if how == "short-form":
        return is_short_form(one.text, other.text)
    if how == "initial":
        return one.initial != other.initial and one.text[0] == other.text[0]
    return _slip(one, other) != ""


def _slip(one: Word, other: Word) -> str:
    """Return which kind of slip parts two words; the empty string where more than a slip does."""
    a, b = one.sound, other.sound
    size = min(len(a), len(b))
    if size < SLIP_FROM - 1 or max(len(a), len(b)) < SLIP_FROM:
        return ""
    if OSA.distance(a, b, score_cutoff=1) > 1:
        return ""
    if one.common and other.common:
        return "both-common"
    if a[:-1] == b[:-1] or a + b[-1] == b or b + a[-1] == a:
        return "ending"
    changed = [{x, y} for x, y in zip(a, b, strict=False) if x != y]
    if len(a) == len(b) < OTHER_LETTER_TO and len(changed) == 1 and not changed[0] & _VOWELS:
        return "other-letter"
    return "slip"


def _difference(short: Sequence[Word], long: Sequence[Word], pairing: _Pairing) -> str:
    mine = " ".join(short[i].text for i in pairing.left)
    theirs = " ".join(long[j].text for j in pairing.right)
    return f"{mine} is not {theirs}"


_WORDS = MappingProxyType(
    {
        "slip": "{} and {} differ as by a slip",
        "ending": "{} and {} differ in the ending",
        "other-letter": "{} and {} differ in a consonant",
        "both-common": "{} and {} are alike, yet each a name of its own",
        "short-form": "{} is short for {}",
        "initial": "{} may stand for {}",
    }
)


def _scored(
    short: Sequence[Word],
    long: Sequence[Word],
    pairing: _Pairing,
    family_first: bool,  # noqa: FBT001 - of a private function
    contrary: tuple[str, ...],
) -> Likeness:
    told = weights()["names"]
    whole = [(short[i], how) for i, _, how in pairing.pairs if how != "initial" and not short[i].initial]
    shared = [word for word, _ in whole]
    if not any(len(word.sound) > 1 for word in shared):
        return Likeness(0.0, (), ("they share no whole name",))
    score, reasons, initials = told["spelling"], [], 0
    for i, j, how in pairing.pairs:
        if how == "sound":
            continue
        one, other = sorted((short[i].text, long[j].text), key=lambda text: (len(text), text))
        reasons.append(_WORDS[how].format(one, other))
        score -= told["further-initial"] if how == "initial" and initials else told[how]
        initials += how == "initial"
    for lost, reason in (_order(pairing, family_first), _missing(short, long, pairing.right)):
        score -= lost
        reasons += [reason] if reason else []
    sure = [word for word, how in whole if how == "sound"]
    score += _rarity(sure)
    reasons.insert(0, f"both are called {' '.join(word.text for word in shared)}")
    return Likeness(score, tuple(reasons), contrary, rare=_rare(sure))


def _order(pairing: _Pairing, family_first: bool) -> tuple[float, str]:  # noqa: FBT001 - private
    told = weights()["names"]
    order = [j for _, j, _ in pairing.pairs]
    if order == sorted(order):
        return 0.0, ""
    first = order.index(min(order))
    if order[first:] + order[:first] == sorted(order) and 1 in (first, len(order) - first):
        return told["turned-at-home" if family_first else "turned"], "the names stand the other way round"
    return told["jumbled"], "the names stand in another order"


def _missing(short: Sequence[Word], long: Sequence[Word], absent: list[int]) -> tuple[float, str]:
    told = weights()["names"]
    initials = [j for j in absent if long[j].initial]
    usual = [j for j in absent if long[j].left_out]
    rest = [j for j in absent if j not in usual and j not in initials]
    lost = (told["missing-usual"] if usual else 0.0) + (told["missing-initial"] if initials else 0.0)
    if absent and len(short) == 1:
        lost += told["mononym-in-name" if rest else "mononym"]
    elif rest:
        kind = "missing-first" if 0 in rest else "missing-end" if len(long) - 1 in rest else "missing-middle"
        lost += told[kind]
        lost += told["missing-more"] * (len(rest) - 1)
    said = " ".join(long[j].text for j in absent)
    return lost, f"only one of them has {said}" if absent else ""
