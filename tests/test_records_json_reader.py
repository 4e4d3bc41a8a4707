from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Callable, Iterator
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.records import Problem, Record
from defgraph.records.items import Item
from defgraph.records.json_reader import read_either, read_json, read_json_lines
from records_strategies import JSON, as_json, records

Reader = Callable[[BinaryIO, str, list[Problem]], Iterator[Item]]

GOOD = b'{"id":"a","meetings":[{"type":"courtesy-call"}]}'
OTHER = GOOD.replace(b'"a"', b'"b"')
OBJECT = "one record as a JSON object"


def read(reader: Reader, raw: bytes) -> tuple[list[Item], list[str]]:
    problems: list[Problem] = []
    items = list(reader(io.BytesIO(raw), "x", problems))
    return items, [str(problem) for problem in problems]


@given(records())
def test_a_record_reads_back_equal(data: JSON) -> None:
    expected = Record.model_validate(data)
    line = json.dumps(data).encode()
    for reader, raw in [
        (read_json, as_json(data)),
        (read_json, b"\xef\xbb\xbf" + as_json(data) + b"\r\n"),
        (read_json_lines, line),
        (read_either, as_json(data)),
        (read_either, line + b"\n"),
    ]:
        items, problems = read(reader, raw)
        assert ([item.record for item in items], problems) == ([expected], [])


def test_json_lines_know_their_lines() -> None:
    items, problems = read(read_json_lines, b"\xef\xbb\xbf" + GOOD + b"\r\n\n  \n" + OTHER)
    assert [(item.record.id, item.line) for item in items] == [("a", 1), ("b", 4)]
    assert items[1].locate(("meetings", 0, "a/b~")) == (4, "/meetings/0/a~1b~0")
    assert problems == []


@pytest.mark.parametrize("end", [b"", b"\n"])
def test_a_line_that_is_cut_short_is_told_alike_wherever_it_stands(end: bytes) -> None:
    cut = "x:2: found JSON that ends too early (EOF while parsing a string), expected one record as a JSON object"
    items, problems = read(read_json_lines, GOOD + b"\n" + OTHER[:8] + end)
    assert [item.record.id for item in items] == ["a"]
    assert problems == [f"{cut}; is it cut short?"]


def test_bad_lines_do_not_keep_the_good_ones_from_being_read() -> None:
    raw = b"\n".join([b'{"id":"A"', GOOD, b"[]", b'{"id":"b"}', OTHER])
    items, problems = read(read_json_lines, raw)
    assert [item.record.id for item in items] == ["a", "b"]
    assert problems == [
        (
            f"x:1: found JSON that ends too early (EOF while parsing an object), expected {OBJECT}; "
            "is it cut short?"
        ),
        (
            "x:3: found an empty list, expected one record as an object; several go one a line into "
            "a .jsonl file"
        ),
        "x:4: /meetings: found nothing, expected the meetings it reports, or an empty list",
    ]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", f"x: found an empty file, expected {OBJECT}"),
        (b"\xef\xbb\xbf \n", f"x: found an empty file, expected {OBJECT}"),
        (
            GOOD[:-3],
            (
                "x:1: found JSON that ends too early (EOF while parsing an object), expected "
                f"{OBJECT}; is it cut short?"
            ),
        ),
        (
            b'{\n"id":\n"a',
            (
                "x:3: found JSON that ends too early (EOF while parsing a string), expected "
                f"{OBJECT}; is it cut short?"
            ),
        ),
        (b'{\n"id" "a"}', f"x:2: found broken JSON at column 6 (expected `:`), expected {OBJECT}"),
        (
            GOOD + b"\n" + OTHER,
            (
                f"x:2: found broken JSON at column 1 (trailing characters), expected {OBJECT}; "
                "several records go one a "
                "line into a .jsonl file"
            ),
        ),
        (GOOD.decode().encode("utf-16"), "x: found UTF-16 text, expected UTF-8 text; save the file as UTF-8"),
        (b"\0\1\2", "x: found binary data, expected UTF-8 text"),
        (
            '{\n"id": "Marés"}'.encode("latin-1"),
            "x:2: found the byte 0xE9, expected UTF-8 text; save the file as UTF-8",
        ),
        (
            b'{"id":"a","meetings":[{"type":"courtesy-call","type":"official-visit"}]}',
            "x: /meetings/0/type: found this key a second time, expected it once",
        ),
        (
            b"[" * 100_000,
            f"x:1: found broken JSON at column 202 (recursion limit exceeded), expected {OBJECT}",
        ),
        (
            GOOD[:-1] + b',"evidence":[{"for":"/id","start":0,"end":' + b"9" * 4000 + b"}]}",
            "x: /evidence/0/end: found a number of more than 60 digits, expected a whole number from 0 on",
        ),
        (
            b'{"id":"\\ud800"}',
            f"x:1: found broken JSON at column 14 (unexpected end of hex escape), expected {OBJECT}",
        ),
        (
            b'{"id":"a\nb"}',
            (
                "x:2: found broken JSON at column 0 (control character (\\u0000-\\u001F) found "
                "while parsing a string), "
                f"expected {OBJECT}"
            ),
        ),
    ],
)
def test_each_way_to_be_no_record_has_its_message(raw: bytes, message: str) -> None:
    assert read(read_json, raw) == ([], [message])


def test_a_number_beyond_what_python_converts_is_a_problem() -> None:
    raw = GOOD[:-1] + b',"evidence":[{"for":"/id","start":0,"end":' + b"9" * 5000 + b"}]}"
    items, problems = read(read_json, raw)
    assert items == []
    assert len(problems) == 1


def test_repeated_keys_are_listed_with_whatever_else_is_wrong() -> None:
    raw = b'{"id":"a","id":"A","meetings":[{"type":"courtesy-call"}]}'
    _, problems = read(read_json, raw)
    assert problems == [
        "x: /id: found this key a second time, expected it once",
        (
            'x: /id: found "A", expected lower-case letters, digits and hyphens, such as '
            '"2025-10-21-kemhan-unops"'
        ),
    ]


def test_a_file_of_json_lines_in_another_encoding_is_one_problem() -> None:
    assert read(read_json_lines, (GOOD.decode() + "\n").encode("utf-16") * 50) == (
        [],
        ["x:1: found UTF-16 text, expected UTF-8 text; save the file as UTF-8"],
    )
    assert read(read_json_lines, b"\n \n") == (
        [],
        ["x: found an empty file, expected one record a line, as a JSON object"],
    )


@pytest.mark.parametrize(
    ("raw", "ids", "message"),
    [
        (b"\n" + GOOD + b"\n" + OTHER, ["a", "b"], None),
        (b"\n{\n" + GOOD[1:], ["a"], None),
        (b"\xef\xbb\xbf{\n" + GOOD[1:], ["a"], None),
        (
            b"\n{x}\n" + OTHER,
            ["b"],
            f"x:2: found broken JSON at column 2 (key must be a string), expected {OBJECT}",
        ),
        (
            GOOD[:9],
            [],
            (
                "x:1: found JSON that ends too early (EOF while parsing an object), expected "
                f"{OBJECT}; is it cut short?"
            ),
        ),
        (
            b"id,status,meetings.type\na,,courtesy-call\n",
            [],
            (
                'x: found text that begins "id,status,meetings.t", expected JSON or JSON Lines; '
                "save YAML and CSV in files, "
                "and name those"
            ),
        ),
        (b"", [], f"x: found an empty file, expected {OBJECT}"),
        (b"\xff\xfe{\0", [], "x:1: found UTF-16 text, expected UTF-8 text; save the file as UTF-8"),
    ],
)
def test_a_stream_is_json_or_json_lines_by_its_first_line(
    raw: bytes, ids: list[str], message: str | None
) -> None:
    items, problems = read(read_either, raw)
    assert [item.record.id for item in items] == ids
    assert problems == ([] if message is None else [message])


@pytest.mark.parametrize("reader", [read_json, read_json_lines, read_either])
@given(
    raw=st.binary()
    | st.text(st.sampled_from('{}[]",:0a \n\\')).map(str.encode)
    | st.tuples(records(), st.integers(0, 200)).map(lambda pair: as_json(pair[0])[: pair[1]])
)
def test_arbitrary_bytes_give_records_or_problems(reader: Reader, raw: bytes) -> None:
    items, problems = read(reader, raw)
    assert items or problems
    assert all(problem.isprintable() for problem in problems)


def test_lines_are_read_one_at_a_time() -> None:
    lines = (b'{"id":"r%d","meetings":[{"type":"courtesy-call"}]}\n' % number for number in range(20_000))
    problems: list[Problem] = []
    tracemalloc.start()
    try:
        count = sum(1 for _ in read_json_lines(lines, "x", problems))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (count, problems) == (20_000, [])
    assert peak < 2_000_000
