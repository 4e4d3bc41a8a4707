from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.records import Problem, Record
from defgraph.records.csv_draft import COLUMNS
from defgraph.records.csv_reader import read_csv
from records_strategies import JSON, as_csv, records

if TYPE_CHECKING:
    from defgraph.records.items import Item

HEADER = "id,meeting,meetings.type,meetings.participants.name,meetings.participants.role"


def read(raw: bytes | str) -> tuple[list[Item], list[str]]:
    problems: list[Problem] = []
    items = list(read_csv(io.BytesIO(raw.encode() if isinstance(raw, str) else raw), "x.csv", problems))
    return items, [str(problem) for problem in problems]


def data(raw: str) -> list[JSON]:
    items, problems = read(raw)
    assert problems == []
    return [item.record.to_dict() for item in items]


def test_the_columns_are_the_paths_of_the_format() -> None:
    assert list(COLUMNS) == [
        "id",
        "meeting",
        "format",
        "status",
        "article.url",
        "article.title",
        "article.publisher",
        "article.published",
        "article.retrieved",
        "article.language",
        "article.text",
        "article.text_sha256",
        "meetings.type",
        "meetings.date",
        "meetings.mode",
        "meetings.place.venue",
        "meetings.place.city",
        "meetings.place.country",
        "meetings.participants.name",
        "meetings.participants.rank",
        "meetings.participants.position",
        "meetings.participants.organisation",
        "meetings.participants.country",
        "meetings.participants.role",
        "meetings.partners.country",
        "meetings.partners.organisation",
        "meetings.partners.abbreviation",
        "meetings.partners.status",
        "meetings.areas",
        "meetings.outcomes.type",
        "meetings.outcomes.title",
        "evidence.for",
        "evidence.start",
        "evidence.end",
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@given(record=records())
def test_a_record_reads_back_equal(delimiter: str, record: JSON) -> None:
    items, problems = read(as_csv(record, delimiter))
    assert ([item.record for item in items], problems) == ([Record.model_validate(record)], [])


def test_each_row_adds_a_participant() -> None:
    assert data(f"{HEADER}\na,,courtesy-call,Budi,host\na,,,Citra,guest\n\n ,,,,\na,,,Citra,guest\n") == [
        {
            "id": "a",
            "meetings": [
                {
                    "type": "courtesy-call",
                    "participants": [
                        {"name": "Budi", "role": "host"},
                        {"name": "Citra", "role": "guest"},
                        {"name": "Citra", "role": "guest"},
                    ],
                }
            ],
        }
    ]


def test_meetings_are_numbered_and_records_follow_one_another() -> None:
    first, second = data(
        f"{HEADER}\na,2,official-visit,Budi,\na,1,courtesy-call,Citra,\na,2,,Dewi,\nb,,courtesy-call,,\n"
    )
    assert [meeting["type"] for meeting in first["meetings"]] == ["courtesy-call", "official-visit"]
    assert first["meetings"][1]["participants"] == [{"name": "Budi"}, {"name": "Dewi"}]
    assert second == {"id": "b", "meetings": [{"type": "courtesy-call"}]}


def test_repeated_partners_outcomes_and_spans_count_once() -> None:
    row = "a,courtesy-call,logistics; space,BY,present,mou-signed,/id,0,1"
    header = "id,meetings.type,meetings.areas,meetings.partners.country,meetings.partners.status,"
    header += "meetings.outcomes.type,evidence.for,evidence.start,evidence.end"
    (record,) = data(f"{header}\n{row}\n{row}\na,,,MY,present,,,,\n")
    assert record["meetings"][0] == {
        "type": "courtesy-call",
        "areas": ["logistics", "space"],
        "partners": [{"country": "BY", "status": "present"}, {"country": "MY", "status": "present"}],
        "outcomes": [{"type": "mou-signed"}],
    }
    assert record["evidence"] == [{"for": "/id", "start": 0, "end": 1}]


def test_a_place_in_the_file_is_a_line_and_a_column() -> None:
    items, _ = read(f'{HEADER}\r\na,,courtesy-call,Budi,host\r\na,,,"Citra",guest\r\n')
    (item,) = items
    assert item.line == 2
    assert item.locate(("meetings", 0, "participants", 1, "name")) == (3, "meetings.participants.name")
    assert item.locate(("article", "text")) == (2, "article.text")


@pytest.mark.parametrize(
    ("raw", "messages"),
    [
        ("", ["x.csv: found an empty file, expected a header and rows"]),
        ("\n\n", ["x.csv: found an empty file, expected a header and rows"]),
        (f"{HEADER}\n", ["x.csv: found a header alone, expected rows below it"]),
        ("meeting\n1\n", ['x.csv:1: found no column "id", expected it on every row']),
        ("id,id\na,a\n", ['x.csv:1: found the column "id" a second time, expected it once']),
        (
            "id;meetings.participants.nmae;\na;b\n",
            [
                (
                    'x.csv:1: found the unknown column "meetings.participants.nmae", expected '
                    "one of 34 values; "
                    'did you mean "meetings.participants.name"?'
                ),
            ],
        ),
        (
            f"{HEADER}\na,,courtesy-cal,Budi,host\na,,,Citra,gest\n",
            [
                (
                    'x.csv:2: meetings.type: found "courtesy-cal", expected one of '
                    "courtesy-call, bilateral-meeting, "
                    "multilateral-meeting, interagency-meeting, official-visit, "
                    "strategic-dialogue, signing-ceremony; "
                    'did you mean "courtesy-call"?'
                ),
                (
                    'x.csv:3: meetings.participants.role: found "gest", expected one of host, '
                    "guest, accompanying, "
                    'attendee, spokesperson; did you mean "guest"?'
                ),
            ],
        ),
        (
            f"{HEADER}\na,,courtesy-call,Budi,host\na,,official-visit,Citra,guest\n",
            [
                (
                    'x.csv:3: meetings.type: found "official-visit", expected "courtesy-call" as on '
                    "line 2, or an empty cell"
                ),
            ],
        ),
        (
            "id,meetings.type,meetings.areas\na,courtesy-call,space;cbrn\na,,space\n",
            ['x.csv:3: meetings.areas: found "space", expected "space;cbrn" as on line 2, or an empty cell'],
        ),
        (
            f"{HEADER}\na,,courtesy-call,Budi,host\n,,,Citra,guest\n",
            ["x.csv:3: id: found nothing, expected the id of the record, on every row"],
        ),
        (
            f"{HEADER}\n,,courtesy-call,Budi,host\n",
            ["x.csv:2: id: found nothing, expected the id of the record, on every row"],
        ),
        (
            f"{HEADER}\na,first,courtesy-call,Budi,host\n",
            ['x.csv:2: meeting: found "first", expected the number of the meeting in its record, from 1'],
        ),
        (
            f"{HEADER}\na,0,courtesy-call,Budi,host\n",
            ['x.csv:2: meeting: found "0", expected the number of the meeting in its record, from 1'],
        ),
        (
            f"{HEADER}\na,1,courtesy-call,Budi,host\na,3,courtesy-call,Budi,host\n",
            ["x.csv:2: meeting: found 1, 3, expected meetings numbered 1, 2, … without a gap"],
        ),
        (
            f"{HEADER}\na,,courtesy-call,Budi,host,guest\n",
            ["x.csv:2: found 6 cells, expected 5, one for each column"],
        ),
        (
            f'{HEADER}\na,,courtesy-call,Budi,host\na,,,"Citra,guest\n',
            ["x.csv:3: found broken CSV (unexpected end of data), expected rows of cells"],
        ),
        (f'"{HEADER}', ["x.csv:1: found broken CSV (unexpected end of data), expected rows of cells"]),
        (
            "id,meetings.type,evidence.for,evidence.start,evidence.end\na,courtesy-call,/meetings/1,x,2\n",
            [
                'x.csv:2: evidence.start: found "x", expected a whole number from 0 on',
                (
                    'x.csv:2: evidence.for: found "/meetings/1", expected a JSON Pointer to a '
                    "value of this record; "
                    "/meetings has 1 entry, counted from 0"
                ),
            ],
        ),
        (
            "id,article.title\na,b\n",
            ["x.csv:2: meetings: found nothing, expected the meetings it reports, or an empty list"],
        ),
        (
            "id\nMar\u00e9s".encode("latin-1"),
            ["x.csv:2: found the byte 0xE9, expected UTF-8 text; save the file as UTF-8"],
        ),
    ],
)
def test_each_way_to_be_no_record_has_its_message(raw: str | bytes, messages: list[str]) -> None:
    assert read(raw) == ([], messages)


def test_scattered_rows_of_a_record_are_refused_where_they_come_again() -> None:
    items, problems = read(f"{HEADER}\na,,courtesy-call,,\nb,,courtesy-call,,\na,,courtesy-call,,\n")
    assert [item.record.id for item in items] == ["a", "b"]
    assert problems == [
        (
            'x.csv:4: id: found more rows of "a", which began on line 2, expected the rows of a '
            "record together; "
            "sort the rows by id"
        )
    ]


def test_cells_of_several_lines_do_not_confuse_the_line_numbers() -> None:
    _, problems = read('id,article.title,meetings.type\na,"b\nc",courtesy-call\nb,,x\n')
    assert [problem.split(": ")[0] for problem in problems] == ["x.csv:2", "x.csv:4"]


@pytest.mark.parametrize("header", ["", HEADER + "\n", "id;meetings.type\n"])
@given(raw=st.binary() | st.text(st.sampled_from('a,;\t\n\r" 1\0')).map(str.encode))
def test_arbitrary_bytes_give_records_or_problems(header: str, raw: bytes) -> None:
    items, problems = read(header.encode() + raw)
    assert items or problems
    assert all(problem.isprintable() for problem in problems)


@given(records(), records())
def test_several_records_share_a_file(one: JSON, other: JSON) -> None:
    other["id"] = f"{one['id']}-b"
    rows: Any = as_csv(other).split(b"\r\n", 1)[1]
    assert [item.record.to_dict()["id"] for item in read(as_csv(one) + rows)[0]] == [one["id"], other["id"]]
