"""Answers are kept for who asks the same again: within bounds, and until the store changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from defgraph import build, open_store
from defgraph.serve.answers import Answers
from defgraph.serve.frames import Unframing, framed
from defgraph.serve.worker import Done
from served import served
from test_serve_core import RECORDS

COUNT = "SELECT (COUNT(*) AS ?n) { ?article a <https://w3id.org/defgraph/ontology#Article> }"


def one() -> None:
    """A function to ask for."""


def test_found_until_the_edition_changes():
    answers = Answers(1000)
    assert answers.find(1, one, ("a",)) is None
    answers.keep(1, one, ("a",), Done("x", size=5))
    assert answers.find(1, one, ("a",)) == Done("x", size=5)
    assert answers.find(1, one, ("b",)) is None
    assert answers.find(2, one, ("a",)) is None
    assert answers.find(1, one, ("a",)) is None


def test_what_was_not_asked_for_longest_goes():
    answers = Answers(160)
    answers.find(1, one, ())
    for name in "abcdefghijklmnop":
        answers.keep(1, one, (name,), Done(name, size=10))
    assert answers.find(1, one, ("a",)) is not None
    answers.keep(1, one, ("q",), Done("q", size=10))
    assert answers.find(1, one, ("a",)) is not None
    assert answers.find(1, one, ("b",)) is None


def test_a_large_answer_is_not_kept():
    answers = Answers(160)
    answers.find(1, one, ())
    answers.keep(1, one, ("a",), Done("a", size=11))
    assert answers.find(1, one, ("a",)) is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 8))))
def test_the_room_is_never_overfilled(kept):
    answers = Answers(100)
    answers.find(1, one, ())
    for name, size in kept:
        answers.keep(1, one, (name,), Done(name, size=size))
    assert sum(done.size for name in range(10) if (done := answers.find(1, one, (name,)))) <= 100


@given(st.lists(st.one_of(st.text(), st.binary(), st.none())), st.integers(1, 40))
def test_what_goes_through_a_pipe_in_pieces_comes_out_whole(things, length):
    sent = b"".join(map(framed, things))
    unframing = Unframing()
    pieces = (sent[place : place + length] for place in range(0, len(sent), length))
    assert [thing for piece in pieces for thing, _ in unframing.take(piece)] == things


def test_an_answer_is_not_older_than_the_store(tmp_path):
    """What changed is looked for twice a second, so the answer is asked for until it is new."""
    place = tmp_path / "a.store"
    records = sorted(RECORDS.glob("[!.]*"))
    with open_store(place) as store:
        build(records[:1], store)
    with served(place, limits={"workers": 1}) as client:

        def counted() -> str:
            return client.get("sparql", params={"query": COUNT}).json()["results"]["bindings"][0]["n"][
                "value"
            ]

        before = counted()
        assert counted() == before
        with open_store(place) as store:
            build(records, store)
            wanted = store.select(COUNT).rows[0][0].value
        while counted() == before:
            pass
        assert counted() == wanted
