"""The register of tenures: read as it is written, refused with the place and the reason."""

from __future__ import annotations

import pytest

from defgraph.errors import InputError
from defgraph.identity.bounds import parse_tenures, read_tenures
from defgraph.identity.offices import Bound

ENTRY = """tenures:
- official: Sari Wijaya
  post: Sekretaris Jenderal
  organisation: Kementerian Pertahanan
  country: ID
  from: 2031-11
  to: 2033-03
  source: Decree 4
"""


def test_an_entry_and_its_keys() -> None:
    (tenure,) = parse_tenures(ENTRY, "tenures.yaml")
    assert (tenure.official, tenure.country, tenure.first, tenure.last) == (
        "Sari Wijaya",
        "ID",
        "2031-11-01",
        "2033-03-31",
    )
    assert tenure.place == "tenures.yaml, line 2, entry 1"
    assert tenure.bound() == Bound(
        "official/id/sari-wijaya",
        "position/id/kementerian-pertahanan/sekretaris-jenderal",
        "2031-11-01",
        "2033-03-31",
        "Decree 4",
    )


def test_a_file(tmp_path) -> None:
    path = tmp_path / "tenures.yaml"
    path.write_text("\ufeff" + ENTRY, encoding="utf-8")
    assert len(read_tenures(path)) == 1


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "tenures:\n", "tenures: []\n"])
def test_an_empty_register(text) -> None:
    assert parse_tenures(text, "t") == []


def test_norway_is_a_country_and_days_are_text() -> None:
    text = "tenures:\n- {official: Kari Lund, post: Forsvarssjef, country: NO, to: 2031-05-04, source: x}\n"
    (tenure,) = parse_tenures(text, "t")
    assert (tenure.country, tenure.first, tenure.last) == ("NO", None, "2031-05-04")
    assert tenure.bound().post == "position/no/-/forsvarssjef"


def test_an_international_organisation_has_no_state() -> None:
    text = ENTRY.replace("Kementerian Pertahanan", "United Nations Office for Project Services")
    (tenure,) = parse_tenures(text, "t")
    assert tenure.bound().post == (
        "position/zz/united-nations-office-for-project-services/sekretaris-jenderal"
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("official: Sari Wijaya", "official:"), "line 2, entry 1: no `official`"),
        (("  source: Decree 4\n", ""), "no `source`"),
        (("country: ID", "country: Indonesa"), "line 5, entry 1: the country `Indonesa`; expected an ISO"),
        (("from: 2031-11", "from: 2031-13"), "line 6, entry 1: `from` 2031-13; expected a day"),
        (("from: 2031-11", "from: 2031-11/2031-12"), "`from` 2031-11/2031-12; expected a day"),
        (("to: 2033-03", "to: 2030-03"), "line 7, entry 1: `to` 2030-03-31 before `from` 2031-11-01"),
        (("  from: 2031-11\n  to: 2033-03\n", ""), "neither `from` nor `to`"),
        (("  post:", "  pots:"), "line 3, entry 1: the key `pots`; expected `post`"),
        (("  post:", "  colour:"), "the key `colour`; expected one of official, post"),
        (("  to:", "  from:"), "`from` a second time"),
        (("Decree 4", "[a, b]"), "`source` is no text"),
        (("tenures:", "tenure:"), "line 1: the key `tenure`; expected `tenures`"),
        (("tenures:\n", "tenures: x\nother:\n"), "line 1: no list under `tenures`"),
        (("tenures:\n", ""), "no mapping; expected a list under `tenures`"),
        (("Decree 4", "'Decree 4"), "broken YAML"),
        (("tenures:\n", "tenures:\n- Sari Wijaya\n"), "line 2, entry 1: no mapping; expected keys"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(change, message) -> None:
    with pytest.raises(InputError) as caught:
        parse_tenures(ENTRY.replace(*change), "tenures.yaml")
    assert str(caught.value).startswith("tenures.yaml, line ")
    assert message in str(caught.value)


def test_every_problem_is_told() -> None:
    text = ENTRY.replace("2031-11", "soon") + ENTRY.replace("tenures:\n", "").replace("ID", "??")
    with pytest.raises(InputError) as caught:
        parse_tenures(text, "t")
    assert [line.split(":")[0] for line in str(caught.value).splitlines()] == [
        "t, line 6, entry 1",
        "t, line 12, entry 2",
    ]


def test_one_entry_for_an_official_in_a_post() -> None:
    text = ENTRY + ENTRY.replace("tenures:\n", "").replace("Sari Wijaya", "SARI WIJAYA")
    with pytest.raises(InputError, match=r"in this post a second time \(t, line 2, entry 1\)"):
        parse_tenures(text, "t")


def test_a_file_that_is_not_there(tmp_path) -> None:
    with pytest.raises(InputError, match="cannot be read: No such file"):
        read_tenures(tmp_path / "none.yaml")


def test_a_file_that_is_no_text(tmp_path) -> None:
    path = tmp_path / "t.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="no UTF-8 text"):
        read_tenures(path)
