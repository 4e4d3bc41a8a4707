"""What is told as having taken place, and what is planned, past, called off or no meeting at all."""

import pytest

from defgraph.extract.pipeline import extract, story_of

HOST = "Menteri Pertahanan RI Bagas Wiratama"
GUEST = "Menteri Pertahanan Jepang Kenji Hoshino"


@pytest.mark.parametrize(
    "sentence",
    [
        f"{HOST} dijadwalkan menerima {GUEST} dan menandatangani nota kesepahaman.",
        f"{HOST} bertolak ke Tokyo untuk bertemu {GUEST}.",
        f"Pertemuan {HOST} dan {GUEST} akan digelar di Tokyo.",
        "Wiratama had earlier held talks with the minister.",
        "ADMM Plus adalah forum para menteri.",
        f"Sejak {GUEST} berkunjung ke Jakarta, hubungan membaik.",
        "India and Japan are to hold a strategic dialogue.",
    ],
)
def test_what_has_not_been_held_now_is_an_aside(sentence):
    assert story_of(sentence).asides == [True]


@pytest.mark.parametrize(
    "sentence",
    [
        f"{HOST}, yang akan pensiun bulan depan, menerima {GUEST}.",
        f"Sebelum berangkat ke Magelang, {HOST} menerima {GUEST}.",
        f"Dari Seoul, {HOST} terbang ke Tokyo untuk bertemu {GUEST}.",
        "The two armies will see more of each other, the ministers agreed when they met in Suva.",
        "Wiratama, the first civilian in decades to hold the post, spoke by telephone with his counterpart.",
        "Wiratama had talks with his counterpart.",
        f"{HOST}, yang memimpin armada sejak tahun lalu, menerima {GUEST}.",
        f"{HOST} lebih dulu menerima {GUEST}.",
        "The general, who is about to retire, paid a courtesy call on Wiratama.",
        f"Undangan bertemu dari {HOST} itu dipenuhinya di Tokyo.",
        "The visit is expected to strengthen ties.",
        "Wiratama welcomed his guest, who came to pay a courtesy call.",
        "A day earlier, on May 2, Wiratama had paid a courtesy call on the general.",
    ],
)
def test_what_was_held_is_none(sentence):
    assert story_of(sentence).asides == [False]


@pytest.mark.parametrize(
    "text",
    [
        f"JAKARTA - Latihan bersama dibuka {HOST} bersama {GUEST} di Sidoarjo, Senin (3/6/2024).",
        f"JAKARTA - {HOST} mengucapkan selamat kepada {GUEST} melalui surat, Senin (3/6/2024).",
        f"JAKARTA - {HOST} menerima laporan kenaikan pangkat di Mabes TNI, Jakarta, Senin (3/6/2024).",
        "JAKARTA, June 3, 2024 - Army chief Bagas Wiratama and Japanese Army chief Kenji Hoshino closed the drill.",
        "MANILA, June 3, 2024 - Philippine Defence Secretary Ramon Cruz called on Japan to send condolences.",
    ],
)
def test_two_officials_and_a_day_are_not_always_a_meeting(text):
    assert extract(text).to_dict()["meetings"] == []
