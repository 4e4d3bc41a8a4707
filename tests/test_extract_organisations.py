"""Organisations in a text."""

import pytest

from defgraph.extract.organisations import find_organisations
from defgraph.extract.reading import read


def found(text: str) -> list[tuple[str, str | None, str | None]]:
    reading = read(text)
    return [(o.name, o.abbreviation, o.country) for _, o in sorted(find_organisations(reading).items())]


class TestFindOrganisations:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Ia datang ke Kemhan.", ("Kementerian Pertahanan", None, None)),
            ("Ia datang ke Kemenko Polkam.", ("Kementerian Koordinator Bidang Politik dan Keamanan", "Kemenko Polkam", "ID")),
            ("Ia memimpin TNI AL.", ("TNI Angkatan Laut", "TNI AL", "ID")),
            ("Ia dari Kementerian Perhubungan Udara.", ("Kementerian Perhubungan Udara", None, None)),
            ("Ia dari Kementerian Perindustrian Turki.", ("Kementerian Perindustrian", None, "TR")),
            ("Ia dari Angkatan Bersenjata Fiji.", ("Angkatan Bersenjata Fiji", None, "FJ")),
            ("Ia dari PT Samudra Baja Tbk hari ini.", ("PT Samudra Baja Tbk", None, "ID")),
            ("He leads the Royal Fijian Navy.", ("Royal Fijian Navy", None, "FJ")),
            ("He is of the ROKN.", ("Republic of Korea Navy", "ROKN", "KR")),
            ("She is at the Inland Waters Academy.", ("Inland Waters Academy", None, None)),
            ("She is of the Kementerian Pertahanan Nasional.", ("Kementerian Pertahanan Nasional", None, None)),
            ("He leads the Northern Coast Watch (NCW).", ("Northern Coast Watch", "NCW", None)),
            ("She is of the Ministry of Defence.", ("Ministry of Defence", None, None)),
        ],
    )  # fmt: skip
    def test_finds(self, text, expected):
        assert set(found(text)) == {expected}

    def test_an_introduced_abbreviation_stands_for_the_name_later(self):
        text = "Ia memimpin Badan Pengkaji Laut Dalam (BPLD). Kantor BPLD di Ambon."
        assert [name for name, _, _ in found(text)] == ["Badan Pengkaji Laut Dalam"] * 3

    def test_the_name_the_text_introduces_goes_before_the_known_one(self):
        text = "Ia dari Komite Internasional Palang Merah (ICRC). Delegasi ICRC pulang."
        assert {name for name, _, _ in found(text)} == {"Komite Internasional Palang Merah"}

    @pytest.mark.parametrize(
        "text",
        ["Mereka menandatangani Defence Cooperation Agreement (DCA).", "Papua New Guinea (PNG) setuju."],
    )
    def test_is_none(self, text):
        assert found(text) == []

    def test_an_abbreviated_post_is_no_abbreviation_of_a_body(self):
        assert found("Kepala Badan Logistik Pertahanan (Kabaloghan) tiba.")[0][1] is None
