"""The reconciliation service over HTTP: every message as the specification has it, on a real server."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import jsonschema
import pytest
import yaml

from conftest import ROOT
from defgraph import build, open_store
from defgraph.reconcile.batch import MOST_QUERIES
from queries_fixture import RECORDS
from served import served

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

SCHEMAS = yaml.safe_load((ROOT / "tests" / "reconciliation_schemas.yaml").read_text(encoding="utf-8"))
MESSAGES = (
    "manifest",
    "results",
    "proposal",
    "extension",
    *(f"suggested-{of}" for of in ("entity", "type", "property")),
)
ELSEWHERE = {"Origin": "https://sheets.example.org"}
RINA = "data/official/id/rina-kusuma"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    place = tmp_path_factory.mktemp("served") / "a.store"
    with open_store(place) as store:
        build([RECORDS], store)
    with served(place) as client:
        yield client


def valid(message: str, told: Any) -> Any:
    """Return what was sent, once it is seen to be such a message."""
    schema = {"$schema": SCHEMAS["$schema"], "$defs": SCHEMAS["$defs"], "$ref": f"#/$defs/{message}"}
    jsonschema.validate(told, schema, cls=jsonschema.Draft202012Validator)
    return told


def got(client: httpx.Client, message: str, path: str, **parameters: Any) -> Any:
    answer = client.get(path, params=parameters, headers=ELSEWHERE)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    return valid(message, answer.json())


def posted(client: httpx.Client, message: str, path: str = "reconcile", **form: Any) -> Any:
    sent = {name: json.dumps(value) for name, value in form.items()}
    answer = client.post(path, data=sent, headers=ELSEWHERE)
    assert answer.status_code == 200, answer.text
    assert answer.headers["access-control-allow-origin"] == "*"
    return valid(message, answer.json())


def refused(answer: httpx.Response, status: int, kind: str) -> str:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"].endswith(f"/{kind}")
    assert answer.headers["access-control-allow-origin"] == "*"
    return answer.json()["detail"]


@pytest.mark.parametrize("message", MESSAGES)
def test_the_schemas_refuse_what_is_none_of_it(message: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS)
    for wrong in ({"nix": 1}, [], {"q": {"result": [{"name": "without an identifier"}]}}):
        with pytest.raises(jsonschema.ValidationError):
            valid(message, wrong)


class TestManifest:
    def test_it_says_where_everything_is(self, client: httpx.Client) -> None:
        told = got(client, "manifest", "reconcile")
        here = f"{client.base_url}reconcile"
        assert told["identifierSpace"] == "https://w3id.org/defgraph/"
        assert (
            told["schemaSpace"] + told["defaultTypes"][0]["id"]
            == "https://w3id.org/defgraph/ontology#Official"
        )
        assert {each["service_url"] for each in told["suggest"].values()} == {here}
        assert told["batchSize"] == MOST_QUERIES
        for template in (told["view"]["url"], told["preview"]["url"]):
            address = template.replace("{{id}}", quote(RINA, safe=""))
            assert client.get(address).status_code in {200, 303}
        for of, each in told["suggest"].items():
            got(client, f"suggested-{of}", each["service_url"] + each["service_path"], prefix="a")
        proposal = told["extend"]["propose_properties"]
        got(client, "proposal", proposal["service_url"] + proposal["service_path"], type="Official", limit=3)

    def test_each_language_has_a_service(self, client: httpx.Client) -> None:
        told = got(client, "manifest", "reconcile/id")
        assert told["defaultTypes"][0] == {"id": "Official", "name": "Pejabat"}
        assert told["preview"]["url"] == f"{client.base_url}reconcile/id/preview?id={{{{id}}}}"
        assert refused(client.get("reconcile/fr", headers=ELSEWHERE), 404, "not-found")

    def test_it_need_not_be_sent_twice(self, client: httpx.Client) -> None:
        tag = client.get("reconcile").headers["etag"]
        assert client.get("reconcile", headers={"If-None-Match": tag}).status_code == 304


class TestQueries:
    def test_a_batch_by_form_and_by_address(self, client: httpx.Client) -> None:
        batch = {
            "q0": {"query": "Rina Kusuma", "type": "Official", "limit": 1, "type_strict": "should"},
            "q1": {"query": "Rina Kusuma", "properties": [{"pid": "country", "v": "Indonesia"}]},
            "ü": {"query": "nobody at all"},
        }
        answer = posted(client, "results", queries=batch)
        assert list(answer) == list(batch)
        assert [one["match"] for one in answer["q0"]["result"]] == [False]
        assert (answer["q1"]["result"][0]["id"], answer["q1"]["result"][0]["match"]) == (RINA, True)
        assert answer["ü"]["result"] == []
        assert got(client, "results", "reconcile", queries=json.dumps(batch)) == answer
        assert posted(client, "results", queries={}) == {}

    def test_half_a_character_as_a_key_comes_back(self, client: httpx.Client) -> None:
        text = '{"\\ud800": {"query": "Rina Kusuma"}}'
        assert list(client.post("reconcile", data={"queries": text}).json()) == ["\ud800"]

    def test_as_many_as_the_manifest_says_and_no_more(self, client: httpx.Client) -> None:
        batch = {str(n): {"query": f"Rina Kusuma {n}"} for n in range(MOST_QUERIES)}
        assert len(posted(client, "results", queries=batch)) == MOST_QUERIES
        batch["one too many"] = {"query": "Rina Kusuma"}
        answer = client.post("reconcile", data={"queries": json.dumps(batch)}, headers=ELSEWHERE)
        assert "expected at most 50" in refused(answer, 413, "too-large")

    def test_what_cannot_be_answered_is_a_problem(self, client: httpx.Client) -> None:
        def get(**parameters: str) -> httpx.Response:
            return client.get("reconcile", params=parameters, headers=ELSEWHERE)

        assert "line 1 column 2" in refused(get(queries="["), 400, "bad-request")
        assert "queries.q.limit: found 0" in refused(
            get(queries='{"q": {"query": "x", "limit": 0}}'), 422, "bad-parameter"
        )
        assert "expected queries" in refused(get(query="Rina"), 400, "bad-request")
        assert "found both" in refused(get(queries="{}", extend="{}"), 400, "bad-request")
        again = client.get("reconcile?queries={}&queries={}", headers=ELSEWHERE)
        assert "expected queries once" in refused(again, 400, "bad-request")
        as_json = client.post("reconcile", json={"q": {"query": "x"}}, headers=ELSEWHERE)
        assert "application/json" in refused(as_json, 415, "unsupported-media-type")
        empty = client.post(
            "reconcile", data={}, headers={**ELSEWHERE, "Content-Type": "application/x-www-form-urlencoded"}
        )
        refused(empty, 400, "bad-request")

    def test_a_body_without_end_is_refused(self, client: httpx.Client) -> None:
        answer = client.post("reconcile", data={"queries": "x" * (1 << 20)}, headers=ELSEWHERE)
        refused(answer, 413, "too-large")


class TestOthers:
    def test_extension(self, client: httpx.Client) -> None:
        wanted = [{"id": name} for name in ("country", "tenure", "meetings", "firstMeeting")]
        asked = {"ids": [RINA, "vocabulary/country/MY", "nix"], "properties": wanted}
        answer = posted(client, "extension", "reconcile/id", extend=asked)
        assert list(answer["rows"]) == asked["ids"]
        assert answer["rows"][RINA]["meetings"] == [{"int": 5}]
        assert answer["meta"][0] == {
            "id": "country",
            "name": "negara",
            "type": {"id": "Country", "name": "Negara"},
        }
        assert got(client, "extension", "reconcile/id", extend=json.dumps(asked)) == answer

    def test_an_extension_by_no_property_is_a_problem(self, client: httpx.Client) -> None:
        asked = {"ids": [RINA], "properties": [{"id": "shoe size"}]}
        answer = client.post("reconcile", data={"extend": json.dumps(asked)}, headers=ELSEWHERE)
        assert "expected one of country, organisation" in refused(answer, 422, "bad-parameter")

    def test_suggestions(self, client: httpx.Client) -> None:
        found = got(client, "suggested-entity", "reconcile/suggest/entity", prefix="rina", type="Official")
        assert [each["id"] for each in found["result"]] == [RINA, RINA.replace("/id/", "/my/")]
        later = got(
            client, "suggested-entity", "reconcile/suggest/entity", prefix="rina", type="Official", cursor=1
        )
        assert later["result"] == found["result"][1:]
        assert len(got(client, "suggested-property", "reconcile/suggest/property")["result"]) == 5
        assert len(got(client, "suggested-type", "reconcile/id/suggest/type", prefix="pej")["result"]) == 1

    def test_suggestions_that_cannot_be_made_are_problems(self, client: httpx.Client) -> None:
        for path, status, kind in [
            ("reconcile/suggest/entity?cursor=-1", 422, "bad-parameter"),
            ("reconcile/suggest/entity?prefix=%ff", 400, "bad-request"),
            ("reconcile/suggest/nix", 404, "not-found"),
            ("reconcile/properties?limit=x", 422, "bad-parameter"),
            ("reconcile/view?id=nix", 404, "not-found"),
            ("reconcile/preview?id=nix", 404, "not-found"),
            ("reconcile/preview", 422, "bad-parameter"),
        ]:
            refused(client.get(path, headers=ELSEWHERE), status, kind)

    def test_a_view_leads_to_the_page(self, client: httpx.Client) -> None:
        def leads_to(path: str, **headers: str) -> str:
            answer = client.get(path, params={"id": RINA}, headers=headers)
            assert answer.status_code == 303
            return str(answer.next_request.url).removeprefix(str(client.base_url))

        assert leads_to("reconcile/view") == "official/id/rina-kusuma.en.html"
        assert leads_to("reconcile/view", **{"Accept-Language": "id"}) == "official/id/rina-kusuma.id.html"
        assert leads_to("reconcile/id/view") == "official/id/rina-kusuma.id.html"

    def test_a_preview_may_be_framed_and_loads_nothing(self, client: httpx.Client) -> None:
        answer = client.get("reconcile/preview", params={"id": RINA})
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; ")
        assert policy.endswith("frame-ancestors *")
        assert "x-frame-options" not in answer.headers
        (style,) = re.findall("<style>(.*?)</style>", answer.text, flags=re.DOTALL)
        assert f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy
        assert re.findall('(?:src|href)="([^"]*)"', answer.text) == ["../official/id/rina-kusuma.en.html"]
        assert client.get("reconcile").headers["content-security-policy"].endswith("frame-ancestors 'none'")

    def test_clients_on_other_sites_may_ask_whether_they_may(self, client: httpx.Client) -> None:
        for path in ("reconcile", "reconcile/preview", "reconcile/id/suggest/entity"):
            asked = {**ELSEWHERE, "Access-Control-Request-Method": "GET"}
            answer = client.options(path, headers=asked)
            assert answer.status_code == 200
            assert answer.headers["access-control-allow-origin"] == "*"
            assert client.options(path).headers["allow"].startswith("GET, HEAD")


def test_hostile_names_are_told_and_do_nothing(tmp_path) -> None:
    record = json.loads((RECORDS / "2025-03-03-telepon.json").read_text(encoding="utf-8"))
    name = 'Rina </style><script>alert(1)</script> "Kusuma" \u202e'
    record["meetings"][0]["participants"][0]["name"] = name
    file = tmp_path / "2025-03-03-telepon.json"
    file.write_text(json.dumps(record), encoding="utf-8")
    with open_store(tmp_path / "a.store") as store:
        build([file], store)
    with served(tmp_path / "a.store") as client:
        (one,) = posted(client, "results", queries={"q": {"query": name, "limit": 1}})["q"]["result"]
        page = client.get("reconcile/preview", params={"id": one["id"]}).text
        assert "<script" not in page
        assert "&lt;script&gt;" in page
        assert "\u202e" not in page
