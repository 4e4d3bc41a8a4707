"""Who held which post on a day, as far as tenures tell."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from defgraph.build.profiles import post_words
from defgraph.identity.offices import holder_on

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from defgraph.build.scope import Held, Knowledge
    from defgraph.identity.offices import Inference, Span


class Offices:
    """The tenures of posts: those derived anew, and those that stay as they are.

    Args:
        knowledge: its register says which posts one person holds at a time.
        tenures: of ``holders``.
        holders: officials whose tenures have been derived anew, or are no more.
        held: gives the tenures that were derived before.
    """

    def __init__(
        self, knowledge: Knowledge, tenures: Iterable[Span], holders: Collection[str], held: Held
    ) -> None:
        self._knowledge = knowledge
        self._holders = holders
        self._held = held
        self._in: defaultdict[str, list[Span]] = defaultdict(list)
        self._of: defaultdict[str, list[Span]] = defaultdict(list)
        for span in tenures:
            self._in[span.post].append(span)
            self._of[span.official].append(span)
        self._spans: dict[str, list[Span]] = {}

    def holder(self, post: str, first: str | None, last: str | None) -> Inference | None:
        """Return who held the post with this key on the days of a meeting, where the evidence tells.

        Args:
            post: the key of the post.
            first: the first day of the meeting, ISO 8601.
            last: its last day.
        """
        if post not in self._spans:
            others = self._held.tenures_in([post])
            self._spans[post] = [*self._in[post], *(s for s in others if s.official not in self._holders)]
        spans, single = self._spans[post], self._single_seat(post)
        found = holder_on(first, last, spans, single_seat=single)
        if found is None:
            return None
        elsewhere = [span for span in self._all_of(found.official) if span.post != post]
        return holder_on(first, last, spans, single_seat=single, elsewhere=elsewhere)

    def _all_of(self, official: str) -> list[Span]:
        if official not in self._of and official not in self._holders:
            self._of[official] = list(self._held.tenures_of([official]))
        return self._of[official]

    def _single_seat(self, post: str) -> bool | None:
        known = self._knowledge.register.post(*post_words(post))
        return known.single_seat if known else None
