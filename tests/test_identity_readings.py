"""One reading of several stands for the meeting, by a rule that is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.identity.readings import Reading, choose, date_precision


def reading(value: str, record: str, **more) -> Reading:
    return Reading(value, record, **more)


def test_the_only_reading() -> None:
    assert choose([reading("Jakarta", "a")]) == ("Jakarta", "the only reading", False)


def test_articles_that_agree() -> None:
    assert choose([reading("Jakarta", "a"), reading("Jakarta", "b")]) == (
        "Jakarta",
        "all articles agree",
        False,
    )


def test_a_reviewed_record_goes_before_drafts() -> None:
    drafts = [reading("Bogor", record, reviewed=False) for record in "abc"]
    assert choose([*drafts, reading("Jakarta", "d")]) == (
        "Jakarta",
        "a reviewed record goes before a draft",
        True,
    )


def test_the_value_of_most_articles() -> None:
    said = [reading("Bogor", "a"), reading("Jakarta", "b"), reading("Jakarta", "c")]
    assert choose(said) == ("Jakarta", "2 of 3 articles say so", True)


def test_an_article_counts_once() -> None:
    said = [reading("Bogor", "a"), reading("Bogor", "a"), reading("Jakarta", "b", published="2031-05-01")]
    assert choose(said) == ("Jakarta", "its article was published first, on 2031-05-01", True)


def test_the_more_precise() -> None:
    dates = ("2031-05", "2031-05-03", "2031-05-01/2031-05-04")
    said = [reading(date, date, precision=date_precision(date)) for date in dates]
    assert choose(said) == ("2031-05-03", "it is the more precise", True)


def test_the_article_published_first() -> None:
    said = [
        reading("Jakarta", "a", published="2031-05-04"),
        reading("Bogor", "b", published="2031-05-03"),
        reading("Depok", "c"),
    ]
    assert choose(said) == ("Bogor", "its article was published first, on 2031-05-03", True)


def test_the_first_by_the_records_id() -> None:
    said = [reading("Jakarta", "b"), reading("Bogor", "a")]
    assert choose(said) == ("Bogor", "its record comes first by id", True)


def test_two_spellings_of_one_meaning_are_no_dissent() -> None:
    said = [reading("Wina", "b", meaning="vienna"), reading("Vienna", "a", meaning="vienna")]
    assert choose(said) == ("Vienna", "all articles agree", False)


def test_nothing_to_choose_from() -> None:
    with pytest.raises(ValueError, match="needs a reading"):
        choose([])


READINGS = st.lists(
    st.builds(
        Reading,
        st.sampled_from(["Jakarta", "Bogor", "Depok"]),
        st.sampled_from("abcd"),
        st.booleans(),
        st.sampled_from([None, "2031-05-01", "2031-05-02"]),
        st.integers(-2, 0),
        st.just(""),
    ),
    min_size=1,
    max_size=8,
)


@given(READINGS, st.randoms(use_true_random=False))
def test_the_order_makes_no_difference(readings, random) -> None:
    shuffled = random.sample(readings, len(readings))
    assert choose(shuffled) == choose(readings)


@given(READINGS)
def test_the_choice_is_one_of_the_readings(readings) -> None:
    choice = choose(readings)
    assert choice.value in {one.value for one in readings}
    assert choice.dissent == (len({one.value for one in readings}) > 1)
    if any(one.reviewed for one in readings):
        assert choice.value in {one.value for one in readings if one.reviewed}
