"""The state of those whose state the text leaves out."""

import pytest

from defgraph.extract.pipeline import story_of


def states(text: str) -> dict[str | None, str | None]:
    return {entity.name: entity.country for entity in story_of(text).people.entities}


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("Menteri Pertahanan Bagas Wira tiba di kantor itu.", "Bagas Wira", "ID"),
        ("Di sana Lieutenant General Jone Vula hadir. Perwira asal Fiji itu tersenyum.", "Jone Vula", "FJ"),
        ("Delegasi Fiji dipimpin Direktur Kebijakan Jone Vula pada rapat itu.", "Jone Vula", "FJ"),
        ("SUVA – Defence Minister Jone Vula met Tongan Prime Minister Sione Fifita.", "Jone Vula", "FJ"),
        ("Fiji hosted the talks. Defence Secretary Jone Vula spoke for the hosts.", "Jone Vula", "FJ"),
        ("Di Suva, Fiji, ia bertemu Presiden Jone Vula pagi itu.", "Jone Vula", "FJ"),
        ("Baru tiba dari Suva, Fiji, tamu itu bertemu Presiden Bagas Wira.", "Bagas Wira", "ID"),
        ("Fijian Prime Minister Ana Koro and Defence Minister Jone Vula came.", "Jone Vula", "FJ"),
        ("Bagas Wira received her Fijian guest, Deputy Minister Jone Vula.", "Jone Vula", "FJ"),
        ("Hadir Direktur UNOPS, Ms. Litia Vula dan rombongan.", "Litia Vula", None),
    ],
)
def test_is(text, name, state):
    assert states(text)[name] == state
