"""Sentences about history, figures and what was not discussed are set aside."""

from __future__ import annotations

import pytest

from defgraph.extract.background import background, old_dates, text_sentences

MEETING = "Mereka bertemu pada 5 Mei 2025 di Bandung. "


@pytest.mark.parametrize(
    "sentence",
    [
        "Perjanjian itu diteken pada 3 Maret 2019.",
        "Pada November 2024 mereka berlatih.",
        "Pada 2014 semua berubah.",
        "In 2014 all was different.",
        "Sebagai catatan, hubungan itu tua.",
        "Laut itu tidak dibahas.",
        "The treaty was not discussed.",
        "Prajurit mereka rutin berlatih.",
    ],
)
def test_such_a_sentence_is_set_aside_and_the_meeting_is_not(sentence):
    text = MEETING + sentence
    assert background(text).hold(len(MEETING))
    assert not background(text).hold(0)


@pytest.mark.parametrize(
    "sentence",
    [
        "Mereka membahas latihan.",
        "Hubungan yang selama ini erat akan diperkuat.",
        "Pada April 2025 mereka bersiap.",
        "Pada 2026 mereka bertemu lagi.",
    ],
)
def test_talks_and_plans_are_not_set_aside(sentence):
    assert not background(MEETING + sentence).hold(len(MEETING))


def test_a_sentence_that_goes_on_is_set_aside_too():
    text = MEETING + "In 2014 they signed a pact. It covers training. They laughed."
    aside = [background(text).hold(sentence.start) for sentence in text_sentences(text)]
    assert aside == [False, True, True, False]


def test_without_a_day_no_date_is_old():
    assert not old_dates("Pada 2014 dan 3 hari lagi.").overlap(0, 100)
