"""Ranks are taken as written, with service, corps and retirement, and posts are not taken for ranks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.extract.ranks import find_ranks

RANKS = [
    ("Letjen TNI", "lieutenant-general"),
    ("Letnan Jendral TNI", "lieutenant-general"),
    ("Leftenan Jeneral", "lieutenant-general"),
    ("SLTC", "lieutenant-colonel"),
    ("MG", "major-general"),
    ("Laksma Bakamla", "commodore"),
    ("Letjen", "lieutenant-general"),
    ("LETJEN TNI", "lieutenant-general"),
    ("Letnan Jenderal TNI", "lieutenant-general"),
    ("Letjen TNI (Purn)", "lieutenant-general"),
    ("Letjen TNI (Purn.)", "lieutenant-general"),
    ("Letjen (Purn) TNI", "lieutenant-general"),
    ("Letjen TNI Purn.", "lieutenant-general"),
    ("Mayjen TNI", "major-general"),
    ("Mayjen TNI (Mar)", "major-general"),
    ("Mayjen TNI (Mar) (Purn)", "major-general"),
    ("Mayor Jenderal TNI", "major-general"),
    ("Brigjen TNI", "brigadier-general"),
    ("Brigjen TNI (Mar)", "brigadier-general"),
    ("Brigjen Pol", "police-brigadier-general"),
    ("Irjen Pol", "police-inspector-general"),
    ("Irjen Pol.", "police-inspector-general"),
    ("Komjen Pol", "police-commissioner-general"),
    ("Kombes Pol", "police-grand-commissioner"),
    ("Jenderal", "general"),
    ("Jenderal TNI", "general"),
    ("Jenderal Polisi", "police-general"),
    ("Laksamana TNI", "admiral"),
    ("Laksdya TNI", "vice-admiral"),
    ("Laksda TNI", "rear-admiral"),
    ("Laksma TNI", "commodore"),
    ("Laksamana Pertama TNI", "commodore"),
    ("Marsekal TNI", "air-chief-marshal"),
    ("Marsdya TNI", "air-marshal"),
    ("Marsekal Madya TNI (Purn.)", "air-marshal"),
    ("Marsda TNI", "air-vice-marshal"),
    ("Marsma TNI", "air-commodore"),
    ("Kolonel Laut (P)", "captain-navy"),
    ("Kolonel Inf", "colonel"),
    ("Kolonel Kav", "colonel"),
    ("Kolonel Arm", "colonel"),
    ("Kolonel Pnb", "colonel"),
    ("Kolonel Mar", "colonel"),
    ("Letkol Inf", "lieutenant-colonel"),
    ("Mayor", "major"),
    ("Kapten Inf", "captain"),
    ("Lieutenant General", "lieutenant-general"),
    ("Lt. Gen.", "lieutenant-general"),
    ("Lt Gen", "lieutenant-general"),
    ("Lt. Gen. (Ret.)", "lieutenant-general"),
    ("Major General", "major-general"),
    ("Maj. Gen.", "major-general"),
    ("Brig. Gen.", "brigadier-general"),
    ("General", "general"),
    ("Gen.", "general"),
    ("General (Retd)", "general"),
    ("Admiral", "admiral"),
    ("Vice Admiral", "vice-admiral"),
    ("Rear Admiral", "rear-admiral"),
    ("Air Chief Marshal", "air-chief-marshal"),
    ("Air Vice-Marshal", "air-vice-marshal"),
    ("Air Marshal", "air-marshal"),
    ("Commodore", "commodore"),
    ("Colonel", "colonel"),
    ("Senior Colonel", "senior-colonel"),
    ("Captain (Navy)", "captain-navy"),
    ("Group Captain", "group-captain"),
    ("Wing Commander", "wing-commander"),
    ("Squadron Leader", "squadron-leader"),
    ("Senior Lieutenant General", "colonel-general"),
]

STYLES = ["H.E.", "Yang Mulia", "Rt Hon", "His Excellency"]

NONE = [
    "Sekretaris Jenderal Rini Sulastri hadir.",
    "Direktur Jenderal Strategi Rini Sulastri hadir.",
    "Inspektur Jenderal Kementerian Contoh hadir.",
    "Secretary General Rini Sulastri was there.",
    "Secretary-General Rini Sulastri was there.",
    "The Attorney General Rini Sulastri was there.",
    "The General Assembly met.",
    "The General Staff met.",
    "Major Powers met.",
    "Di masa lalu jenderal itu menang.",
    "Seorang mayor tiba.",
    "In general, Rini Sulastri was content.",
    "May Rini Sulastri live long.",
    "Dubes Malaysia hadir.",
    "Para Jenderal.",
    "Jenderal",
    "Irjen Kemhan hadir.",
    "Commander Strike Group",
]


@pytest.mark.parametrize(("written", "concept"), RANKS)
def test_a_rank_is_taken_as_written(written, concept):
    text = f"Rombongan dipimpin {written} Rini Sulastri bersama staf."
    assert [(m.text, m.normal) for m in find_ranks(text)] == [(written, concept)]


@pytest.mark.parametrize("written", STYLES)
def test_a_style_of_address_is_marked(written):
    (found,) = find_ranks(f"Menteri Contoh, {written} Rini Sulastri, hadir.")
    assert (found.text, found.details["style"]) == (written, "yes")


@pytest.mark.parametrize("text", NONE)
def test_posts_and_words_are_no_ranks(text):
    assert find_ranks(text) == []


def test_each_of_a_list_is_found():
    text = "Hadir Letjen TNI Adi Wira, Mayjen TNI (Purn) Budi Laksana, dan Kolonel Laut (P) Citra Ayu."
    assert [m.text for m in find_ranks(text)] == ["Letjen TNI", "Mayjen TNI (Purn)", "Kolonel Laut (P)"]


@pytest.mark.parametrize(
    ("text", "ranks"),
    [
        ("Komandan HMAS Bruny, Commander Amy Hale, tiba.", ["Commander"]),
        ("Commander Amy Hale, RNZN, came.", ["Commander"]),
        ("Army Commander Amy Hale came.", []),
        ("Commander Amy Hale came.", []),
    ],
)
def test_commander_is_a_rank_of_captains_of_ships(text, ranks):
    assert [m.text for m in find_ranks(text)] == ranks


@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(
            st.sampled_from([*(r for r, _ in RANKS), *STYLES, *NONE, "Rini", "(", ")", ".", "\n"]),
            max_size=10,
        ).map(" ".join),
    )
)
def test_any_text_gives_exact_spans_in_order(text):
    found = find_ranks(text)
    assert all(text[m.start : m.end] == m.text and m.text and m.normal for m in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
