"""Names, with what stands before and after them."""

import pytest

from defgraph.extract.names import NameReader, name_words
from defgraph.extract.organisations import find_organisations
from defgraph.extract.reading import read


def name(text: str):
    """The name with which ``text`` begins."""
    reading = read(text)
    return NameReader(reading, find_organisations(reading)).read(0, len(reading.words))


@pytest.mark.parametrize(
    ("text", "rank", "written"),
    [
        ("Letjen TNI (Purn.) Adi Karsa tiba.", "Letjen TNI (Purn.)", "Adi Karsa"),
        ("Marsekal Madya (Marsdya) TNI Adi Karsa tiba.", "Marsekal Madya TNI", "Adi Karsa"),
        ("H.E. Dr. Lim Wei Jun tiba.", "H.E.", "Lim Wei Jun"),
        ("Yang Mulia Pangeran Faris bin Salim bin Omar tiba.", "Yang Mulia", "Faris bin Salim bin Omar"),
        ("Dato' Seri Rahim bin Haji Omar tiba.", None, "Rahim bin Haji Omar"),
        ("Jenderal Tan Sri Dato' Wira Rahim bin Omar tiba.", "Jenderal", "Rahim bin Omar"),
        ("Lord Peter Vane came.", None, "Peter Vane"),
        ("Admiral John P. Hart III came.", "Admiral", "John P. Hart III"),
        ("Laksamana Pieter van den Berg tiba.", "Laksamana", "Pieter van den Berg"),
        ("Jenderal Fahd Al-Rashid di Istana.", "Jenderal", "Fahd Al-Rashid"),
        ("Laksdya TNI Widodo MSc tiba.", "Laksdya TNI", "Widodo"),
        ("General Phạm Văn An came.", "General", "Phạm Văn An"),
        ("The Hon Jone Vula MP came.", "Hon", "Jone Vula"),
        ("Sri Mulyono tiba.", None, "Sri Mulyono"),
    ],
)
def test_reads(text, rank, written):
    found = name(text)
    assert found is not None
    assert (found.rank, found.text) == (rank, written)


@pytest.mark.parametrize(
    "text", ["Senin pagi.", "Indonesia menang.", "Menteri Pertahanan tiba.", "tanpa nama."]
)
def test_is_none(text):
    assert name(text) is None


def test_degrees_are_passed_over():
    reading = read("Adi Karsa, S.E., M.M., M.Sc., dan Rano tiba.")
    names = NameReader(reading, {})
    assert reading.key(names.after_degrees(2, len(reading.words))) == ","
    assert reading.key(names.after_degrees(2, len(reading.words)) + 1) == "dan"


def test_no_list_holds_a_name():
    assert "bin" in name_words().particles
    assert not name_words().titles & name_words().particles - {"st"}
