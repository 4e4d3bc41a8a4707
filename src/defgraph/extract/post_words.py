"""The words that posts are made of, and what single words of them tell."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from defgraph.extract.lexicons import lexicon, word_set
from defgraph.extract.phrases import word_key
from defgraph.extract.tokens import KeyPhrases

if TYPE_CHECKING:
    from collections.abc import Mapping

    from defgraph.extract.reading import Reading

_BRACKETS = 14
_SHORT_HEAD = 2  # letters of a head that goes with long units only: "ka", but not in "kadim"
_LONG_UNIT = 5
_BARE_UNIT = 4
_BEFORE_GENERAL = word_set("grammar", "before_general")

_BEFORE_NAME_GEN = word_set("grammar", "before_name_gen")


class Post(NamedTuple):
    """A post in a text: its tokens, the post written out, its organisation, and the state it serves."""

    first: int
    after: int
    text: str
    organisation: str | None = None
    country: str | None = None

    @property
    def key(self) -> str:
        """The post as it is compared."""
        return word_key(self.text)


class PostWords(NamedTuple):
    """The lists of ``lexicon/posts.yaml``, ready for looking up."""

    short: KeyPhrases[tuple[str, ...]]
    heads: frozenset[str]
    need_more: frozenset[str]
    nouns: frozenset[str]
    events: frozenset[str]
    words: frozenset[str]
    units: Mapping[str, str]
    subunits: KeyPhrases[str]
    joiners: frozenset[str]
    double: frozenset[str]
    acting: KeyPhrases[str]
    former: frozenset[str]
    bodies: Mapping[str, str]
    """The organisation that a unit is in, by the abbreviation of the unit."""
    heads_of: frozenset[str]
    closing: frozenset[str]
    shapes: tuple[tuple[str, str, int], ...]
    starts: frozenset[str]
    """The words with which a post can begin."""

    of_firms: frozenset[str]
    ships: frozenset[str]
    places: KeyPhrases[str]

    def names_post(self, key: str) -> bool:
        """Whether a word says what post it is, alone or as a part: "under-secretary-general".

        Args:
            key: the word as it is compared.
        """
        return key in self.nouns or ("-" in key and any(part in self.nouns for part in key.split("-")))

    def within(self, key: str) -> bool:
        """Whether a word may stand inside a post: it is listed, or shaped like a common noun.

        Args:
            key: the word as it is compared.
        """
        return key in self.words or is_common(key)


@cache
def post_words() -> PostWords:
    """Return the words of posts, which are read once."""
    data = lexicon("posts")
    heads = frozenset(data["heads"].split())
    short = _composed() | {key: tuple(full) for key, full in data["short"].items()}
    units = {key: full for key, full in data["composed"]["units"].items() if len(key) >= _BARE_UNIT}
    return PostWords(
        KeyPhrases(short.items()),
        heads,
        frozenset(data["heads_need_more"].split()),
        (heads - frozenset(data["heads_qualify"].split())) | frozenset(data["nouns_too"].split()),
        frozenset(lexicon("honorifics")["event_words"].split()),
        frozenset(data["words"].split()) | heads | {"jenderal", "general"},
        {key: full[0] for key, full in units.items()} | data["units"],
        KeyPhrases((unit, unit) for unit in data["subunits"]),
        frozenset(data["joiners"]),
        frozenset(data["double"]),
        KeyPhrases(data["acting"].items()),
        frozenset(data["former"]),
        {key: full[1] for key, full in units.items() if len(full) > 1},
        frozenset(data["heads_of"].split()),
        frozenset(data["closing"].split()),
        tuple((begin, end, least) for begin, end, least in data["noun_shapes"]),
        heads | {key.split()[0] for key in (*short, *data["acting"])},
        frozenset(data["of_firms"]),
        frozenset(data["ships"].split()),
        KeyPhrases((place, place) for place in _places()),
    )


def _places() -> list[str]:
    """Return the provinces and towns that units at home are named by."""
    cities = lexicon("cities")
    return [*cities["cities"]["ID"], *lexicon("posts")["places"]]


def _composed() -> dict[str, tuple[str, ...]]:
    """Return the abbreviations of a head and a unit in one word: "danpusterad"."""
    data = lexicon("posts")["composed"]
    return {
        head + unit: (f"{post} {full[0]}", *full[1:])
        for head, post in data["heads"].items()
        for unit, full in data["units"].items()
        if len(head) > _SHORT_HEAD or len(unit) >= _LONG_UNIT
    }


@cache
def is_common(key: str) -> bool:
    """Whether a word is shaped like a common noun: "kontraterorisme", "acquisition".

    Args:
        key: the word as it is compared.
    """
    first, dash, second = key.partition("-")
    if dash and first == second:
        return True
    return any(
        len(key) >= least and key.startswith(begin) and key.endswith(end)
        for begin, end, least in post_words().shapes
    )


@cache
def is_address(key: str) -> bool:
    """Whether a word is a title before a name, such as Mr or Dato.

    Args:
        key: the word as it is compared.
    """
    return key in lexicon("honorifics")["titles"].split()


def is_rank(reading: Reading, at: int) -> bool:
    """Whether a rank begins at ``at``: "Jenderal" in "Sekretaris Jenderal" is none.

    Args:
        reading: the text taken apart.
        at: the number of the token.
    """
    if at not in reading.ranks:
        return False
    key = reading.words[at].key
    if key == "gen" and reading.words[at].text == "Gen":
        return reading.key(at - 1) not in _BEFORE_NAME_GEN and reading.key(at - 1) != "'s"
    if key not in ("jenderal", "general", "inspektur", "commander"):
        return True
    if key == "inspektur":
        police = reading.key(at + 2).startswith("pol")
        return police or reading.key(at + 1) != "jenderal" or reading.words[at].text.isupper()
    if key == "commander":
        return not (
            reading.key(at + 1) in ("of", "in", "in-chief") or reading.key(at + 1) in post_words().words
        )
    return reading.key(at - 1) not in _BEFORE_GENERAL and reading.key(at + 1) not in ("staff", "staf")


def after_brackets(reading: Reading, at: int) -> int:
    """Pass over an abbreviation in brackets: "Kepala Staf Angkatan Laut (Kasal)".

    Args:
        reading: the text taken apart.
        at: the number of the token where the bracket may open.
    """
    if reading.key(at) == "(" and at < len(reading.words):
        for after in range(at + 2, min(at + _BRACKETS, reading.limit(at))):
            if reading.words[after].text == ")":
                return after + 1
    return at


@cache
def ministry_of(post: str) -> str | None:
    """Return the ministry a minister, or a minister's deputy, is at the head of; None for other posts.

    Args:
        post: the post written out.
    """
    for joint in (" sekaligus ", " merangkap ", " and ", " dan "):
        if joint in post and (found := ministry_of(post.rpartition(joint)[2])) is not None:
            return found
    folded = word_key(post)
    for entry in lexicon("posts")["ministries"]:
        if folded.startswith(entry["post"] + " "):
            about = post[len(entry["post"]) + 1 :]
            return None if about == "State" or about.startswith("the ") else f"{entry['ministry']} {about}"
    words = [
        word for word in post.split() if word not in ("Deputy", "Vice", "State", "Senior", "II", "Assistant")
    ]
    if (
        len(words) >= 2
        and words[-1] in ("Minister", "Secretary")
        and words[0] not in ("Prime", "Press", "Permanent")
    ):
        about = " ".join(words[:-1])
        return f"Ministry of {'Foreign Affairs' if about == 'Foreign' else about}"
    return None
