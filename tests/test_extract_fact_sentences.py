"""Each error is shown with the sentence it stands in."""

from __future__ import annotations

import pytest

from defgraph.extract.fact_sentences import Shown, sentence_of, shown
from defgraph.extract.facts import Fact
from defgraph.extract.mention import Mention
from record_factory import meeting, person, record

TEXT = "Bagas Wiranegara tiba di Oslo.\nIa membahas latihan\nbersama dengan Norwegia. Hujan turun."
ARTICLE = Shown(
    TEXT,
    [(0, 30), (31, 75), (76, 88)],
    [Mention(42, 58, "area", "latihan\nbersama", "joint-exercise")],
)


@pytest.mark.parametrize(
    ("fact", "sentence"),
    [
        (Fact(("Bagas Wiranegara",), "/meetings/0/participants/0"), "Bagas Wiranegara tiba di Oslo."),
        (Fact(("joint-exercise",), "/meetings/0/areas/0"), "Ia membahas latihan bersama dengan Norwegia."),
        (Fact(("space",), "/meetings/0/areas/1"), ""),
    ],
)
def test_the_words_of_a_fact_tell_its_sentence(fact: Fact, sentence: str) -> None:
    assert sentence_of(fact, None, ARTICLE) == sentence


@pytest.mark.parametrize("pointer", ["/meetings/0", "/meetings/0/date"])
def test_evidence_tells_it_before_words_do(pointer: str) -> None:
    evidence = [{"for": "/meetings/0/date", "start": 78, "end": 80}]
    of = record("a", meeting(), evidence=evidence)
    assert sentence_of(Fact(("Bagas Wiranegara",), pointer), of, ARTICLE) == "Hujan turun."


def test_the_people_of_its_meeting_tell_it_where_nothing_else_does() -> None:
    of = record("a", meeting(participants=[person("Bagas Wiranegara")]))
    assert (
        sentence_of(Fact(("space",), "/meetings/0/areas/0"), of, ARTICLE) == "Bagas Wiranegara tiba di Oslo."
    )


def test_an_article_is_shown_with_its_sentences_and_mentions() -> None:
    text = (
        "Menteri Pertahanan Bagas Wiranegara tiba di Oslo pada Rabu (8/10/2025). Ia lalu pulang ke Jakarta.\n"
    )
    article = shown(text)
    assert [text[start:end].partition(" ")[0] for start, end in article.sentences] == ["Menteri", "Ia"]
    assert "2025-10-08" in {mention.normal for mention in article.mentions}
