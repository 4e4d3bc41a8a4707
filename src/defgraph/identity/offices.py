"""Who held a post, from when to when, and on a day on which a report names the post alone.

A span is what articles show of one official in one post: the first and the last day, and the articles.
Everything here follows from spans and from the bounds that a register of tenures gives.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from defgraph.ids import slug
from defgraph.resources import package_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_LAST_DAY = "9999-12-31"


class Sighting(NamedTuple):
    """An article shows an official in a post: keys, the days of the meeting (ISO 8601), the article."""

    official: str
    post: str
    first: str | None
    last: str | None
    article: str


class Bound(NamedTuple):
    """What a register says of one tenure: keys, first and last day where it gives them, and its source."""

    official: str
    post: str
    first: str | None
    last: str | None
    source: str


class Span(NamedTuple):
    """One official in one post.

    Args:
        official: key of the official.
        post: key of the post.
        first: the first day on which an article shows the official in the post; None where none is dated.
        last: the last such day.
        articles: the articles that show it, sorted.
        bounded_from: the first day by the register, which wins over ``first``.
        bounded_to: the last day by the register, which wins over ``last``.
        source: where the register has it from.
        next_holder: key of who is shown in the post next.
        gap: days from the end of this span to the beginning of the next holder's; 1 where one follows
            the other, 0 or less where they overlap.
    """

    official: str
    post: str
    first: str | None = None
    last: str | None = None
    articles: tuple[str, ...] = ()
    bounded_from: str | None = None
    bounded_to: str | None = None
    source: str | None = None
    next_holder: str | None = None
    gap: int | None = None

    @property
    def begin(self) -> str | None:
        """The first day: by the register, else seen."""
        return self.bounded_from or _least(self.first, self.bounded_to)

    @property
    def end(self) -> str | None:
        """The last day: by the register, else seen."""
        return self.bounded_to or _greatest(self.last, self.bounded_from)

    @property
    def is_outside_bounds(self) -> bool:
        """Whether an article shows the official in the post on a day that the register excludes."""
        early = bool(self.first and self.bounded_from and self.first < self.bounded_from)
        return early or bool(self.last and self.bounded_to and self.last > self.bounded_to)


class Overlap(NamedTuple):
    """Two officials in one post on the same days, ``first`` to ``last``."""

    post: str
    official: str
    other: str
    first: str
    last: str
    articles: tuple[str, ...]


class Inference(NamedTuple):
    """Who probably held a post: the key, the reason in words, and the articles it rests on."""

    official: str
    reason: str
    articles: tuple[str, ...]


def _least(*days: str | None) -> str | None:
    return min((day for day in days if day is not None), default=None)


def _greatest(*days: str | None) -> str | None:
    return max((day for day in days if day is not None), default=None)


def spans(sightings: Iterable[Sighting], bounds: Iterable[Bound] = ()) -> list[Span]:
    """Return one span for each official in each post, by post, in the order in which they held it.

    Spans without a day come last. The order of the input makes no difference. Of two bounds for one
    official in one post the widest counts; a register file with two is refused when it is read.
    """
    seen: defaultdict[tuple[str, str], list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        seen[sighting.post, sighting.official].append(sighting)
    bounded: defaultdict[tuple[str, str], list[Bound]] = defaultdict(list)
    for bound in bounds:
        bounded[bound.post, bound.official].append(bound)
    made = [_span(key, seen.get(key, []), bounded.get(key, [])) for key in seen.keys() | bounded.keys()]
    made.sort(key=_order)
    return list(_with_next(made))


def _order(span: Span) -> tuple[str, bool, str, str, str]:
    return (span.post, span.begin is None, span.begin or "", span.end or "", span.official)


def _span(key: tuple[str, str], sightings: list[Sighting], bounds: list[Bound]) -> Span:
    post, official = key
    return Span(
        official,
        post,
        _least(*(s.first for s in sightings)),
        _greatest(*(s.last for s in sightings)),
        tuple(sorted({s.article for s in sightings})),
        _least(*(b.first for b in bounds)),
        _greatest(*(b.last for b in bounds)),
        "; ".join(sorted({b.source for b in bounds})) or None,
    )


def _with_next(ordered: list[Span]) -> Iterator[Span]:
    for number, span in enumerate(ordered, 1):
        following = ordered[number] if number < len(ordered) else None
        if following is None or following.post != span.post or not span.end or not following.begin:
            yield span
        else:
            yield span._replace(next_holder=following.official, gap=_days(span.end, following.begin))


def _days(begin: str, end: str) -> int:
    return (date.fromisoformat(end) - date.fromisoformat(begin)).days


def overlaps(spans: Iterable[Span]) -> list[Overlap]:
    """Return where two officials are in one post on the same day, for posts that one holds at a time.

    Args:
        spans: of such posts alone; of others every pair of colleagues would be told.
    """
    found = []
    by_post: defaultdict[str, list[Span]] = defaultdict(list)
    for span in spans:
        if span.begin is not None:
            by_post[span.post].append(span)
    for post in sorted(by_post):
        running: list[Span] = []
        for span in sorted(by_post[post], key=_order):
            running = [other for other in running if (other.end or "") >= (span.begin or "")]
            found += [_overlap(other, span) for other in running if other.official != span.official]
            running.append(span)
    return found


def _overlap(a: Span, b: Span) -> Overlap:
    first, last = max(a.begin or "", b.begin or ""), min(a.end or _LAST_DAY, b.end or _LAST_DAY)
    return Overlap(a.post, a.official, b.official, first, last, tuple(sorted({*a.articles, *b.articles})))


@cache
def _rules() -> Mapping[str, Any]:
    rules = yaml.safe_load(package_file("identity/data/offices.yaml").read_text(encoding="utf-8"))
    shared = {kind: tuple(slug(title) for title in titles) for kind, titles in rules["shared"].items()}
    acting = tuple(f"{slug(word)}-" for word in rules["acting"])
    return MappingProxyType({"windows": rules["windows"], "acting": acting, **shared})


def is_shared_title(title: str) -> bool:
    """Return whether several people may hold a post of this title at once, by its words.

    >>> is_shared_title("para Asisten"), is_shared_title("Asisten Operasi")
    (True, False)
    """
    words, rules = f"{slug(title)}-", _rules()
    return (
        words.startswith(tuple(f"{word}-" for word in rules["opening"]))
        or f"-{words}".endswith(tuple(f"-{word}-" for word in rules["closing"]))
        or words[:-1] in rules["bare"]
    )


def holder_on(
    day_first: str | None,
    day_last: str | None,
    spans_of_the_post: Sequence[Span],
    *,
    single_seat: bool | None,
    elsewhere: Sequence[Span] = (),
) -> Inference | None:
    """Return who held a post on the days of a meeting, where the evidence supports one official alone.

    Args:
        day_first: the first day of the meeting, ISO 8601; None where it has no date.
        day_last: the last day.
        spans_of_the_post: every span of that post.
        single_seat: whether one person holds the post at a time, by the register; None where it does not
            say, and then the title and the spans must look like it.
        elsewhere: spans of the same officials in other posts; whoever has taken up another post between
            the last sighting and the day, or still had one between the day and the first sighting, is
            not taken to hold this one.

    Returns:
        None where several hold the post, nobody was seen near the day, or two may have held it.
    """
    if single_seat is False or day_first is None or day_last is None or not spans_of_the_post:
        return None
    bounded = [span for span in spans_of_the_post if _is_bounded_around(span, day_first, day_last)]
    if bounded:
        return _by_register(bounded[0]) if len({span.official for span in bounded}) == 1 else None
    dated = sorted((span for span in spans_of_the_post if span.begin is not None), key=_order)
    if single_seat is None and not _looks_single(spans_of_the_post[0].post, dated):
        return None
    if len(dated) < len(spans_of_the_post):
        return None  # somebody was seen in the post on an unknown day
    return _by_sight(day_first, day_last, dated, elsewhere)


def _is_bounded_around(span: Span, first: str, last: str) -> bool:
    begin, end = span.bounded_from, span.bounded_to
    return begin is not None and end is not None and begin <= first and last <= end


def _by_register(span: Span) -> Inference:
    words = f"in this post from {span.bounded_from} to {span.bounded_to} by the register ({span.source})"
    return Inference(span.official, words, span.articles)


def _looks_single(post: str, dated: list[Span]) -> bool:
    if is_shared_title(post.rpartition("/")[2]):
        return False
    latest = ""
    for span in dated:
        if (span.begin or "") <= latest:
            return False
        latest = span.end or ""
    return True


def _by_sight(first: str, last: str, dated: list[Span], elsewhere: Sequence[Span]) -> Inference | None:
    touching = [span for span in dated if (span.begin or "") <= last and first <= (span.end or "")]
    if touching:
        span = touching[0]
        alone = len(touching) == 1 and not any(_meet(span, other) for other in dated if other is not span)
        return Inference(span.official, _seen_around(span), span.articles) if alone else None
    before = [span for span in dated if (span.end or "") < first]
    after = [span for span in dated if (span.begin or "") > last]
    if before and after:
        return None
    found = _after(first, before) if before else _before(last, after)
    if found is None:
        return None
    others = (span for span in elsewhere if span.official == found.official)
    return None if any(_has_moved(other, dated, first, last) for other in others) else found


def _has_moved(other: Span, dated: list[Span], first: str, last: str) -> bool:
    """Return whether a span in another post begins, or ends, between this post's span and the day."""
    here = next(span for span in dated if span.official == other.official)
    begins_after = (here.end or "") < (other.begin or "") <= last
    return begins_after or first <= (other.end or "") < (here.begin or "")


def _meet(a: Span, b: Span) -> bool:
    return (a.begin or "") <= (b.end or "") and (b.begin or "") <= (a.end or "")


def _seen_around(span: Span) -> str:
    if span.begin == span.end:
        return f"{_shown(span.begin, span.first)} on {span.begin}, at the time"
    if span.source is not None:
        words = f"in this post from {span.begin} to {span.end}"
        return f"{words} by articles and the register ({span.source}), and nobody else between"
    return f"seen in this post from {span.begin} to {span.end}, and nobody else between"


def _shown(day: str | None, seen: str | None) -> str:
    """Say whether an article shows the holder on a day, or the register alone."""
    return "seen in this post" if day == seen else "in this post by the register"


def _after(day: str, before: list[Span]) -> Inference | None:
    """Infer from who was seen last before the day."""
    span = max(before, key=lambda one: one.end or "")
    passed = _days(span.end or "", day)
    clear = all(other is span or not _meet(span, other) for other in before)
    if span.bounded_to is not None or passed > _window(span.post) or not clear:
        return None
    words = f"{_shown(span.end, span.last)} on {span.end}, {_count(passed)} before, and nobody else since"
    return Inference(span.official, words, span.articles)


def _window(post: str) -> int:
    """Return for how many days after a sighting a holder is taken to hold a post still."""
    windows = _rules()["windows"]
    acting = f"{post.rpartition('/')[2]}-".startswith(_rules()["acting"])
    return int(windows["after_acting" if acting else "after"])


def _before(day: str, after: list[Span]) -> Inference | None:
    """Infer from who was seen first after the day."""
    span = min(after, key=lambda one: one.begin or "")
    ahead = _days(day, span.begin or "")
    clear = all(other is span or not _meet(span, other) for other in after)
    if span.bounded_from is not None or ahead > _rules()["windows"]["before"] or not clear:
        return None
    words = f"{_shown(span.begin, span.first)} on {span.begin}, {_count(ahead)} after, and nobody else before"
    return Inference(span.official, words, span.articles)


def _count(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"
