"""From records to statements, and what a build does to a store."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, NamedNode

from defgraph import build, open_store, retract
from defgraph.build.evidence import CONTEXT_CHARACTERS
from defgraph.errors import InputError, NotFoundError, RecordsError, StoreReadOnlyError
from defgraph.namespaces import DEFAULT_BASE, REVIEW_STATUS
from defgraph.records.extractors import EXTRACTORS_FILE
from record_factory import meeting, person, record, records

if TYPE_CHECKING:
    from pathlib import Path

    from defgraph import Record
    from defgraph.store import Store

PREFIXES = """PREFIX dg: <https://w3id.org/defgraph/ontology#> PREFIX d: <https://w3id.org/defgraph/data/>
PREFIX country: <https://w3id.org/defgraph/vocabulary/country/> PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX schema: <https://schema.org/> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX reviewstatus: <https://w3id.org/defgraph/vocabulary/review-status/>
PREFIX role: <https://w3id.org/defgraph/vocabulary/role/> PREFIX rank: <https://w3id.org/defgraph/vocabulary/rank/>
"""
A_CALL = meeting(
    date="2025-03-04",
    place={"city": "Jakarta", "country": "ID"},
    participants=[
        person(
            "Rani Kusuma",
            rank="Letjen TNI",
            position="Sekretaris Jenderal",
            organisation="Kementerian Pertahanan",
            country="ID",
            role="host",
        ),
        person("Odile Marchand", position="Duta Besar", country="FR", role="guest"),
        person(
            position="Direktur Jenderal Strategi Pertahanan",
            organisation="Kementerian Pertahanan",
            country="ID",
        ),
        person("Bima Nugraha", country="ID", role="spokesperson"),
    ],
    partners=[{"country": "FR", "status": "present"}, {"country": "BY", "status": "discussed"}],
    areas=["logistics"],
    outcomes=[{"type": "mou-signed", "title": "Nota Kesepahaman"}],
)


def built(*given: Record) -> Store:
    store = open_store("memory")
    build(given, store)
    return store


def dumped(store: Store) -> list[str]:
    """All but the ontology, which is long and the same everywhere."""
    return sorted(
        str(quad) for graph in store.graphs() if "ontology" not in graph.value for quad in store.quads(graph)
    )


def holds(store: Store, pattern: str) -> bool:
    return store.ask(f"{PREFIXES} ASK {{ {pattern} }}")


def values(store: Store, pattern: str) -> list[str]:
    rows = store.select(f"{PREFIXES} SELECT DISTINCT ?x WHERE {{ {pattern} }} ORDER BY ?x").rows
    return [row[0].value.removeprefix(DEFAULT_BASE) for row in rows]


@pytest.fixture(scope="module")
def store() -> Store:
    """One record about one courtesy call."""
    return built(
        record("2025-03-04-a", A_CALL, article={"publisher": "Harian Satu", "url": "https://x.example/1"})
    )


class TestStatements:
    @pytest.mark.parametrize(
        "pattern",
        [
            'd:meeting\\/2025-03-04-a\\/1 a dg:CourtesyCall, dg:Meeting ; dg:date "2025-03-04" ; dg:city "Jakarta"',
            'd:meeting\\/2025-03-04-a\\/1 schema:startDate ?s FILTER(STR(?s) = "2025-03-04")',
            'd:meeting\\/2025-03-04-a\\/1 rdfs:label "Courtesy call, Jakarta, 2025-03-04"@en',
            "d:participation\\/2025-03-04-a\\/1\\/1 dg:participant d:official\\/id\\/rani-kusuma ; dg:role role:host",
            "d:participation\\/2025-03-04-a\\/1\\/1 dg:rank ?r . ?r <http://www.w3.org/2004/02/skos/core#broader> rank:OF-8",
            'd:official\\/id\\/rani-kusuma a dg:Official ; foaf:name "Rani Kusuma" ; dg:country country:ID',
            "d:organisation\\/id\\/kementerian-pertahanan a dg:Organisation, dg:Ministry",
            "d:position\\/id\\/kementerian-pertahanan\\/sekretaris-jenderal dg:postIn d:organisation\\/id\\/kementerian-pertahanan",
            "d:position\\/fr\\/-\\/duta-besar dg:country country:FR",
            "d:partnership\\/2025-03-04-a\\/1\\/1 dg:partner country:FR",
            "d:outcome\\/2025-03-04-a\\/1\\/1 dg:inMeeting d:meeting\\/2025-03-04-a\\/1",
            "d:graph\\/article\\/2025-03-04-a prov:wasDerivedFrom d:article\\/2025-03-04-a",
            "country:FR a dg:PartnerCountry . country:BY a dg:PartnerCountry",
            "d:meeting\\/2025-03-04-a\\/1 dg:presentPartner country:FR ; dg:discussedPartner country:BY",
            "d:meeting\\/2025-03-04-a\\/1 dg:organisationInvolved d:organisation\\/id\\/kementerian-pertahanan",
            "d:meeting\\/2025-03-04-a\\/1 dg:positionInvolved d:position\\/fr\\/-\\/duta-besar",
            "?tenure dg:postHeld d:position\\/id\\/kementerian-pertahanan\\/sekretaris-jenderal ; dg:holder d:official\\/id\\/rani-kusuma",
        ],
    )
    def test_a_record_says(self, store: Store, pattern: str) -> None:
        assert holds(store, pattern)

    def test_a_spokesperson_did_not_attend(self, store: Store) -> None:
        attended = values(store, "?m dg:attendee ?x")
        assert attended == ["official/fr/odile-marchand", "official/id/rani-kusuma"]

    def test_someone_known_by_post_alone_has_no_participant(self, store: Store) -> None:
        unnamed = "?x dg:position ?post . FILTER NOT EXISTS { ?x dg:participant ?who } ?x dg:inMeeting ?m"
        assert values(store, unnamed) == ["participation/2025-03-04-a/1/3"]

    def test_only_a_partner_is_a_partner_country(self, store: Store) -> None:
        assert not holds(store, "country:ID a dg:PartnerCountry")

    def test_there_are_no_blank_nodes(self, store: Store) -> None:
        assert not any(
            isinstance(term, BlankNode) for quad in store.quads() for term in (quad.subject, quad.object)
        )

    def test_each_article_has_a_graph_and_shared_things_have_others(self, store: Store) -> None:
        names = [graph.value.removeprefix(DEFAULT_BASE) for graph in store.graphs()]
        assert names == ["graph/article/2025-03-04-a", "graph/derived", "graph/ontology"]

    def test_an_international_organisation_is_of_no_country(self) -> None:
        store = built(
            record(
                "r", meeting(participants=[person("Ana Roca", organisation="United Nations", country="ES")])
            )
        )
        assert holds(store, "d:organisation\\/zz\\/united-nations a dg:InternationalOrganisation")
        assert not holds(store, "d:organisation\\/zz\\/united-nations dg:country ?c")

    @pytest.mark.parametrize(
        ("date", "first", "last"),
        [
            ("2025-03-04", "2025-03-04", "2025-03-04"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2024-12-30/2025-01-02", "2024-12-30", "2025-01-02"),
        ],
    )
    def test_a_date_has_a_first_and_a_last_day(self, date: str, first: str, last: str) -> None:
        store = built(record("r", meeting(date=date)))
        assert values(store, "?m schema:startDate ?x") == [first]
        assert values(store, "?m schema:endDate ?x") == [last]


class TestIdentity:
    def test_one_name_written_two_ways_is_one_official(self) -> None:
        store = built(
            record("r1", meeting(participants=[person("Rani Kusuma", country="ID")])),
            record("r2", meeting(participants=[person("Letjen TNI RANI KUSUMA, M.Si.", country="ID")])),
            record("r3", meeting(participants=[person("Rani Kusuma", country="ID")])),
        )
        assert values(store, "?x a dg:Official") == ["official/id/rani-kusuma"]
        assert values(store, "?o a dg:Official ; rdfs:label ?x") == ["Rani Kusuma"]

    def test_the_same_name_in_two_countries_is_two_officials(self) -> None:
        store = built(
            record(
                "r",
                meeting(
                    participants=[person("Rani Kusuma", country="ID"), person("Rani Kusuma", country="MY")]
                ),
            )
        )
        assert len(values(store, "?x a dg:Official")) == 2

    def test_a_tenure_spans_all_that_articles_show(self) -> None:
        def seen(id: str, date: str) -> Record:
            who = person("Rani Kusuma", position="Menteri", country="ID")
            return record(id, meeting(date=date, participants=[who]))

        store = built(seen("r1", "2024-05-01"), seen("r2", "2024-02"), seen("r3", "2024-03-09"))
        assert values(store, "?t a dg:Tenure ; dg:firstSeen ?x") == ["2024-02-01"]
        assert values(store, "?t a dg:Tenure ; dg:lastSeen ?x") == ["2024-05-01"]
        assert values(store, "?t a dg:Tenure ; prov:wasDerivedFrom ?x") == [
            "article/r1",
            "article/r2",
            "article/r3",
        ]


class TestEvidence:
    def folder(self, tmp_path: Path, **evidence: object) -> Path:
        text = "Kamis. Rani Kusuma menerima Duta Besar. 日本 juga dibahas."
        (tmp_path / "a.txt").write_text(text, encoding="utf-8")
        start = text.index("Rani")
        data = {
            "id": "r",
            "article": {"text": "a.txt"},
            "meetings": [A_CALL],
            "evidence": [{"for": "/meetings/0/participants/0", "start": start, "end": start + 11} | evidence],
        }
        (tmp_path / "r.json").write_text(json.dumps(data))
        return tmp_path / "r.json"

    def test_shows_the_statement_and_the_words(self, tmp_path: Path) -> None:
        store = open_store("memory")
        build(self.folder(tmp_path), store)
        assert holds(
            store,
            "d:evidence\\/r\\/1 a dg:Evidence ; dg:subject d:participation\\/r\\/1\\/1 ; dg:predicate dg:inReport ;"
            " dg:object d:report\\/r\\/1 ; oa:hasSource d:article\\/r",
        )
        assert values(store, "?q oa:exact ?x") == ["Rani Kusuma"]
        assert values(store, "?q oa:prefix ?x") == [""]
        assert values(store, "?q oa:suffix ?x")[0].startswith(" menerima Duta Besar.")

    def test_shows_the_whole_sentence(self, tmp_path: Path) -> None:
        text = "Kamis. Di Jakarta Rani Kusuma menerima Duta Besar. Hujan turun."
        quote = self.quote(tmp_path, text, "Rani Kusuma")
        assert quote == ("Di Jakarta ", "Rani Kusuma", " menerima Duta Besar.")

    def test_shows_no_more_of_a_monstrous_sentence_than_so_many_whole_words(self, tmp_path: Path) -> None:
        text = "kata " * 1000 + "Rani Kusuma" + " lagi" * 1000 + "."
        prefix, _, suffix = self.quote(tmp_path, text, "Rani Kusuma")
        assert prefix == "kata " * (CONTEXT_CHARACTERS // 5)
        assert suffix == " lagi" * (CONTEXT_CHARACTERS // 5)
        prefix, _, suffix = self.quote(tmp_path, f"x{text}", "ata Rani Kusuma la")
        assert prefix == "kata " * (CONTEXT_CHARACTERS // 5 - 1) + "k"
        assert suffix == "gi" + " lagi" * ((CONTEXT_CHARACTERS - 2) // 5)

    def test_cuts_a_monstrous_word(self, tmp_path: Path) -> None:
        word = "a" * 1000
        quote = self.quote(tmp_path, f"Kata {word}Rani{word} kata.", "Rani")
        assert quote == ("a" * CONTEXT_CHARACTERS, "Rani", "a" * CONTEXT_CHARACTERS)

    def quote(self, tmp_path: Path, text: str, words: str) -> tuple[str, ...]:
        path = self.folder(tmp_path, start=text.index(words), end=text.index(words) + len(words))
        (tmp_path / "a.txt").write_text(text, encoding="utf-8")
        store = open_store("memory")
        build(path, store)
        return tuple(values(store, f"?q oa:{part} ?x")[0] for part in ("prefix", "exact", "suffix"))

    @pytest.mark.parametrize(
        ("pointer", "predicate", "value"),
        [
            ("/meetings/0/place/city", "dg:cityAsTold", '"Jakarta"'),
            ("/meetings/0/place", "dg:statedIn", "d:article\\/r"),
            ("/meetings/0/areas/0", "dg:areaAsTold", "<https://w3id.org/defgraph/vocabulary/area/logistics>"),
            ("/meetings/0/partners/1/country", "dg:inReport", "?any"),
            ("/meetings/0/participants/0/rank", "dg:rankAsWritten", '"Letjen TNI"'),
            ("", "prov:wasDerivedFrom", "d:article\\/r"),
        ],
    )
    def test_is_for_what_the_pointer_says(
        self, tmp_path: Path, pointer: str, predicate: str, value: str
    ) -> None:
        store = open_store("memory")
        build(self.folder(tmp_path, **{"for": pointer}), store)
        if pointer.endswith("country"):  # a partner country and the partnership are one statement
            predicate, value = "dg:partnerAsTold", "country:BY"
        assert holds(store, f"d:evidence\\/r\\/1 dg:predicate {predicate} ; dg:object {value}")

    def test_a_text_from_elsewhere_has_to_be_proven(self, tmp_path: Path) -> None:
        (tmp_path / "private.txt").write_text("what nobody should see", encoding="utf-8")
        records = tmp_path / "a" / "records"
        records.mkdir(parents=True)
        path = self.folder(records)
        data = json.loads(path.read_text())
        data["article"]["text"] = "../../private.txt"
        path.write_text(json.dumps(data))
        with pytest.raises(RecordsError, match="text_sha256"):
            build(path, open_store("memory"))
        digest = hashlib.sha256((tmp_path / "private.txt").read_bytes()).hexdigest()
        data["article"]["text_sha256"] = digest
        path.write_text(json.dumps(data))
        assert build(path, open_store("memory")).added == 1

    def test_without_the_text_keeps_the_position(self, tmp_path: Path) -> None:
        path = self.folder(tmp_path)
        (tmp_path / "a.txt").unlink()
        store = open_store("memory")
        build(path, store)
        assert values(store, "?s oa:start ?x") == ["7"]
        assert values(store, "?s oa:exact ?x") == []


class TestDrafts:
    def draft(self, folder: Path, version: str | None, **keys: object) -> Path:
        """Write a draft, and that this version of the extractor wrote it."""
        digest = hashlib.sha256(b"").hexdigest()
        data = {"id": "r", "status": "draft", "article": {"text_sha256": digest}, "meetings": [A_CALL]} | keys
        (folder / f"{data['id']}.json").write_text(json.dumps(data))
        if version is not None:
            entry = {"extractor": "defgraph", "version": version, "text_sha256": digest}
            (folder / EXTRACTORS_FILE).write_text(json.dumps({"drafts": {f"{data['id']}.json": entry}}))
        return folder

    def test_are_attributed_to_the_program_that_wrote_them(self, empty_store: Store, tmp_path: Path) -> None:
        build(self.draft(tmp_path, "0.1.0"), empty_store)
        program = f"<{DEFAULT_BASE}extractor/defgraph/0.1.0>"
        assert values(
            empty_store, f"?x dg:reviewStatus reviewstatus:draft ; prov:wasAttributedTo {program}"
        ) == ["graph/article/r"]
        assert holds(empty_store, f'{program} a dg:Extractor ; schema:softwareVersion "0.1.0"')
        assert holds(empty_store, f'{program} foaf:name "defgraph" ; rdfs:label "defgraph"')

    def test_are_attributed_to_nothing_where_no_one_knows(self, tmp_path: Path) -> None:
        store = open_store("memory")
        build(self.draft(tmp_path, None), store)
        assert not holds(store, "?graph prov:wasAttributedTo ?program")

    def test_change_when_another_version_wrote_them(self, empty_store: Store, tmp_path: Path) -> None:
        build(self.draft(tmp_path, "1"), empty_store)
        assert build(self.draft(tmp_path, "1"), empty_store).unchanged == 1
        assert build(self.draft(tmp_path, "2"), empty_store).changed == 1
        assert values(empty_store, "?g prov:wasAttributedTo ?x") == ["extractor/defgraph/2"]
        assert values(empty_store, "?x a dg:Extractor") == ["extractor/defgraph/2"]

    def test_lose_the_program_when_they_are_reviewed(self, empty_store: Store, tmp_path: Path) -> None:
        build(self.draft(tmp_path, "1"), empty_store)
        build(self.draft(tmp_path, "1", status="reviewed"), empty_store)
        assert not holds(empty_store, "?x a dg:Extractor")
        assert values(empty_store, "?g dg:reviewStatus ?x") == [REVIEW_STATUS("reviewed").value]

    def test_share_the_program(self, empty_store: Store, tmp_path: Path) -> None:
        one, other = tmp_path / "one", tmp_path / "other"
        for folder, id in ((one, "r1"), (other, "r2")):
            folder.mkdir()
            build(self.draft(folder, "1", id=id), empty_store)
        retract("r1", empty_store)
        again = open_store("memory")
        build(other, again)
        assert dumped(empty_store) == dumped(again)


class TestBuildingAgain:
    def test_the_same_records_changes_nothing(self, empty_store: Store) -> None:
        given = [record("r1", A_CALL), record("r2", A_CALL)]
        first = build(given, empty_store)
        before = dumped(empty_store)
        again = build(given, empty_store)
        assert (first.added, again.added, again.unchanged) == (2, 0, 2)
        assert dumped(empty_store) == before

    def test_a_changed_record_replaces_exactly_its_article(self, empty_store: Store) -> None:
        build([record("r1", A_CALL), record("r2", meeting())], empty_store)
        untouched = set(empty_store.quads(NamedNode(f"{DEFAULT_BASE}graph/article/r2")))
        changed = record("r1", meeting(participants=[person("Dewa Mahendra", country="ID")]))
        report = build([changed], empty_store)
        assert (report.added, report.changed, report.unchanged) == (0, 1, 0)
        assert set(empty_store.quads(NamedNode(f"{DEFAULT_BASE}graph/article/r2"))) == untouched
        assert dumped(empty_store) == dumped(built(changed, record("r2", meeting())))

    def test_a_retracted_record_leaves_no_trace(self, empty_store: Store) -> None:
        build([record("r1", A_CALL), record("r2", meeting())], empty_store)
        retract("r1", empty_store)
        assert dumped(empty_store) == dumped(built(record("r2", meeting())))

    def test_several_are_retracted_together_or_not_at_all(self, empty_store: Store) -> None:
        build([record("r1", A_CALL), record("r2", A_CALL), record("r3")], empty_store)
        before = dumped(empty_store)
        with pytest.raises(NotFoundError, match="'r9'"):
            retract(["r1", "r9"], empty_store)
        assert dumped(empty_store) == before
        retract(["r1", "r2"], empty_store)
        assert dumped(empty_store) == dumped(built(record("r3")))

    @pytest.mark.parametrize("unknown", ["nothing", "no iri >", "../r1"])
    def test_what_is_not_there_cannot_be_retracted(self, empty_store: Store, unknown: str) -> None:
        build([record("r1", A_CALL)], empty_store)
        with pytest.raises(NotFoundError, match="defgraph query sources"):
            retract(unknown, empty_store)

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.lists(records(["a", "b", "c"]), max_size=4, unique_by=lambda r: r.id), max_size=4))
    def test_any_history_ends_where_a_fresh_build_does(self, history: list[list[Record]]) -> None:
        store = open_store("memory")
        latest: dict[str, Record] = {}
        for given_now in history:
            build(given_now, store)
            latest |= {r.id: r for r in given_now}
        for gone in list(latest)[::2]:
            retract(gone, store)
            del latest[gone]
        fresh = open_store("memory")
        build(reversed(latest.values()), fresh)
        if latest:
            assert dumped(store) == dumped(fresh)


class TestRecordsWithProblems:
    def folder(self, tmp_path: Path) -> Path:
        for number, kind in enumerate(["courtesy-call", "courtesy-cal", "courtesy-call"]):
            data = {"id": f"r{number}", "meetings": [{"type": kind}]}
            (tmp_path / f"{number}.json").write_text(json.dumps(data))
        return tmp_path

    @pytest.mark.parametrize("prepared", [False, True])
    def test_change_nothing(self, empty_store: Store, tmp_path: Path, *, prepared: bool) -> None:
        if prepared:
            build([record("r", meeting())], empty_store)
        before = dumped(empty_store)
        with pytest.raises(RecordsError, match='did you mean "courtesy-call"') as caught:
            build(self.folder(tmp_path), empty_store)
        assert len(caught.value.problems) == 1
        assert dumped(empty_store) == before

    def test_can_be_skipped(self, empty_store: Store, tmp_path: Path) -> None:
        report = build(self.folder(tmp_path), empty_store, skip_invalid=True)
        assert (report.added, len(report.problems)) == (2, 1)


class TestTheBase:
    def test_is_where_every_iri_of_the_data_begins(self) -> None:
        store = open_store("memory")
        build([record("r", A_CALL)], store, base="https://example.org/ours/")
        ours = [graph.value for graph in store.graphs()]
        assert ours[0] == "https://example.org/ours/graph/article/r"
        assert not any(DEFAULT_BASE in line for line in dumped(store))

    def test_is_kept_by_the_store(self, empty_store: Store) -> None:
        build([record("r1")], empty_store, base="https://example.org/ours/")
        build([record("r2")], empty_store)
        assert len(empty_store.graphs()) == 4
        retract("r1", empty_store)
        with pytest.raises(InputError, match=r"--base https://example\.org/ours/"):
            build([record("r3")], empty_store, base="https://example.org/theirs/")

    def test_may_hold_what_formatting_would_take_for_its_own(self) -> None:
        store, anew = open_store("memory"), open_store("memory")
        for records_ in ([record("r1", A_CALL), record("r2", A_CALL)], [record("r1")]):
            build(records_, store, base="https://example.org/a%20b/")
        retract("r2", store)
        build([record("r1")], anew, base="https://example.org/a%20b/")
        assert dumped(store) == dumped(anew)


def test_progress_counts_what_is_read_and_then_written() -> None:
    told: list[tuple[str, int]] = []
    store = open_store("memory")
    build([record("r1"), record("r2")], store, progress=lambda what, count: told.append((what, count)))
    assert told == [("read", 1), ("read", 2)]
    told.clear()
    build([record("r3")], store, progress=lambda what, count: told.append((what, count)))
    assert told == [("read", 1), ("written", 1)]


def test_a_read_only_store_is_not_built(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.store") as store:
        build([record("r1")], store)
    with open_store(tmp_path / "a.store", read_only=True) as store, pytest.raises(StoreReadOnlyError):
        build([record("r2")], store)


def test_many_changes_are_made_in_several_transactions(empty_store: Store) -> None:
    build([record("first")], empty_store)
    days = [date(2020, 1, 1) + timedelta(3 * number) for number in range(600)]
    many = [record(f"r{day}", A_CALL | {"date": str(day)}) for day in days]
    assert build(many, empty_store).added == 600
    assert dumped(empty_store) == dumped(built(record("first"), *many))
