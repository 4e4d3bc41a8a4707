"""Writing answers down as SPARQL Query Results XML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode

from defgraph.namespaces import XSD

if TYPE_CHECKING:
    from defgraph.queries.result import Result
    from defgraph.terms import Term

_STRING = XSD("string")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RETURN = {"\r": "&#13;"}
_START = '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'


def rows_as_xml(result: Result) -> str:
    """Return rows as SPARQL Query Results XML Format (Second Edition), W3C 2013.

    A character that XML 1.0 cannot hold becomes U+FFFD.
    """
    names = [quoteattr(name) for name in result.columns]
    lines = [f"<variable name={name}/>" for name in names]
    lines = [_START + "<head>", *lines, "</head>", "<results>"]
    for row in result.rows:
        cells = zip(names, row, strict=True)
        written = (
            f"<binding name={name}>{_cell(term)}</binding>" for name, term in cells if term is not None
        )
        lines.append(f"<result>{''.join(written)}</result>")
    return "\n".join([*lines, "</results>", "</sparql>", ""])


def truth_as_xml(*, value: bool) -> str:
    """Return the answer of an ASK query in the same format."""
    return f"{_START}<head/>\n<boolean>{'true' if value else 'false'}</boolean>\n</sparql>\n"


def _cell(term: Term) -> str:
    text = escape(_NOT_XML.sub("\ufffd", term.value), _RETURN)
    if isinstance(term, NamedNode):
        return f"<uri>{text}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{text}</bnode>"
    if isinstance(term, Literal) and term.language is not None:
        return f"<literal xml:lang={quoteattr(term.language)}>{text}</literal>"
    if isinstance(term, Literal) and term.datatype != _STRING:
        return f"<literal datatype={quoteattr(_NOT_XML.sub('', term.datatype.value))}>{text}</literal>"
    return f"<literal>{text}</literal>"
