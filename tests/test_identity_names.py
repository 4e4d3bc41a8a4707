"""A person's name taken apart."""

from __future__ import annotations

import pytest

from defgraph.identity.names import full_form, is_short_form, person_name, sound


@pytest.mark.parametrize(
    ("state", "one", "other"),
    [
        ("id", "sjarifoeddin", "syarifuddin"),
        ("id", "djojohadi", "joyohadi"),
        ("id", "tjokro", "cokro"),
        ("id", "joedi", "yudi"),
        ("id", "rachmat", "rahmat"),
        ("id", "mochamad", "muhammad"),
        ("de", "koehlmann", "kohlmann"),
        ("kr", "jeong", "jung"),
        ("jp", "ohtsuka", "otsuka"),
        ("vn", "đang", "dang"),
        ("tr", "yıldırım", "yildirim"),
        ("qa", "khalifah", "khalifa"),
    ],
)
def test_spellings_of_one_name_sound_alike(state: str, one: str, other: str) -> None:
    assert sound(one, state) == sound(other, state)


@pytest.mark.parametrize(
    ("state", "one", "other"),
    [("id", "hartono", "hartanto"), ("cn", "shi", "si"), ("cn", "jun", "juan"), ("vn", "long", "lam")],
)
def test_other_names_do_not(state: str, one: str, other: str) -> None:
    assert sound(one, state) != sound(other, state)


def test_titles_degrees_particles_and_generations_are_set_aside() -> None:
    name = person_name("official/my/menteri-azmir-bin-kamaruzaman-jr-phd")
    assert [word.text for word in name.words] == ["azmir", "kamaruzaman"]
    assert set(name.dropped) == {"menteri", "bin", "phd"}
    assert name.generation == "Jr"


def test_a_name_is_never_set_aside_whole() -> None:
    for key in (
        "official/id/menteri",
        "official/my/bin",
        "official/id/jr",
        "official/id/se",
        "official/zz/a",
    ):
        assert person_name(key).words


def test_short_forms() -> None:
    assert full_form("pete") == "peter"
    assert is_short_form("pete", "peter")
    assert not is_short_form("peter", "peter")
    assert not is_short_form("peter", "patrick")
