"""The article in a web page, found by trafilatura, with what the page's metadata say of it.

Adrien Barbaresi: "Trafilatura: A Web Scraping Library and Command-Line Tool for Text Discovery and
Extraction", ACL-IJCNLP 2021, https://aclanthology.org/2021.acl-demo.15/ . Nothing is fetched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from defgraph.errors import MissingExtraError
from defgraph.extract.metadata import what_fits
from defgraph.records.decode import undecodable, without_mark
from defgraph.records.problems import Finding, shorten

if TYPE_CHECKING:
    from defgraph.records import Article

_CHARSET = re.compile(rb"""charset\s{0,4}=\s{0,4}["']?([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
_LANGUAGE = re.compile(
    r"""<html\b[^<>]{0,500}?\blang\s{0,4}=\s{0,4}["']?([A-Za-z0-9-]{2,30})""", re.IGNORECASE
)
_HEAD = 2048
"""How far from its beginning a page may declare its encoding and language; HTML asks for 1024 bytes."""

_EXPECTED = "a web page with an article"
_LAST_DAY = "2100-12-31"


@dataclass(frozen=True, slots=True)
class Page:
    """A web page's article and what its metadata say."""

    text: str
    article: Article


def article_of(raw: bytes) -> Page | Finding:
    """Return the article in a page, or what keeps it from being found.

    Args:
        raw: the page in UTF-8, or in the encoding that it declares.

    Raises:
        MissingExtraError: the extra "html" is not installed.
    """
    if not raw.strip():
        return Finding((), "an empty file", _EXPECTED)
    html = _decoded(raw)
    if isinstance(html, Finding):
        return html
    found = _extracted(html)
    if found is None or not (found.text or "").strip():
        return Finding((), "a page without an article in it", _EXPECTED, "save the article's text as .txt")
    declared = _LANGUAGE.search(html, 0, _HEAD)
    metadata = {
        "title": found.title,
        "publisher": found.sitename,
        "url": found.url,
        "published": found.date,
        "language": declared[1] if declared else None,
    }
    return Page(found.text, what_fits({key: value for key, value in metadata.items() if value}))


def _decoded(raw: bytes) -> str | Finding:
    finding = undecodable(raw)
    if finding is None:
        return without_mark(raw).decode("utf-8")
    declared = _CHARSET.search(raw, 0, _HEAD)
    if declared is None or b"\0" in raw:
        return finding
    name = declared[1].decode("ascii")
    try:
        return raw.decode(name).encode("utf-8", "replace").decode("utf-8")
    except (LookupError, UnicodeError):
        return Finding((), f'bytes that are not the declared "{shorten(name)}"', "UTF-8 text", finding.hint)


def require_trafilatura() -> None:
    """Make sure that web pages can be read.

    Raises:
        MissingExtraError: the extra "html" is not installed.
    """
    try:
        import trafilatura  # noqa: F401 - only whether it is there
    except ImportError:
        raise MissingExtraError("html", "trafilatura") from None


def _extracted(html: str) -> Any:  # noqa: ANN401 - trafilatura's document, or None
    require_trafilatura()
    import trafilatura

    # Without these, the day of the run would decide which dates are possible, and dates of the text would do.
    dates = {"original_date": True, "extensive_search": False, "max_date": _LAST_DAY}
    return trafilatura.bare_extraction(
        html, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=dates
    )
