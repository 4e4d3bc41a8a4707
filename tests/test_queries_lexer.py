from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.queries.lexer import tokens


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokens(text)]


@pytest.mark.parametrize(
    "string",
    [
        '"a"',
        "'a'",
        '"""a"b""c"""',
        "'''a'b''c'''",
        r'"\""',
        r"'\\'",
        r'"""\""""',
        '"{ # ?x }"',
        '"""two\nlines"""',
        '""',
    ],
)
def test_a_string_is_one_token_whatever_it_holds(string: str) -> None:
    assert kinds(f"?x {string} ?y") == [("variable", "?x"), ("string", string), ("variable", "?y")]


def test_a_comment_ends_with_its_line_and_holds_nothing() -> None:
    assert kinds('?a # ?b { "\n?c # ?d\r?e') == [("variable", "?a"), ("variable", "?c"), ("variable", "?e")]


def test_a_number_sign_in_an_iri_begins_no_comment() -> None:
    assert kinds("<http://example.org/#a> ?b") == [("iri", "<http://example.org/#a>"), ("variable", "?b")]


def test_a_comparison_is_no_iri() -> None:
    assert ("variable", "?b") in kinds("FILTER(?a < ?b && ?c > ?d)")


def test_keywords_are_words_without_regard_to_case_and_prefixed_names_are_none() -> None:
    assert [token.keyword for token in tokens("select ex:select Select")] == ["SELECT", "EX:SELECT", "SELECT"]


def test_variables_have_names_with_either_sign() -> None:
    assert [token.variable for token in tokens("?_a $b c")] == ["_a", "b", ""]


@given(st.text())
def test_every_text_has_tokens_in_their_places(text: str) -> None:
    for token in tokens(text):
        assert text[token.start : token.end] == token.text
