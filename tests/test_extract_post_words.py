"""What single words of posts tell."""

import pytest

from defgraph.extract.post_words import after_brackets, is_rank, ministry_of, post_words
from defgraph.extract.reading import read


class TestMinistryOf:
    @pytest.mark.parametrize(
        ("post", "ministry"),
        [
            ("Menteri Pertahanan", "Kementerian Pertahanan"),
            ("Wakil Menteri Luar Negeri", "Kementerian Luar Negeri"),
            ("Menteri Kelautan dan Perikanan", "Kementerian Kelautan dan Perikanan"),
            ("Wakil Perdana Menteri sekaligus Menteri Pertahanan", "Kementerian Pertahanan"),
            ("Defence Minister", "Ministry of Defence"),
            ("Foreign Minister", "Ministry of Foreign Affairs"),
            ("Secretary of Defense", "Department of Defense"),
            ("Deputy Minister of National Defence", "Ministry of National Defence"),
            ("Prime Minister", None),
            ("Press Secretary", None),
            ("Panglima", None),
        ],
    )
    def test_of(self, post, ministry):
        assert ministry_of(post) == ministry


class TestIsRank:
    def test_in_secretary_general_it_is_none(self):
        reading = read("Sekretaris Jenderal Jenderal TNI Budi Karsa tiba.")
        assert not is_rank(reading, 1)
        assert is_rank(reading, 2)

    def test_gen_after_minister_is_a_name(self):
        reading = read("Defense Minister Gen Nakamura came with Gen. Ito Sato.")
        assert not is_rank(reading, 2)


class TestAfterBrackets:
    def test_passes_over(self):
        reading = read("Kasal (KSAL) tiba.")
        assert after_brackets(reading, 1) == 4
        assert after_brackets(reading, 0) == 0


class TestPostWords:
    def test_heads_and_abbreviations_can_begin_a_post(self):
        assert {"menhan", "minister", "plt"} <= post_words().starts
        assert "pertahanan" not in post_words().starts
