"""How tenures change with the articles that change, without looking at those that stay.

The first and the last day of a tenure stay as they are while an article that stays shows them. Only where
they may rest on one that goes, all that shows the official has to be looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from defgraph.identity.offices import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Set

    from defgraph.identity.offices import Sighting

    _Pair = tuple[str, str]


class Adjustment(NamedTuple):
    """The tenure of an official in a post, as far as it changes.

    ``leaving`` is how it was (None: it was not), with those articles alone that change or go; ``entering``
    how it is, with those alone that change or come.
    """

    leaving: Span | None
    entering: Span


def seen_otherwise(before: Mapping[_Pair, Set[Sighting]], after: Mapping[_Pair, Set[Sighting]]) -> set[_Pair]:
    """Return which officials are seen otherwise in which posts; both as :func:`by_pair` has them."""
    return {pair for pair in before.keys() | after.keys() if before.get(pair) != after.get(pair)}


def adjusted(
    pair: _Pair, held: Span | None, before: Set[Sighting], after: Set[Sighting]
) -> Adjustment | None:
    """Return how a tenure changes; None where articles that stay have to tell.

    Args:
        pair: the official and the post.
        held: the tenure before the change, its articles left out; None: there was none.
        before: where the articles that change or go saw the official in the post.
        after: where those that change or come see the official there.
    """
    first, last = _days(before - after)
    begin, end = _days(after - before)
    gone = tuple(sorted({seen.article for seen in before}))
    come = tuple(sorted({seen.article for seen in after}))
    if held is None:
        return None if gone else Adjustment(None, Span(*pair, begin, end, come))
    if gone and (held.first is None or held.last is None):
        return None
    if (first is not None and first <= (held.first or "")) or (
        last is not None and last >= (held.last or "")
    ):
        return None
    whole = held._replace(
        first=min(filter(None, (held.first, begin)), default=None),
        last=max(filter(None, (held.last, end)), default=None),
    )
    return Adjustment(held._replace(articles=gone), whole._replace(articles=come))


def _days(sightings: Iterable[Sighting]) -> tuple[str | None, str | None]:
    days = list(sightings)
    return (
        min((seen.first for seen in days if seen.first is not None), default=None),
        max((seen.last for seen in days if seen.last is not None), default=None),
    )


def by_pair(sightings: Iterable[Sighting], of: Callable[[str], str]) -> Mapping[_Pair, frozenset[Sighting]]:
    """Return sightings by official and post, each under the key that it stands for, which ``of`` gives."""
    found: defaultdict[_Pair, set[Sighting]] = defaultdict(set)
    for seen in sightings:
        pair = of(seen.official), of(seen.post)
        found[pair].add(seen._replace(official=pair[0], post=pair[1]))
    return {pair: frozenset(of_pair) for pair, of_pair in found.items()}
