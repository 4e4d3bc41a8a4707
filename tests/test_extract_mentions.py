"""What is recognised in place."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from defgraph.extract.mention import KINDS
from defgraph.extract.pipeline import mentions

TEXT = (
    "JAKARTA – Menhan RI Bagas Wira menerima kunjungan kehormatan Menhan Fiji Jenderal Jone “Jo” Vula di Kantor"
    " Kemhan, Jakarta, Senin (3/2/2025). Keduanya membahas industri pertahanan."
)


def check(text: str) -> None:
    found = mentions(text)
    assert found == sorted(found)
    for mention in found:
        assert mention.kind in KINDS
        assert text[mention.start : mention.end] == mention.text
    for kind in KINDS:
        same = [mention for mention in found if mention.kind == kind]
        assert all(one.end <= other.start for one, other in pairwise(same))


def test_every_kind_is_found():
    assert {mention.kind for mention in mentions(TEXT)} == set(KINDS)
    check(TEXT)


def test_normal_forms():
    normal = {(mention.kind, mention.text): mention.normal for mention in mentions(TEXT)}
    assert normal["person", "Bagas Wira"] == "Bagas Wira"
    assert normal["position", "Menhan Fiji"] == "Menteri Pertahanan"
    assert normal["organisation", "Kemhan"] == "Kementerian Pertahanan"
    assert normal["meeting", "kunjungan kehormatan"] == "courtesy"
    assert normal["country", "Fiji"] == "FJ"


WORDS = st.sampled_from(
    [
        "Menhan",
        "RI",
        "Fiji",
        "Jenderal",
        "TNI",
        "Bagas",
        "dan",
        ",",
        ".",
        "(",
        "menerima",
        "Kemhan",
        "Jakarta",
    ]
)


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_spans_are_right_in_any_text(text):
    check(text)
