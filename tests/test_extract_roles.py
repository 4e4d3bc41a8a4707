"""The parts played in a sentence."""

import pytest

from defgraph.extract.pipeline import story_of
from defgraph.extract.roles import is_speaker
from extract_reading import parts

OPENING = "Menhan RI Bagas Wira menerima kunjungan kehormatan Menhan Fiji Jone Vula di Jakarta. "


class TestCast:
    @pytest.mark.parametrize(
        ("sentence", "expected"),
        [
            ("Bagas didampingi Kapuslaik Kemhan Marsma TNI Rano.", {"Rano": "accompanying"}),
            ("Mendampingi Bagas, Kapuslaik Kemhan Marsma TNI Rano.", {"Rano": "accompanying"}),
            ("Marsma TNI Rano Surya mendampingi Bagas.", {"Rano Surya": "accompanying"}),
            ("Turut hadir Kapuslaik Kemhan Marsma TNI Rano.", {"Rano": "attendee"}),
            ("Tampak pula Kapuslaik Kemhan Marsma TNI Rano.", {"Rano": "attendee"}),
            (
                "Ikut bersama Bagas ke Suva antara lain Kapuslaik Kemhan Marsma TNI Rano.",
                {"Rano": "accompanying"},
            ),
            ("Mengiringi Bagas, Kapuslaik Kemhan Marsma TNI Rano.", {"Rano": "accompanying"}),
            ("Bagas diperkuat Kapuslaik Kemhan Marsma TNI Rano.", {"Rano": "accompanying"}),
            ("Duduk di samping Bagas, Kapuslaik Kemhan Marsma TNI Rano.", {"Rano": "accompanying"}),
            ("Yang menjadi saksi ialah Kolonel Sitiveni Rabo.", {"Sitiveni Rabo": "attendee"}),
            ("Colonel Sitiveni Rabo stood witness.", {"Sitiveni Rabo": "attendee"}),
            ("Vula memboyong Kolonel Sitiveni Rabo.", {"Sitiveni Rabo": "accompanying"}),
            (
                "Bagas didampingi Marsma TNI Rano, sementara turut hadir Kolonel Sitiveni Rabo.",
                {"Rano": "accompanying", "Sitiveni Rabo": "attendee"},
            ),
            ("Karo Infohan Kemhan Brigjen TNI Rano menjelaskan isinya.", {"Rano": "spokesperson"}),
            ("Ia membawa pesan Presiden Surya Laksana.", {}),
            ("Ia pernah bertemu Menhan Tonga Sione Fifita pada 2019.", {}),
        ],
    )
    def test_plays(self, sentence, expected):
        found = parts(OPENING + sentence)
        assert found == [{"Bagas Wira": "principal", "Jone Vula": "principal"} | expected]


def test_speakers_are_told_by_their_post():
    story = story_of("Juru Bicara Kementerian Pertahanan Fiji Jone Vula dan Menhan RI Bagas Wira tiba.")
    assert [is_speaker(entity) for entity in story.people.entities] == [True, False]


@pytest.mark.parametrize(
    ("text", "leader"),
    [
        (
            "Fijian Defence Minister Jone Vula met Bagas Wira. He was accompanied by Colonel Ana Koro.",
            "Jone Vula",
        ),
        (
            "Fijian Admiral Jone Vula met Minister Bagas Wira. The minister was accompanied by Colonel Ana Koro.",
            "Bagas Wira",
        ),
        ("Menhan RI Bagas Wira bertemu Jenderal Jone Vula. Ia didampingi Kolonel Ana Koro.", "Bagas Wira"),
        ("Menhan RI Bagas Wira tiba. Kolonel Ana Koro mendampinginya.", "Bagas Wira"),
        (
            "Fijian Defence Minister Jone Vula met Bagas Wira. The visitor was accompanied by Colonel Ana Koro.",
            "Jone Vula",
        ),
        ("Fijian Defence Minister Jone Vula met Bagas Wira. With him was Colonel Ana Koro.", "Jone Vula"),
        ("Menhan RI Bagas Wira bertemu Jenderal Jone Vula. Didampingi Kolonel Ana Koro.", None),
    ],
)
def test_whom_a_companion_accompanies(text, leader):
    story = story_of(text)
    leads = [n for played in story.casts for n in played.leader.values()]
    assert [story.entity(n).name for n in leads] == ([leader] if leader else [])


def test_a_spokesperson_may_meet():
    text = "Kapuspen TNI Mayjen TNI Adi Karsa bertemu Panglima Angkatan Bersenjata Fiji Kolonel Jone Vula."
    assert parts(text) == [{"Adi Karsa": "principal", "Jone Vula": "principal"}]
