"""Names of a spreadsheet find the things they mean, with scores worked out by hand from the weights."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph import build, open_store
from defgraph.errors import InputError, ParameterError, TooLargeError
from defgraph.reconcile import (
    extend,
    manifest,
    preview,
    propose,
    read_batch,
    read_extension,
    reconcile,
    suggest_properties,
    suggest_things,
    suggest_types,
)
from defgraph.reconcile.batch import MOST_IDS, MOST_QUERIES
from defgraph.reconcile.vocabulary import TYPES, properties
from queries_fixture import RECORDS, competency_store  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from defgraph.store import Store

OFFICIAL = "data/official/"
MINISTRY = "data/organisation/id/kementerian-pertahanan"
MINISTER = "data/position/id/kementerian-pertahanan/menteri-pertahanan"


@pytest.fixture(scope="module")
def store(competency_store: Store) -> Iterator[Store]:  # noqa: F811
    return competency_store


def said(pid: str, *values: Any) -> dict[str, Any]:
    return {"pid": pid, "v": values[0] if len(values) == 1 else list(values)}


def found(store: Store, query: str = "", *wanted: dict[str, Any], **told: Any) -> list[dict[str, Any]]:
    asked = {
        **({"query": query} if query else {}),
        **({"properties": list(wanted)} if wanted else {}),
        **told,
    }
    return reconcile(store, read_batch(json.dumps({"q": asked})), "en")["q"]["result"]


def first(candidates: list[dict[str, Any]]) -> tuple[str, float, bool]:
    return candidates[0]["id"], candidates[0]["score"], candidates[0]["match"]


class TestNames:
    @pytest.mark.parametrize(
        ("text", "identifier"),
        [
            ("Sari Wijaya", "data/official/id/sari-wijaya"),
            ("SARI WIJAYA", "data/official/id/sari-wijaya"),
            ("Letjen TNI Sari Wijaya, M.Si.", "data/official/id/sari-wijaya"),
            ("Wijaya, Sari", "data/official/id/sari-wijaya"),
            ("Malaysia", "vocabulary/country/MY"),
            ("MYS", "vocabulary/country/MY"),
            ("Jepang", "vocabulary/country/JP"),
            ("FMK", "data/organisation/zz/forum-maritim-kawasan"),
            ("Wakil Menteri Pertahanan", "data/position/id/kementerian-pertahanan/wakil-menteri-pertahanan"),
            ("Minister of Defence of Malaysia", "data/position/my/kementerian-pertahanan/menteri-pertahanan"),
            ("Indonesian Ministry of Defence", MINISTRY),
            ("Kementerian Pertahanan RI", MINISTRY),
        ],
    )
    def test_one_thing_is_meant_for_sure(self, store: Store, text: str, identifier: str) -> None:
        candidates = found(store, text)
        assert (candidates[0]["id"], candidates[0]["match"]) == (identifier, True)
        assert candidates[0]["score"] >= 98
        assert [one["match"] for one in candidates].count(True) == 1

    @pytest.mark.parametrize(
        "text",
        [
            "data/official/id/sari-wijaya",
            "official/id/sari-wijaya",
            "https://w3id.org/defgraph/data/official/id/sari-wijaya",
        ],
    )
    def test_an_identifier_means_its_thing(self, store: Store, text: str) -> None:
        assert first(found(store, text)) == ("data/official/id/sari-wijaya", 100, True)

    def test_namesakes_are_never_matched(self, store: Store) -> None:
        both = found(store, "Rina Kusuma")
        assert [(one["id"], one["score"], one["match"]) for one in both] == [
            (OFFICIAL + "id/rina-kusuma", 100, False),
            (OFFICIAL + "my/rina-kusuma", 100, False),
        ]

    def test_a_limit_cannot_make_a_match(self, store: Store) -> None:
        assert [one["match"] for one in found(store, "Rina Kusuma", limit=1)] == [False]

    def test_a_name_in_part_or_misspelt_is_a_candidate_alone(self, store: Store) -> None:
        for text, least, most in [
            ("Ashford", 50, 60),
            ("Jane Ashfrod", 65, 80),
            ("Bambang Soerjono", 80, 85),
        ]:
            ((_, score, match),) = [first(found(store, text))]
            assert least <= score <= most
            assert not match

    def test_a_deputy_is_not_the_minister(self, store: Store) -> None:
        scores = {one["id"]: one["score"] for one in found(store, "Menteri Pertahanan", type="Position")}
        assert scores[MINISTER] == 100
        assert scores["data/position/jp/ministry-of-defense/minister-of-defense"] == 99
        assert scores["data/position/id/kementerian-pertahanan/wakil-menteri-pertahanan"] < 50

    @pytest.mark.parametrize("text", ["xyzzy", " ", "-", "\x00", "\ud800", "a" * 10_000])
    def test_nothing_is_found_where_there_is_nothing(self, store: Store, text: str) -> None:
        assert found(store, text) == []


class TestProperties:
    def test_a_country_decides_between_namesakes(self, store: Store) -> None:
        for value in ("Malaysia", "MY", "vocabulary/country/MY", {"id": "country/MY", "name": "x"}):
            both = found(store, "Rina Kusuma", said("country", value))
            assert [(one["id"], one["score"], one["match"]) for one in both] == [
                (OFFICIAL + "my/rina-kusuma", 100, True),
                (OFFICIAL + "id/rina-kusuma", 40, False),  # 100 x (1 - 0.6)
            ]

    def test_so_does_a_country_behind_the_name(self, store: Store) -> None:
        assert first(found(store, "Rina Kusuma (ID)")) == (OFFICIAL + "id/rina-kusuma", 100, True)

    def test_what_agrees_raises_and_what_contradicts_lowers(self, store: Store) -> None:
        plain = found(store, "Bambang Soerjono")[0]["score"]
        raised = found(store, "Bambang Soerjono", said("country", "Indonesia"))[0]["score"]
        lowered = found(store, "Bambang Soerjono", said("country", "Japan"))[0]["score"]
        assert raised == pytest.approx(plain + 0.3 * (100 - plain), abs=0.1)
        assert lowered == pytest.approx(plain * 0.4, abs=0.1)

    def test_any_of_several_values_will_do(self, store: Store) -> None:
        both = found(store, "Rina Kusuma", said("country", "Japan", "Malaysia"))
        assert first(both) == (OFFICIAL + "my/rina-kusuma", 100, True)

    def test_an_organisation_may_be_named_in_another_language(self, store: Store) -> None:
        one = found(store, "Sari Wijaya", said("organisation", "Ministry of Defence"))[0]
        assert {"id": "property:organisation", "value": 99.0} in one["features"]
        assert one["match"]

    def test_what_is_not_known_changes_nothing(self, store: Store) -> None:
        assert first(found(store, "FMK", said("country", "Japan")))[1:] == (100, True)

    def test_properties_alone_find_what_has_them(self, store: Store) -> None:
        secretary = said("position", "Secretary of Defence")
        candidates = found(store, "", said("country", "AU"), secretary, type="Official")
        assert [(one["id"], one["score"], one["match"]) for one in candidates] == [
            (OFFICIAL + "au/jane-ashford", 100, True),
            (OFFICIAL + "au/peter-holloway", 50, False),
            (OFFICIAL + "au/ellen-marsh", 50, False),
        ]

    def test_a_property_that_there_is_not_is_left_out(self, store: Store) -> None:
        assert first(found(store, "Sari Wijaya", said("shoe size", 43)))[2]


class TestTypes:
    def test_only_what_is_of_a_type_is_found(self, store: Store) -> None:
        kinds = {one["type"][0]["id"] for one in found(store, "Pertahanan", type=["Organisation"])}
        assert kinds == {"Organisation"}

    def test_the_class_is_the_type(self, store: Store) -> None:
        iri = "https://w3id.org/defgraph/ontology#Country"
        assert first(found(store, "Malaysia", type=iri)) == ("vocabulary/country/MY", 100, True)

    def test_of_a_type_that_there_is_not_there_is_nothing(self, store: Store) -> None:
        assert found(store, "Malaysia", type="Meeting") == []

    def test_no_type_is_every_type(self, store: Store) -> None:
        assert found(store, "Malaysia", type="") == found(store, "Malaysia", type=[])


class TestReading:
    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("[]", "queries: found []"),
            ('{"q": 1}', "queries.q: found 1"),
            ('{"q": {}}', "queries.q: found {}, expected a query, or properties"),
            ('{"q": {"properties": []}}', "queries.q"),
            ('{"q": {"query": 1}}', "queries.q.query"),
            ('{"q": {"query": null}}', "queries.q.query"),
            ('{"q": {"query": "x", "limit": 0}}', "queries.q.limit: found 0, expected a whole number from 1"),
            ('{"q": {"query": "x", "limit": 1.5}}', "queries.q.limit"),
            ('{"q": {"query": "x", "limit": 1e999}}', "queries.q.limit"),
            ('{"q": {"query": "x", "limit": true}}', "queries.q.limit"),
            ('{"q": {"query": "x", "type": 1}}', "queries.q.type"),
            ('{"q": {"query": "x", "type_strict": "no"}}', "queries.q.type_strict"),
            ('{"q": {"query": "x", "kind": "no"}}', "queries.q: found 'kind', expected query, type"),
            ('{"q": {"query": "x", "properties": [{"pid": "country"}]}}', "queries.q.properties.0"),
            ('{"q": {"query": "x", "properties": [{"id": "country", "v": 1}]}}', "queries.q.properties.0"),
            ('{"q": {"query": "x", "properties": [{"pid": "x", "v": null}]}}', "queries.q.properties.0.v"),
            ('{"q": {"query": "x", "properties": [{"pid": "x", "v": {}}]}}', "queries.q.properties.0.v"),
        ],
    )
    def test_what_is_no_batch_is_refused_with_its_place(self, text: str, place: str) -> None:
        with pytest.raises(ParameterError) as refused:
            read_batch(text)
        assert str(refused.value).startswith(place)
        assert refused.value.parameter == "queries"

    @pytest.mark.parametrize("text", ["", "{", "NaN", '{"q": {"query": NaN}}', "[" * 100_000])
    def test_what_is_no_json_is_refused(self, text: str) -> None:
        with pytest.raises(InputError, match=r"queries: (expected JSON|it is nested too deep)"):
            read_batch(text)

    def test_too_much_is_refused(self) -> None:
        with pytest.raises(TooLargeError, match="expected at most 50"):
            read_batch(json.dumps({str(n): {"query": "x"} for n in range(MOST_QUERIES + 1)}))
        with pytest.raises(TooLargeError, match="expected at most 500"):
            read_extension(json.dumps({"ids": list(map(str, range(MOST_IDS + 1))), "properties": []}))

    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("{}", "extend.ids"),
            ('{"ids": [1], "properties": []}', "extend.ids"),
            ('{"ids": [], "properties": {}}', "extend.properties"),
            ('{"ids": [], "properties": [{"id": "x"}]}', 'extend.properties.0.id: found "x", expected one'),
            (
                '{"ids": [], "properties": [{"id": "name", "settings": {"limit": -1}}]}',
                "extend.properties.0.s",
            ),
        ],
    )
    def test_what_is_no_extension_is_refused(self, text: str, place: str) -> None:
        with pytest.raises(ParameterError) as refused:
            read_extension(text)
        assert str(refused.value).startswith(place)

    json_values = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(), below, max_size=3),
        max_leaves=6,
    )
    queries = st.fixed_dictionaries(
        {},
        optional={
            "query": st.text() | st.sampled_from(["Rina Kusuma (MY)", "menhan", "ID"]) | json_values,
            "type": st.sampled_from(TYPES) | json_values,
            "limit": st.integers(1, 200) | json_values,
            "properties": st.lists(
                st.fixed_dictionaries({"pid": st.sampled_from(sorted(properties())), "v": json_values})
            )
            | json_values,
        },
    )

    @given(st.dictionaries(st.text(), queries, max_size=3))
    def test_whatever_is_sent_is_answered_or_refused(self, store: Store, batch: dict[str, Any]) -> None:
        try:
            asked = read_batch(json.dumps(batch))
        except InputError:
            return
        answer = reconcile(store, asked, "id")
        assert list(answer) == list(batch)
        for one in answer.values():
            scores = [candidate["score"] for candidate in one["result"]]
            assert scores == sorted(scores, reverse=True)
            assert all(0 < score <= 100 for score in scores)
            assert [candidate["match"] for candidate in one["result"]].count(True) <= 1


def values(store: Store, identifier: str, *names: str, **settings: Any) -> dict[str, Any]:
    asked = {"ids": [identifier], "properties": [{"id": name, "settings": settings} for name in names]}
    return extend(store, read_extension(json.dumps(asked)), "en")["rows"][identifier]


class TestExtending:
    def test_an_official_has_a_country_posts_and_meetings(self, store: Store) -> None:
        posts = "data/position/id/kementerian-pertahanan/"
        of = ("country", "position", "tenure", "meetings", "firstMeeting", "lastMeeting")
        assert values(store, OFFICIAL + "id/sari-wijaya", *of) == {
            "country": [{"id": "vocabulary/country/ID", "name": "Indonesia"}],
            "position": [
                {"id": posts + "wakil-menteri-pertahanan", "name": "Wakil Menteri Pertahanan"},
                {"id": posts + "sekretaris-jenderal", "name": "Sekretaris Jenderal"},
            ],
            "tenure": [
                {"str": "Wakil Menteri Pertahanan, 2025"},
                {"str": "Sekretaris Jenderal, 2024–2025"},
            ],
            "meetings": [{"int": 4}],
            "firstMeeting": [{"date": "2024-02-01T00:00:00Z"}],
            "lastMeeting": [{"date": "2025-04-02T00:00:00Z"}],
        }

    def test_a_meeting_without_a_day_hides_none(self, store: Store) -> None:
        of_malaysia = values(
            store, "vocabulary/country/MY", "code", "meetings", "firstMeeting", "lastMeeting"
        )
        assert of_malaysia == {
            "code": [{"str": "MY"}],
            "meetings": [{"int": 5}],
            "firstMeeting": [{"date": "2024-01-10T00:00:00Z"}],
            "lastMeeting": [{"date": "2024-09-15T00:00:00Z"}],
        }

    def test_a_post_has_holders_the_latest_first(self, store: Store) -> None:
        post = "data/position/id/kementerian-pertahanan/sekretaris-jenderal"
        assert [one["name"] for one in values(store, post, "holder")["holder"]] == [
            "Hendra Saputra",
            "Sari Wijaya",
        ]
        assert len(values(store, post, "holder", limit=1)["holder"]) == 1
        assert len(values(store, post, "holder", limit="1")["holder"]) == 1

    def test_other_names_are_those_it_is_not_called_by(self, store: Store) -> None:
        assert {"str": "Kemhan"} in values(store, MINISTRY, "name")["name"]
        assert {"str": "Kementerian Pertahanan"} not in values(store, MINISTRY, "name")["name"]

    def test_what_is_unknown_or_of_another_type_has_no_values(self, store: Store) -> None:
        assert values(store, "nix", "country", "code") == {"country": [], "code": []}
        assert values(store, "vocabulary/country/MY", "holder") == {"holder": []}

    def test_properties_are_proposed_by_type(self) -> None:
        names = [each["id"] for each in propose("Country", "en")["properties"]]
        assert names == ["code", "name", "meetings", "firstMeeting", "lastMeeting"]
        assert len(propose("", "id")["properties"]) == len(properties())
        assert propose("Official", "id", 1)["properties"][0]["name"] == "negara"
        assert propose("Meeting", "en")["properties"] == []

    def test_each_property_is_told_in_both_languages(self) -> None:
        for each in properties().values():
            assert set(each.label) == set(each.description) == {"en", "id"}
            assert set(each.of) <= set(TYPES)


class TestSuggesting:
    def test_things(self, store: Store) -> None:
        (sari,) = suggest_things(store, "sari", "id")["result"]
        assert sari == {
            "id": OFFICIAL + "id/sari-wijaya",
            "name": "Sari Wijaya",
            "description": "Wakil Menteri Pertahanan · Indonesia",
            "notable": [{"id": "Official", "name": "Pejabat"}],
        }
        assert suggest_things(store, sari["id"], "id")["result"] == [sari]
        countries = suggest_things(store, "indo", "en", ("Country",))["result"]
        assert [each["name"] for each in countries] == ["Indonesia"]

    def test_the_next_ones_follow(self, store: Store) -> None:
        once = suggest_things(store, "a", "en")["result"]
        later = suggest_things(store, "a", "en", skipped=4)["result"]
        assert len(once) == len(later) == 10
        assert once[4:] == later[:6]

    def test_types_and_properties(self) -> None:
        assert [each["id"] for each in suggest_types("o", "en")["result"]] == ["Official", "Organisation"]
        assert [each["id"] for each in suggest_types("neg", "en")["result"]] == ["Country"]
        assert [each["id"] for each in suggest_types("", "en")["result"]] == list(TYPES)
        assert [each["id"] for each in suggest_properties("neg", "en")["result"]] == ["country"]
        compared = [each.name for each in properties().values() if each.is_compared]
        assert [each["id"] for each in suggest_properties("", "en")["result"]] == compared


class TestPreview:
    def test_it_tells_what_a_thing_is_and_leads_to_its_page(self, store: Store) -> None:
        text = preview(store, OFFICIAL + "id/sari-wijaya", "en", "reconcile/preview") or ""
        assert 'href="../official/id/sari-wijaya.en.html"' in text
        assert "Wakil Menteri Pertahanan, 2025; Sekretaris Jenderal, 2024–2025" in text
        assert "<script" not in text
        assert " style=" not in text

    def test_there_is_none_of_what_there_is_not(self, store: Store) -> None:
        assert preview(store, "nix", "en", "reconcile/preview") is None


def test_a_store_at_another_address_has_identifiers_of_its_own() -> None:
    with open_store("memory") as other:
        build([RECORDS], other, base="https://data.example.org/")
        assert (
            manifest(other, "http://localhost/reconcile", "en")["identifierSpace"]
            == "https://data.example.org/"
        )
        assert found(other, "Sari Wijaya")[0]["id"] == "official/id/sari-wijaya"
        malaysia = "https://w3id.org/defgraph/vocabulary/country/MY"
        assert found(other, "Malaysia")[0]["id"] == malaysia
        assert values(other, malaysia, "code") == {"code": [{"str": "MY"}]}
