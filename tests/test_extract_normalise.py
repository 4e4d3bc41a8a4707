"""The prose of a text, place for place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.extract.normalise import prose

ARTICLE = """Menhan Jamu Tamu dari Oslo

JAKARTA – Menteri Pertahanan Bagas Wira1 menerima tamunya, Senin (3/2/20251).

Baca juga: Harga Cabai Turun

Foto: Suasana pertemuan (dok. humas)

Keduanya berbicara satu jam.2 Baca juga: Cuaca Esok Hari

Hasil Pembicaraan

| Bidang | Isi |
| Laut | Patroli |

1 Menjabat sejak Januari

Daftar Pustaka
- Kementerian. (2025). Siaran pers. Jakarta.
"""


def kept(text: str) -> str:
    return " ".join(prose(text).body.split())


class TestProse:
    def test_keeps_the_sentences_and_nothing_else(self):
        assert kept(ARTICLE) == (
            "JAKARTA – Menteri Pertahanan Bagas Wira menerima tamunya, Senin (3/2/2025 )."
            " Keduanya berbicara satu jam."
        )

    def test_tells_the_headline(self):
        found = prose(ARTICLE)
        assert found.title is not None
        assert ARTICLE[slice(*found.title)] == "Menhan Jamu Tamu dari Oslo"

    def test_headlines_after_see_also_are_passed_over(self):
        text = "Ia datang pukul tujuh.\n\nBaca juga :\n\nPasar Ramai di Akhir Pekan\nHujan Turun Lagi\n\nIa pulang."
        assert kept(text) == "Ia datang pukul tujuh. Ia pulang."

    def test_a_list_after_a_colon_is_prose(self):
        text = "Hadir dalam pertemuan itu:\n- Direktur Kerja Sama Budi\n- Kepala Biro Sari\n\nMereka pulang sore."
        assert "Direktur Kerja Sama Budi" in kept(text)

    @pytest.mark.parametrize(
        "line",
        [
            "Menhan Bagas Wira (kiri) menjamu Jone Vula (kanan) di Ambon, Senin (3/2/2025).",
            "Defence Minister Jone Vula (left) meets Omar Saad (second from right) in Suva.",
            "Suasana pertemuan di Ambon, Senin 3 Februari 2025. FOTO/Rano",
            "Penyunting: Rano Karsa.",
            "[Gambas:Video Contoh]",
        ],
    )
    def test_captions_and_bylines_are_passed_over(self, line):
        assert (
            kept(f"Judul\n\nIa datang pukul tujuh.\n\n{line}\n\nIa pulang.")
            == "Ia datang pukul tujuh. Ia pulang."
        )

    def test_after_the_latest_news_nothing_is_read(self):
        assert kept("Judul\n\nIa datang.\n\nBerita Terbaru\n\nIa di Makassar.") == "Ia datang."

    def test_typographic_quotes_become_plain_ones(self):
        assert prose("“Dato’ baik,” katanya.").body == '"Dato\' baik," katanya.'

    def test_an_aircraft_keeps_its_number(self):
        assert "KF-21" in kept("Mereka membahas jet KF-21 dan F-16.")

    @given(st.text(max_size=300))
    def test_never_moves_anything(self, text):
        assert len(prose(text).body) == len(text)
