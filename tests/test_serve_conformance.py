"""The service keeps to the W3C's specifications of SPARQL over HTTP, and the runner that says so can say no."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import rdflib

from conformance import SUITES, Endpoint, misfits, own_endpoint, run_suite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sparql_server import Server

PASSED = {"protocol": 34, "service-description": 3, "graph-store": 14}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    with own_endpoint() as served:
        yield served


@pytest.mark.parametrize("suite", SUITES)
def test_every_case_passes(suite: str, endpoint: Endpoint) -> None:
    outcome = run_suite(endpoint, suite)
    assert (outcome.of, outcome.failed) == (PASSED[suite], {})


class TestRunner:
    """Against another implementation, of which it is known what it does otherwise."""

    def test_it_finds_what_is_wrong(self, empty_server: Server) -> None:
        base = empty_server.address
        other = Endpoint(f"{base}/query", f"{base}/update", f"{base}/store")
        found = {suite: run_suite(other, suite).failed for suite in SUITES}
        assert {suite: sorted(failed) for suite, failed in found.items()} == {
            "protocol": ["bad_update_get"],
            "service-description": [],
            "graph-store": [
                "head_existing_direct",
                "head_existing_indirect",
                "post_get_post_get_direct",
                "post_get_post_get_indirect",
            ],
        }
        assert "expected 4xx, found 200" in found["protocol"]["bad_update_get"]

    def test_without_a_token_nothing_is_written(self, endpoint: Endpoint) -> None:
        outcome = run_suite(replace(endpoint, token=None), "protocol")
        assert "update_post_direct" in outcome.failed
        assert "401" in outcome.failed["update_post_direct"]
        assert "passed" in str(outcome).splitlines()[0]

    @pytest.mark.parametrize(
        ("description", "said"),
        [
            ("", "no sd:Service"),
            ("<s> a sd:Service .", "one sd:endpoint"),
            ('<s> a sd:Service ; sd:endpoint "here" .', "an IRI"),
            ("<s> a sd:Service, sd:Servant ; sd:endpoint <e> .", "no class"),
            ("<s> a sd:Service ; sd:endpoint <e> ; sd:futures <f> .", "no property"),
            ("<s> a sd:Service ; sd:endpoint <e> ; sd:feature sd:SPARQL11Query .", "an sd:Feature"),
            (
                "<s> a sd:Service ; sd:endpoint <e> . <d> a sd:Graph ; sd:namedGraph <g> .",
                "an sd:GraphCollection",
            ),
        ],
    )
    def test_a_description_that_does_not_fit(self, description: str, said: str) -> None:
        text = f"@prefix sd: <http://www.w3.org/ns/sparql-service-description#> . {description}"
        (problem,) = misfits(rdflib.Graph().parse(data=text, format="turtle", publicID="http://e.org/"))
        assert said in problem
