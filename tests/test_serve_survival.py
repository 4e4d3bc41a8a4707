"""A server that is killed while it writes leaves the store whole, and keeps what it has said is written."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import httpx
import pytest

from conftest import ROOT
from defgraph import build, open_store
from defgraph.check import check
from served import served, started

if TYPE_CHECKING:
    from pathlib import Path

RECORDS = ROOT / "tests" / "competency" / "records"
TOKEN = "a-token-for-tests-only"
UPDATE = "INSERT DATA {{ GRAPH <https://example.org/g> {{ <https://example.org/a> <https://example.org/p> {0} . <https://example.org/b> <https://example.org/p> {0} }} }}"
HELD = (
    "SELECT ?n {{ GRAPH <https://example.org/g> {{ <https://example.org/{}> <https://example.org/p> ?n }} }}"
)


def write(client: httpx.Client, number: int) -> int:
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/sparql-update"}
    return client.post("sparql", content=UPDATE.format(number), headers=headers).status_code


@pytest.mark.parametrize("answered", [0, 1, 5])
def test_killed_while_it_writes(tmp_path: Path, answered: int) -> None:
    place, tokens = tmp_path / "a.store", tmp_path / "tokens"
    tokens.write_text(TOKEN)
    tokens.chmod(0o600)
    with open_store(place) as store:
        build([RECORDS], store)
    with started(place, "--token-file", str(tokens)) as server, server.client() as client:
        for number in range(answered):
            assert write(client, number) == 204
        hurried = httpx.Timeout(30, read=0.005)
        with httpx.Client(base_url=server.address, timeout=hurried) as other, suppress(httpx.ReadTimeout):
            write(other, answered)
        server.process.kill()
    with open_store(place, read_only=True) as store:
        a, b = (sorted(int(row[0].value) for row in store.select(HELD.format(name)).rows) for name in "ab")
        assert a == b
        assert set(range(answered)) <= set(a) <= set(range(answered + 1))
        assert [each for each in check(store).findings if each.is_damage] == []
    with served(place) as client:
        assert client.get("healthz").status_code == 200
