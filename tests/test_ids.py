"""Keys and IRIs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from defgraph.errors import InputError
from defgraph.ids import Minter, name_key, official_key, position_key, slug

SAME = [
    ("Tri Budi Utomo", "TRI BUDI UTOMO", "Letjen TNI Tri Budi Utomo, S.E., M.Si.", "tri budi  utomo"),
    ("Sébastien Lacour", "Sebastien Lacour", "H.E. Mr. Sébastien LACOUR"),
    (
        "Fayad bin Hamed Al-Ruwaida",
        "Fayad bin Hamed Al Ruwaida",
        "Air Chief Marshal Fayad bin Hamed Al-Ruwaida",
    ),
    ("Liam O'Brien", "Liam O’Brien", "General Liam OBrien"),
    ("Arjun Singh", "Major General Arjun Singh", "Lt Gen Arjun Singh", "Yang Mulia Jenderal Arjun Singh"),
    ("Surya", "Laksda TNI (Purn) Surya", "SURYA"),
    ("Kresna Pratama", "Brigjen TNI (Mar) Kresna Pratama", "Brigjen TNI (Mar.) Kresna Pratama, M.Tr.Hanla."),
]
APART = [
    ("Sri Rahayu", "Rahayu"),
    ("Tan Mei Leng", "Mei Leng"),
    ("Al Haris", "Haris"),
    ("Agus Widodo", "Agus Widodo Putra"),
    ("Gen Nakagawa", "Nakagawa"),
    ("Habib Mansour", "Mansour"),
    ("Major Singh", "Singh"),
    ("Marshal Pratt", "Pratt"),
]


@pytest.mark.parametrize("spellings", SAME)
def test_spellings_of_one_name_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len({name_key(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_a_title_alone_is_kept_as_a_name() -> None:
    assert name_key("Jenderal") == "jenderal"


def test_the_country_tells_namesakes_apart() -> None:
    assert official_key("Budi Santoso", "ID") == "id/budi-santoso"
    assert official_key("Budi Santoso", "MY") == "my/budi-santoso"
    assert official_key("Budi Santoso", None) == "zz/budi-santoso"


def test_a_post_belongs_to_its_organisation_or_its_country() -> None:
    assert position_key("Sekretaris Jenderal", "id/kemhan", "ID") == "id/kemhan/sekretaris-jenderal"
    assert position_key("Duta Besar", None, "MY") == "my/-/duta-besar"


def test_iris_are_readable() -> None:
    minter = Minter()
    assert minter.article("2025-01-01-x").value == "https://w3id.org/defgraph/data/article/2025-01-01-x"
    tenure = minter.tenure(minter.iri("official/id/a"), minter.iri("position/id/kemhan/sekjen"))
    assert minter.path(tenure) == "tenure/id/a/id/kemhan/sekjen"


@pytest.mark.parametrize("base", ["", "no iri/", "relative/", "http://x/y", "http://x/ y/"])
def test_a_base_has_to_be_an_iri_to_mint_below(base: str) -> None:
    with pytest.raises(InputError, match="base IRI"):
        Minter(base)


@given(st.text())
def test_any_text_gives_a_key_fit_for_an_iri(text: str) -> None:
    for key in (slug(text), name_key(text)):
        assert NamedNode(f"http://x/{key}").value.endswith(key)


@given(st.text(min_size=1))
def test_keys_are_settled(text: str) -> None:
    assert slug(slug(text)) == slug(text)
