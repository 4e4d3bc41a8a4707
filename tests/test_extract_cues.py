"""Words that tell of meetings."""

import pytest

from defgraph.extract.cues import EVENT_KINDS, find_cues, has_event, kinds_of
from defgraph.extract.reading import read


def cues(sentence: str):
    return find_cues(read(sentence))[0]


class TestFindCues:
    @pytest.mark.parametrize(
        ("sentence", "kind"),
        [
            ("Ia menerima tamunya.", "receives"),
            ("Ia diterima dengan hangat.", "is_received"),
            ("She paid a courtesy call on him.", "visits"),
            ("She paid a courtesy call on him.", "courtesy"),
            ("Ia berbicara lewat sambungan telepon.", "phone"),
            ("Pertemuan digelar secara daring.", "virtual"),
            ("Naskah itu diteken kemarin.", "signing"),
            ("Dialog strategis itu dibuka.", "dialogue"),
            ("Ia akan datang.", "will"),
            ("Setelah itu ia pulang.", "sequence"),
        ],
    )
    def test_tells(self, sentence, kind):
        assert kind in kinds_of(cues(sentence))

    def test_words_of_sequence_count_at_the_beginning_only(self):
        assert "sequence" in kinds_of(cues("Kemudian ia pulang."))
        assert "sequence" not in kinds_of(cues("Rombongan beliau yang besar kemudian pulang."))

    def test_weak_words_tell_of_no_meeting(self):
        assert has_event(cues("Ia bertemu tamunya."))
        assert not has_event(cues("Ia membahas cuaca."))
        assert not has_event(cues("Ia tidur."))

    def test_kinds_of_nothing(self):
        assert kinds_of([]) == frozenset()
        assert "meets" in EVENT_KINDS
