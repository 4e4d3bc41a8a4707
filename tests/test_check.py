"""Every way in which a store may be damaged or out of date is found, and nothing where it is not."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from defgraph import build, open_store, retract
from defgraph.check import check
from defgraph.cli import main
from defgraph.identity.judgements import Judgement, Judgements
from defgraph.identity.offices import Bound
from record_factory import meeting, person, record, records
from survive import article

if TYPE_CHECKING:
    from pathlib import Path

    from defgraph import Record
    from defgraph.store import Store

BASE = "https://w3id.org/defgraph/data/"
VOID = "http://rdfs.org/ns/void#"
DG = "https://w3id.org/defgraph/ontology#"
JUDGED = Judgement("different", "official/id/a", "official/id/gone", "2026-01-02", "dewi", "")
BOUND = Bound("official/id/a", "position/id/-/b", "2020-01-01", None, "a register")
OTHER = "https://example.org/mine"


@pytest.fixture
def store() -> Store:
    """A store in memory with articles, a judgement and the bound of a tenure."""
    store = open_store("memory")
    build(
        [article(number, 0) for number in range(12)], store, judgements=Judgements([JUDGED]), bounds=[BOUND]
    )
    return store


def kinds(store: Store, *, deep: bool = False) -> set[str]:
    return {finding.kind for finding in check(store, deep=deep).findings}


class TestNothingIsFound:
    def test_in_what_was_just_built(self, store: Store) -> None:
        assert check(store, deep=True).findings == ()

    @pytest.mark.parametrize("place", ["data/records", "tests/competency/records"])
    def test_in_real_records(self, place: str) -> None:
        with open_store("memory") as store:
            build(ROOT / place, store)
            assert check(store, deep=True).findings == ()

    def test_in_a_store_of_any_kind(self, empty_store: Store) -> None:
        assert check(empty_store).findings == ()
        build([article(0, 0), article(1, 0)], empty_store, base="https://example.org/ours/")
        assert check(empty_store, deep=True).findings == ()

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.lists(records(["a", "b", "c"]), max_size=3, unique_by=lambda r: r.id), max_size=3))
    def test_after_any_history(self, history: list[list[Record]]) -> None:
        with open_store("memory") as store:
            for given_now in history:
                build(given_now, store)
            for gone in {each.id for given_now in history for each in given_now[:1]}:
                retract(gone, store)
            assert check(store, deep=True).findings == ()

    def test_in_a_store_that_told_no_numbers_once_something_has_changed(self, store: Store) -> None:
        store.update(f"DELETE WHERE {{ GRAPH ?g {{ ?graph <{VOID}triples> ?number }} }}")
        retract("r00003", store)
        assert check(store, deep=True).findings == ()

    def test_in_an_article_that_says_one_thing_twice(self) -> None:
        host = person("Rani Kusuma", organisation="Kementerian Pertahanan", country="ID")
        twice = person("Dewa Mahendra", organisation="Kementerian Pertahanan", country="ID")
        with open_store("memory") as store:
            build([record("r", meeting(participants=[host, twice]))], store)
            assert check(store, deep=True).findings == ()

    def test_against_graphs_of_ones_own(self, store: Store) -> None:
        store.update(
            f"INSERT DATA {{ GRAPH <{OTHER}> {{ <{OTHER}> <{DG}participant> <{BASE}official/id/x> }} }}"
        )
        assert check(store, deep=True).findings == ()


DAMAGE = {
    "a statement of an article is gone": (
        f"DELETE WHERE {{ GRAPH <{BASE}graph/article/r00003> {{ ?s <{DG}dateAsTold> ?o }} }}",
        {"article"},
    ),
    "a statement of an article is new": (
        f"INSERT DATA {{ GRAPH <{BASE}graph/article/r00003> {{ <{BASE}report/r00003/1> <{DG}cityAsTold> 'Bogor' }} }}",
        {"article"},
    ),
    "a digest is gone": (
        f"DELETE WHERE {{ GRAPH <{BASE}graph/article/r00003> {{ ?s <{DG}digest> ?o }} }}",
        {"article"},
    ),
    "a digest stands alone": (
        f"INSERT DATA {{ GRAPH <{BASE}graph/derived> {{ <{BASE}graph/article/r9> <{DG}digest> 'x' }} }}",
        {"article", "number"},
    ),
    "an article is gone": (f"DROP GRAPH <{BASE}graph/article/r00003>", {"dangling"}),
    "a judgement is gone": (f"DROP GRAPH <{BASE}graph/judgements>", {"number"}),
    "what is derived of one is gone": (
        f"DELETE WHERE {{ GRAPH <{BASE}graph/derived> {{ <{BASE}meeting/r00003/1> <{DG}city> ?o }} }}",
        {"number"},
    ),
    "a number is another": (
        f"DELETE WHERE {{ GRAPH ?g {{ <{BASE}graph/inferred> <http://rdfs.org/ns/void#triples> ?o }} }}",
        {"number"},
    ),
    "the derived graph is gone": (f"DROP GRAPH <{BASE}graph/derived>", {"base"}),
    "the ontology is gone": (f"DROP GRAPH <{BASE}graph/ontology>", {"ontology"}),
    "a label of the ontology is gone": (
        f"DELETE DATA {{ GRAPH <{BASE}graph/ontology> {{ <{DG}Meeting> a <http://www.w3.org/2002/07/owl#Class> }} }}",
        {"ontology"},
    ),
    "a graph has come": (
        f"INSERT DATA {{ GRAPH <{BASE}graph/other> {{ <{BASE}a> <{DG}x> 1 }} }}",
        {"graph"},
    ),
    "half a judgement is gone": (
        f"DELETE WHERE {{ GRAPH <{BASE}graph/judgements> {{ ?s <{DG}verdict> ?o }} }}",
        {"judgements", "number"},
    ),
    "half a bound is gone": (
        f"DELETE WHERE {{ GRAPH <{BASE}graph/judgements> {{ ?s <{DG}position> ?o }} }}",
        {"judgements", "number"},
    ),
    "the register is another": (
        (f"DELETE {{ GRAPH ?g {{ ?s <{DG}registerDigest> ?o }} }} INSERT {{ GRAPH ?g {{ ?s <{DG}registerDigest> 'x' }} }} "
        f"WHERE {{ GRAPH ?g {{ ?s <{DG}registerDigest> ?o }} }}"),
        {"outdated"},
    ),
    "a thing is described no more": (
        f"DELETE WHERE {{ GRAPH <{BASE}graph/derived> {{ ?s a <{DG}Tenure> ; ?p ?o }} }}",
        {"dangling", "number"},  # what is inferred points at tenures
    ),
    "something points at nothing": (
        f"INSERT DATA {{ GRAPH <{BASE}graph/derived> {{ <{BASE}meeting/r00003/1> <{DG}attendee> <{BASE}official/id/x> }} }}",
        {"dangling", "number"},
    ),
}  # fmt: skip
"""What is done to a store, and the kinds of findings that it leads to."""


RECOUNTED = f"""DELETE {{ GRAPH <{BASE}graph/derived> {{ ?graph <{VOID}triples> ?told }} }}
INSERT {{ GRAPH <{BASE}graph/derived> {{ ?graph <{VOID}triples> ?number }} }}
WHERE {{
  GRAPH <{BASE}graph/derived> {{ ?graph <{VOID}triples> ?told }}
  {{ SELECT ?graph (COUNT(?s) AS ?number) WHERE {{
    GRAPH ?graph {{ ?s ?p ?o FILTER (?p != <{VOID}triples>) }}
  }} GROUP BY ?graph }}
}}"""
"""Makes the numbers right again, as whoever damages a store on purpose would."""


class TestDamage:
    @pytest.mark.parametrize("what", DAMAGE)
    def test_is_found(self, store: Store, what: str) -> None:
        update, expected = DAMAGE[what]
        before = len(list(store.quads()))
        store.update(update)
        assert len(list(store.quads())) != before or "another" in what
        assert kinds(store) == expected

    @pytest.mark.parametrize(
        ("update", "word"),
        [
            (f"DELETE WHERE {{ GRAPH <{BASE}graph/derived> {{ ?s <{DG}firstSeen> ?o }} }}", "misses"),
            (f"DELETE WHERE {{ GRAPH <{BASE}graph/derived> {{ ?s <{DG}attendee> ?o }} }}", "misses"),
            (f"INSERT {{ GRAPH <{BASE}graph/derived> {{ ?s <{DG}city> 'Bogor' }} }} WHERE {{ GRAPH ?g {{ ?s a <{DG}Meeting> }} }}", "has"),
            (f"INSERT {{ GRAPH <{BASE}graph/inferred> {{ ?s <{DG}city> 'Bogor' }} }} WHERE {{ GRAPH ?g {{ ?s a <{DG}Meeting> }} }}", "has"),
        ],
    )  # fmt: skip
    def test_of_what_is_derived_is_found_by_deriving(self, store: Store, update: str, word: str) -> None:
        store.update(update)
        store.update(RECOUNTED)
        assert kinds(store) == set()
        (finding,) = check(store, deep=True).findings
        assert finding.kind == "derived"
        assert finding.message.startswith(word)
        assert "against what follows from the articles; restore a backup" in finding.message

    def test_is_sorted_and_says_the_next_step(self, store: Store) -> None:
        store.update(f"DROP GRAPH <{BASE}graph/ontology>")
        store.update(f"DELETE WHERE {{ GRAPH <{BASE}graph/article/r00003> {{ ?s <{DG}dateAsTold> ?o }} }}")
        assert list(map(str, check(store).findings)) == [
            (
                f"{BASE}graph/article/r00003: its statements are not those that were built (dg:digest); "
                "restore a backup, or build the records into a new store"
            ),
            (
                f"{BASE}graph/ontology: its statements are not those of its digest; "
                "restore a backup, or build the records into a new store"
            ),
        ]

    def test_another_version_of_the_ontology_is_told(self, store: Store) -> None:
        from pyoxigraph import Literal, NamedNode, Triple

        from defgraph.build.statements import statements_digest

        graph = NamedNode(f"{BASE}graph/ontology")
        new = Triple(NamedNode(f"{DG}Meeting"), NamedNode(f"{DG}label"), Literal("x"))
        held = {q.triple for q in store.quads(graph) if q.predicate.value != f"{DG}digest"} | {new}
        digest = statements_digest(graph, map(str, held))
        store.update(f"DELETE WHERE {{ GRAPH {graph} {{ {graph} <{DG}digest> ?o }} }}")
        store.update(f"INSERT DATA {{ GRAPH {graph} {{ {new} . {graph} <{DG}digest> '{digest}' }} }}")
        (finding,) = check(store).findings
        assert (
            finding.message == "this is another version of the ontology; build again to bring it up to date"
        )
        build([article(0, 0)], store)
        assert check(store).findings == ()


class TestTheCommand:
    @pytest.fixture
    def place(self, tmp_path: Path) -> Path:
        with open_store(tmp_path / "a.store") as store:
            build([article(number, 0) for number in range(3)], store)
        return tmp_path / "a.store"

    def test_is_content_with_what_was_built(self, place: Path) -> None:
        done = CliRunner().invoke(main, ["check", "--deep", "--store", str(place)])
        assert (done.exit_code, done.stdout, done.stderr) == (0, "", "0 findings\n")

    def test_lists_findings_and_broken_shapes_and_ends_with_1(self, place: Path, tmp_path: Path) -> None:
        with open_store(place) as store:
            store.update(f"DELETE WHERE {{ GRAPH <{BASE}graph/derived> {{ ?s <{DG}mode> ?o }} }}")
            store.update(f"DROP GRAPH <{BASE}graph/article/r00001>")
        done = CliRunner().invoke(
            main, ["check", "--store", str(place), "-f", "json", "-o", str(tmp_path / "f.json")]
        )
        found = json.loads((tmp_path / "f.json").read_text())
        assert done.exit_code == 1
        assert done.stderr == f"{len(found)} findings\n"
        assert {each["kind"] for each in found} == {"dangling", "number", "shape"}
        done = CliRunner().invoke(main, ["check", "--store", str(place), "--no-shapes"])
        assert done.exit_code == 1
        assert f"{BASE}article/r00001: graph/derived points at it, and nothing describes it" in done.stdout
        assert len(done.stdout.splitlines()) < len(found)

    def test_says_when_shapes_cannot_be_checked(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pyshacl", None)  # as where the extra is not installed
        done = CliRunner().invoke(main, ["check", "--store", str(place)])
        assert done.exit_code == 0
        assert "Note: shapes are not checked: this needs pyshacl" in done.stderr
        assert CliRunner().invoke(main, ["check", "--shapes", "--store", str(place)]).exit_code == 2
