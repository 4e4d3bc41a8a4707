"""Bytes of anybody's end in an answer or in an error of ours. ``make fuzz`` looks for longer."""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from defgraph.records import record_schema
from fuzz_targets import TARGETS, UNFETCHED, free_query
from schema_strategy import allowed_by

if TYPE_CHECKING:
    from typing import Any

ODD = [b"\0", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b'"', b"'", b"\\", b"{", b"}", b"[", b"]", b"&a", b"*a", b"<<:",
       b"!!python/object:os.system", b"1e999", b"NaN", b"-0", b"\t", b"\xe2\x80\xae", b"# ", b"- ", b": ", b"<", b">", b"?_t", b"a" * 5000]  # fmt: skip


@functools.cache
def seeds(name: str) -> list[bytes]:
    return [b"", *TARGETS[name].seeds()]


@st.composite
def mutated(draw: st.DrawFn, name: str) -> bytes:
    """Good input of a target with stretches cut out, written twice or replaced by what breaks parsers."""
    data = draw(st.sampled_from(seeds(name)))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 30)))
        kept = draw(st.sampled_from([b"", data[start:end] * 2]))
        data = data[:start] + kept + draw(st.sampled_from([b"", *ODD]) | st.binary(max_size=4)) + data[end:]
    return data


@pytest.mark.parametrize("name", TARGETS)
@given(st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_bytes_end_in_an_answer_or_in_an_error_of_ours(name: str, data: st.DataObject) -> None:
    TARGETS[name].feed(data.draw(mutated(name)))


@pytest.mark.parametrize("name", TARGETS)
def test_there_is_something_to_begin_with(name: str) -> None:
    for seed in seeds(name):
        TARGETS[name].feed(seed)
    assert len(seeds(name)) > 1


@given(allowed_by(record_schema()))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_the_schema_allows_is_read_or_told(record: Any) -> None:
    TARGETS["records-json"].feed(json.dumps(record).encode())
    TARGETS["records-jsonl"].feed(json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("query", UNFETCHED)
def test_nothing_is_fetched_and_nothing_written(query: str) -> None:
    free_query(query.encode())
