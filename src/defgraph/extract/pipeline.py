"""The stages one after another: from a text to its mentions, and to a draft record."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

from defgraph.extract.body_names import name_bodies
from defgraph.extract.dates import find_dateline
from defgraph.extract.draft import draft_meetings, gather
from defgraph.extract.meetings import find_scenes
from defgraph.extract.mentions import all_mentions
from defgraph.extract.organisations import find_organisations
from defgraph.extract.persons import find_officials
from defgraph.extract.reading import read
from defgraph.extract.references import find_people
from defgraph.extract.states import settle_states
from defgraph.extract.story import tell
from defgraph.ids import name_key
from defgraph.records import Record

if TYPE_CHECKING:
    from datetime import date

    from defgraph.extract.mention import Mention
    from defgraph.extract.story import Story

_ENGLISH = re.compile(r"\b(?:the|of|and|with|for|was|his)\b")
_WITHOUT_DECOMPOSITION = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "þ": "th"}
)
_INDONESIAN = re.compile(r"\b(?:yang|dan|di|dengan|untuk|pada|dari)\b")


def language_of(text: str) -> str:
    """Return ``en`` or ``id``, by the small words of ``text``."""
    return "en" if len(_ENGLISH.findall(text)) > len(_INDONESIAN.findall(text)) else "id"


def story_of(text: str, language: str | None = None) -> Story:
    """Return a text with everybody in it recognised, ready for finding its meetings.

    Args:
        text: the article.
        language: its language as a BCP 47 tag; told from the text when left out.
    """
    reading = read(text)
    organisations = find_organisations(reading)
    people = find_people(reading, organisations, find_officials(reading, organisations))
    story = tell(reading, organisations, people)
    language = language or language_of(text)
    settle_states(story, language)
    name_bodies(story, language)
    return story


def mentions(text: str, *, published: date | None = None) -> list[Mention]:
    """Return what is recognised in a text, in place; mentions of one kind do not overlap.

    Args:
        text: the article.
        published: the day of publication, where it is known from elsewhere.
    """
    return all_mentions(story_of(text), published)


def extract(
    text: str,
    *,
    published: date | None = None,
    publisher: str | None = None,
    url: str | None = None,
    title: str | None = None,
    language: str | None = None,
    source_id: str | None = None,
) -> Record:
    """Return the draft record of an article, with the evidence of its facts.

    Args:
        text: the article; offsets of the evidence count its code points.
        published: the day of publication, where it is known from elsewhere.
        publisher: who published it.
        url: its address.
        title: its headline, where the text does not begin with it.
        language: its language as a BCP 47 tag; told from the text when left out.
        source_id: the id of the record where the text gives none of its own (no date, no meeting).
    """
    language = language or language_of(text)
    story = story_of(text, language)
    facts = gather(story, published)
    meetings, evidence = draft_meetings(story, find_scenes(story), facts)
    article: dict[str, Any] = {
        "url": url,
        "title": title or _title(text, story.reading.prose.title),
        "publisher": publisher,
        "published": published.isoformat() if published else _published(text),
        "language": language,
        "text_sha256": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    }
    return Record.model_validate(
        {
            "format": 1,
            "id": source_id or _record_id(meetings, article),
            "status": "draft",
            "article": {key: value for key, value in article.items() if value is not None},
            "meetings": meetings,
            "evidence": [{"for": pointer, "start": a, "end": b} for pointer, a, b in sorted(set(evidence))],
        }
    )


def _title(text: str, span: tuple[int, int] | None) -> str | None:
    if span is None:
        return None
    seen = "".join(letter if letter.isprintable() else " " for letter in text[span[0] : span[1]])
    return " ".join(seen.split()) or None


def _published(text: str) -> str | None:
    found = find_dateline(text)
    return found.normal if found is not None and len(found.normal) == len("2025-01-01") else None


def _record_id(meetings: list[dict[str, Any]], article: dict[str, Any]) -> str:
    """Return an id: the date of the first meeting, and whom it was with."""
    day = meetings[0].get("date", "")[:10] if meetings else ""
    names = [p.get("name") for p in meetings[0]["participants"] if p["role"] == "guest"] if meetings else []
    whom = _ascii_words(name_key(names[0])) if names and names[0] else ""
    parts = [day or article.get("published") or "", whom]
    return "-".join(part for part in parts if part) or f"article-{article['text_sha256'][:12]}"


def _ascii_words(key: str) -> str:
    """Return what of a name's key an id of a record may hold: the letters of other scripts are left out."""
    return "-".join(re.findall("[a-z0-9]+", key.translate(_WITHOUT_DECOMPOSITION)))
