"""The first stage: what of a text is the article's own prose.

Nothing is moved. What is passed over (headlines, captions, "Baca juga", tables, footnotes, lists of
sources) becomes spaces, so that a place in the prose is the same place in the text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from defgraph.extract.lexicons import lexicon

_LINE = re.compile(r"[^\n]+")
_CONTROL = {code: " " for code in (*range(32), *range(127, 160)) if code != ord("\n")}
_SAME_LENGTH = str.maketrans(
    {
        **_CONTROL,
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\r": " ", "\ufeff": " ", "\u200b": " ",
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'", "\u2010": "-", "\u2011": "-",
    }
)  # fmt: skip
_GLUED = re.compile(
    r"(?<=[a-z]{3})\d{1,2}(?=[\s.,;:)]|$)"  # a footnote mark on a word
    r"|(?<=[a-z]{2}[.,])\d{1,2}(?=\s|$)"  # … after a full stop
    r"|(?<=\b20\d\d)\d(?=[\s.,;:)]|$)|(?<=\b19\d\d)\d(?=[\s.,;:)]|$)"  # … on a year
)
_FOOTNOTE = re.compile(r"\s*(?:\d{1,2}|\[\d{1,2}\]|\*{1,3}) +[A-Z][^\n]*")
_ENDS = re.compile(r"[.!?…][\"')\]*]*\s*(?:\([\w ./*]{1,30}\)?)?\s*$|[.!?][\"')]? +[A-Z—–-]")
_BULLET = re.compile(r"\s*(?:[-–•*·]|\d{1,2}[.)])\s")
_CAPTION_LENGTH = 450
_AGENCY_LENGTH = 100
_TITLE_LENGTH = 180
_HEADING_LENGTH = 110


class Prose(NamedTuple):
    """A text and its prose: ``body`` has as many code points as ``text``, with spaces for the rest."""

    text: str
    body: str
    title: tuple[int, int] | None
    """Where the headline stands."""


class _Noise(NamedTuple):
    begins: re.Pattern[str]
    inline: re.Pattern[str]
    opens: re.Pattern[str]
    ends: re.Pattern[str]
    sides: re.Pattern[str]
    agencies: re.Pattern[str]


def _any_of(key: str) -> str:
    return "|".join(re.escape(entry) for entry in lexicon("noise")[key])


@cache
def _noise() -> _Noise:
    flags = re.IGNORECASE
    return _Noise(
        re.compile(rf"[\s*#>•-]*(?:{_any_of('line_begins')}|\||https?:)", flags),
        re.compile(rf"(?:{_any_of('inline')})[^\n]*", flags),
        re.compile(rf"[\s*#>•-]*(?:{_any_of('opens_list')})[^.\n]{{0,12}}$", flags),
        re.compile(rf"[\s*#]*(?:{_any_of('ends_text')})\s*:?\s*$", flags),
        re.compile(rf"\((?:{_any_of('sides')})\)", flags),
        re.compile(rf"(?:{_any_of('agencies')})[^\n]{{0,60}}$", flags),
    )


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _is_caption(line: str) -> bool:
    """Whether a paragraph is written under a picture: "Bagas Wira (kiri) menjamu Jone Vula (kanan) …"."""
    if len(line) > _CAPTION_LENGTH:
        return False
    noise = _noise()
    if "(" in line and noise.sides.search(line) is not None:
        return True
    return noise.agencies.search(line, max(0, len(line) - _AGENCY_LENGTH)) is not None


def _is_heading(line: str) -> bool:
    return len(line) <= _HEADING_LENGTH and not _ENDS.search(line) and not line.rstrip().endswith(":")


def _is_title(line: str) -> bool:
    asked = line.rstrip("?!\"' ")  # a headline may ask
    return len(line) <= _TITLE_LENGTH and not _ENDS.search(asked) and not line.rstrip().endswith(":")


def prose(text: str) -> Prose:
    """Return the prose of ``text``, place for place.

    Args:
        text: the article, with its headline if it has one.
    """
    noise = _noise()
    plain = text.translate(_SAME_LENGTH)
    out = list(plain)
    title: tuple[int, int] | None = None
    in_list = ended = seen_prose = listing = False
    for match in _LINE.finditer(plain):
        line = match[0]
        if not line.strip():
            continue
        said = _GLUED.sub("", noise.inline.sub("", line)).rstrip()
        heading = _is_heading(said)
        if in_list and heading:
            pass
        elif ended or noise.ends.match(line):
            ended = True
        elif _is_caption(line):
            pass
        elif noise.begins.match(line) or (seen_prose and _FOOTNOTE.fullmatch(line)):
            in_list = noise.opens.match(line) is not None
        elif not seen_prose and _is_title(line):
            if title is None or title[1] - title[0] < len(line.strip()):
                title = match.span()
        elif heading and not (listing and _BULLET.match(line)):
            in_list = False
        else:
            in_list, seen_prose = False, True
            listing = line.rstrip().endswith(":") or listing
            continue
        out[match.start() : match.end()] = " " * len(line)
    body = "".join(out)
    body = noise.inline.sub(_blank, body)
    return Prose(text, _GLUED.sub(_blank, body), title)
