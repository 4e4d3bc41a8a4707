"""From a text to a draft record."""

import hashlib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from defgraph.extract.pipeline import extract, language_of

TEXT = """Menhan Jamu Tamu dari Suva

Selasa, 4 Februari 2025

JAKARTA – Menhan RI Bagas Wira menerima Menhan Fiji Jone Vula di Jakarta, Senin (3/2).
"""


class TestExtract:
    def test_the_article(self):
        article = extract(TEXT).article
        assert article.title == "Menhan Jamu Tamu dari Suva"
        assert str(article.published) == "2025-02-04"
        assert article.language == "id"
        assert article.text_sha256 == hashlib.sha256(TEXT.encode()).hexdigest()

    def test_what_is_known_from_elsewhere(self):
        record = extract(
            TEXT,
            published=date(2025, 2, 5),
            publisher="Kantor Berita Laut",
            url="https://example.org/a",
            title="Judul",
            language="ms",
            source_id="satu",
        )
        assert record.id == "satu"
        assert (record.article.publisher, record.article.title) == ("Kantor Berita Laut", "Judul")
        assert str(record.article.published) == "2025-02-05"

    def test_is_a_draft_named_after_its_meeting(self):
        record = extract(TEXT)
        assert record.status == "draft"
        assert record.id == "2025-02-03-jone-vula"
        assert [meeting.date for meeting in record.meetings] == ["2025-02-03"]

    @pytest.mark.parametrize(
        ("name", "key"),
        [
            ("Lærke Østergård", "laerke-ostergard"),
            ("Þórður Łukasz", "thordur-lukasz"),
            ("Jón Ægir-Ђорђе", "jon-aegir"),
        ],
    )
    def test_an_id_is_of_plain_letters(self, name, key):
        assert extract(TEXT.replace("Jone Vula", name)).id == f"2025-02-03-{key}"

    def test_without_a_meeting_it_is_empty(self):
        record = extract("Hujan turun di Bogor sejak pagi.")
        assert record.meetings == ()
        assert record.id.startswith("article-")

    def test_the_same_text_gives_the_same_record(self):
        assert extract(TEXT) == extract(TEXT)

    @settings(deadline=None, max_examples=50)
    @given(st.text(max_size=400))
    def test_any_text_gives_a_record(self, text):
        assert extract(text).status == "draft"


def test_language_of():
    assert language_of("The ministers of the two states met with their staff.") == "en"
    assert language_of("Para menteri dari dua negara bertemu dengan staf.") == "id"
