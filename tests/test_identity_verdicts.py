"""A judgement has one form, and says exactly what is wrong with any other."""

from __future__ import annotations

import copy
import pickle
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.errors import InputError
from defgraph.identity.verdicts import KINDS, Judgement, Verdict, kind_of, ordered
from defgraph.ids import name_key

A, B = "official/id/agus-setiadi", "official/id/setiadi-agus"


def test_the_two_come_out_in_order() -> None:
    one = Judgement("same", B, A, "2026-11-22", "rina")
    assert one == Judgement(Verdict.SAME, A, B, "2026-11-22", "rina")
    assert one.pair == ordered(B, A) == (A, B)


def test_it_says_itself_in_words() -> None:
    assert (
        Judgement("same", A, B, "2026-11-22", "rina", "same person on both photos").words
        == "judged the same by rina on 2026-11-22: same person on both photos"
    )
    assert (
        Judgement("different", A, B, "2026-11-22", "rina").words == "judged different by rina on 2026-11-22"
    )
    assert Judgement("unsure", A, B, "2026-11-22", "rina").words == "judged unsure by rina on 2026-11-22"


@given(
    st.sampled_from(Verdict),
    st.dates(),
    st.text(min_size=1).filter(lambda text: Judgement("same", A, B, "2026-11-22", f"x{text}").who != ""),
    st.text(),
)
def test_a_line_leads_back_to_the_judgement(verdict: Verdict, day: object, who: str, why: str) -> None:
    one = Judgement(verdict, A, B, str(day), f"r{who}", why)
    line = one.to_line()
    assert "\n" not in line
    assert line.encode().decode() == line
    assert Judgement.from_line(line) == one
    assert Judgement.from_line(line + "\r", 7) == one._replace(line=7)


def test_texts_cannot_break_a_line() -> None:
    one = Judgement("same", A, B, "2026-11-22", " rina\tdewi ", "one\nphoto\r\n\x1b[31m and\tmore ")
    assert one.who == "rina dewi"
    assert one.why == "one photo [31m and more"


def test_a_reason_may_be_missing_or_hold_tabs() -> None:
    line = f"Same\t{A}\t {B}\t2026-11-22\trina"
    assert Judgement.from_line(line).why == Judgement.from_line(line + "\t").why == ""
    assert Judgement.from_line(line + "\tone\ttwo").why == "one two"


def test_letters_composed_by_an_editor_are_the_same_key() -> None:
    key = "official/kr/" + name_key("김철수")
    composed = unicodedata.normalize("NFC", key)
    assert composed != key
    assert key in Judgement("same", composed, "official/kr/kim", "2026-11-22", "rina").pair


def test_it_survives_copying_and_pickling() -> None:
    one = Judgement("same", A, B, "2026-11-22", "rina", "photo", 3)
    assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == one


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"verdict": "sama"}, 'found the verdict "sama", expected one of same, different, unsure'),
        ({"verdict": "diferent"}, 'did you mean "different"?'),
        ({"day": "22-11-2026"}, 'found the day "22-11-2026", expected a day such as 2026-11-22'),
        ({"day": "20261122"}, "expected a day such as"),
        ({"day": "2026-02-30"}, "expected a day such as"),
        ({"day": "２０２６-11-22"}, "expected a day such as"),
        ({"who": " \t"}, "found nobody who judged, expected a name"),
        ({"b": A}, "twice, expected two things; a thing is always itself"),
        ({"b": "organisation/id/kemhan"}, "found one official and one organisation"),
        ({"b": "official/budi"}, "expected the path of one official, such as official/id/budi-santoso"),
        ({"b": "official/id/budi santoso"}, "expected the path of one official"),
        ({"b": "official/id/"}, "expected the path of one official"),
        ({"b": "oficial/id/budi"}, 'did you mean "official"?'),
        ({"b": "https://example.org/official/id/budi"}, "expected a path that begins with one of official/"),
        ({"b": ""}, "expected a path that begins with"),
    ],
)
def test_any_other_form_is_refused_in_words(changed: dict[str, str], message: str) -> None:
    parts = {"verdict": "same", "a": A, "b": B, "day": "2026-11-22", "who": "rina"} | changed
    with pytest.raises(InputError) as caught:
        Judgement(**parts)
    assert message in str(caught.value)


def test_parts_that_are_not_separated_by_tabs_are_refused() -> None:
    with pytest.raises(
        InputError, match=r"found 1 of the parts verdict, a, b, day, who, why.*separated by one tab"
    ):
        Judgement.from_line(f"same {A} {B} 2026-11-22 rina")


def test_every_kind_has_an_example_of_its_own() -> None:
    for kind, example in KINDS.items():
        assert kind_of(example) == kind
        assert Judgement("same", example, example + "x", "2026-11-22", "rina").a == example
