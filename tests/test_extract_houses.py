"""Embassies and ships are the house of their state, wherever they stand."""

import pytest

from defgraph.extract.houses import house_state, ship_state
from extract_reading import scenes

OPENING = "Menhan RI Bagas Wira bertemu Menhan Fiji Jone Vula"


@pytest.mark.parametrize(
    ("text", "venue", "state"),
    [
        (f"{OPENING} di KBRI Suva.", "KBRI Suva", "ID"),
        (f"{OPENING} di Kedutaan Besar Fiji, Jakarta.", "Kedutaan Besar Fiji", "FJ"),
        (f"{OPENING} di Wisma Melati, Jakarta.", "Wisma Melati", None),
        (f"{OPENING} di atas kapal HMNZS Tui yang bersandar di Jakarta.", "", "NZ"),
        (f"{OPENING} di geladak KRI Melati di Suva.", "KRI Melati", "ID"),
        (f"{OPENING}. USS Tarn bersandar di Jakarta.", "", None),
    ],
)
def test_house(text, venue, state):
    story, found = scenes(text)
    assert house_state(story, found[0], venue) == state


def test_a_ship_shows_its_state():
    assert ship_state("Komandan KD Tarn") == "MY"
    assert ship_state("Komandan Kapal Tarn") is None
