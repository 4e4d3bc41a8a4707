"""Lines are sorted by their bytes, whatever fits in memory, and nothing is left behind."""

from __future__ import annotations

import tracemalloc
from itertools import chain
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.errors import InputError
from defgraph.sorting import sorted_lines

if TYPE_CHECKING:
    from pathlib import Path

LINES = st.binary(max_size=12).map(lambda text: text.replace(b"\n", b"\r"))


@given(st.lists(st.lists(LINES, max_size=20), max_size=20), st.sampled_from([1, 10, 50, 1 << 20]))
def test_lines_come_in_order_and_once(chunks: list[list[bytes]], run: int) -> None:
    expected = sorted(set(chain.from_iterable(chunks)))
    assert list(chain.from_iterable(sorted_lines(chunks, run=run))) == expected


def test_a_line_longer_than_a_block_is_whole() -> None:
    lines = [str(n).encode() * 60_000 for n in range(10, 20)]
    found = list(chain.from_iterable(sorted_lines(([line] for line in reversed(lines)), run=100_000)))
    assert found == lines


def test_the_order_is_that_of_code_points() -> None:
    texts = ["\U0001f600", "\uffee", "z", "é", "Z"]
    (found,) = sorted_lines([[text.encode() for text in texts]])
    assert [line.decode() for line in found] == sorted(texts)


def test_the_temporary_file_has_no_name_and_is_gone_however_it_ends(tmp_path: Path) -> None:
    batches = sorted_lines(([b"%d" % n] for n in range(10_000)), tmp_path, run=100)
    next(batches)
    assert list(tmp_path.iterdir()) == []
    batches.close()

    def breaks_off() -> list[list[bytes]]:
        yield [b"a" * 1000]
        yield [b"b" * 1000]
        raise ValueError("half way")

    with pytest.raises(ValueError, match="half way"):
        list(sorted_lines(breaks_off(), tmp_path, run=100))
    assert list(tmp_path.iterdir()) == []


def test_little_needs_no_file(tmp_path: Path) -> None:
    assert list(sorted_lines([[b"b", b"a"]], tmp_path / "nowhere")) == [[b"a", b"b"]]
    assert list(sorted_lines([], tmp_path / "nowhere")) == []


def test_a_folder_without_room_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere: .* TMPDIR"):
        list(sorted_lines([[b"a" * 100], [b"b"]], tmp_path / "nowhere", run=10))


def test_memory_does_not_grow_with_the_lines() -> None:
    def peak(count: int) -> int:
        chunks = (
            [b"%0200d" % (n * 7919 % count) for n in range(at, at + 1000)] for at in range(0, count, 1000)
        )
        tracemalloc.start()
        assert sum(map(len, sorted_lines(chunks, run=4 << 20))) == count
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(200_000) < 1.2 * peak(50_000)
