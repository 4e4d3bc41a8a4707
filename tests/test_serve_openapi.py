"""The description of the service: valid, true of every answer, and seen to be false where it is broken."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError

from defgraph import build, open_store
from defgraph.queries import list_queries
from defgraph.serve.tokens import Tokens
from queries_fixture import RECORDS
from served import served

SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    place = tmp_path_factory.mktemp("served") / "a.store"
    with open_store(place) as store:
        build([RECORDS], store)
    own = tmp_path_factory.mktemp("own")
    (own / "clash.rq").write_text(
        "#+ summary: Types\n#+ parameters:\n#+   page: {type: text, description: a type}\n"
        "SELECT ?type { ?x a ?type FILTER(STR(?type) = ?_page) } ORDER BY ?type ?x\n"
    )
    (own / "broken.rq").write_text("SELECT")
    with served(place, folders=(str(own),)) as client:
        yield client


@pytest.fixture(scope="module")
def document(client):
    return client.get("openapi.json").json()


CONFIG = """
# What is a query of SPARQL, and which names a store knows, no JSON Schema can say.
[[operations]]
include-path = "/sparql"
[operations.checks.positive_data_acceptance]
expected-statuses = ["2xx", "303", "400"]

# Nor which graphs there are, what they hold, and what is RDF.
[[operations]]
include-path-regex = "^/graph-store"
[operations.checks.positive_data_acceptance]
expected-statuses = ["2xx", "400", "404", "412", "415"]
# A graph of an impossible name is one that is not there, so that no condition on it holds (RFC 9110, 13.1.1).
[operations.checks.negative_data_rejection]
expected-statuses = ["400", "401", "404", "405", "406", "412", "415", "422"]

[[operations]]
include-path = "/queries/career"
parameters = { official = "Bambang Suryono" }

[[operations]]
include-path = "/queries/official-timeline"
parameters = { official = "Bambang Suryono" }

[[operations]]
include-path = "/queries/evidence"
parameters = { meeting = "2024-01-10-malaysia" }

[[operations]]
include-path = "/reconcile/preview"
parameters = { id = "official/id/bambang-suryono" }

[[operations]]
include-path = "/reconcile/view"
parameters = { id = "official/id/bambang-suryono" }

# It takes JSON in a field of a form, which is never written; tests/test_serve_reconcile.py does.
[[operations]]
include-path = "/reconcile"
include-method = "POST"
[operations.checks.positive_data_acceptance]
expected-statuses = ["2xx", "400", "422"]
"""


def run_schemathesis(client, schema: str, tmp_path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run schemathesis with every check, a bounded number of examples and always the same ones."""
    command = [SCHEMATHESIS, "run", schema, "--url", str(client.base_url).rstrip("/"), "--checks", "all"]
    bounded = ["--max-examples", "5", "--generation-deterministic", "--no-color", "--workers", "1"]
    (tmp_path / "schemathesis.toml").write_text(CONFIG)
    return subprocess.run(
        [*command, *bounded, *options], cwd=tmp_path, capture_output=True, text=True, check=False
    )


def test_it_is_valid_openapi(document):
    validate(document, cls=OpenAPIV31SpecValidator)
    assert document["openapi"].startswith("3.1.")


def test_an_invalid_one_would_be_noticed(document):
    with pytest.raises(OpenAPIValidationError):
        validate({**document, "info": {}}, cls=OpenAPIV31SpecValidator)


def test_every_query_is_there_with_its_parameters(document):
    for query in list_queries():
        operation = document["paths"][f"/queries/{query.name}"]["get"]
        assert operation["summary"] == query.summary
        assert operation["x-summary-id"] == query.summary_id
        told = {each["name"]: each for each in operation["parameters"]}
        assert set(told) == {*query.parameters, "page", "per_page", "format"}
        for name, each in query.parameters.items():
            assert told[name]["required"] is each.required
            assert told[name]["schema"].get("enum", []) == list(each.values)
    assert "/queries/broken" not in document["paths"]


def test_a_parameter_of_the_server_that_a_query_has_too_is_told_by_its_other_name(document):
    told = [each["name"] for each in document["paths"]["/queries/clash"]["get"]["parameters"]]
    assert told == ["page", "_page", "per_page", "format"]


def test_every_operation_has_a_name_of_its_own_and_is_told_in_both_languages(document):
    operations = [each for path in document["paths"].values() for each in path.values()]
    names = [each["operationId"] for each in operations]
    assert len(names) == len(set(names))
    assert all(each["summary"] and "x-summary-id" in each for each in operations)


def test_problems_are_as_described(client, document):
    schema = {**document["components"]["schemas"]["Problem"], "additionalProperties": False}
    for path in ("queries/nix", "queries/meetings?country=x", "queries/meetings?page=0", "nix"):
        jsonschema.validate(client.get(path).json(), schema)


def test_schemathesis_finds_nothing(client, tmp_path):
    found = run_schemathesis(
        client, f"{client.base_url}openapi.json", tmp_path, "--phases", "examples,fuzzing,stateful"
    )
    assert found.returncode == 0, found.stdout[-8000:] + found.stderr[-2000:]
    assert "Missing test data" not in found.stdout


def test_schemathesis_finds_nothing_where_graphs_can_be_written(tmp_path):
    with open_store(tmp_path / "a.store") as store:
        build([RECORDS], store)
    with served(tmp_path / "a.store", tokens=Tokens(["secret-token-of-tests"])) as client:
        told = client.get("openapi.json").json()
        validate(told, cls=OpenAPIV31SpecValidator)
        assert set(told["paths"]["/graph-store"]) == {"get", "put", "post", "delete"}
        about = {path: each for path, each in told["paths"].items() if path.startswith("/graph-store")}
        file = tmp_path / "told.json"
        file.write_text(json.dumps({**told, "paths": about}))
        found = run_schemathesis(
            client,
            str(file),
            tmp_path,
            *("--phases", "fuzzing", "--header", "Authorization: Bearer secret-token-of-tests"),
        )
    assert found.returncode == 0, found.stdout[-8000:] + found.stderr[-2000:]


def test_schemathesis_finds_a_description_that_is_not_true(client, document, tmp_path):
    path = "/queries/partner-countries"
    broken = json.loads(json.dumps({**document, "paths": {path: document["paths"][path]}}))
    content = broken["paths"][path]["get"]["responses"]["200"]["content"]
    for media_type in ("application/json", "application/sparql-results+json"):
        content[media_type]["schema"]["allOf"][1]["properties"]["head"]["properties"]["vars"]["const"] = ["x"]
    file = tmp_path / "broken.json"
    file.write_text(json.dumps(broken))
    found = run_schemathesis(client, str(file), tmp_path, "--phases", "fuzzing")
    assert found.returncode == 1
    assert "Response violates schema" in found.stdout
