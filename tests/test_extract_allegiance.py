"""The state someone serves, as the words beside tell it."""

import pytest

from defgraph.extract.allegiance import is_foreign, is_of_home
from defgraph.extract.pipeline import story_of


def states(text: str) -> dict[str | None, str | None]:
    return {entity.name: entity.country for entity in story_of(text).people.entities}


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("Dari pihak Fiji tampak Brigadir Jenderal Sitiveni Rabo.", "Sitiveni Rabo", "FJ"),
        ("Bagas hadir, sedangkan dari Fiji datang Kolonel Sitiveni Rabo.", "Sitiveni Rabo", "FJ"),
        ("Adapun Fiji diwakili Mayor Jenderal Jone Vula.", "Jone Vula", "FJ"),
        ("Delegasi Fiji, yang dipimpin Mayor Jenderal Jone Vula, tiba.", "Jone Vula", "FJ"),
        ("Tamu datang dari Fiji. Rombongan itu diketuai Kolonel Jone Vula.", "Jone Vula", "FJ"),
        (
            "Tamu datang dari Fiji. Rombongan TNI diketuai Kolonel Laut (P) Rano Surya.",
            "Rano Surya",
            "ID",
        ),
        ("Hadir Kolonel Jone Vula dari Angkatan Laut Fiji.", "Jone Vula", "FJ"),
        ("Hadir Kolonel Jone Vula asal Fiji.", "Jone Vula", "FJ"),
        ("Present was Colonel Jone Vula of the Fijian Navy.", "Jone Vula", "FJ"),
        ("They met Colonel Jone Vula, Deputy at Fiji's Ministry of Defence, there.", "Jone Vula", "FJ"),
        ("Komandan USS Tarn Kapten John Brook turun dari kapal.", "John Brook", "US"),
        ("Di Suva, VADM Jone Vula menyambut rombongan dari Fiji.", "Jone Vula", "FJ"),
        ("Bagas bertemu Inspector Fijian Joint Forces VADM Jone Vula.", "Jone Vula", "FJ"),
        (
            "Atase Fiji yang lama, Brigadier General Jone Vula, mengantar Atase Fiji Kolonel Ana Koro ke Jakarta.",
            "Jone Vula",
            "FJ",
        ),
        ("Menhan Bagas Wira tiba. Mereka bertemu Menhan Fiji.", "Bagas Wira", "ID"),
        ("Di Suva, ia diterima langsung Jenderal Jone Vula.", "Jone Vula", "FJ"),
        ("Astara dari Fiji hadir. Tamunya, CEO ASTARA Jone Vula, tersenyum.", "Jone Vula", "FJ"),
        ("Fiji was next. Jone Vula, its defence minister, met Colonel Bagas Wira.", "Jone Vula", "FJ"),
        (
            "SINGAPORE - Defence Minister Jone Vula was busy. The Fijian minister met his Tongan colleague.",
            "Jone Vula",
            "FJ",
        ),
        (
            "Letnan Jenderal Jone Vula, Direktur Jenderal Kebijakan pada Kementerian Pertahanan Fiji, hadir.",
            "Jone Vula",
            "FJ",
        ),
        ("Hadir Kolonel Jone Vula, Komandan Resimen ke-31 Angkatan Bersenjata Fiji.", "Jone Vula", "FJ"),
        ("SUVA - Commander Jone Vula, RNZN, called on Rear Admiral Ana Koro.", "Jone Vula", "NZ"),
        ("Bagas bertemu Kolonel Jone Vula, yang memimpin Angkatan Laut Fiji.", "Jone Vula", "FJ"),
        ("Di Suva tuan rumah diketuai Brigadir Jenderal Jone Vula.", "Jone Vula", "FJ"),
        ("Tonga's guests came. It was led for the visitors by Colonel Jone Vula.", "Jone Vula", "TO"),
        (
            "Sang tamu, Jone Vula, adalah Duta Besar Fiji untuk Indonesia. Vula bertemu Menhan Bagas Wira.",
            "Jone Vula",
            "FJ",
        ),
        ("Bagas berunding dengan General Inspector French Joint Forces, VADM Jone Vula.", "Jone Vula", "FR"),
        (
            "For the visitors spoke Air Vice Marshal Jone Vula (Retd), Secretary to the Ministry of Defence of Fiji.",
            "Jone Vula",
            "FJ",
        ),
        (
            "SINGAPORE - Defence Minister Ana Koro was in Fiji. She called on Prime Minister Jone Vula in Suva.",
            "Jone Vula",
            "FJ",
        ),
        (
            "Fiji's Minister Ana Koro met Tonga's Minister Sione Fifita. With Admiral Jone Vula came his Tongan counterpart.",
            "Jone Vula",
            "FJ",
        ),
        (
            "Defense Secretary Jone Vula left Singapore, the Department of National Defense (DND) said.",
            "Jone Vula",
            "PH",
        ),
    ],
)
def test_is_told(text, name, state):
    assert states(text)[name] == state


def test_the_rest_of_a_post_tells_the_state_of_one_without_a_name():
    text = (
        "Bagas Wira menemui Permanent Secretary Kementerian Pertahanan dan Urusan Veteran Fiji, lalu pulang."
    )
    assert states(text)[None] == "FJ"


@pytest.mark.parametrize(
    ("text", "home", "foreign"),
    [
        ("Letjen TNI Bagas Wira hadir.", True, False),
        ("Kolonel Laut (P) Bagas Wira hadir.", True, False),
        ("Letjen TNI (Purn.) Bagas Wira hadir.", True, False),
        ("Komjen Pol Bagas Wira hadir.", True, False),
        ("Jenderal Bagas Wira hadir.", False, False),
        ("Lieutenant General Jone Vula hadir.", False, True),
        ("RADM Jone Vula hadir.", False, True),
        ("Air Chief Marshal Jone Vula hadir.", False, True),
        ("Deputy Secretary Jone Vula hadir.", False, True),
    ],
)
def test_ranks_and_posts_tell_home_from_abroad(text, home, foreign):
    entity = story_of(text).people.entities[0]
    assert (is_of_home(entity), is_foreign(entity)) == (home, foreign)
