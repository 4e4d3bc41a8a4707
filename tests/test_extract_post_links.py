"""From a post to the rank of its holder, over bodies, states and abbreviations."""

import pytest

from defgraph.extract.organisations import find_organisations
from defgraph.extract.post_links import body_behind, rank_behind
from defgraph.extract.posts import read_post
from defgraph.extract.reading import read
from extract_reading import officials


class TestRankBehind:
    @pytest.mark.parametrize(
        ("text", "name", "country"),
        [
            ("Chief of Naval Plans Republic of Korea Navy (ROKN) ADM Seo Dal Ho tiba.", "Seo Dal Ho", "KR"),
            ("Kepala Badan Keamanan Laut (Bakamla) RI Laksdya TNI Rano Karsa tiba.", "Rano Karsa", "ID"),
            ("Commander of the U.S. Ninth Fleet, Vice Adm. Jo Hart, came.", "Jo Hart", "US"),
            ("Komandan Satgas Bukit Lama Letkol Inf Budi Karsa tiba.", "Budi Karsa", None),
        ],
    )
    def test_post_and_name_are_of_one_person(self, text, name, country):
        (found,) = officials(text)
        assert (found.name, found.country) == (name, country)
        assert found.post is not None

    @pytest.mark.parametrize(
        "text",
        [
            "Menhan Bagas Wira, Letjen TNI Rano dan Sinta hadir.",
            "Menhan RI dan Jenderal Rano hadir.",
            "Menhan Panglima TNI Jenderal Rano hadir.",
        ],
    )
    def test_a_name_or_another_post_between_is_none(self, text):
        reading = read(text)
        organisations = find_organisations(reading)
        post = read_post(reading, organisations, 0)
        assert post is not None
        found = officials(text)
        assert rank_behind(reading, organisations, post) is None or len(found) > 1


class TestBodyBehind:
    def test_of_a_state_and_a_body(self):
        reading = read("He is in the Fijian Ministry of Defence today.")
        link = body_behind(reading, find_organisations(reading), 2)
        assert link is not None
        assert (link.country, link.organisation) == ("FJ", "Ministry of Defence")

    def test_without_a_body_there_is_none(self):
        reading = read("He is in the garden today.")
        assert body_behind(reading, find_organisations(reading), 2) is None
