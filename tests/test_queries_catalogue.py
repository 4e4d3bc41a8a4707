from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from defgraph.errors import InputError, NotFoundError, QueryError
from defgraph.queries import find_query, list_queries
from defgraph.queries.header import text_in

if TYPE_CHECKING:
    from pathlib import Path

    from defgraph.queries import SavedQuery


def save(folder: Path, name: str, summary: str = "one") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.rq"
    path.write_text(f"#+ summary: {summary}\nSELECT ?s {{ ?s ?p ?o }}\n", encoding="utf-8")
    return path


def test_the_queries_of_the_package_are_listed_by_name_in_both_languages() -> None:
    queries = list_queries()
    names = [query.name for query in queries]
    assert names == sorted(names)
    assert "meetings" in names
    assert all(query.tags for query in queries)


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_the_queries_of_the_package_and_their_parameters_are_told_in_both_languages(
    query: SavedQuery,
) -> None:
    assert query.summary != query.summary_id != ""
    for told in (query, *query.parameters.values()):
        english, indonesian = (text_in(told, "description", language) for language in ("en", "id"))
        assert (english[1], indonesian[1]) == ("en", "id"), told.name
        assert english[0]
        assert english[0] != indonesian[0]
        assert re.findall(r"`([^`]+)`", english[0]) == re.findall(r"`([^`]+)`", indonesian[0])


def test_what_has_no_indonesian_is_told_in_english(tmp_path: Path) -> None:
    query = find_query("own", [save(tmp_path, "own").parent])
    assert text_in(query, "summary", "id") == ("one", "en")
    assert text_in(query, "description", "id") == ("", "en")


def test_queries_of_ones_own_are_added(tmp_path: Path) -> None:
    save(tmp_path, "own")
    assert find_query("own", [tmp_path]).summary == "one"
    assert len(list_queries([str(tmp_path)])) == len(list_queries()) + 1


def test_a_query_of_ones_own_takes_the_place_of_the_one_of_its_name(tmp_path: Path) -> None:
    save(tmp_path, "meetings", "mine")
    assert find_query("meetings", [tmp_path]).summary == "mine"
    assert len(list_queries([tmp_path])) == len(list_queries())


def test_two_queries_of_one_name_are_an_error_that_names_both(tmp_path: Path) -> None:
    folders = [tmp_path / "a", tmp_path / "b"]
    one, other = (save(folder, "own") for folder in folders)
    with pytest.raises(QueryError, match=f"2 queries are called own: {one} and {other}; rename"):
        find_query("own", folders)
    assert find_query("meetings", folders).name == "meetings", "which does not concern the others"
    listed = {query.name: query.problem for query in list_queries(folders)}
    assert f"{one} and {other}" in listed["own"]
    assert not listed["meetings"]


def test_a_folder_may_be_named_twice(tmp_path: Path) -> None:
    save(tmp_path, "own")
    assert find_query("own", [tmp_path, tmp_path]).name == "own"


def test_an_unknown_query_brings_the_nearest_name() -> None:
    with pytest.raises(NotFoundError, match="no query 'meeting'; did you mean meetings"):
        find_query("meeting")
    with pytest.raises(NotFoundError, match="defgraph queries lists them all"):
        find_query("qqqqq")


def test_a_folder_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder of queries"):
        list_queries([tmp_path / "missing"])


def test_a_broken_file_does_not_stand_in_the_way_of_the_others(tmp_path: Path) -> None:
    (tmp_path / "broken.rq").write_text("SELECT", encoding="utf-8")
    assert find_query("meetings", [tmp_path]).name == "meetings"
    with pytest.raises(QueryError, match=r"broken\.rq:1"):
        find_query("broken", [tmp_path])
    listed = list_queries([tmp_path])
    assert len(listed) == len(list_queries()) + 1
    (broken,) = (query for query in listed if query.problem)
    assert broken.name == "broken"
    assert broken.summary == f"cannot be used: {broken.problem}"
    assert f"{tmp_path / 'broken.rq'}:1: a summary is missing" in broken.problem
    assert (dict(broken.parameters), broken.text) == ({}, "")


def test_the_queries_of_the_package_have_no_problem() -> None:
    assert not any(query.problem for query in list_queries())
