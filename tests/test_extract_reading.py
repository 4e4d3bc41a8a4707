"""A text taken apart."""

from defgraph.extract.reading import read

TEXT = "Duta Besar Fiji tiba. Laksamana TNI Adi Karsa menyambutnya."


def test_what_each_token_begins():
    reading = read(TEXT)
    assert {at: span.normal for at, span in reading.countries.items()} == {2: "FJ"}
    assert list(reading.ranks) == [5]
    assert reading.text(5, 9) == "Laksamana TNI Adi Karsa"
    assert reading.key(99) == ""
    assert reading.limit(0) == 5


def test_the_admiral_of_a_fleet_is_no_fleet_admiral():
    assert 3 not in read("The U.S. Pacific Fleet Admiral Jo Hart came.").ranks


def test_an_empty_text():
    assert read("").words == []
