from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.records import edtf


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-10-21", date(2025, 10, 21), date(2025, 10, 21)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-02", date(2025, 2, 1), date(2025, 2, 28)),
        ("2025-10-20/2025-10-22", date(2025, 10, 20), date(2025, 10, 22)),
        ("2025-10-20/2025-10-20", date(2025, 10, 20), date(2025, 10, 20)),
        ("2025-09/2025-10", date(2025, 9, 1), date(2025, 10, 31)),
        ("2025-10-20/2025-10", date(2025, 10, 20), date(2025, 10, 31)),
    ],
)
def test_a_date_covers_its_days(text: str, first: date, last: date) -> None:
    assert edtf.parse(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025", edtf.EXPECTED),
        ("", edtf.EXPECTED),
        ("20251021", edtf.EXPECTED),
        ("2025-W43-2", edtf.EXPECTED),
        ("21-10-2025", edtf.EXPECTED),
        ("2025-10-21T09:00", edtf.EXPECTED),
        ("2025-10-21/", edtf.EXPECTED),
        ("2025-10-20/2025-10-21/2025-10-22", edtf.EXPECTED),
        ("2025-10~", edtf.EXPECTED),
        ("٢٠٢٥-١٠-٢١", edtf.EXPECTED),
        ("2025-10-21\n", edtf.EXPECTED),
        ("2025-13", "a month of the calendar"),
        ("0000-01", "a month of the calendar"),
        ("2025-02-29", "a day of the calendar (2025-02 has 28 days)"),
        ("2025-10-00", "a day of the calendar (2025-10 has 31 days)"),
        ("2025-10-22/2025-10-20", "an interval that begins before it ends"),
        ("2025-10-20/2025-09", "an interval that begins before it ends"),
    ],
)
def test_anything_else_is_refused_with_what_was_expected(text: str, expected: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(expected)}$"):
        edtf.parse(text)


@pytest.mark.parametrize("text", ["2025-10", "2025-10-20/2025-10-21", "2025-02-30"])
def test_a_day_is_no_month_and_no_interval(text: str) -> None:
    with pytest.raises(ValueError, match=r"^a day"):
        edtf.parse_day(text)


@given(st.dates(), st.dates())
def test_days_and_intervals_come_back_as_they_went(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert edtf.parse_day(str(one)) == one
    assert edtf.parse(str(one)) == (one, one)
    assert edtf.parse(f"{first}/{last}") == (first, last)


@given(st.dates())
def test_a_month_holds_each_of_its_days(day: date) -> None:
    first, last = edtf.parse(str(day)[:7])
    assert first <= day <= last
    assert (first.month, last.month, first.day) == (day.month, day.month, 1)


@given(st.text())
def test_arbitrary_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        span = edtf.parse(text)
    except ValueError:
        return
    assert span.first <= span.last
