"""The sentence around a span, in prose and outside of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.extract.surroundings import Surroundings

TEXT = """Menhan Terima Duta Besar

  Jakarta, Selasa siang.1 Letjen TNI Rani Kusuma, M.Si. menerima Odile Marchand. Keduanya membahas logistik.
Foto: Humas Kementerian Contoh
Pertemuan berlangsung hangat. Hadir pula:
- Bima Nugraha;
- Dewa Mahendra.
"""


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Selasa siang", "Jakarta, Selasa siang."),
        ("Odile", "Letjen TNI Rani Kusuma, M.Si. menerima Odile Marchand."),
        ("logistik", "Keduanya membahas logistik."),
        ("Terima", "Menhan Terima Duta Besar"),
        ("Humas", "Foto: Humas Kementerian Contoh"),
        ("Dewa", "Hadir pula:\n- Bima Nugraha;\n- Dewa Mahendra."),
        (
            "Marchand. Keduanya",
            "Letjen TNI Rani Kusuma, M.Si. menerima Odile Marchand. Keduanya membahas logistik.",
        ),
        ("\n\n  ", "\n\n  "),
        ("  Jakarta", "  Jakarta, Selasa siang."),
    ],
)
def test_a_span_stands_in_a_sentence(words: str, sentence: str) -> None:
    start = TEXT.index(words)
    first, after = Surroundings(TEXT).around(start, start + len(words))
    assert TEXT[first:after] == sentence


@given(st.text(alphabet='Ab. \n\r"”:-1\u2028\u00a0', min_size=1, max_size=60), st.data())
def test_it_holds_the_span_and_begins_and_ends_with_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, after = Surroundings(text).around(start, end)
    assert 0 <= first <= start < end <= after <= len(text)
    assert text[first:start].lstrip() == text[first:start]
    assert text[end:after].rstrip() == text[end:after]
