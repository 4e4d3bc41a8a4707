from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.records import Problem
from defgraph.records.problems import Finding, nearest, one_of, printable, show, to_problem


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (
            Problem("records/x.json", None, "/id", '"A"', "an id", 'did you mean "a"?'),
            'records/x.json: /id: found "A", expected an id; did you mean "a"?',
        ),
        (Problem("x.jsonl", 17, "/id", "nothing", "an id"), "x.jsonl:17: /id: found nothing, expected an id"),
        (Problem("x.csv", None, None, "an empty file", "rows"), "x.csv: found an empty file, expected rows"),
        (
            Problem("a\nb\x1b[2J.json", 1, "/\u202e", "x", "y"),
            r"a\nb\x1b[2J.json:1: /\u202e: found x, expected y",
        ),
    ],
)
def test_a_problem_is_one_line(problem: Problem, text: str) -> None:
    assert str(problem) == text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Jakarta", '"Jakarta"'),
        ("Hà Nội 习", '"Hà Nội 习"'),
        ("a\nb\x1b\u202e", r'"a\nb\x1b\u202e"'),
        ("x" * 1000, '"' + "x" * 59 + '…"'),
        ("", '""'),
        (None, "null"),
        (False, "false"),
        (5, "5"),
        (1.5, "1.5"),
        (float("nan"), "NaN"),
        (10**4000, "a number of more than 60 digits"),
        ({"a": 1}, "an object"),
        ({}, "an empty object"),
        ([1], "a list"),
        ((), "an empty list"),
    ],
)
def test_a_found_value_is_shown_short_and_printable(value: object, shown: str) -> None:
    assert show(value) == shown


@given(st.text())
def test_whatever_is_shown_is_printable(text: str) -> None:
    assert printable(text).isprintable()
    assert len(show(text)) < 800


AREAS = ("logistics", "maritime-security", "border-security", "cyber-security", "text_sha256")


@pytest.mark.parametrize(
    ("found", "suggestion"),
    [
        ("logistic", "logistics"),
        ("Logistics ", "logistics"),
        ("maritime security", "maritime-security"),
        ("cyber_security", "cyber-security"),
        ("text-sha256", "text_sha256"),
        ("weather", None),
        ("", None),
        ("x" * 10_000, None),
        (5, None),
        (None, None),
    ],
)
def test_the_nearest_allowed_value_is_offered_when_it_is_near(found: object, suggestion: str | None) -> None:
    assert nearest(found, AREAS) == suggestion


def test_a_long_list_is_counted_when_a_suggestion_is_at_hand() -> None:
    many = [str(number) for number in range(9)]
    assert one_of(many, "1") == "one of 9 values"
    assert one_of(many, None) == "one of 0, 1, 2, 3, 4, 5, 6, 7, 8"
    assert one_of(many[:3], "1") == "one of 0, 1, 2"


def test_a_finding_that_knows_its_line_keeps_it() -> None:
    finding = Finding(("id",), "a", "b")
    assert to_problem("x", finding, lambda path: (3, "/id")) == Problem("x", 3, "/id", "a", "b")
    assert to_problem("x", finding._replace(line=7), lambda path: (3, "")) == Problem("x", 7, None, "a", "b")
