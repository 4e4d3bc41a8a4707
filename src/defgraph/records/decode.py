"""From bytes to text: UTF-8, with or without a byte order mark, and nothing else."""

from __future__ import annotations

import codecs

from defgraph.records.problems import Finding

_OTHER_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_SAVE_AS = "save the file as UTF-8"


def without_mark(raw: bytes) -> bytes:
    """Return ``raw`` without the UTF-8 byte order mark that it may begin with."""
    return raw.removeprefix(codecs.BOM_UTF8)


def undecodable(raw: bytes) -> Finding | None:
    """Return what keeps ``raw`` from being text in UTF-8, or None when nothing does."""
    for mark, name in _OTHER_MARKS:
        if raw.startswith(mark):
            return Finding((), f"{name} text", "UTF-8 text", _SAVE_AS)
    if b"\0" in raw:
        return Finding((), "binary data", "UTF-8 text")
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Finding((), f"the byte 0x{raw[error.start]:02X}", "UTF-8 text", _SAVE_AS, line)
    return None
