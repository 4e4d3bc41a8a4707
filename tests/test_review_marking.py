"""The text in lines and pieces, each of which knows where it begins."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from defgraph.review.marking import Piece, marked_lines
from review_folder import TEXT, span

_texts = st.text(st.sampled_from("ab 😀é\r\n\u2028"), max_size=30)


def test_offsets_count_code_points_and_both_signs_of_a_line_end() -> None:
    quote = span("Rani Kusuma")
    lines = marked_lines(TEXT, [(quote["start"], quote["end"])])
    assert [len(line) for line in lines] == [1, 0, 3, 1]
    assert lines[2][1] == Piece(quote["start"], "Rani Kusuma", (0,))
    assert quote["start"] == len("Menteri Terima Tamu\r\n\r\nJAKARTA 😀 – Menteri ")


def test_spans_may_overlap_touch_and_cross_lines() -> None:
    lines = marked_lines("abc\ndef", [(1, 5), (2, 3), (5, 7), (9, 12)])
    assert [[(piece.text, piece.spans) for piece in line] for line in lines] == [
        [("a", ()), ("b", (0,)), ("c", (0, 1))],
        [("d", (0,)), ("ef", (2,))],
    ]


@given(_texts, st.lists(st.tuples(st.integers(0, 35), st.integers(0, 35)), max_size=5))
def test_pieces_are_the_text_without_its_line_ends(text: str, spans: list[tuple[int, int]]) -> None:
    pieces = [piece for line in marked_lines(text, spans) for piece in line]
    assert all(text[piece.start : piece.start + len(piece.text)] == piece.text for piece in pieces)
    assert "".join(piece.text for piece in pieces) == text.replace("\r", "").replace("\n", "")
    for piece in pieces:
        inside = {
            number
            for number, (start, end) in enumerate(spans)
            if start <= piece.start and piece.start + len(piece.text) <= end
        }
        assert set(piece.spans) == inside
