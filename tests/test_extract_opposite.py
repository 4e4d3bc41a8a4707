"""The states of two who met, where the text names neither's."""

import pytest

from defgraph.extract.pipeline import story_of

SMALL = (
    "It was the first visit to the kingdom, and the day of the talks, the state news agency said on Tuesday."
)


def states(text: str) -> dict[str | None, str | None]:
    return {entity.name: entity.country for entity in story_of(text).people.entities}


@pytest.mark.parametrize(
    "sentence",
    [
        "General Jone Vula was welcomed by Defence Secretary Peni Lewa in Suva on Tuesday, the Tongan officer said.",
        "Defence Secretary Peni Lewa hosted General Jone Vula in Suva on Tuesday, the Tongan officer said.",
        "General Jone Vula paid a courtesy call on Defence Secretary Peni Lewa in Suva. It was his first from Tonga.",
        "Defence Secretary Peni Lewa met General Jone Vula in Suva on Tuesday. The Tongan stayed for an hour.",
    ],
)
def test_the_host_is_of_the_place(sentence):
    assert states(f"SUVA, Feb 4 -- {sentence} {SMALL}") == {"Jone Vula": "TO", "Peni Lewa": "FJ"}


def test_a_tour_abroad():
    text = (
        "PORT MORESBY -- General Jone Vula has met commanders of Fiji. He called on Chief of Naval Staff Peni Lewa in"
        " Suva on Tuesday. Later, Chief of Air Staff Sione Fifita received the visitor in Suva. The day ended with a"
        " meeting with Police Commissioner Adi Karsa of the same force."
    )
    assert states(text) == {"Jone Vula": "PG", "Peni Lewa": "FJ", "Sione Fifita": "FJ", "Adi Karsa": "FJ"}


def test_counterparts():
    text = (
        "SUVA -- Foreign Minister Peni Lewa and Defence Minister Sione Fifita held talks with their Tongan"
        f" counterparts, Foreign Minister Adi Karsa and Defence Minister Jone Vula. {SMALL}"
    )
    assert states(text) == {"Peni Lewa": "FJ", "Sione Fifita": "FJ", "Adi Karsa": "TO", "Jone Vula": "TO"}


def test_officials_of_one_state_stay_so():
    text = f"SUVA -- Defence Minister Peni Lewa met Finance Minister Sione Fifita in Suva on Tuesday. {SMALL}"
    assert states(text) == {"Peni Lewa": "FJ", "Sione Fifita": "FJ"}


def test_a_state_that_is_told_stays():
    text = f"SUVA -- Fijian Defence Minister Peni Lewa met Tongan General Jone Vula in Jakarta. {SMALL}"
    assert states(text) == {"Peni Lewa": "FJ", "Jone Vula": "TO"}
