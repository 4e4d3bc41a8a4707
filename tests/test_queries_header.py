from __future__ import annotations

from pathlib import Path

import pytest

from defgraph.errors import QueryError
from defgraph.queries.header import SavedQuery, parse_query, read_query

PATH = Path("folder/cities.rq")
BODY = "SELECT ?s WHERE { ?s ?p ?o FILTER(?o = ?_on) }\n"
GOOD = """#+ summary: What there is
#+ summary_id: Apa yang ada
#+ description: >-
#+   Two lines
#+   are one.
#+ tags: [a, b]
#+ parameters:
#+   on: {type: date, whole: last, description: a day, default: 2024-01-01}
#+   limit: {type: integer, minimum: 1, use: limit}
#+   kind: {type: text, values: [yes, no], required: true}
#+   post: {type: text, suggest: Position}
#+ lists: [s]
# no header line
"""


def parsed(header: str, body: str = BODY) -> SavedQuery:
    return parse_query(header + body, PATH)


def test_a_header_says_what_the_query_is() -> None:
    query = parsed(GOOD, "SELECT ?s WHERE { ?s ?p ?o FILTER(?o IN (?_on, ?_kind, ?_post)) }")
    assert (query.name, query.summary, query.summary_id) == ("cities", "What there is", "Apa yang ada")
    assert (query.description, query.tags, query.lists) == ("Two lines are one.", ("a", "b"), ("s",))
    assert query.path == PATH


def test_a_header_says_what_the_parameters_are() -> None:
    parameters = parsed(GOOD, "SELECT ?s WHERE { ?s ?p ?o FILTER(?o IN (?_on, ?_kind, ?_post)) }").parameters
    assert list(parameters) == ["on", "limit", "kind", "post"], "on, yes and no are words, as in YAML 1.2"
    assert (parameters["on"].whole, parameters["on"].default) == ("last", "2024-01-01")
    assert (parameters["limit"].minimum, parameters["limit"].use) == (1, "limit")
    assert (parameters["kind"].values, parameters["kind"].required) == (("yes", "no"), True)
    assert not parameters["on"].required
    assert (parameters["post"].suggest, parameters["kind"].suggest) == ("Position", None)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("", "cities.rq:1: a summary is missing"),
        ("#+ summary: a\n#+ sumary_id: b\n", "cities.rq:2: unknown key 'sumary_id' in the header; did you mean summary_id"),
        ("#+ summary: a\n#+ zzz: b\n", "cities.rq:2: unknown key 'zzz' in the header; expected one of summary,"),
        ("#+ summary: a\n#+ tags: b\n", "cities.rq:2: tags is 'b'; expected a list of texts"),
        ("#+ summary: [a]\n", "cities.rq:1: summary is .* expected a text"),
        ("#+ - a\n", "cities.rq:1: the header is .* expected keys and values"),
        ("#+ summary: a\n#+ parameters: [on]\n", "parameters is .* expected keys and values"),
        ("#+ summary: a\n#+ tags: [b\n", "cities.rq:[0-9]+: the header is no YAML"),
        ("#+ summary: a\n#+ parameters:\n#+   on: {typ: date}\n", "cities.rq:3: unknown key 'typ' in parameter on; did you mean type"),
        ("#+ summary: a\n#+ parameters:\n#+   on: {description: a}\n", "cities.rq:3: parameter on: a type is missing; expected one of country"),
        ("#+ summary: a\n#+ parameters:\n#+   on: {type: day}\n", "cities.rq:3: parameter on: type is 'day'; expected one of country"),
        ("#+ summary: a\n#+ parameters:\n#+   on: {type: date, whole: year}\n", "parameter on: whole is 'year'; expected one of first, last"),
        ("#+ summary: a\n#+ parameters:\n#+   on: {type: date, required: maybe}\n", "parameter on: required is 'maybe'"),
        ("#+ summary: a\n#+ parameters:\n#+   on: {type: date, minimum: few}\n", "parameter on: minimum is 'few'; expected a whole number"),
        ("#+ summary: a\n#+ parameters:\n#+   on: {type: text, suggest: Potato}\n", "cities.rq:3: parameter on: suggest is 'Potato'; expected a class"),
        ("#+ summary: a\n#+ parameters:\n#+   on: {type: text, suggest: 'a b>'}\n", "parameter on: suggest is 'a b>'; expected a class"),
        ("#+ summary: a\n#+ parameters:\n#+   on: {type: date, suggest: Position}\n", "parameter on: suggest is for a text"),
        ("#+ summary: a\n#+ parameters:\n#+   on: {type: text, values: [a], suggest: Position}\n", "parameter on: suggest is for a text"),
        ("#+ summary: a\n#+ parameters:\n#+   On: {type: date}\n", "cities.rq:3: parameter 'On': expected a name in small letters"),
        ("#+ summary: a\n#+ parameters:\n#+   on: {type: date}\n#+   off: {type: date}\n", r"cities.rq:4: parameter off is declared, but \?_off is not used"),
        ("#+ summary: a\n", r"cities.rq:2: \?_on is used, but the header declares no parameter on"),
        ("#+ summary: a\n#+ parameters:\n#+   on: {type: integer, use: limit}\n", r"cities.rq:4: \?_on is used, but"),
    ],
)  # fmt: skip
def test_a_header_that_breaks_the_rules_is_refused_with_its_line(header: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        parsed(header)


def test_characters_written_by_their_codes_are_refused_outside_strings() -> None:
    with pytest.raises(QueryError, match=r"cities\.rq:2: a character is written by its code"):
        parsed("#+ summary: a\n", "SELECT ?s { ?s ?p ?o \\u007D")
    parsed("#+ summary: a\n", 'SELECT ?s { ?s ?p "\\u007D" }')


def test_a_file_that_cannot_be_read_is_an_error_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"missing\.rq: cannot be read"):
        read_query(tmp_path / "missing.rq")
    (tmp_path / "latin.rq").write_bytes(b"#+ summary: \xe9\n")
    with pytest.raises(QueryError, match=r"latin\.rq: cannot be read"):
        read_query(tmp_path / "latin.rq")
