"""What articles tell stays theirs; what they tell of together is one: people, posts, offices, meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from defgraph import Record, build, open_store, retract
from defgraph.build import known
from defgraph.build.run import decide_again
from defgraph.errors import JudgementsError
from defgraph.identity.judgements import Judgement, Judgements
from defgraph.identity.offices import Bound
from defgraph.namespaces import DEFAULT_BASE, DG, PREFIXES, RDF, VOID
from defgraph.store.local import MemoryStore
from record_factory import meeting, person, record

if TYPE_CHECKING:
    from random import Random

    from defgraph.store import Store

PREFIXED = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
PREFIXED += f"PREFIX d: <{DEFAULT_BASE}>\n"
MINISTRY = {"organisation": "Kementerian Pertahanan", "country": "ID"}
SECRETARY = {"position": "Sekretaris Jenderal", **MINISTRY}


def rows(store: Store, query: str) -> list[tuple[str, ...]]:
    """Return the rows of a query, IRIs of the data by their paths."""
    found = store.select(PREFIXED + query).rows
    return sorted(
        tuple(term.value.removeprefix(DEFAULT_BASE) if term else "" for term in row) for row in found
    )


def pairs(store: Store, pattern: str) -> list[tuple[str, ...]]:
    return rows(store, f"SELECT DISTINCT ?x ?y WHERE {{ {pattern} }}")


def built(*records: Record, **options: Any) -> Store:
    store = open_store("memory")
    build(records, store, **options)
    return store


def quads(store: Store) -> list[str]:
    return sorted(map(str, store.quads()))


def told(id: str, day: str, *people: dict[str, Any], **keys: Any) -> Record:
    article = {"published": day, **keys.pop("article", {})}
    status = keys.pop("status", "reviewed")
    return record(id, meeting(date=day, participants=list(people), **keys), article=article, status=status)


def secretary(name: str, id: str, day: str) -> Record:
    return told(id, day, person(name, **SECRETARY), partners=[{"country": "MY", "status": "present"}])


class TestReports:
    """An article's graph holds what the article says, under the names it uses."""

    def test_an_article_states_its_report_and_no_meeting(self) -> None:
        place = {"venue": "Aula", "city": "Jakarta", "country": "ID"}
        store = built(
            told(
                "r",
                "2025-03-04",
                person("Rani Kusuma", **SECRETARY),
                place=place,
                areas=["space"],
                outcomes=[{"type": "mou-signed"}],
                partners=[{"country": "MY", "status": "present"}],
            )
        )
        article = "GRAPH <https://w3id.org/defgraph/data/graph/article/r> "
        stated = rows(store, f"SELECT ?p ?o WHERE {{ {article} {{ d:report\\/r\\/1 ?p ?o }} }}")
        named = {predicate.replace(DG.iri, "dg:"): value.rpartition("/")[2] for predicate, value in stated}
        assert named == {
            RDF("type").value: "ontology#Report",
            "dg:statedIn": "r",
            "dg:meetingType": "ontology#CourtesyCall",
            "dg:startAsTold": "2025-03-04",
            "dg:endAsTold": "2025-03-04",
            "dg:dateAsTold": "2025-03-04",
            "dg:modeAsTold": "in-person",
            "dg:venueAsTold": "Aula",
            "dg:cityAsTold": "Jakarta",
            "dg:heldInAsTold": "ID",
            "dg:areaAsTold": "space",
        }
        assert pairs(store, article + "{ ?x dg:inReport ?y }") == [
            ("outcome/r/1/1", "report/r/1"),
            ("participation/r/1/1", "report/r/1"),
            ("partnership/r/1/1", "report/r/1"),
        ]
        parts = "{ ?x dg:participantAsTold|dg:positionAsTold|dg:organisationAsTold|dg:partnerAsTold ?y }"
        assert [y for _, y in pairs(store, article + parts)] == [
            "official/id/rani-kusuma",
            "organisation/id/kementerian-pertahanan",
            "position/id/kementerian-pertahanan/sekretaris-jenderal",
            "https://w3id.org/defgraph/vocabulary/country/MY",
        ]
        assert rows(store, f"SELECT ?x WHERE {{ {article} {{ ?x a dg:Meeting }} }}") == []
        assert rows(store, f"SELECT ?x WHERE {{ {article} {{ ?x a dg:Report }} }}") == [("report/r/1",)]
        assert pairs(store, "?x dg:reportOf ?y") == [("report/r/1", "meeting/r/1")]


class TestOfficials:
    def test_variants_with_evidence_merge_and_the_old_iri_leads_on(self) -> None:
        store = built(
            secretary("Rani Dyah Kusumaningtyas", "r1", "2025-03-04"),
            secretary("Rani D. Kusumaningtyas", "r2", "2025-05-06"),
        )
        one, other = "official/id/rani-dyah-kusumaningtyas", "official/id/rani-d-kusumaningtyas"
        assert rows(store, "SELECT ?x WHERE { ?x a dg:Official }") == [(one,)]
        assert pairs(store, "?x dcterms:isReplacedBy ?y") == [(other, one)]
        assert pairs(store, "?x dg:joinedBecause ?y")[0][1].startswith("merged by itself at 0.")
        assert pairs(store, "?x dg:participant ?y") == [
            ("participation/r1/1/1", one),
            ("participation/r2/1/1", one),
        ]
        assert pairs(store, "?x dg:holder ?y") == [
            (
                "tenure/id/rani-dyah-kusumaningtyas/id/kementerian-pertahanan/sekretaris-jenderal",
                one,
            )
        ]

    def test_what_is_judged_holds_until_it_is_taken_back(self) -> None:
        records = [
            secretary("Rani Kusuma", "r1", "2025-03-04"),
            secretary("Rani Wulandari", "r2", "2025-05-06"),
        ]
        one, other = "official/id/rani-kusuma", "official/id/rani-wulandari"
        same = Judgements([Judgement("same", one, other, "2026-01-02", "dewi", "married in April")])
        store = built(*records)
        plain = quads(store)
        decide_again(store, judgements=same)
        assert pairs(store, "?x dcterms:isReplacedBy ?y") == [(other, one)]
        assert pairs(store, "?x dg:joinedBecause ?y") == [
            (other, "judged the same by dewi on 2026-01-02: married in April")
        ]
        judged = "SELECT ?v ?t ?d ?w ?y WHERE { ?j a dg:Judgement ; dg:verdict ?v ; dg:judged ?t ; "
        judged += "dg:judgedOn ?d ; dg:judgedBy ?w ; dg:judgedBecause ?y }"
        assert rows(store, judged) == [
            ("same", one, "2026-01-02", "dewi", "married in April"),
            ("same", other, "2026-01-02", "dewi", "married in April"),
        ]
        build((), store)
        assert quads(store) == quads(built(*records, judgements=same))
        decide_again(store, judgements=Judgements())
        assert quads(store) == plain

    def test_a_judgement_across_states_ties_those_of_the_other_state_too(self) -> None:
        one, other = "official/id/dewa-mahendrajaya", "official/my/rani-dyah-kusumaningtyas"
        same = Judgements([Judgement("same", one, other, "2026-01-02", "dewi")])
        variants = ["Rani Dyah Kusumaningtyas", "Rani D. Kusumaningtyas"]
        there = [
            told(f"r{n}", day, person(name, **SECRETARY | {"country": "MY"}))
            for n, (name, day) in enumerate(zip(variants, ["2025-03-05", "2025-05-06"], strict=True))
        ]
        store = built(secretary("Dewa Mahendrajaya", "d", "2025-03-04"), *there, judgements=same)
        later = secretary("Dewa Mahendrajaya", "d", "2025-07-04")
        build([later], store)
        assert pairs(store, "?x dcterms:isReplacedBy ?y") == [
            (one, other),
            ("official/my/rani-d-kusumaningtyas", other),
        ]
        assert quads(store) == quads(built(later, *there, judgements=same))

    def test_a_short_name_merges_when_whom_else_it_fits_has_gone(self) -> None:
        staying = [
            secretary("Rani Kusumaningtyas", "r1", "2025-03-04"),
            secretary("Rani Dyah Kusumaningtyas", "r2", "2025-03-05"),
        ]
        rival = [person("Rani Putri Kusumaningtyas", **SECRETARY), person("Ahmad Zulkarnain", country="ID")]
        store = built(*staying, told("r3", "2025-03-06", *rival))
        assert pairs(store, "?x dcterms:isReplacedBy ?y") == []
        retract("r3", store)
        assert len(pairs(store, "?x dcterms:isReplacedBy ?y")) == 1
        assert quads(store) == quads(built(*staying))

    def test_a_contradiction_changes_nothing_and_names_its_lines(self) -> None:
        store = built(secretary("Rani Kusuma", "r1", "2025-03-04"))
        before = quads(store)
        wrong = [
            Judgement("same", "official/id/a", "official/id/b", "2026-01-02", "dewi"),
            Judgement("same", "official/id/b", "official/id/c", "2026-01-02", "dewi"),
            Judgement("different", "official/id/a", "official/id/c", "2026-01-02", "dewi"),
        ]
        with pytest.raises(JudgementsError, match="contradict"):
            decide_again(store, judgements=Judgements(wrong))
        assert quads(store) == before


class TestMeetings:
    HOST: ClassVar = person("Rani Kusuma", role="host", **SECRETARY)
    GUEST: ClassVar = person("Ahmad Zulkarnain", role="guest", position="Menteri Pertahanan", country="MY")
    MY: ClassVar = {"country": "MY", "status": "present"}

    def reports(self) -> list[Record]:
        first = told(
            "r1",
            "2025-03-04",
            self.HOST,
            self.GUEST,
            place={"city": "Jakarta"},
            partners=[self.MY],
            areas=["space"],
        )
        second = told(
            "r2",
            "2025-03-04",
            self.GUEST | {"name": "Ahmad bin Zulkarnain", "rank": "H.E."},
            self.HOST,
            type="bilateral-meeting",
            place={"venue": "Aula Utama"},
            partners=[self.MY],
            areas=["logistics"],
            status="draft",
        )
        return [first, second]

    def test_two_articles_tell_of_one_meeting(self) -> None:
        store = built(*self.reports())
        assert rows(store, "SELECT ?x WHERE { ?x a dg:Meeting }") == [("meeting/r1/1",)]
        assert pairs(store, "?x dg:reportOf ?y") == [
            ("report/r1/1", "meeting/r1/1"),
            ("report/r2/1", "meeting/r1/1"),
        ]
        assert pairs(store, "?x dg:reportedIn ?y") == [
            ("meeting/r1/1", "article/r1"),
            ("meeting/r1/1", "article/r2"),
        ]
        assert ("meeting/r2/1", "meeting/r1/1") in pairs(store, "?x dcterms:isReplacedBy ?y")
        assert len(pairs(store, "?x dg:attendee ?y")) == 2
        assert len(pairs(store, "?x a dg:Participation ; dg:inMeeting ?y")) == 2
        assert len(pairs(store, "?x a dg:Partnership ; dg:inMeeting ?y")) == 1
        assert pairs(store, "?x dg:city ?c ; dg:venue ?y") == [("meeting/r1/1", "Aula Utama")]
        assert len(pairs(store, "?x dg:area ?y")) == 2

    def test_disagreement_is_kept_with_the_choice_and_its_rule(self) -> None:
        store = built(*self.reports())
        query = "SELECT ?about ?value ?why WHERE { ?c a dg:Choice ; dg:choiceOf ?m ; dg:choiceAbout ?about ; "
        assert rows(store, query + "dg:chosenValue ?value ; dg:chosenBecause ?why }") == [
            (
                "https://w3id.org/defgraph/ontology#meetingType",
                "courtesy-call",
                "a reviewed record goes before a draft",
            )
        ]
        assert len(pairs(store, "?x dg:meetingType ?y")) == 2

    def test_a_judgement_keeps_them_apart(self) -> None:
        apart = Judgement("different", "meeting/r1/1", "meeting/r2/1", "2026-01-02", "dewi", "two rooms")
        store = built(*self.reports(), judgements=Judgements([apart]))
        assert rows(store, "SELECT ?x WHERE { ?x a dg:Meeting }") == [("meeting/r1/1",), ("meeting/r2/1",)]

    def test_what_another_version_has_derived_is_derived_anew(self) -> None:
        store, graph = built(*self.reports()), "https://w3id.org/defgraph/data/graph/derived"
        store.update(
            f"PREFIX dg: <{DG.iri}> DELETE WHERE {{ GRAPH <{graph}> {{ ?x a dg:Reading ; ?p ?o }} }}"
        )
        store.update(f"DELETE WHERE {{ GRAPH <{graph}> {{ ?graph {VOID['triples']} ?number }} }}")
        ontology = "https://w3id.org/defgraph/data/graph/ontology"
        store.update(f"DELETE WHERE {{ GRAPH <{ontology}> {{ <{ontology}> {DG['digest']} ?digest }} }}")
        build([], store)
        assert quads(store) == quads(built(*self.reports()))

    def test_a_retracted_report_leaves_the_other(self) -> None:
        store = built(*self.reports())
        retract("r1", store)
        assert quads(store) == quads(built(self.reports()[1]))


class TestOffices:
    UNNAMED: ClassVar = SECRETARY | {"role": "accompanying"}

    def test_who_held_a_post_is_inferred_apart_from_what_is_told(self) -> None:
        seen = secretary("Rani Kusuma", "r1", "2025-03-04")
        store = built(seen, told("r2", "2025-03-17", self.UNNAMED, type="bilateral-meeting"))
        graph = "GRAPH <https://w3id.org/defgraph/data/graph/inferred> "
        assert pairs(store, graph + "{ ?x dg:inferredParticipant ?y }") == [
            ("participation/r2/1/1", "official/id/rani-kusuma")
        ]
        assert pairs(store, graph + "{ ?x dg:inferredAttendee ?y }") == [
            ("meeting/r2/1", "official/id/rani-kusuma")
        ]
        assert pairs(store, graph + "{ ?x dg:inferredFrom/prov:wasDerivedFrom ?y }") == []
        assert pairs(store, "?x dg:inferredFrom/prov:wasDerivedFrom ?y") == [
            ("participation/r2/1/1", "article/r1")
        ]
        assert pairs(store, "?x dg:inferredBecause ?y") == [
            (
                "participation/r2/1/1",
                "seen in this post on 2025-03-04, 13 days before, and nobody else since",
            )
        ]
        assert ("meeting/r2/1", "official/id/rani-kusuma") not in pairs(store, "?x dg:attendee ?y")

    def test_a_second_holder_ends_the_inference(self) -> None:
        seen = secretary("Rani Kusuma", "r1", "2025-03-04")
        unnamed = told("r2", "2025-03-17", self.UNNAMED, type="bilateral-meeting")
        store = built(seen, unnamed)
        build([secretary("Bagus Hartono", "r3", "2025-03-10")], store)
        assert [y for _, y in pairs(store, "?x dg:inferredParticipant ?y")] == ["official/id/bagus-hartono"]
        build([secretary("Bagus Hartono", "r3", "2025-04-10")], store)
        assert pairs(store, "?x dg:inferredParticipant ?y") == []

    def test_bounds_of_a_register_win(self) -> None:
        seen = secretary("Rani Kusuma", "r1", "2025-03-04")
        unnamed = told("r2", "2026-02-01", self.UNNAMED, type="bilateral-meeting")
        post = "position/id/kementerian-pertahanan/sekretaris-jenderal"
        bound = Bound("official/id/rani-kusuma", post, "2024-11-01", "2026-03-31", "Keppres 1/2024")
        store = built(seen, unnamed)
        assert pairs(store, "?x dg:inferredParticipant ?y") == []
        decide_again(store, bounds=[bound])
        assert [y for _, y in pairs(store, "?x dg:inferredParticipant ?y")] == ["official/id/rani-kusuma"]
        assert rows(store, "SELECT ?f ?u WHERE { ?t a dg:Tenure ; dg:heldFrom ?f ; dg:heldUntil ?u }") == [
            ("2024-11-01", "2026-03-31")
        ]
        assert len(rows(store, "SELECT ?b WHERE { ?b a dg:TenureBound }")) == 1
        assert quads(store) == quads(built(seen, unnamed, bounds=[bound]))

    def test_a_bound_is_of_a_post_under_any_of_its_names(self) -> None:
        seen = told(
            "r1", "2025-03-04", person("Rani Kusuma", position="Sekjen", organisation="Kemhan", country="ID")
        )
        post = "position/id/kementerian-pertahanan/sekretaris-jenderal"
        store = built(
            seen, bounds=[Bound("official/id/rani-kusuma", post, "2024-11-01", None, "Keppres 1/2024")]
        )
        assert rows(store, "SELECT ?f WHERE { ?t a dg:Tenure ; dg:heldFrom ?f }") == [("2024-11-01",)]


def test_another_register_is_derived_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    records = [secretary("Rani Kusuma", "r1", "2025-03-04")]
    with monkeypatch.context() as patch:
        patch.setattr(known, "register_digest", lambda: "an older one")
        store = built(*records)
        assert len(rows(store, 'SELECT ?g WHERE { ?g dg:registerDigest "an older one" }')) == 1
    build((), store)
    assert quads(store) == quads(built(*records))


_NAMES = ["Rani Dyah Kusumaningtyas", "Rani D. Kusumaningtyas", "Rani Kusumaningtyas", "Dewa Mahendrajaya"]
_TITLES = ["Sekretaris Jenderal", "Secretary General", "Kepala Biro Umum"]
_BODIES = ["Kementerian Pertahanan", "Kemhan", "Ministry of Defence", "PT Baja Samudra"]
_DAYS = ["2025-03-04", "2025-03", "2025-03-05", "2025-03-04/2025-03-06", "2025-07-01"]
_people = st.builds(
    lambda name, title, body, country: person(
        name, position=title, organisation=body, country=country, role="guest" if country == "MY" else "host"
    ),
    st.sampled_from([*_NAMES, None]),
    st.sampled_from(_TITLES),
    st.sampled_from(_BODIES),
    st.sampled_from(["ID", "ID", "MY"]),
)
_articles = st.builds(
    lambda id, days, people, city, status, published: record(
        id,
        *(
            meeting(
                date=day,
                participants=people,
                partners=[{"country": "MY", "status": "present"}],
                place={"city": city},
            )
            for day in days
        ),
        status=status,
        article={"published": published},
    ),
    st.sampled_from(["a", "b", "c", "d"]),
    st.lists(st.sampled_from(_DAYS), min_size=1, max_size=2),
    st.lists(_people, min_size=1, max_size=3),
    st.sampled_from(["Jakarta", "Bandung"]),
    st.sampled_from(["reviewed", "draft"]),
    st.sampled_from(["2025-03-06", "2025-07-02"]),
)
_distinct = st.lists(_articles, max_size=3, unique_by=lambda article: article.id)
_KEYS = [
    "official/id/rani-dyah-kusumaningtyas",
    "official/id/rani-kusumaningtyas",
    "official/id/dewa-mahendrajaya",
    "official/my/rani-d-kusumaningtyas",
]
_judged = st.lists(
    st.builds(
        lambda verdict, pair: Judgement(verdict, *pair, "2026-01-02", "dewi"),
        st.sampled_from(["same", "different", "unsure"]),
        st.permutations([*_KEYS]).map(lambda keys: keys[:2]),
    )
    | st.builds(
        lambda verdict, pair: Judgement(verdict, *pair, "2026-01-02", "dewi"),
        st.sampled_from(["same", "different"]),
        st.permutations(["meeting/a/1", "meeting/b/1", "meeting/c/1"]).map(lambda keys: keys[:2]),
    ),
    max_size=3,
).map(Judgements)
_bounds = st.lists(
    st.builds(
        Bound,
        st.sampled_from(_KEYS),
        st.just("position/id/kementerian-pertahanan/sekretaris-jenderal"),
        st.sampled_from(["2025-01-01", None]),
        st.just("2025-12-31"),
        st.just("Keppres 1/2025"),
    ),
    max_size=1,
)


class NotingStore(MemoryStore):
    """A store in memory that keeps notes, as one in a folder does."""

    keeps_notes = True
    note: bytes | None = None

    def read_note(self) -> bytes | None:
        return self.note

    def write_note(self, note: bytes) -> None:
        self.note = note

    def add_to_note(self, more: bytes) -> None:
        self.note = (self.note or b"") + more


class TestAnyHistory:
    """However a store came to what it holds, it holds the same: byte for byte."""

    @settings(max_examples=60, derandomize=True)
    @given(st.lists(st.tuples(_distinct, _judged, _bounds), min_size=1, max_size=3), st.booleans())
    def test_ends_where_a_fresh_build_does(
        self,
        steps: list[tuple[list[Record], Judgements, list[Bound]]],
        notes: bool,
    ) -> None:
        store, latest = NotingStore() if notes else MemoryStore(), {}
        for articles, judgements, bounds in steps:
            if judgements.contradictions():
                continue
            build(articles, store, judgements=judgements, bounds=bounds)
            latest.update({article.id: article for article in articles})
            known = {"judgements": judgements, "bounds": bounds}
            assert quads(store) == quads(built(*reversed(latest.values()), **known))
            for gone in list(latest)[1::2]:
                retract(gone, store)
                del latest[gone]
            assert quads(store) == quads(built(*latest.values(), **known))

    @settings(max_examples=40, derandomize=True)
    @given(_distinct, st.randoms())
    def test_and_in_any_order(self, articles: list[Record], rng: Random) -> None:
        one_by_one = NotingStore()
        shuffled = rng.sample(articles, len(articles))
        for article in shuffled:
            build([article], one_by_one)
        if articles:
            assert quads(one_by_one) == quads(built(*articles))
