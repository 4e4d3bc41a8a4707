from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.records import Problem, Record
from defgraph.records.yaml_reader import read_yaml
from records_strategies import JSON, as_json, as_yaml, records

if TYPE_CHECKING:
    from defgraph.records.items import Item

GOOD = "id: a\nmeetings:\n- type: courtesy-call\n"


def read(raw: bytes | str) -> tuple[list[Item], list[str]]:
    problems: list[Problem] = []
    items = list(read_yaml(io.BytesIO(raw.encode() if isinstance(raw, str) else raw), "x.yaml", problems))
    return items, [str(problem) for problem in problems]


@given(st.lists(records(), min_size=1, max_size=3))
def test_records_read_back_equal(many: list[JSON]) -> None:
    expected = [Record.model_validate(data) for data in many]
    items, problems = read("---".join(as_yaml(data) + "\n" for data in many).encode("utf-8-sig"))
    assert ([item.record for item in items], problems) == (expected, [])


def test_json_is_yaml() -> None:
    assert read(as_json({"id": "a", "meetings": [{"type": "courtesy-call"}]}))[1] == []


@pytest.mark.parametrize(
    ("plain", "value"),
    [
        ("NO", "NO"),
        ("no", "no"),
        ("on", "on"),
        ("y", "y"),
        ("2025-10-21", "2025-10-21"),
        ("2025-10-21T09:00:00Z", "2025-10-21T09:00:00Z"),
        ("12:30:45", "12:30:45"),
        ("1_000", "1_000"),
        ("=", "="),
        ("0b1", "0b1"),
        ("'5'", "5"),
        ('"null"', "null"),
        ("!!str 5x", "5x"),
        ("|\n    a", "a"),
    ],
)
def test_text_that_yaml_1_1_takes_for_something_else_stays_text(plain: str, value: str) -> None:
    items, problems = read(f"{GOOD}article: \n  title: {plain}\n")
    assert problems == []
    assert items[0].record.article.title == value


@pytest.mark.parametrize(
    ("plain", "shown"),
    [
        ("true", "true"),
        ("FALSE", "false"),
        ("5", "5"),
        ("-05", "-5"),
        ("0o17", "15"),
        ("0x1F", "31"),
        ("1.5", "1.5"),
        ("-.5e3", "-500.0"),
        ("-.INF", "-Infinity"),
        (".nan", "NaN"),
        ("9" * 5000, "Infinity"),
    ],
)
def test_other_plain_values_mean_what_the_core_schema_says(plain: str, shown: str) -> None:
    message = f"x.yaml:5: /article/title: found {shown}, expected text; put it in quotes"
    assert read(f"{GOOD}article:\n  title: {plain}\n") == ([], [message])


@pytest.mark.parametrize("nothing", ["", "~", "null", "NULL"])
def test_a_key_without_a_value_is_to_be_left_out(nothing: str) -> None:
    message = "x.yaml:4: /article: found null, expected an object; leave the key out when it has no value"
    assert read(f"{GOOD}article: {nothing}\n") == ([], [message])


def test_dates_and_country_codes_need_no_quotes() -> None:
    items, problems = read(GOOD + "  date: 2025-10-20/2025-10-22\n  place: {country: NO}\n")
    assert problems == []
    meeting = items[0].record.meetings[0]
    assert meeting.place is not None
    assert (meeting.date, meeting.place.country) == ("2025-10-20/2025-10-22", "NO")


def test_each_document_is_a_record_and_empty_ones_are_none() -> None:
    items, problems = read(f"# a comment\n---\n---\n{GOOD}---\n{GOOD.replace('id: a', 'id: b')}...\n---\n")
    assert [(item.record.id, item.line) for item in items] == [("a", 4), ("b", 8)]
    assert items[1].locate(("meetings", 0, "date")) == (10, "/meetings/0/date")
    assert problems == []


@pytest.mark.parametrize(
    ("raw", "messages"),
    [
        ("", ["x.yaml: found an empty file, expected one record a document"]),
        ("# nothing\n---\n", ["x.yaml: found an empty file, expected one record a document"]),
        (
            "- a\n- b\n",
            [
                (
                    "x.yaml:1: found a list, expected one record as an object; several go one a line "
                    "into a .jsonl file"
                ),
            ],
        ),
        (
            GOOD + "id: b\n",
            ["x.yaml:4: /id: found this key a second time, expected it once"],
        ),
        (
            GOOD + "  participants:\n  - &x {name: Budi}\n  - *x\n",
            ["x.yaml:6: /meetings/0/participants/1: found the alias *x, expected the value itself"],
        ),
        (
            GOOD + "  date: !!timestamp 2025-10-21\n",
            [
                (
                    'x.yaml:4: /meetings/0/date: found the tag "tag:yaml.org,2002:timestamp", '
                    "expected a plain value"
                )
            ],
        ),
        (
            GOOD + "article: !!python/object:os.system {title: a}\n",
            [
                (
                    'x.yaml:4: /article: found the tag "tag:yaml.org,2002:python/object:os.system", '
                    "expected a plain value"
                )
            ],
        ),
        (
            GOOD + "? [a]\n: b\n",
            ["x.yaml:4: found a key that is no text, expected keys that are text"],
        ),
        (
            GOOD + "<<: {status: draft}\n",
            [
                (
                    "x.yaml:4: /<<: found an unknown key, expected one of article, evidence, format, "
                    "id, meetings, status"
                ),
            ],
        ),
        (
            GOOD + "  place:\n    city: Jakarta\n    contry: ID\n  type: x\n",
            [
                "x.yaml:7: /meetings/0/type: found this key a second time, expected it once",
                (
                    "x.yaml:6: /meetings/0/place/contry: found an unknown key, expected one of "
                    "city, country, venue; "
                    'did you mean "country"?'
                ),
            ],
        ),
        (
            "id: a: b\n",
            [
                (
                    "x.yaml:1: found broken YAML (mapping values are not allowed in this context), "
                    "expected one record a document"
                )
            ],
        ),
        (
            "\0",
            ["x.yaml: found binary data, expected UTF-8 text"],
        ),
        (
            "id: a\n".encode("utf-16"),
            ["x.yaml: found UTF-16 text, expected UTF-8 text; save the file as UTF-8"],
        ),
        (
            "id: a\nx: Marés\n".encode("latin-1"),
            ["x.yaml:2: found the byte 0xE9, expected UTF-8 text; save the file as UTF-8"],
        ),
    ],
)
def test_each_way_to_be_no_record_has_its_message(raw: str | bytes, messages: list[str]) -> None:
    assert read(raw) == ([], messages)


@pytest.mark.parametrize(("begin", "end"), [("[", "]"), ("{a: ", "}"), ("- ", "")])
def test_deep_nesting_is_refused(begin: str, end: str) -> None:
    items, problems = read(f"x: \n  {begin * 5000}a{end * 5000}\nid: a\n")
    assert items == []
    assert "lists or mappings inside each other, expected at most 32 of them" in "".join(problems)


def test_a_bomb_of_aliases_is_never_expanded() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n"
    for name, inner in zip("bcdefghij", "abcdefghi", strict=True):
        bomb += f"{name}: &{name} [" + ",".join([f"*{inner}"] * 9) + "]\n"
    items, problems = read(bomb)
    assert items == []
    assert "found the alias *a, expected the value itself" in problems[0]


def test_a_broken_document_does_not_undo_those_before_it() -> None:
    items, problems = read(f"{GOOD}---\nid: 'b\n")
    assert [item.record.id for item in items] == ["a"]
    assert len(problems) == 1


values: st.SearchStrategy[Any] = st.text(st.sampled_from("ab:-?!&*|>'\"{}[],#%@`\n\t 0~"))


@given(st.binary() | values.map(str.encode) | values.map(lambda text: f"{GOOD}article: {text}".encode()))
def test_arbitrary_bytes_give_records_or_problems(raw: bytes) -> None:
    items, problems = read(raw)
    assert items or problems
    assert all(problem.isprintable() for problem in problems)
