"""Folders of drafts about invented people, for tests of the review."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "Menteri Terima Tamu\r\n"
    "\r\n"
    "JAKARTA 😀 – Menteri Rani Kusuma menerima Duta Besar Ove Lunde, Selasa (4/3/2025).\r\n"
    "Mereka membahas logistik.\r\n"
)
SHOWN = {"/meetings/0/date": "Selasa (4/3/2025)", "/meetings/0/participants/0": "Menteri Rani Kusuma"}
NAME = "kunjungan.json"


def span(quote: str, text: str = TEXT) -> dict[str, int]:
    start = text.index(quote)
    return {"start": start, "end": start + len(quote)}


def draft(text: str = TEXT, **keys: Any) -> dict[str, Any]:
    """A draft as the extractor writes it."""
    return {
        "format": 1,
        "id": "2025-03-04-kunjungan",
        "status": "draft",
        "article": {
            "title": "Menteri Terima Tamu",
            "publisher": "Kabar Contoh",
            "text": "kunjungan.txt",
            "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        },
        "meetings": [
            {
                "type": "courtesy-call",
                "date": "2025-03-04",
                "participants": [
                    {"name": "Rani Kusuma", "position": "Menteri", "country": "ID", "role": "host"},
                    {"name": "Ove Lunde", "position": "Duta Besar", "role": "guest"},
                ],
                "areas": ["logistics"],
            }
        ],
        "evidence": [
            {"for": pointer, **span(quote, text)} for pointer, quote in SHOWN.items() if quote in text
        ],
    } | keys


def write_draft(folder: Path, name: str = NAME, text: str = TEXT, **keys: Any) -> bytes:
    """Write a draft and its text, and return the bytes of the draft."""
    folder.mkdir(exist_ok=True)
    data = draft(text) | keys
    (folder / data["article"]["text"]).write_bytes(text.encode())
    raw = json.dumps(data, ensure_ascii=False, indent=2).encode() + b"\n"
    (folder / name).write_bytes(raw)
    return raw


def on_disk(folder: Path, name: str = NAME) -> Any:
    return json.loads((folder / name).read_bytes())
