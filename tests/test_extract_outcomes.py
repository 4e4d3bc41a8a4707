"""Outcomes are documents with their verb: signed, issued, set up or to be negotiated, and done now."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.extract.lexicons import lexicon
from defgraph.extract.outcomes import find_outcomes
from defgraph.ontology import concept_ids

OUTCOMES = [
    ("Kedua menteri menandatangani nota kesepahaman.", "mou-signed", "Nota kesepahaman"),
    (
        "Nota kesepahaman (MoU) tentang logistik ditandatangani kedua pihak.",
        "mou-signed",
        "Nota kesepahaman tentang logistik",
    ),
    ("Penandatanganan MoU berlangsung khidmat.", "mou-signed", "MoU"),
    ("MoU itu diteken Menteri Sari.", "mou-signed", "MoU"),
    (
        "They signed a memorandum of understanding on training.",
        "mou-signed",
        "Memorandum of understanding on training",
    ),
    (
        "A Memorandum of Understanding was signed by both ministers.",
        "mou-signed",
        "Memorandum of Understanding",
    ),
    (
        "Keduanya meneken perjanjian kerja sama pertahanan.",
        "agreement-signed",
        "Perjanjian kerja sama pertahanan",
    ),
    (
        "Defence Cooperation Agreement (DCA) akhirnya ditandatangani.",
        "agreement-signed",
        "Defence Cooperation Agreement",
    ),
    ("The ministers signed a Plan of Action.", "agreement-signed", "Plan of Action"),
    ("Penandatanganan rencana aksi dilakukan kedua menteri.", "agreement-signed", "Rencana aksi"),
    ("They signed an Implementing Arrangement.", "agreement-signed", "Implementing Arrangement"),
    ("Kedua panglima menandatangani Terms of Reference.", "agreement-signed", "Terms of Reference"),
    ("Letter of Intent (LoI) ditandatangani di atas kapal.", "letter-of-intent", "Letter of Intent"),
    (
        "Kedua pejabat menandatangani surat pernyataan kehendak.",
        "letter-of-intent",
        "Surat pernyataan kehendak",
    ),
    ("They signed a letter of intent.", "letter-of-intent", "Letter of intent"),
    ("The two issued a joint statement.", "joint-statement", "Joint statement"),
    ("Pertemuan itu menghasilkan pernyataan bersama.", "joint-statement", "Pernyataan bersama"),
    ("The ministers adopted a Joint Declaration on Peace.", "joint-statement", "Joint Declaration on Peace"),
    ("The talks closed with a joint statement.", "joint-statement", "Joint statement"),
    ("Kedua negara sepakat membentuk komite bersama.", "joint-committee", "Komite bersama"),
    ("They agreed to set up a joint committee.", "joint-committee", "Joint committee"),
    ("A joint working group was established.", "joint-committee", "Joint working group"),
    (
        "Kedua menteri sepakat merundingkan Defence Cooperation Agreement.",
        "agreed-to-negotiate",
        "Defence Cooperation Agreement",
    ),
    (
        "Keduanya bersepakat memulai perundingan perjanjian kerja sama.",
        "agreed-to-negotiate",
        "Perjanjian kerja sama",
    ),
    (
        "They agreed to negotiate a status of visiting forces agreement.",
        "agreed-to-negotiate",
        "Status of visiting forces agreement",
    ),
    (
        "They agreed to begin talks on a memorandum of understanding.",
        "agreed-to-negotiate",
        "Memorandum of understanding",
    ),
]

NOW = [
    "The memorandum, which will boost training, was signed on the spot.",
    "Nota kesepahaman itu ditandatangani sebagai landasan hukum kerja sama.",
    "Penandatanganan nota kesepahaman ini menindaklanjuti pertemuan kedua menteri.",
    "Keduanya tidak hanya menandatangani nota kesepahaman, tetapi juga bertukar cendera mata.",
    "A memorandum of understanding was signed in Bandung.",
]

ALONE = [
    ("In a joint statement the ministers praised the sea.", "joint-statement"),
    ("Dalam pernyataan bersama, kedua menteri memuji laut.", "joint-statement"),
    ("Keduanya menyaksikan penandatanganan kerja sama kedua galangan.", "agreement-signed"),
]

NONE = [
    "Mereka membahas rencana penandatanganan MoU.",
    "They praised the recently signed agreement.",
    "Keduanya akan menandatangani kerja sama.",
    "Kedua menteri akan menandatangani nota kesepahaman bulan depan.",
    "They will sign a memorandum of understanding in May.",
    "The agreement is to be signed next year.",
    "Nota kesepahaman belum ditandatangani.",
    "No agreement was signed.",
    "Kedua negara pernah menandatangani perjanjian.",
    "Kedua negara sudah mengantongi nota kesepahaman yang diteken tahun lalu.",
    "They recalled the agreement signed in 2010.",
    "The two countries had signed an agreement.",
    "Landasannya perjanjian yang ditandatangani kedua presiden.",
    "Jika perjanjian ditandatangani, semua senang.",
    "Mereka membahas nota kesepahaman.",
    "They discussed an agreement.",
    "Pejabat itu menandatangani buku tamu.",
    "Mereka sepakat menyusun kerangka kolaborasi.",
    "Perjanjian itu penting. Buku tamu ditandatangani.",
    "A letter of intent was offered, but nothing was signed.",
    "They work under an arrangement signed in July.",
    "",
]


@pytest.mark.parametrize(("text", "outcome", "title"), OUTCOMES)
def test_a_document_and_its_verb_make_an_outcome(text, outcome, title):
    (found,) = find_outcomes(text)
    assert (found.normal, found.details["title"]) == (outcome, title)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize("text", NOW)
def test_words_of_time_elsewhere_in_the_sentence_do_not_count(text):
    assert [m.normal for m in find_outcomes(text)] == ["mou-signed"]


@pytest.mark.parametrize(("text", "outcome"), ALONE)
def test_some_phrases_tell_of_document_and_verb_in_one(text, outcome):
    (found,) = find_outcomes(text)
    assert (found.normal, dict(found.details)) == (outcome, {})


@pytest.mark.parametrize("text", NONE)
def test_plans_the_past_and_denials_are_no_outcome(text):
    assert find_outcomes(text) == []


def test_a_sentence_with_an_old_date_gives_no_outcome():
    text = "Mereka bertemu pada 5 Mei 2025. Nota kesepahaman ditandatangani kedua pihak pada 3 Maret 2019."
    assert find_outcomes(text) == []


def test_each_type_counts_once_in_a_sentence():
    text = "Mereka menandatangani nota kesepahaman, yaitu MoU, dan rencana aksi."
    assert [m.normal for m in find_outcomes(text)] == ["mou-signed", "agreement-signed"]


def test_the_types_are_those_of_the_ontology():
    assert set(lexicon("outcomes")["documents"]) | {"agreed-to-negotiate"} == set(concept_ids("outcome"))


@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(
            st.sampled_from([*(text for text, *_ in OUTCOMES), *NONE, "MoU", "signed", ",", "\n"]), max_size=8
        ).map(" ".join),
    )
)
def test_any_text_gives_exact_spans_in_order(text):
    found = find_outcomes(text)
    assert all(text[m.start : m.end] == m.text and m.text for m in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_the_nearer_verb_tells_what_became_of_a_document():
    text = "Keduanya menandatangani nota kesepahaman dan sepakat memulai perundingan perjanjian kerja sama."
    assert [m.normal for m in find_outcomes(text)] == ["mou-signed", "agreed-to-negotiate"]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Isinya nota kesepahaman pendidikan. Prosesi penandatanganan disaksikan rektor.", "mou-signed"),
        ("A working group will meet twice a year. Its creation was agreed in May.", "joint-committee"),
        ("A defence agreement was concluded on Monday.", "agreement-signed"),
        ("Kedua ketua delegasi menandatangani record of discussion.", "agreement-signed"),
        ("Kedua menteri menyepakati joint vision statement.", "joint-statement"),
    ],
)
def test_documents_and_acts_of_many_names_are_outcomes(text, outcome):
    assert [m.normal for m in find_outcomes(text)] == [outcome]


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [
        ("Two MoUs were exchanged in the presence of the ministers.", ["mou-signed"]),
        ("Kesepakatan itu dikukuhkan lewat penandatanganan MoU.", ["mou-signed"]),
        ("They signed a Statement of Intent on patrols.", ["letter-of-intent"]),
        ("The meeting produced a joint statement.", ["joint-statement"]),
        ("A joint committee will be set up, the ministers agreed.", ["joint-committee"]),
        ("Disepakati pula pembentukan joint working group.", ["joint-committee"]),
        (
            "They committed to concluding a defence cooperation agreement by next year.",
            ["agreed-to-negotiate"],
        ),
        ("The text commits both governments to negotiate the agreement.", ["agreed-to-negotiate"]),
        (
            "In a joint statement the pair undertook to conclude a defence agreement.",
            ["joint-statement", "agreed-to-negotiate"],
        ),
        ("Pakta yang diteken Suva dan Nadi pada Oktober tidak dibahas.", []),
        ("Negara yang berniat meneken Traktat Bangkok bertambah.", []),
        ("Drills will follow once the Reciprocal Access Agreement enters into force.", []),
        ("Akhir Juni lalu kapal itu menjadi tempat penandatanganan Letter of Intent.", []),
    ],
)
def test_outcomes_in_other_words(text, outcomes):
    assert [mention.normal for mention in find_outcomes(text)] == outcomes
