"""The text of a record's article, and whether it is the one the record speaks of."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from defgraph.records.decode import undecodable
from defgraph.records.problems import Finding

if TYPE_CHECKING:
    from pathlib import Path

    from defgraph.records.models import Record


def article_text(record: Record, folder: Path) -> tuple[str | None, list[Finding]]:
    """Return the text that ``article.text`` leads to, and what does not agree with it.

    A text that is not there is no problem: articles need not travel with their records. One that lies
    elsewhere than beside the records has to be proven by its digest: a record from a stranger could
    otherwise carry any file of this machine into the graph.

    Args:
        record: the record.
        folder: where the record's file lies.

    Returns:
        The text with its line ends as they are in the file, or None; and the findings.
    """
    if record.article.text is None:
        return None, []
    file = folder / record.article.text
    try:
        if not file.is_file():
            return None, []
        raw = file.read_bytes()
    except OSError as error:
        return None, [
            Finding(("article", "text"), f"a file that cannot be read ({error.strerror})", "a text")
        ]
    if (finding := undecodable(raw)) is not None:
        return None, [finding._replace(path=("article", "text"), line=None)]
    digest = hashlib.sha256(raw).hexdigest()
    if record.article.text_sha256 is None and not _is_beside(file, folder):
        found = f"{record.article.text}, which does not lie beside the records"
        hint = "add text_sha256, or move the text to a folder next to that of the records"
        return None, [Finding(("article", "text"), found, "a text whose text_sha256 is given", hint)]
    if record.article.text_sha256 is not None and record.article.text_sha256.lower() != digest:
        found = f"{record.article.text_sha256[:12]}…"
        hint = "the text has changed, or is another one; the evidence offsets need a look"
        return None, [
            Finding(("article", "text_sha256"), found, f"{digest[:12]}…, the SHA-256 of the text", hint)
        ]
    text = raw.decode("utf-8")
    return text, [
        Finding(
            ("evidence", place), f"end {span.end}", f"at most {len(text)}, the length of the article's text"
        )
        for place, span in enumerate(record.evidence)
        if span.end > len(text)
    ]


def text_state(text: str, folder: Path) -> str:
    """Return all that makes a difference about the text that ``article.text`` leads to.

    Args:
        text: where it lies, seen from ``folder``.
        folder: where the record's file lies.
    """
    file = folder / text
    try:
        raw = file.read_bytes() if file.is_file() else None
    except OSError as error:
        return f"unreadable ({error.strerror})"
    return _state(raw, file, folder)


def state_of_read(text: str | None, record: Record, folder: Path) -> str | None:
    """Return the same for a ``text`` that has been read without findings; None: the record names none."""
    if record.article.text is None:
        return None
    raw = None if text is None else text.encode("utf-8")
    return _state(raw, folder / record.article.text, folder)


def _state(raw: bytes | None, file: Path, folder: Path) -> str:
    if raw is None:
        return "none"
    return f"{hashlib.sha256(raw).hexdigest()} {'beside' if _is_beside(file, folder) else 'elsewhere'}"


def _is_beside(file: Path, folder: Path) -> bool:
    """Return whether ``file`` lies in ``folder``, or in another folder next to it."""
    return file.resolve().is_relative_to(folder.resolve().parent)
