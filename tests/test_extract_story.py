"""The story of a text: asides and parts, sentence by sentence."""

import pytest

from defgraph.extract.pipeline import story_of


@pytest.mark.parametrize(
    ("sentence", "aside"),
    [
        ("Bagas menerima tamunya di Jakarta.", False),
        ("Bagas akan menerima tamunya di Jakarta.", True),
        ("Sebelumnya, Bagas pernah bertemu dengan mereka.", True),
        ("Pertemuan itu dibatalkan.", True),
        ("Pada 1994 ia bertemu mereka di hutan.", True),
        ("He had met them before.", True),
        ("Kerja sama akan diperluas.", False),
    ],
)
def test_what_is_planned_past_or_called_off_is_an_aside(sentence, aside):
    assert story_of(sentence).asides == [aside]


def test_every_sentence_has_its_cues_and_its_cast():
    story = story_of("Menhan Bagas Wira bertemu Menhan Fiji Jone Vula. Mereka tersenyum.")
    assert len(story.cues) == len(story.casts) == len(story.asides) == 2
    assert set(story.casts[0].parts) == {0, 1}
