"""What a meeting signed, issued, set up or agreed to negotiate.

An outcome is a document with a verb of its kind near it in one sentence, unless the sentence tells of
the past or the future or denies it (``lexicon/outcomes.yaml``).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from defgraph.extract.background import old_dates, text_sentences
from defgraph.extract.date_words import any_of, months
from defgraph.extract.lexicons import lexicon
from defgraph.extract.mention import Mention
from defgraph.extract.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from defgraph.extract.phrases import Found

_MOST = 200  # phrases of one sentence that are looked at
_NEAR = 160  # characters between a document and its verb
_BEFORE = 60  # characters before the verb in which a word of the future or a denial counts
_NEGOTIABLE = frozenset({"mou-signed", "agreement-signed", "letter-of-intent"})
_SUBJECT = re.compile(
    r"(?: \([^()]{1,20}\))?"
    r"(?P<subject> (?:tentang|mengenai|on|concerning|regarding)(?: (?!(?:akan|antara|between|by|dengan|di"
    r"|di[a-z]{4,20}|in|oleh|pada|telah|was|were|yang)\b)[^\s,.;:()]{1,30}){1,8})"
)
_NAME_BEFORE = re.compile(r"(?:[A-Z][\w-]{1,20} ){1,4}$")
_NOT_IN_TITLE = re.compile(r"^(?:(?:Penandatanganan|Signing|The|A|An|Pada|Dalam|Kedua) )+")


class Sense(NamedTuple):
    """What a phrase is: its group and, of a document or a verb, its kind.

    The groups are ``document``, ``verb``, ``alone`` (both in one), ``past``, ``future``, ``denied``
    and ``neutral``.
    """

    group: str
    value: str


def _senses() -> Iterator[tuple[str, Sense]]:
    lists = lexicon("outcomes")
    for group, key in (("document", "documents"), ("verb", "verbs"), ("alone", "alone")):
        for value, phrases in lists[key].items():
            yield from ((phrase, Sense(group, value)) for phrase in phrases)
    for group in ("past", "future", "denied", "neutral"):
        yield from ((phrase, Sense(group, group)) for phrase in lists[group])


@cache
def _phrases() -> Phrases[Sense]:
    return Phrases(_senses())


def find_outcomes(text: str) -> list[Mention]:
    """Return the outcomes that ``text`` tells of, in order, each type once a sentence.

    ``normal`` is the outcome's type, ``details["title"]`` what the document is called.
    """
    found = list(_phrases().find(text))
    if not any(item.values[0].group in ("document", "alone") for item in found):
        return []
    old = old_dates(text)
    mentions: list[Mention] = []
    before: Sequence[Found[Sense]] = ()
    at = 0
    for sentence in text_sentences(text):
        begin = at
        while at < len(found) and found[at].start < sentence.end:
            at += 1
        inside = found[begin:at][:_MOST]
        if not old.overlap(sentence.start, sentence.end):
            here = list(_in_sentence(text, inside))
            mentions += here or _taken_up(text, before, inside)
            before = () if here else inside
        else:
            before = ()
    return sorted(mentions)


def _taken_up(text: str, before: Sequence[Found[Sense]], inside: Sequence[Found[Sense]]) -> Iterator[Mention]:
    """Yield the document of one sentence whose signing or founding the next one tells of."""
    groups = {item.values[0].group for item in inside}
    if {"document", "alone", "past"} & groups or any(item.values[0].group == "past" for item in before):
        return
    nouns = lexicon("outcomes")["taken_up"]
    acts = [item for item in inside if text[item.start : item.end].casefold() in nouns]
    for document in before:
        group, kind = document.values[0]
        needs = lexicon("outcomes")["needs"][kind] if group == "document" else ()
        if any(act.values[0].value in needs and not _held_back(text, act, inside) for act in acts):
            yield _mention(text, document, kind, {"title": _title(text, document)})
            return


def _in_sentence(text: str, inside: Sequence[Found[Sense]]) -> Iterator[Mention]:
    groups = {item.values[0].group for item in inside}
    if not ({"document", "verb"} <= groups or "alone" in groups) or "past" in groups:
        return
    done: set[str] = set()
    named = [item for item in inside if item.values[0].group == "document" and not _is_generic(text, item)]
    for document in inside:
        other = any(item.values[0].value in _NEGOTIABLE for item in named)
        if other and _is_generic(text, document):
            continue
        outcome = _outcome(text, document, inside)
        if outcome is not None and outcome not in done:
            done.add(outcome)
            yield _mention(text, document, outcome, {"title": _title(text, document)})
    for both in inside:
        group, outcome = both.values[0]
        free = not done or (outcome == "joint-statement" and outcome not in done)
        if group == "alone" and free and not _held_back(text, both, inside):
            done.add(outcome)
            yield _mention(text, both, outcome, {})


def _is_generic(text: str, found: Found[Sense]) -> bool:
    return text[found.start : found.end].casefold() in lexicon("outcomes")["generic"]


def _mention(text: str, found: Found[Sense], outcome: str, details: Mapping[str, str]) -> Mention:
    return Mention(found.start, found.end, "outcome", text[found.start : found.end], outcome, details)


def _outcome(text: str, document: Found[Sense], inside: Sequence[Found[Sense]]) -> str | None:
    group, kind = document.values[0]
    if group != "document" or _of_the_past().match(text, document.end):
        return None
    near = [item for item in inside if abs(item.start - document.start) <= _NEAR]
    verbs = {item.values[0].value: item for item in near if item.values[0].group == "verb"}
    if kind in _NEGOTIABLE and {"agree", "negotiate"} <= verbs.keys() and not _nearer(document, verbs):
        return None if _held_back(text, verbs["agree"], inside) else "agreed-to-negotiate"
    agreed = kind == "joint-committee" and "agree" in verbs and not _held_back(text, verbs["agree"], inside)
    for need in lexicon("outcomes")["needs"][kind]:
        if need in verbs and (agreed or not _held_back(text, verbs[need], inside)):
            return kind
    return None


def _nearer(document: Found[Sense], verbs: Mapping[str, Found[Sense]]) -> bool:
    """Whether a document stands nearer to a word of signing than to one of negotiation."""
    away = {verb: abs(verbs[verb].start - document.start) for verb in ("sign", "negotiate") if verb in verbs}
    return "sign" in away and away["sign"] < away["negotiate"]


@cache
def _of_the_past() -> re.Pattern[str]:
    """What follows a document of other days: "an arrangement signed in July", "yang diteken pada 2006"."""
    month = any_of(months())
    return re.compile(
        r"[^.,;]{0,20}? (?:yang |that was |which was )?(?:telah |sudah |pernah )?"
        r"(?:signed|concluded|ditandatangani|diteken)(?: [^\s.,;]{1,30}){0,5}? "
        r"(?:in|last|since|back|sejak|tahun|bulan|pada(?: tahun| bulan)?) "
        rf"(?:{month}|(?:19|20)\d\d|lalu|year|month)\b",
        re.IGNORECASE,
    )


def _held_back(text: str, verb: Found[Sense], inside: Sequence[Found[Sense]]) -> bool:
    """Whether a word of the future or a denial stands before a verb, with no comma between."""
    cues = (item for item in inside if item.values[0].group in ("future", "denied"))
    return any(
        0 <= verb.start - cue.start <= _BEFORE and "," not in text[cue.end : verb.start] for cue in cues
    )


def _title(text: str, document: Found[Sense]) -> str:
    before = _NAME_BEFORE.search(text, max(0, document.start - 80), document.start)
    start = before.start() if before is not None and text[document.start].isupper() else document.start
    title = _NOT_IN_TITLE.sub("", text[start : document.end])
    subject = _SUBJECT.match(text, document.end)
    title += subject["subject"] if subject is not None else ""
    return title[:1].upper() + title[1:]
