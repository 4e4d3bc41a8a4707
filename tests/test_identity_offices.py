"""Who held a post, and who probably held it on a day on which a report names the post alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.identity.offices import (
    Bound,
    Inference,
    Overlap,
    Sighting,
    Span,
    holder_on,
    is_shared_title,
    overlaps,
    spans,
)

POST = "position/id/kementerian-pertahanan/direktur-jenderal-strategi-pertahanan"
ADI, BIMO, CITRA = (f"official/id/{name}" for name in ("adi-saputra", "bimo-wicaksono", "citra-lestari"))


def seen(official: str, *days: str, post: str = POST) -> list[Sighting]:
    return [Sighting(official, post, day, day, f"article/{day}") for day in days]


def held(*parts: list[Sighting], bounds=()) -> list[Span]:
    return spans([sighting for part in parts for sighting in part], bounds)


def holder(day: str, of: list[Span], single_seat: bool | None = None) -> str | None:
    found = holder_on(day, day, of, single_seat=single_seat)
    return found and found.official


class TestSpans:
    def test_first_and_last_day_the_articles_and_the_gap(self) -> None:
        first, second = held(seen(BIMO, "2031-09-01"), seen(ADI, "2031-05-01", "2031-03-01"))
        assert first == Span(
            ADI,
            POST,
            "2031-03-01",
            "2031-05-01",
            ("article/2031-03-01", "article/2031-05-01"),
            next_holder=BIMO,
            gap=123,
        )
        assert (second.official, second.next_holder, second.gap) == (BIMO, None, None)

    def test_a_sighting_without_a_day_counts_as_an_article_alone(self) -> None:
        (span,) = held([Sighting(ADI, POST, None, None, "article/x")], seen(ADI, "2031-03-01"))
        assert (span.first, span.articles) == ("2031-03-01", ("article/2031-03-01", "article/x"))

    def test_spans_without_a_day_come_last(self) -> None:
        found = held([Sighting(ADI, POST, None, None, "article/x")], seen(BIMO, "2031-03-01"))
        assert [span.official for span in found] == [BIMO, ADI]
        assert found[0].gap is None

    def test_the_registers_bounds_win_and_what_was_seen_stays(self) -> None:
        (span,) = held(
            seen(ADI, "2031-03-01", "2031-08-01"),
            bounds=[Bound(ADI, POST, "2031-01-15", "2031-06-30", "Decree 4")],
        )
        assert (span.begin, span.end) == ("2031-01-15", "2031-06-30")
        assert (span.first, span.last, span.source) == ("2031-03-01", "2031-08-01", "Decree 4")
        assert span.is_outside_bounds

    def test_a_bound_alone_is_a_span(self) -> None:
        (span,) = held(bounds=[Bound(ADI, POST, "2031-01-15", None, "Decree 4")])
        assert (span.first, span.begin, span.end) == (None, "2031-01-15", "2031-01-15")
        assert not span.is_outside_bounds

    def test_posts_are_apart(self) -> None:
        found = held(seen(ADI, "2031-03-01"), seen(BIMO, "2031-03-02", post="position/id/-/panglima"))
        assert all(span.next_holder is None for span in found)


class TestHolder:
    def test_seen_before_and_nobody_else_since(self) -> None:
        found = holder_on("2031-10-21", "2031-10-21", held(seen(ADI, "2031-10-08")), single_seat=None)
        assert found == Inference(
            ADI,
            "seen in this post on 2031-10-08, 13 days before, and nobody else since",
            ("article/2031-10-08",),
        )

    @pytest.mark.parametrize(("day", "expected"), [("2031-08-28", ADI), ("2031-08-29", None)])
    def test_a_sighting_counts_for_180_days(self, day, expected) -> None:
        assert holder(day, held(seen(ADI, "2031-03-01"))) == expected

    @pytest.mark.parametrize(("day", "expected"), [("2031-01-30", ADI), ("2031-01-29", None)])
    def test_a_first_sighting_counts_for_30_days_before(self, day, expected) -> None:
        assert holder(day, held(seen(ADI, "2031-03-01"))) == expected

    def test_seen_around_the_day(self) -> None:
        found = holder_on(
            "2031-05-01", "2031-05-02", held(seen(ADI, "2030-01-01", "2033-01-01")), single_seat=True
        )
        assert found is not None
        assert found.reason == "seen in this post from 2030-01-01 to 2033-01-01, and nobody else between"

    def test_not_between_two_holders(self) -> None:
        of = held(seen(ADI, "2031-03-01"), seen(BIMO, "2031-03-20"))
        assert holder("2031-03-10", of, single_seat=True) is None
        assert holder("2031-03-21", of, single_seat=True) == BIMO

    def test_not_on_the_day_of_two_holders(self) -> None:
        of = held(seen(ADI, "2031-03-01", "2031-03-10"), seen(BIMO, "2031-03-10"))
        assert holder("2031-03-10", of, single_seat=True) is None

    def test_not_where_one_holder_was_seen_between_two_sightings_of_another(self) -> None:
        of = held(seen(ADI, "2031-03-01", "2031-05-01"), seen(BIMO, "2031-04-01"))
        assert holder("2031-03-15", of, single_seat=True) is None
        assert holder("2031-05-02", of, single_seat=True) is None

    def test_not_where_the_evidence_ever_shows_two_at_once(self) -> None:
        of = held(seen(ADI, "2029-03-01", "2029-05-01"), seen(BIMO, "2029-04-01"), seen(CITRA, "2031-03-01"))
        assert holder("2031-03-02", of) is None
        assert holder("2031-03-02", of, single_seat=True) == CITRA

    def test_not_where_the_register_says_that_several_hold_it(self) -> None:
        assert holder("2031-03-02", held(seen(ADI, "2031-03-01")), single_seat=False) is None

    def test_not_for_a_meeting_without_a_day_or_a_post_nobody_was_seen_in(self) -> None:
        assert holder_on(None, None, held(seen(ADI, "2031-03-01")), single_seat=True) is None
        assert holder_on("2031-03-01", "2031-03-01", [], single_seat=True) is None

    def test_not_where_somebody_was_seen_on_an_unknown_day(self) -> None:
        of = held(seen(ADI, "2031-03-01"), [Sighting(BIMO, POST, None, None, "article/x")])
        assert holder("2031-03-02", of) is None

    def test_not_where_two_follow_within_the_days_of_the_meeting(self) -> None:
        of = held(seen(ADI, "2031-03-01"), seen(BIMO, "2031-03-03"))
        assert holder_on("2031-03-01", "2031-03-03", of, single_seat=True) is None

    def test_the_registers_bounds_win_over_what_was_seen(self) -> None:
        bounds = [Bound(ADI, POST, "2031-01-01", "2031-12-31", "Decree 4")]
        of = held(seen(BIMO, "2031-05-01"), bounds=bounds)
        found = holder_on("2031-05-01", "2031-05-01", of, single_seat=None)
        assert found == Inference(
            ADI, "in this post from 2031-01-01 to 2031-12-31 by the register (Decree 4)", ()
        )

    def test_nobody_holds_a_post_after_the_registers_last_day(self) -> None:
        bounds = [Bound(ADI, POST, None, "2031-03-31", "Decree 4")]
        of = held(seen(ADI, "2031-03-01"), bounds=bounds)
        assert holder("2031-03-31", of) == ADI
        assert holder("2031-04-01", of) is None

    def test_nobody_holds_a_post_before_the_registers_first_day(self) -> None:
        bounds = [Bound(ADI, POST, "2031-02-20", None, "Decree 4")]
        of = held(seen(ADI, "2031-03-01"), bounds=bounds)
        assert holder("2031-02-19", of) is None
        assert holder("2031-02-20", of) == ADI

    @pytest.mark.parametrize(
        ("moved", "day", "expected"),
        [
            ("2031-04-01", "2031-03-31", ADI),
            ("2031-04-01", "2031-04-01", None),
            ("2031-02-15", "2031-05-01", ADI),
            ("2031-02-15", "2031-02-16", ADI),
            ("2031-02-15", "2031-02-14", None),
            ("2031-02-15", "2031-02-15", None),
        ],
    )
    def test_not_who_has_another_post_by_then(self, moved, day, expected) -> None:
        deputy = held(seen(ADI, moved, post="position/id/kementerian-pertahanan/wakil-menteri"))
        of = held(seen(ADI, "2031-03-01"))
        found = holder_on(day, day, of, single_seat=True, elsewhere=deputy)
        assert (found and found.official) == expected
        assert holder(day, of, single_seat=True) == ADI

    @pytest.mark.parametrize(("day", "expected"), [("2031-03-31", ADI), ("2031-04-01", None)])
    def test_an_acting_holder_counts_for_30_days(self, day, expected) -> None:
        post = "position/id/kementerian-pertahanan/pelaksana-tugas-sekretaris-jenderal"
        assert holder(day, held(seen(ADI, "2031-03-01", post=post))) == expected

    def test_the_reason_tells_what_the_register_adds(self) -> None:
        bounds = [Bound(ADI, POST, "2031-02-20", None, "Decree 4")]
        known = held(bounds=bounds)
        found = holder_on("2031-02-21", "2031-02-21", known, single_seat=None)
        assert found is not None
        assert found.reason.startswith("in this post by the register on 2031-02-20, 1 day before")
        seen_later = held(seen(ADI, "2031-03-01"), bounds=bounds)
        found = holder_on("2031-02-21", "2031-02-21", seen_later, single_seat=None)
        assert found is not None
        assert found.reason.startswith(
            "in this post from 2031-02-20 to 2031-03-01 by articles and the register"
        )

    def test_two_in_the_register_on_one_day_are_no_answer(self) -> None:
        bounds = [Bound(who, POST, "2031-01-01", "2031-12-31", "Decree 4") for who in (ADI, BIMO)]
        assert holder("2031-05-01", held(bounds=bounds), single_seat=True) is None


class TestSharedTitles:
    @pytest.mark.parametrize(
        "title",
        [
            "para Asisten Panglima",
            "Asisten",
            "Staf Khusus",
            "Perwira Tinggi",
            "Duta Besar",
            "Atase Pertahanan",
            "Direktur",
            "Defence Attaché",
            "Deputy Assistant Secretary",
            "Senior Officers",
            "Military Adviser",
        ],
    )
    def test_several_may_hold_it(self, title) -> None:
        assert is_shared_title(title)

    @pytest.mark.parametrize(
        "title",
        [
            "Asisten Operasi",
            "Sekretaris Jenderal",
            "Direktur Jenderal Strategi Pertahanan",
            "Menteri Pertahanan",
            "Kepala Staf Angkatan Laut",
            "Chief of Defence Staff",
            "Chief of Staff",
            "Director of Policy",
            "Kepala Biro Informasi Pertahanan",
        ],
    )
    def test_one_holds_it(self, title) -> None:
        assert not is_shared_title(title)

    def test_the_title_counts_where_the_register_is_silent(self) -> None:
        post = "position/us/-/ambassador"
        of = spans(seen(ADI, "2031-03-01", post=post))
        assert holder("2031-03-02", of) is None
        assert holder("2031-03-02", of, single_seat=True) == ADI


class TestOverlaps:
    def test_two_holders_on_one_day(self) -> None:
        of = held(seen(ADI, "2031-03-01", "2031-05-01"), seen(BIMO, "2031-04-01", "2031-06-01"))
        articles = tuple(f"article/2031-0{month}-01" for month in (3, 4, 5, 6))
        assert overlaps(of) == [Overlap(POST, ADI, BIMO, "2031-04-01", "2031-05-01", articles)]

    def test_one_after_another_is_no_contradiction(self) -> None:
        assert overlaps(held(seen(ADI, "2031-03-01"), seen(BIMO, "2031-03-02"))) == []

    def test_of_different_posts_neither(self) -> None:
        other = "position/id/-/panglima"
        assert overlaps(held(seen(ADI, "2031-03-01"), seen(BIMO, "2031-03-01", post=other))) == []


DAYS = st.integers(1, 28).map("2031-03-{:02}".format)
SIGHTINGS = st.lists(
    st.tuples(st.sampled_from([ADI, BIMO, CITRA]), DAYS).map(lambda s: seen(s[0], s[1])[0]), max_size=10
)


@given(SIGHTINGS, st.randoms(use_true_random=False))
def test_the_order_makes_no_difference(sightings, random) -> None:
    assert spans(random.sample(sightings, len(sightings))) == spans(sightings)


@given(SIGHTINGS, DAYS)
def test_who_is_inferred_is_the_only_one_near(sightings, day) -> None:
    found = holder_on(day, day, spans(sightings), single_seat=True)
    on_the_day = {one.official for one in sightings if one.first == day}
    latest = max((one.first for one in sightings if one.first < day), default=None)
    just_before = {one.official for one in sightings if one.first == latest}
    if found is None:
        assert len({one.official for one in sightings}) != 1
    else:
        assert (on_the_day or just_before or {found.official}) == {found.official}
