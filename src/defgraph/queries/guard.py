"""What a query of someone else's may not do: reach out to the network, or write.

SPARQL's ``SERVICE`` and ``LOAD`` make the engine fetch an address of the query's choosing, and no engine
that defgraph uses can be told not to. So they are refused before anything runs. A text is read twice,
by rdflib's parser and by our own lexer, because parsers disagree at the edges (where a comment ends,
whether ``<`` opens an IRI) and a query could be written into such a gap.
"""

from __future__ import annotations

import re
from itertools import dropwhile
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from defgraph.errors import QueryError
from defgraph.queries.lexer import tokens

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from rdflib.plugins.sparql.parserutils import CompValue

    from defgraph.queries.lexer import Token

_REACHES_OUT = ("SERVICE", "LOAD")
_ADDRESSES = {"ServiceGraphPattern": ("SERVICE", "term"), "Load": ("LOAD", "iri")}
"""What rdflib calls the parts that reach out, the keyword of each, and where its address stands."""

_DATA_KINDS = frozenset({"iri", "string", "word"})
_DATA_MARKS = frozenset("{}.;,@^+-0123456789")
_PORTS = {"http": 80, "https": 443}
_SPELLED = re.compile("service|load", re.IGNORECASE)
_CODE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_QUERY_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATE_FORMS = frozenset(
    {"INSERT", "DELETE", "WITH", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"}
)
_ADVICE = "it would fetch an address from the network; fetch the data yourself and build it into the store"


def query_form(text: str) -> str:
    """Return what kind of request ``text`` is: SELECT, ASK, CONSTRUCT, DESCRIBE or UPDATE.

    Raises:
        QueryError: it is none of these.
    """
    for token in tokens(text):
        if token.keyword in _QUERY_FORMS:
            return token.keyword
        if token.keyword in _UPDATE_FORMS:
            return "UPDATE"
    raise QueryError("this is no SPARQL request: found none of SELECT, ASK, CONSTRUCT, DESCRIBE or an update")


def says_from(text: str) -> bool:
    """Return whether a query says itself which graphs it sees, by FROM or FROM NAMED."""
    return "FROM" in text.upper() and any(token.keyword == "FROM" for token in tokens(text))


def check(text: str, *, update: bool = False, hosts: Collection[str] = ()) -> None:
    """Raise unless ``text`` may run.

    Args:
        text: a SPARQL 1.1 query, or an update request.
        update: whether it may write.
        hosts: those that SERVICE and LOAD may reach after all, in small letters; a port stands after a colon
            where it is not that of ``http`` or ``https``.

    Raises:
        QueryError: it has SERVICE or LOAD, is an update that was not asked for, or does not parse.
    """
    form = query_form(text)
    if form == "UPDATE" and not update:
        raise QueryError("this request writes; run it with --update (Python: update=True) if that is meant")
    if form != "UPDATE" and update:
        raise QueryError(f"expected an update, found a {form} query; run it without --update")
    decoded = _CODE.sub(_decoded, text)
    if not _SPELLED.search(decoded):
        return
    for reading in (text, decoded):
        _check_tokens(reading, hosts)
    if _CODE.search(text) or "\r" in text.replace("\r\n", "\n"):
        raise QueryError(
            "the request speaks of service or load and has characters written by their codes, or a lone "
            "carriage return: engines read such a text differently; write it plainly"
        )
    if not _is_data(text):
        _check_parsed(text, form, hosts)


def _is_data(text: str) -> bool:
    """Return whether a text is of words, IRIs and literals alone, as INSERT DATA is.

    Without variables, brackets, operators and comments, and with no literal right after another, there is no
    gap between parsers; and rdflib takes the square of the time that a long text should take.
    """
    end, before = 0, ""
    for token in tokens(text):
        if "#" in text[end : token.start] or before == token.kind == "string":
            return False
        if token.kind not in _DATA_KINDS and token.text not in _DATA_MARKS:
            return False
        end, before = token.end, token.kind
    return "#" not in text[end:]


def _decoded(code: re.Match[str]) -> str:
    number = int(code[1] or code[2], 16)
    return chr(number) if number <= 0x10FFFF else code[0]


def _check_tokens(text: str, hosts: Collection[str]) -> None:
    read = list(tokens(text))
    for place, token in enumerate(read):
        if token.keyword.startswith(_REACHES_OUT) and ":" not in token.text:
            _check_listed(token.keyword, _address_after(read[place:]), hosts)
        # What looks like an IRI could be a comparison and the code after it: ?a<?b)SERVICE:x#>
        if token.kind == "iri" and re.search(r"\).*(service|load)", token.text, re.IGNORECASE | re.DOTALL):
            raise QueryError(f"{token.text} can be read as SERVICE or LOAD; percent-encode its brackets")


def _address_after(read: Sequence[Token]) -> str:
    """Return the address, written in full, that a keyword is followed by; empty where that is not so."""
    rest = dropwhile(lambda token: token.keyword in (*_REACHES_OUT, "SILENT"), read)
    following = next(rest, None)
    return following.text[1:-1] if following is not None and following.kind == "iri" else ""


def _check_listed(keyword: str, address: str, hosts: Collection[str]) -> None:
    if keyword not in _REACHES_OUT or not _is_listed(address, hosts):
        may = f"; it may reach {', '.join(sorted(hosts))}, by an address written in full" if hosts else ""
        raise QueryError(f"{keyword} is not allowed: {_ADVICE}{may}")


def _is_listed(address: str, hosts: Collection[str]) -> bool:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    if parts.scheme not in _PORTS or parts.hostname is None or "@" in parts.netloc:
        return False
    named = parts.hostname if port in (None, _PORTS[parts.scheme]) else f"{parts.hostname}:{port}"
    return named in hosts


def _check_parsed(text: str, form: str, hosts: Collection[str]) -> None:
    from pyparsing import ParseException
    from rdflib import URIRef
    from rdflib.plugins.sparql.parser import parseQuery, parseUpdate

    try:
        parsed = parseUpdate(text) if form == "UPDATE" else parseQuery(text)
    except ParseException as error:
        raise QueryError(f"SPARQL: line {error.lineno}, column {error.col}: {error.msg}") from None
    for part in _parts(parsed):
        if part.name in _ADDRESSES:
            keyword, field = _ADDRESSES[part.name]
            address = part[field]
            _check_listed(keyword, str(address) if type(address) is URIRef else "", hosts)


def _parts(parsed: object) -> Iterator[CompValue]:
    """Yield every part of what rdflib parsed."""
    from pyparsing import ParseResults
    from rdflib.plugins.sparql.parserutils import CompValue

    waiting = [parsed]
    while waiting:
        part = waiting.pop()
        if isinstance(part, CompValue):
            yield part
            waiting.extend(part.values())
        elif isinstance(part, (list, tuple, ParseResults)):
            waiting.extend(part)
