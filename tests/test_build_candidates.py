"""What is listed for a decision agrees with what a build made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from defgraph import Record, build, open_store
from defgraph.build.candidates import Pairs, candidates
from defgraph.build.findings import contradictions_of_offices, merged_by_themselves
from defgraph.build.run import decide_again
from defgraph.identity.judgements import Judgement, Judgements
from defgraph.identity.offices import Bound
from defgraph.identity.propose import Status
from defgraph.namespaces import DCTERMS, DEFAULT_BASE
from record_factory import meeting, person, record, records

if TYPE_CHECKING:
    from defgraph.store import Store

KINDS = ("official", "organisation", "position", "meeting")
SECRETARY = {"position": "Sekretaris Jenderal", "organisation": "Kementerian Pertahanan", "country": "ID"}
LONG, SHORT = "official/id/rani-dyah-kusumaningtyas", "official/id/rani-d-kusumaningtyas"
POST = "position/id/kementerian-pertahanan/sekretaris-jenderal"


def built(*made: Record, **options: Any) -> Store:
    store = open_store("memory")
    build(made, store, **options)
    return store


def told(id: str, day: str, *people: dict[str, Any], **keys: Any) -> Record:
    partners = [{"country": "MY", "status": "present"}]
    return record(id, meeting(date=day, participants=list(people), partners=partners, **keys))


def secretary(name: str, id: str, day: str) -> Record:
    return told(id, day, person(name, **SECRETARY))


def variants() -> Store:
    return built(
        secretary("Rani Dyah Kusumaningtyas", "r1", "2025-03-04"),
        secretary("Rani D. Kusumaningtyas", "r2", "2025-05-06"),
    )


def replaced(store: Store) -> dict[str, str]:
    rows = store.select(f"SELECT ?x ?y WHERE {{ ?x {DCTERMS('isReplacedBy')} ?y }}").rows
    return {x.value.removeprefix(DEFAULT_BASE): y.value.removeprefix(DEFAULT_BASE) for x, y in rows}


def groups(standing: dict[str, str]) -> set[frozenset[str]]:
    return {frozenset({end, *(x for x, y in standing.items() if y == end)}) for end in standing.values()}


def test_what_merged_is_listed_with_its_reasons_and_what_is_open_by_default() -> None:
    store = variants()
    assert candidates(store, "official") == []
    (row,) = candidates(store, "official", include=[Status.MERGED])
    assert (row.a, row.b, row.status, row.against) == (SHORT, LONG, "merged", ())
    assert "d may stand for dyah" in row.reasons
    assert merged_by_themselves(store) == {"official": 1}
    assert Pairs(store, "official").names([row.a, row.b]) == {
        SHORT: "Rani D. Kusumaningtyas",
        LONG: "Rani Dyah Kusumaningtyas",
    }


@pytest.mark.parametrize(
    ("verdict", "status"), [("same", "judged-same"), ("different", "judged-different"), ("unsure", "unsure")]
)
def test_what_is_judged_is_listed_as_such(verdict: str, status: str) -> None:
    store = variants()
    judgement = Judgement(verdict, LONG, SHORT, "2026-01-02", "dewi", "a photo")
    decide_again(store, judgements=Judgements([judgement]))
    assert candidates(store, "official") == []
    (row,) = candidates(store, "official", include=set(Status))
    assert row.status == status
    assert judgement.words in (*row.reasons, *row.against)
    assert merged_by_themselves(store) == {}


def test_two_calls_of_one_day_are_near_misses() -> None:
    host = person("Rani Kusuma", role="host", **SECRETARY)
    guest = {"role": "guest", "country": "MY", "position": "Duta Besar"}
    store = built(
        told("r1", "2025-03-04", host, person("Ahmad Zulkarnain", **guest), place={"city": "Jakarta"}),
        told("r2", "2025-03-05", host, person("Ahmad Zulkarnain", **guest), place={"city": "Jakarta"}),
    )
    assert replaced(store) == {}
    (row,) = candidates(store, "meeting", minimum=0.1)
    assert (row.a, row.b, row.status) == ("meeting/r1/1", "meeting/r2/1", "candidate")
    assert row.against == ("the days do not overlap: 2025-03-04 and 2025-03-05",)
    assert Pairs(store, "meeting").names([row.a]) == {row.a: "2025-03-04, Courtesy call, Jakarta"}


def test_two_that_nothing_brings_together_can_be_compared_all_the_same() -> None:
    store = built(secretary("Rani Kusuma", "r1", "2025-03-04"), secretary("Joko Wibowo", "r2", "2025-05-06"))
    row = Pairs(store, "official").compare("official/id/rani-kusuma", "official/id/joko-wibowo")
    assert (row.score, row.status, row.a) == (0.0, "candidate", "official/id/joko-wibowo")


@settings(max_examples=40)
@given(st.lists(records(["r1", "r2", "r3", "r4"]), max_size=4, unique_by=lambda made: made.id))
def test_it_agrees_with_what_the_build_merged(made: list[Record]) -> None:
    store = built(*made)
    standing = replaced(store)
    for kind in KINDS:
        mine = {x: y for x, y in standing.items() if x.startswith(f"{kind}/")}
        pairs = Pairs(store, kind)
        assert set(pairs.clusters.groups) == groups(mine)
        merged = pairs.listed(0.0, [Status.MERGED])
        assert all(mine.get(row.a, row.a) == mine.get(row.b, row.b) for row in merged)
        assert {key for row in merged for key in (row.a, row.b)} == set(mine) | set(mine.values())


class TestOffices:
    """Contradictions are told in words."""

    def test_two_in_a_post_that_one_holds_at_a_time(self) -> None:
        store = built(
            secretary("Rani Kusuma", "r1", "2025-03-04"),
            secretary("Joko Wibowo", "r2", "2025-03-04"),
            secretary("Dewi Lestari", "r3", "2025-03-05"),
        )
        assert contradictions_of_offices(store).told == (
            (
                "Joko Wibowo and Rani Kusuma are both Sekretaris Jenderal (kementerian pertahanan) on 2025-03-04, "
                "by r1, r2"
            ),
        )

    def test_in_a_post_outside_the_days_of_the_register(self) -> None:
        bound = Bound("official/id/rani-kusuma", POST, "2025-04-01", None, "Keppres 1/2025")
        store = built(secretary("Rani Kusuma", "r1", "2025-03-04"), bounds=[bound])
        assert contradictions_of_offices(store).told == (
            (
                "Rani Kusuma is seen as Sekretaris Jenderal (kementerian pertahanan) on 2025-03-04, by r1; "
                "the register of tenures says 2025-04-01 to now (Keppres 1/2025)"
            ),
        )

    def test_none(self) -> None:
        assert contradictions_of_offices(variants()) == ((), 0)

    def test_of_many_some_and_how_many_more(self) -> None:
        names = ("Rani Kusuma", "Joko Wibowo", "Dewi Lestari", "Bayu Santoso")
        store = built(*(secretary(name, f"r{n}", "2025-03-04") for n, name in enumerate(names)))
        bound = Bound("official/id/rani-kusuma", POST, "2025-04-01", None, "Keppres 1/2025")
        assert len(contradictions_of_offices(store).told) == 6
        some = contradictions_of_offices(store, 4)
        assert (len(some.told), some.left) == (4, 2)
        build([], store, bounds=[bound])
        assert contradictions_of_offices(store, 3).left == 1
        assert "says 2025-04-01" in contradictions_of_offices(store).told[-1]
