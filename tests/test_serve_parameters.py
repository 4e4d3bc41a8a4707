"""What a form says is read as Python's own library reads it."""

from __future__ import annotations

from collections import defaultdict
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.serve.parameters import Parameters
from defgraph.serve.problems import ProblemError

FORMS = st.text("ab=&+%C3a9F0;#\x00é").map(str.encode)


@given(FORMS)
def test_names_and_values(form):
    try:
        wanted = parse_qsl(form.decode("ascii"), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        with pytest.raises(ProblemError, match="UTF-8"):
            Parameters(form)
        return
    said = defaultdict(list)
    for name, value in wanted:
        said[name].append(value)
    read = Parameters(form)
    assert {name: read.every(name) for name in said} == {name: tuple(values) for name, values in said.items()}
    assert all(name in read for name in said)


def test_of_several_texts_together():
    assert Parameters(b"a=1&b=2", b"a=3").every("a") == ("1", "3")


def test_far_too_many():
    with pytest.raises(ProblemError, match="at most"):
        Parameters(b"a&" * 10_000)
