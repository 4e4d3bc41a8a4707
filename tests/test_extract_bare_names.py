"""People named with neither rank nor post."""

import pytest

from extract_reading import officials


class TestIsPerson:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("Tamu itu dijamu tuan rumahnya, Rano Karsa, di Ambon. Sore harinya Rano pulang.", "Rano Karsa"),
            (
                "Ana Ruiz, on the last leg of a tour, was welcomed on Sunday. Ruiz praised the hosts.",
                "Ana Ruiz",
            ),
            ("Then came Matteo Terra di Lago with gifts. Later Lago spoke.", "Matteo Terra di Lago"),
        ],
    )
    def test_who_is_named_again_by_a_part(self, text, name):
        assert [o.name for o in officials(text)] == [name]

    @pytest.mark.parametrize(
        "text",
        [
            "Tamu itu dijamu tuan rumahnya, Rano Karsa, di Ambon.",
            "Agenda Rano yang padat itu selesai di Ambon. Sore harinya Rano pulang.",
            "Ia berlayar ke Selat Biru. Kapal melintasi Biru dengan tenang.",
            "The drill is called Garuda Biru. Then Garuda ended.",
        ],
    )
    def test_a_name_said_once_a_place_or_a_thing_is_none(self, text):
        assert officials(text) == []
