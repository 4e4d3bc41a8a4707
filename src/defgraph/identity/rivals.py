"""Short names that fit several people: they are left to the analyst.

``Sari Wijaya`` may be ``Sari Dewi Wijaya`` or ``Sari Putri Wijaya``; these two are not one person, so
whom the short name means is not said by the names.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from defgraph.identity.likeness import MERGE, likeness

if TYPE_CHECKING:
    from collections.abc import Mapping

    from defgraph.identity.evidence import Comparison


def contested(found: Mapping[tuple[str, str], Comparison]) -> dict[tuple[str, str], Comparison]:
    """Return the comparisons with counter-evidence added where a short name has a rival claim.

    What is added to a pair depends on the other pairs of its two officials alone.

    Args:
        found: what ``officials.compare`` says of each pair of keys that meets, the lesser key first.
    """
    fitting: dict[str, list[str]] = defaultdict(list)
    for a, b in sorted(found):
        short = likeness(a, b).shorter
        if short is not None:
            fitting[short].append(b if short == a else a)
    judged = dict(found)
    for (a, b), comparison in found.items():
        short = likeness(a, b).shorter
        if short is None or comparison.score < MERGE:
            continue
        long = b if short == a else a
        rival = next((x for x in fitting[short] if x != long and not likeness(long, x).score), None)
        if rival:
            against = (*comparison.against, f"{_name(short)} may as well be {_name(rival)}")
            judged[a, b] = comparison._replace(against=against)
    return judged


def _name(key: str) -> str:
    return key.rpartition("/")[2].replace("-", " ")
