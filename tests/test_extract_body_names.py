"""One name for each international body of an article."""

import pytest

from defgraph.extract.pipeline import story_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sekretaris Jenderal ASEAN Jone Vula tiba di Jakarta.", "Perhimpunan Bangsa-Bangsa Asia Tenggara"),
        ("The Secretary-General of ASEAN Jone Vula came to Suva.", "Association of Southeast Asian Nations"),
        (
            "Direktur ICRC Jone Vula tiba. Komite Internasional Palang Merah (ICRC) bersifat netral.",
            "Komite Internasional Palang Merah",
        ),
        ("Direktur UNOPS Jone Vula tiba di Jakarta.", "United Nations Office for Project Services"),
        ("Komandan UNIFIL Rear Admiral Jone Vula tiba.", "United Nations Interim Force in Lebanon"),
    ],
)
def test_is_called(text, name):
    story = story_of(text)
    assert {body.name for body in story.organisations.values()} == {name}
    assert [(e.organisation, e.country) for e in story.people.entities] == [(name, None)]
