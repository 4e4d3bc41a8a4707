"""Finds articles in files, folders, JSON Lines and standard input, and reads them one at a time.

Finding is cheap and reading may not be (a web page has to be searched for its article), so the two are
apart: an :class:`Item` crosses to another process, and is read there.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from defgraph.extract.source_lines import from_json_line
from defgraph.extract.web_page import article_of
from defgraph.files import FileKind, find_files
from defgraph.records import Article
from defgraph.records.decode import undecodable
from defgraph.records.pointer import format_pointer
from defgraph.records.problems import Finding, Problem, of_file, to_problem

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PLAIN = (".txt", ".md")
PAGES = (".html", ".htm")
LINES = (".jsonl", ".ndjson")
SUFFIXES = (*PLAIN, *PAGES, *LINES)
"""The endings an article's file can have, in either case."""

TEXT_SUFFIX = ".extracted.txt"
"""The ending of the texts that extraction itself writes; folders are searched for the others."""

ARTICLE_FILES = FileKind(
    suffixes=SUFFIXES,
    none_found="found no article, expected files",
    hint='save its text as .txt, or pipe it in: "-" reads standard input',
    passes_over=lambda name: name.endswith(TEXT_SUFFIX) or name.lower().startswith("readme."),
)
"""Which files hold articles."""
STDIN_NAME = "standard input"
_EXPECTED = "the text of an article"
_NOTHING_KNOWN = Article()


@dataclass(frozen=True, slots=True)
class Item:
    """An article that has been found and not read yet.

    Args:
        name: what messages call it.
        stem: what its draft is to be called.
        suffix: one of :data:`SUFFIXES`, which tells how to read it.
        file: the file, unless ``raw`` holds the bytes.
        line: its line, from 1, in a file that holds several.
        raw: its bytes, where there is no file of its own.
    """

    name: str
    stem: str
    suffix: str
    file: Path | None = None
    line: int | None = None
    raw: bytes | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """An article's text and what came with it.

    Args:
        text: the text that offsets count in.
        stem: what its draft is to be called.
        file: the file whose UTF-8 bytes are ``text``; None when no file is.
        article: what is known of it beside the text.
    """

    text: str
    stem: str
    file: Path | None = None
    article: Article = _NOTHING_KNOWN


def find_articles(paths: Iterable[str | os.PathLike[str]]) -> list[Path | None]:
    """Return the files that paths lead to, each once; None stands for standard input.

    Folders are searched to the bottom, in the order of their names. Hidden files, files with another
    ending, README files and texts that extraction wrote are passed over there.

    Raises:
        InputError: a path leads nowhere, a file has another ending, or a folder holds no article.
    """
    return find_files(paths, ARTICLE_FILES)


def iter_items(files: Iterable[Path | None], problems: list[Problem]) -> Iterator[Item]:
    """Yield the articles of files, a file's lines one at a time.

    Args:
        files: as :func:`find_articles` returns them.
        problems: files of lines that cannot be read are added to it.
    """
    for file in files:
        if file is None:
            yield from _standard_input(sys.stdin.buffer.read())
        elif file.suffix.lower() in LINES:
            yield from _lines(file, problems)
        else:
            yield Item(str(file), file.stem, file.suffix.lower(), file)


def _lines(file: Path, problems: list[Problem]) -> Iterator[Item]:
    is_empty = True
    try:
        with file.open("rb") as stream:
            for number, raw in enumerate(stream, 1):
                if raw.strip():
                    is_empty = False
                    yield Item(str(file), f"{file.stem}-{number}", LINES[0], line=number, raw=raw)
    except OSError as error:
        problems.append(_unreadable(str(file), error))
        return
    if is_empty:
        problems.append(without_lines(str(file)))


def without_lines(name: str) -> Problem:
    """Return that a file of lines has none."""
    return Problem(name, None, None, "an empty file", "a text a line, as a JSON object")


def _standard_input(raw: bytes) -> Iterator[Item]:
    """Yield what standard input holds: its beginning tells lines of JSON, a web page and plain text apart."""
    head = raw[:1000].lstrip().lower()
    if head.startswith((b'{"', b"{ ")):
        for number, line in enumerate(raw.splitlines(), 1):
            if line.strip():
                yield Item(STDIN_NAME, f"stdin-{number}", LINES[0], line=number, raw=line)
        return
    is_page = head.startswith((b"<!doctype html", b"<html"))
    yield Item(STDIN_NAME, "stdin", PAGES[0] if is_page else PLAIN[0], raw=raw)


def read_item(item: Item) -> Source | Problem:
    """Return the article, or what keeps it from being read.

    Raises:
        MissingExtraError: it is a web page, and the extra "html" is not installed.
    """
    try:
        raw = item.file.read_bytes() if item.file is not None else item.raw or b""
    except OSError as error:
        return _unreadable(item.name, error)
    if item.suffix in LINES:
        return _from_line(item, raw)
    if item.suffix in PAGES:
        return _from_page(item, raw)
    if (finding := undecodable(raw)) is not None:
        return of_file(item.name, finding)
    return _checked(item, Source(raw.decode("utf-8"), item.stem, item.file))


def _from_page(item: Item, raw: bytes) -> Source | Problem:
    page = article_of(raw)
    if isinstance(page, Finding):
        return of_file(item.name, page)
    return _checked(item, Source(page.text, item.stem, None, page.article))


def _from_line(item: Item, raw: bytes) -> Source | Problem:
    line = from_json_line(raw, first=item.line == 1)
    if isinstance(line, Finding):
        return to_problem(item.name, line._replace(line=None), lambda path: (item.line, format_pointer(path)))
    return _checked(item, Source(line.text, line.name or item.stem, None, line.article))


def _checked(item: Item, source: Source) -> Source | Problem:
    if source.text.strip("\ufeff \t\r\n\f\v\xa0"):
        return source
    return Problem(item.name, item.line, None, "an empty text", _EXPECTED)


def _unreadable(name: str, error: OSError) -> Problem:
    return Problem(name, None, None, f"a file that cannot be read ({error.strerror})", _EXPECTED)
