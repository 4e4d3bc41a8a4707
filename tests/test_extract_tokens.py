"""Tokens and phrases of them."""

import pytest

from defgraph.extract.tokens import KeyPhrases, tokens


def texts(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


class TestTokens:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Letjen (Purn.) Adi", ["Letjen", "(", "Purn.", ")", "Adi"]),
            ("H.E. Mr. Lee K. Han", ["H.E.", "Mr.", "Lee", "K.", "Han"]),
            ("Fiji's navy", ["Fiji", "'s", "navy"]),
            ("Budi, S.E., M.M.", ["Budi", ",", "S.E.", ",", "M.M."]),
            ("Al-Ruwaya datang.", ["Al-Ruwaya", "datang", "."]),
            ("Dato' Seri Amin", ["Dato'", "Seri", "Amin"]),
            ("U.S.-Indonesia", ["U.S.", "-", "Indonesia"]),
        ],
    )
    def test_splits(self, text, expected):
        assert texts(text) == expected

    def test_spans_are_those_of_the_text(self):
        text = "Kolonel Phạm Văn An, M.Sc."
        assert all(text[token.start : token.end] == token.text for token in tokens(text))

    def test_keys_have_no_case_and_no_accents(self):
        assert [token.key for token in tokens("Phạm H.E. DATO' Amin")] == ["pham", "he", "dato", "amin"]


class TestKeyPhrases:
    def test_the_longest_phrase_wins(self):
        phrases = KeyPhrases([("panglima", "a"), ("panglima tni", "b")])
        words = tokens("Panglima TNI datang")
        assert phrases.match(words, 0) == (2, "b")
        assert phrases.match(words, 2) is None

    def test_a_phrase_does_not_run_over_the_end(self):
        assert KeyPhrases([("panglima tni", "b")]).match(tokens("Panglima"), 0) is None
