"""Dates are read in both languages, as the calendar has them, and stand where the text has them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.extract.dates import find_dateline, find_dates
from defgraph.records.edtf import parse

WRITTEN_ON = date(2025, 10, 9)  # a Thursday

FULL = [
    ("Rabu (8/10/2025)", "2025-10-08"),
    ("Rabu, 8 Oktober 2025", "2025-10-08"),
    ("Rabu 8 Oktober 2025", "2025-10-08"),
    ("Rabu (08/10/2025)", "2025-10-08"),
    ("Rabu, 08-10-2025", "2025-10-08"),
    ("Rabu, 8.10.2025", "2025-10-08"),
    ("Rabu (8/10/25)", "2025-10-08"),
    ("2025-10-08", "2025-10-08"),
    ("10/28/2025", "2025-10-28"),
    ("8 Okt 2025", "2025-10-08"),
    ("8 Okt. 2025", "2025-10-08"),
    ("8-Okt-2025", "2025-10-08"),
    ("Jumat, 3 Januari 2025", "2025-01-03"),
    ("Jum'at, 3 Januari 2025", "2025-01-03"),
    ("Jum’at (3/1/2025)", "2025-01-03"),
    ("JUMAT, 3 JANUARI 2025", "2025-01-03"),
    ("Selasa, 14 Nopember 2023", "2023-11-14"),
    ("Rabu, 14 Pebruari 2024", "2024-02-14"),
    ("Ahad, 1 Juni 2025", "2025-06-01"),
    ("Minggu, 1 Juni 2025", "2025-06-01"),
    ("Kamis tanggal 5 Juni 2025", "2025-06-05"),
    ("Kamis pagi, 5 Juni 2025", "2025-06-05"),
    ("Kamis, (5/6/2025)", "2025-06-05"),
    ("Kamis malam waktu setempat (5/6/2025)", "2025-06-05"),
    ("2025/06/05", "2025-06-05"),
    ("Kamis (5 Juni 2025)", "2025-06-05"),
    ("Thursday, June 5, 2025", "2025-06-05"),
    ("Thursday (June 5, 2025)", "2025-06-05"),
    ("June 5, 2025", "2025-06-05"),
    ("June 5th, 2025", "2025-06-05"),
    ("Jun. 5, 2025", "2025-06-05"),
    ("5 June 2025", "2025-06-05"),
    ("5th of June 2025", "2025-06-05"),
    ("the 5th of June, 2025", "2025-06-05"),
    ("5 June 2025 (Thursday)", "2025-06-05"),
    ("Sept. 30, 2024", "2024-09-30"),
    ("29 Februari 2024", "2024-02-29"),
    ("31 Desember 2024", "2024-12-31"),
    ("August 2024", "2024-08"),
    ("Agustus 2024", "2024-08"),
]

RANGES = [
    ("3-5 Juni 2025", "2025-06-03/2025-06-05"),
    ("3 - 5 Juni 2025", "2025-06-03/2025-06-05"),
    ("3–5 Juni 2025", "2025-06-03/2025-06-05"),
    ("3 s.d. 5 Juni 2025", "2025-06-03/2025-06-05"),
    ("3 s/d 5 Juni 2025", "2025-06-03/2025-06-05"),
    ("3 sampai 5 Juni 2025", "2025-06-03/2025-06-05"),
    ("3 sampai dengan 5 Juni 2025", "2025-06-03/2025-06-05"),
    ("3 hingga 5 Juni 2025", "2025-06-03/2025-06-05"),
    ("3 hingga tanggal 5 Juni 2025", "2025-06-03/2025-06-05"),
    ("4 dan 5 Juni 2025", "2025-06-04/2025-06-05"),
    ("30 Mei sampai 2 Juni 2025", "2025-05-30/2025-06-02"),
    ("30 Mei–2 Juni 2025", "2025-05-30/2025-06-02"),
    ("30 Desember 2024 hingga 2 Januari 2025", "2024-12-30/2025-01-02"),
    ("30 Desember–2 Januari 2025", "2024-12-30/2025-01-02"),
    ("Selasa-Kamis (3-5/6/2025)", "2025-06-03/2025-06-05"),
    ("Jumat-Senin (30/5-2/6/2025)", "2025-05-30/2025-06-02"),
    ("2–4 May 2024", "2024-05-02/2024-05-04"),
    ("2 to 4 May 2024", "2024-05-02/2024-05-04"),
    ("May 2-4, 2024", "2024-05-02/2024-05-04"),
    ("May 2 to 4, 2024", "2024-05-02/2024-05-04"),
    ("May 30 to June 2, 2025", "2025-05-30/2025-06-02"),
    ("30 May until 2 June 2025", "2025-05-30/2025-06-02"),
    ("December 30, 2024 to January 2, 2025", "2024-12-30/2025-01-02"),
    ("June 3rd–5th, 2025", "2025-06-03/2025-06-05"),
    ("the 3rd and 4th of June 2025", "2025-06-03/2025-06-04"),
    ("14 and 15 May 2024", "2024-05-14/2024-05-15"),
]

WITHOUT_YEAR = [
    ("Rabu (8/10)", "2025-10-08"),
    ("Rabu 8/10", "2025-10-08"),
    ("8 Oktober", "2025-10-08"),
    ("Oct. 8", "2025-10-08"),
    ("Wednesday, October 8", "2025-10-08"),
    ("from Oct. 6 to 8", "2025-10-06/2025-10-08"),
    ("6-8 Oktober", "2025-10-06/2025-10-08"),
    ("Senin (6/10) sampai dengan 8 Oktober 2025", "2025-10-06/2025-10-08"),
    ("Senin (6/10) hingga Rabu (8/10)", "2025-10-06/2025-10-08"),
    ("tanggal 6/10", "2025-10-06"),
    ("Kamis (26/12)", "2024-12-26"),
    ("5 Januari", "2026-01-05"),
    ("Minggu (5/1)", "2025-01-05"),
    ("29 Desember sampai 2 Januari", "2025-12-29/2026-01-02"),
]

RELATIVE = [
    ("hari ini", "2025-10-09"),
    ("kemarin", "2025-10-08"),
    ("besok", "2025-10-10"),
    ("yesterday", "2025-10-08"),
    ("today", "2025-10-09"),
    ("tomorrow", "2025-10-10"),
    ("Selasa lalu", "2025-10-07"),
    ("Kamis lalu", "2025-10-02"),
    ("Selasa", "2025-10-07"),
    ("Kamis pagi", "2025-10-09"),
    ("Senin depan", "2025-10-13"),
    ("last Tuesday", "2025-10-07"),
    ("next Monday", "2025-10-13"),
    ("on Thursday", "2025-10-09"),
    ("on Friday", "2025-10-03"),
    ("pekan lalu", "2025-09-29/2025-10-05"),
    ("last week", "2025-09-29/2025-10-05"),
    ("pekan ini", "2025-10-06/2025-10-12"),
    ("bulan lalu", "2025-09"),
    ("bulan ini", "2025-10"),
    ("this month", "2025-10"),
    ("next month", "2025-11"),
    ("in July", "2025-07"),
    ("pada bulan Juli", "2025-07"),
    ("Juli lalu", "2025-07"),
    ("November lalu", "2024-11"),
    ("November mendatang", "2025-11"),
    ("akan digelar pada Februari", "2026-02"),
]

NONE = [
    "",
    "Pertemuan berakhir pukul 13.10 WIB.",
    "Sebanyak 3/4 peserta datang.",
    "Skor akhir 2-1 untuk tuan rumah.",
    "Harga naik 3,5 persen menjadi 10.000 rupiah.",
    "They may 3 times march 5 miles.",
    "Nomor 12/2024/KEP tidak berlaku.",
    "Pasal 10 ayat 2.",
    "Resolusi 2231 disahkan.",
    "Pesawat Boeing 737-800 mendarat.",
    "KRI bernomor lambung 331 merapat.",
    "Mei Ling tersenyum kepada April.",
    "Minggu-minggu yang panjang.",
    "45 November 2024x",
]


@pytest.mark.parametrize(("written", "expected"), FULL + RANGES)
def test_written_dates_need_no_day_of_writing(written, expected):
    text = f"Acara itu berlangsung di Balai Harapan, {written} bersama tamu."
    (found,) = [m for m in find_dates(text) if m.normal == expected]
    assert text[found.start : found.end] == found.text
    assert found.text in text
    assert found.details.get("check") != "differs"


@pytest.mark.parametrize(("written", "expected"), WITHOUT_YEAR)
def test_a_missing_year_is_the_nearest_that_fits(written, expected):
    found = find_dates(f"Rombongan tiba {written} di markas.", WRITTEN_ON)
    assert [m.normal for m in found] == [expected]
    assert found[0].details["year"] == "missing"


@pytest.mark.parametrize(("written", "expected"), RELATIVE)
def test_relative_dates_count_from_the_day_of_writing(written, expected):
    (found,) = find_dates(f"Mereka bertemu {written} untuk berunding.", WRITTEN_ON)
    assert found.normal == expected
    assert found.details["relative"] == "yes"


@pytest.mark.parametrize("text", NONE)
def test_numbers_and_common_words_are_no_dates(text):
    assert [m.text for m in find_dates(text, WRITTEN_ON) if m.text != "November 2024"] == []


def test_without_a_day_to_count_from_there_is_no_relative_date():
    assert find_dates("Mereka bertemu kemarin, pada Rabu (8/10).") == []


def test_without_a_date_line_the_latest_date_gives_the_year():
    text = (
        "Keduanya bertemu Rabu (8/10). Mereka berkenalan pada 2 Mei 2019 dan berpisah pada 1 September 2025."
    )
    assert find_dates(text)[0].normal == "2025-10-08"


def test_a_glued_footnote_digit_is_no_part_of_the_year():
    text = "Bertemu pada Selasa, 21 Oktober 20251. Lalu pulang."
    (found,) = find_dates(text)
    assert (found.text, found.normal) == ("Selasa, 21 Oktober 2025", "2025-10-21")


def test_the_weekday_and_its_bracket_belong_to_the_date():
    (found,) = find_dates("Di Bandung, Rabu (8/10/2025), hadir pula Rini.")
    assert found.text == "Rabu (8/10/2025)"
    assert dict(found.details) == {"weekday": "wednesday", "check": "agrees"}


def test_a_weekday_that_is_not_that_of_the_date_is_said():
    (found,) = find_dates("Kamis (8/10/2025)")
    assert found.details["check"] == "differs"


def test_the_weekday_chooses_the_year():
    (found,) = find_dates(
        "Rabu (8/1)", date(2025, 10, 9)
    )  # 8 January is a Wednesday in 2025, a Thursday in 2026
    assert found.normal == "2025-01-08"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Kamis, 9 Oktober 2025 | 15.10 WIB\n\nJakarta – Menteri Sari menerima tamu.", "2025-10-09"),
        ("Tamu Pagi Menteri\n\nOctober 9, 2025\n\nJAKARTA – Minister Sari met her guest.", "2025-10-09"),
        (
            "Judul\n\nCitra Kusumawardhani, Jurnalis-Kamis, 9 Oktober 2025 |10:50 WIB\n\nBANDUNG – Menteri pergi.",
            "2025-10-09",
        ),
        ("Citra Kusumawardhani • 9 October 2025 17:37\nBandung: Menteri Sari pergi.", "2025-10-09"),
        ("BANDUNG, Oct. 9, 2025 – Minister Sari met her guest on Wednesday.", "2025-10-09"),
        ("BANDUNG, 9 Oktober 2025 — Menteri Sari menerima tamu.", "2025-10-09"),
        ("Friday, 15 March 2024, 10:31 am\nPress Release\n\nMinister Sari held talks.", "2024-03-15"),
    ],
)
def test_the_date_line_is_told_from_the_story(text, day):
    found = find_dateline(text)
    assert found is not None
    assert found.normal == day
    assert found.details["dateline"] == "yes"
    assert find_dates(text)[0].details["dateline"] == "yes"


def test_a_date_within_the_first_sentence_is_no_date_line():
    text = (
        "JAKARTA – Menteri Sari menerima tamunya di kantor pada Kamis, 9 Oktober 2025, bersama para pejabat."
    )
    assert find_dateline(text) is None
    assert find_dates(text)[0].details.get("dateline") is None


def test_the_date_line_is_the_day_of_writing():
    text = (
        "Jumat, 10 Oktober 2025\n\nJakarta – Ketua bertemu tamunya kemarin, dan Rabu (8/10) bertemu stafnya."
    )
    assert [m.normal for m in find_dates(text)] == ["2025-10-10", "2025-10-09", "2025-10-08"]


def test_publication_comes_before_the_date_line():
    text = "Jumat, 10 Oktober 2025\n\nJakarta – Ketua bertemu tamunya kemarin."
    assert find_dates(text, date(2025, 10, 12))[1].normal == "2025-10-11"


def test_the_same_day_is_the_day_named_last_but_not_the_day_of_a_statement():
    text = (
        "Ketua menerima tamu pertama di Solo, Kamis (6/2/2025). Keduanya akrab, ujar juru bicara, Jumat (7/2/2025). "
        "Pada hari yang sama datang tamu kedua. Keesokan harinya ia berlibur."
    )
    found = find_dates(text)
    assert [m.normal for m in found] == ["2025-02-06", "2025-02-07", "2025-02-06", "2025-02-07"]
    assert [m.details.get("speech") for m in found] == [None, "yes", None, None]


def test_a_statement_made_at_a_place_is_not_set_aside():
    (found,) = find_dates("“Kami sepakat,” ujar Deputi Rini Sulastri di kantornya, Bogor, Rabu (8/10/2025).")
    assert "speech" not in found.details


def test_a_weekday_alone_is_the_one_of_the_day_named_last():
    text = "Mereka bertemu Rabu (8/10/2025). Pada Rabu itu hujan turun."
    assert [m.normal for m in find_dates(text, date(2025, 12, 1))] == ["2025-10-08", "2025-10-08"]


def test_a_citation_gives_its_year_before_the_day():
    (found,) = find_dates("Lembaga Contoh. (2024, 19 September). Laporan.")
    assert found.normal == "2024-09-19"


def test_an_impossible_day_gives_its_month_at_most():
    assert [m.normal for m in find_dates("30 Februari 2025")] == ["2025-02"]
    assert find_dates("31/11/2025") == []


TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            [
                *(written for written, _ in FULL + RANGES + WITHOUT_YEAR + RELATIVE),
                " ",
                "\n",
                ", ",
                "-",
                "(",
                ")",
                "9999",
                "Mei",
            ]
        ),
        max_size=12,
    ).map("".join),
)


@given(TEXTS, st.one_of(st.none(), st.dates()))
def test_any_text_gives_dates_of_the_calendar_in_order(text, published):
    found = find_dates(text, published)
    assert all(text[m.start : m.end] == m.text and m.text for m in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(parse(m.normal) for m in found)
    assert all(m.kind == "date" for m in found)


def test_a_date_line_without_a_year_takes_one_that_fits_the_weekday():
    text = "SUVA, April 22 (Kabar) -- The ministers met on Monday. The next round is in Nadi in 2026."
    assert [mention.normal for mention in find_dates(text)] == ["2025-04-22", "2025-04-21"]


def test_an_agency_in_brackets_ends_a_date_line():
    assert find_dateline("Suva, Aug 6, 2025 (KAB) Officials have met.").normal == "2025-08-06"
