"""The words that posts are made of, and what single words of them tell."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from defgraph.extract.lexicons import lexicon
from defgraph.extract.phrases import word_key
from defgraph.extract.tokens import KeyPhrases

if TYPE_CHECKING:
    from collections.abc import Mapping

    from defgraph.extract.reading import Reading

_BRACKETS = 14
_BEFORE_GENERAL = frozenset(
    [
        "sekretaris",
        "direktur",
        "inspektur",
        "konsul",
        "komandan",
        "jaksa",
        "gubernur",
        "secretary",
        "director",
        "consul",
        "inspector",
        "attorney",
        "solicitor",
        "governor",
        "surveyor",
        "auditor",
    ]
)

_BEFORE_NAME_GEN = frozenset(["minister", "menteri", "jepang", "pertahanan"])


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
    starts: frozenset[str]
    """The words with which a post can begin."""


@cache
def post_words() -> PostWords:
    """Return the words of posts, which are read once."""
    data = lexicon("posts")
    heads = frozenset(data["heads"].split())
    return PostWords(
        KeyPhrases((short, tuple(full)) for short, full in data["short"].items()),
        heads,
        frozenset(data["heads_need_more"].split()),
        heads - frozenset(data["heads_qualify"].split()),
        frozenset(lexicon("honorifics")["event_words"].split()),
        frozenset(data["words"].split()) | heads | {"jenderal", "general"},
        data["units"],
        KeyPhrases((unit, unit) for unit in data["subunits"]),
        frozenset(data["joiners"]),
        frozenset(data["double"]),
        KeyPhrases(data["acting"].items()),
        frozenset(data["former"]),
        heads | {key.split()[0] for key in (*data["short"], *data["acting"])},
    )


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
    if key not in ("jenderal", "general", "inspektur", "komisaris", "commander"):
        return True
    if key in ("inspektur", "komisaris"):
        return reading.key(at + 1) != "jenderal" or reading.words[at].text.isupper()
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
            return None if about.startswith("the ") else f"{entry['ministry']} {about}"
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
