"""Sentences."""

import pytest

from defgraph.extract.sentences import sentences
from defgraph.extract.tokens import tokens


def split(text: str) -> list[str]:
    return [text[part.start : part.end] for part in sentences(text, tokens(text))]


class TestSentences:
    @pytest.mark.parametrize(
        "text",
        [
            "Letjen TNI (Purn.) Adi Karsa tiba pukul 10.00 WIB di Kota Tua.",
            "Plt. Sekjen Kemhan dan H.E. Mr. Lee K. Han berjabat tangan.",
            '"Kami datang. Kami senang," kata Sari.',
            "Bapak Amin, S.E., M.M. Hadir juga.",
        ],
    )
    def test_is_one(self, text):
        assert split(text) == [text]

    def test_a_full_stop_before_a_capital_ends_one(self):
        assert split("Ia datang. Tamunya pulang! Benar?") == ["Ia datang.", "Tamunya pulang!", "Benar?"]

    def test_a_closing_quotation_mark_belongs_to_its_sentence(self):
        assert split('"Kami senang." Ia pulang.') == ['"Kami senang."', "Ia pulang."]

    def test_a_line_ends_one(self):
        assert split("Tanpa titik\nBaris lain") == ["Tanpa titik", "Baris lain"]

    def test_a_list_after_a_colon_is_one_with_what_opens_it(self):
        assert split("Hadir:\n- Budi\n- Sari\nMereka pulang.") == ["Hadir:\n- Budi\n- Sari", "Mereka pulang."]

    def test_paragraphs_are_counted(self):
        text = "Satu. Dua.\nTiga."
        assert [part.paragraph for part in sentences(text, tokens(text))] == [0, 0, 1]

    def test_no_text_has_none(self):
        assert split("") == []
