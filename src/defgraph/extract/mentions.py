"""All that is recognised in a text, in place: the mentions of every kind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from defgraph.extract.areas import find_areas
from defgraph.extract.cues import EVENT_KINDS
from defgraph.extract.dates import find_dates
from defgraph.extract.mention import Mention
from defgraph.extract.places import find_cities, find_venues
from defgraph.extract.ranks import find_ranks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from defgraph.extract.story import Story


def all_mentions(story: Story, published: date | None) -> list[Mention]:
    """Return the mentions of a text, by place; those of one kind do not overlap.

    Args:
        story: the story of the text.
        published: the day of publication, where it is known.
    """
    text, body = story.reading.prose.text, story.reading.prose.body
    found = [
        *_people(story),
        *_posts(story),
        *_organisations(story),
        *_events(story),
        *find_ranks(body),
        *story.reading.country_mentions,
        *find_venues(body),
        *find_cities(body),
        *find_dates(text, published),
        *find_areas(body),
    ]
    return sorted(replace(m, text=text[m.start : m.end]) for m in _apart(found))


def _apart(mentions: list[Mention]) -> Iterator[Mention]:
    """Yield the mentions without those that overlap an earlier, or a longer, one of their kind."""
    ends: dict[str, int] = {}
    for mention in sorted(mentions, key=lambda m: (m.kind, m.start, -m.end)):
        if mention.start >= ends.get(mention.kind, 0):
            ends[mention.kind] = mention.end
            yield mention


def _mention(story: Story, kind: str, first: int, after: int, normal: str) -> Mention:
    words = story.reading.words
    start, end = words[first].start, words[after - 1].end
    return Mention(start, end, kind, story.reading.prose.text[start:end], normal)


def _people(story: Story) -> Iterator[Mention]:
    for reference in story.people.references:
        entity = story.entity(reference.entity)
        if not reference.named or entity.name is None:
            continue
        span = next(
            (span for span in entity.name_spans if reference.first <= span[0] and span[1] <= reference.after),
            (reference.first, reference.after),
        )
        yield _mention(story, "person", *span, entity.name)


def _posts(story: Story) -> Iterator[Mention]:
    for post in story.people.posts:
        yield _mention(story, "position", post.first, post.after, post.text)


def _organisations(story: Story) -> Iterator[Mention]:
    for at, organisation in story.organisations.items():
        yield _mention(story, "organisation", at, organisation.after, organisation.name)


def _events(story: Story) -> Iterator[Mention]:
    for cues in story.cues:
        for cue in cues:
            kinds = sorted(EVENT_KINDS.intersection(cue.kinds))
            if kinds and not cue.weak:
                yield _mention(story, "meeting", cue.first, cue.after, kinds[0].replace("_", "-"))
