from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT
from defgraph.errors import InputError
from defgraph.queries import find_query, list_queries
from defgraph.queries.header import parse_query
from defgraph.queries.index import BEGIN, END, columns, markdown_index, with_index

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENT = ROOT / "docs" / "queries.md"


def test_the_index_in_the_documentation_is_that_of_the_headers() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert with_index(document, list_queries()) == document, (
        "run: python -m defgraph.queries.index docs/queries.md"
    )


def test_an_index_that_is_behind_would_be_noticed() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert with_index(document, list_queries()[1:]) != document


def test_the_index_is_written_between_its_marks(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"before\n{BEGIN}\nwas here before\n{END}\nafter\n", encoding="utf-8")
    subprocess.run([sys.executable, "-m", "defgraph.queries.index", str(path)], check=True)
    written = path.read_text(encoding="utf-8")
    assert written.startswith(f"before\n{BEGIN}\n| query |")
    assert written.endswith(f"{END}\nafter\n")
    assert "was here before" not in written


def test_a_document_without_the_marks_is_refused() -> None:
    with pytest.raises(InputError, match="index: begin"):
        with_index("nothing", [])


def test_the_index_tells_what_each_parameter_is() -> None:
    text = markdown_index([find_query("dormant-partners"), find_query("partner-countries")])
    assert "| `months` | integer | how many months without a meeting (default: 12) |" in text
    assert "| `as_of` | date | **required**: the day to look back from |" in text
    assert "| `status` | present, discussed |" in text


def test_columns_are_those_of_the_outermost_select() -> None:
    text = "PREFIX a: <b> SELECT DISTINCT ?x (COUNT(?y) AS ?z) (IF(?p, (?q AS ?r), 1) AS ?s) WHERE { SELECT ?t {} }"
    assert columns(text) == ["x", "z", "s"]


def test_the_query_in_the_documentation_is_a_good_one() -> None:
    example = DOCUMENT.read_text(encoding="utf-8").split("```sparql\n")[1].split("```")[0]
    assert list(parse_query(example, DOCUMENT).parameters) == ["country"]
