"""A resolution reaches all that may be one with what it is asked about, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.build.resolving import Resolution, reach
from defgraph.identity.evidence import Comparison
from defgraph.identity.judgements import Judgement, Judgements

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


def named(number: int) -> str:
    return f"official/id/{number:03}"


def distance(a: str, b: str) -> int:
    return abs(int(a[-3:]) - int(b[-3:]))


class Numbers:
    """Numbers: two are one that differ by 1, and are compared where they differ by less than 10."""

    merge, least = 0.9, 0.5

    def __init__(self, *keys: int) -> None:
        self._keys = list(map(named, keys))

    def look_around(self, keys: Collection[str]) -> None:
        """Have nothing to gather."""

    def mates(self, key: str) -> list[str]:
        return [other for other in self._keys if 0 < distance(key, other) < 10]

    def prepare(self, pairs: Collection[tuple[str, str]]) -> None:
        """Have nothing to gather."""

    def compare(self, a: str, b: str) -> Comparison:
        return Comparison(1.0 if distance(a, b) == 1 else 0.0, (), ())

    def weigh(self, compared: dict[tuple[str, str], Comparison]) -> Mapping[tuple[str, str], Comparison]:
        return compared

    def place(self, key: str) -> tuple[str, ...]:
        return (key,)


NUMBERS = Numbers(1, 2, 3, 7, 20, 21)
ALL = [named(1), named(2), named(3), named(7), named(20), named(21)]


def untied(_: str) -> tuple[str, ...]:
    return ()


def test_reaches_what_may_be_one_with_what_may_be_one() -> None:
    reached = reach(NUMBERS, [named(1)], untied)
    assert reached.members == {named(1), named(2), named(3)}
    assert sorted((pair.a, pair.b) for pair in reached.pairs) == [(named(1), named(2)), (named(2), named(3))]


def test_reaches_what_is_tied_whatever_a_comparison_says() -> None:
    tied = {named(7): [named(20)]}
    assert reach(NUMBERS, [named(7)], lambda key: tied.get(key, ())).members == {
        named(7),
        named(20),
        named(21),
    }


def test_the_first_of_a_group_stands_for_the_others_with_the_reason() -> None:
    resolution = Resolution()
    resolution.settle(NUMBERS, reach(NUMBERS, ALL, untied), Judgements())
    assert resolution.canonical == {named(2): named(1), named(3): named(1), named(21): named(20)}
    assert resolution.of(named(3)) == named(1)
    assert resolution.of(named(7)) == named(7)
    assert set(resolution.because) == set(resolution.canonical)


def test_a_judgement_parts_what_compares_as_one() -> None:
    apart = Judgements([Judgement("different", named(20), named(21), "2026-01-02", "dewi")])
    resolution = Resolution({named(21): named(20)})
    resolution.settle(NUMBERS, reach(NUMBERS, [named(20)], untied), apart)
    assert resolution.canonical == {}
