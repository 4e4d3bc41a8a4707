"""The beginning of a post, and the bodies and states in it, read from left to right."""

import pytest

from defgraph.extract.organisations import find_organisations
from defgraph.extract.post_cursor import Cursor
from defgraph.extract.reading import read
from extract_reading import post


def cursor(text: str, at: int = 0) -> Cursor:
    reading = read(text)
    return Cursor(reading, find_organisations(reading), at)


class TestBegin:
    @pytest.mark.parametrize(
        ("text", "parts", "country"),
        [
            ("Menhan tiba.", ["Menteri Pertahanan"], None),
            ("Plt. Sekjen tiba.", ["Pelaksana Tugas", "Sekretaris Jenderal"], None),
            ("Thai Foreign Minister Anan came.", ["Foreign"], "TH"),
            ("Fiji's Acting Commander came.", ["Acting", "Commander"], "FJ"),
            ("Panglima TNI tiba.", ["Panglima"], "ID"),
        ],
    )
    def test_takes_the_first_words(self, text, parts, country):
        found = cursor(text)
        assert found.begin(lower=False)
        assert (found.parts, found.country) == (parts, country)

    @pytest.mark.parametrize(
        "text", ["Jenderal Rano tiba.", "Raja Ampat indah.", "Pasar ramai.", "menhan tiba."]
    )
    def test_begins_nothing(self, text):
        assert not cursor(text).begin(lower=False)

    def test_in_lower_case_where_asked_for(self):
        assert cursor("defence minister came.").begin(lower=True)

    def test_a_post_once_held_begins_nothing(self):
        assert not cursor("Mantan Menhan tiba.", 1).begin(lower=False)


class TestBodiesAndStates:
    @pytest.mark.parametrize(
        ("text", "written", "organisation", "country"),
        [
            ("Sekjen Kemhan tiba.", "Sekretaris Jenderal", "Kementerian Pertahanan", None),
            ("Menteri Angkatan Bersenjata Kerajaan Fiji tiba.", "Menteri Angkatan Bersenjata", "Kementerian Angkatan Bersenjata", "FJ"),
            ("Duta Besar Fiji untuk Indonesia dan Tonga tiba.", "Duta Besar", None, "FJ"),
            ("Ambassador to Fiji came.", "Ambassador", None, None),
            ("Kepala Staf TNI AD tiba.", "Kepala Staf Angkatan Darat", "TNI Angkatan Darat", "ID"),
            ("Sekretaris Ditjen Strahan Kemhan tiba.", "Sekretaris Direktorat Jenderal Strategi Pertahanan", "Kementerian Pertahanan", None),
        ],
    )  # fmt: skip
    def test_are_taken_apart(self, text, written, organisation, country):
        found = post(text)
        assert found is not None
        assert (found.text, found.organisation, found.country) == (written, organisation, country)
