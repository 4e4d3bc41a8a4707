"""The store that competency questions are asked of, and how their expected rows are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from pyoxigraph import NamedNode

from conftest import ROOT
from defgraph import build, open_store
from defgraph.namespaces import DEFAULT_BASE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from defgraph.queries import Result
    from defgraph.store import Store

COMPETENCY = ROOT / "tests" / "competency"
RECORDS = COMPETENCY / "records"
EXPECTED = sorted((COMPETENCY / "expected").glob("*.yaml"))


@pytest.fixture(scope="module")
def competency_store() -> Iterator[Store]:
    """A memory store of the invented records in tests/competency/records."""
    with open_store("memory") as store:
        build([RECORDS], store)
        yield store


def read_cases() -> list[tuple[str, dict[str, str], list[str], list[list[str]]]]:
    """Return each case as the query's name, its parameters, the columns compared and the expected rows."""
    cases = []
    for path in EXPECTED:
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        for case in document["cases"]:
            columns = case.get("columns", document["columns"])
            cases.append((path.stem, case["parameters"] or {}, columns, case["rows"]))
    return cases


CASES = read_cases()
CASE_IDS = [f"{name} {parameters}" for name, parameters, _, _ in CASES]


def rows_as_written(result: Result, columns: list[str]) -> list[list[str]]:
    """Return some columns of ``result`` as the expected rows are written."""
    places = [result.columns.index(column) for column in columns]
    return [[cell_as_written(row[place]) for place in places] for row in result.rows]


def cell_as_written(term: object) -> str:
    if term is None:
        return "~"
    if isinstance(term, NamedNode):
        return term.value.removeprefix(DEFAULT_BASE)
    return term.value
