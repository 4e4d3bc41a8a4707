"""A server whose store, drafts and articles hold what an attacker would have wished for."""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from defgraph import Record, build, open_store
from defgraph.serve.tokens import Tokens
from served import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

TOKEN = "a-token-of-this-server"
SCRIPT = "</script></title></textarea><script>top.harmed=1</script>"
IMAGE = "\"'><img src=x onerror=top.harmed=1>"
ADDRESS = "javascript:top.harmed=1"
DATA = "data:text/html,<script>top.harmed=1</script>"
TEMPLATE = "{{7*7}}${7*7}<%=7*7%>{%x%}"
TURNED = "Abu \u202egnitset\u202c \u2066Nama\u200b"
CELL = "=cmd|' /C calc'!A0"
NULL = "null"
LONG = "Panjang " + "x" * 3000
URL = "https://example.org/\"'><script>top.harmed=1</script>?a=%0d%0aSet-Cookie:harm=1"
LABELS = (SCRIPT, IMAGE, ADDRESS, DATA, TEMPLATE, TURNED, CELL, NULL, LONG)

TEXT = f"{SCRIPT} {IMAGE} {ADDRESS} {DATA} {TEMPLATE} {TURNED} {CELL}\r\nSecond line.\n"


def _person(name: str, other: str, country: str = "ID") -> dict[str, Any]:
    return {
        "role": "attendee",
        "name": name,
        "rank": other,
        "position": other,
        "organisation": other,
        "country": country,
    }


def hostile(id: str, title: str, name: str, other: str, **keys: Any) -> dict[str, Any]:
    """A record that holds hostile text wherever the format takes text."""
    one = {
        "type": "courtesy-call",
        "date": "2025-03-04",
        "place": {"venue": name, "city": other, "country": "ID"},
        "participants": [_person(name, other), _person(other, name, "MY")],
        "partners": [
            {"organisation": name, "abbreviation": other[:60], "status": "present"},
            {"country": "JP", "status": "present"},
        ],
        "areas": ["space"],
        "outcomes": [{"type": "mou-signed", "title": title}],
    }
    article = {"title": title, "publisher": other, "url": URL, "published": "2025-03-05", "language": "id"}
    return {"id": id, "article": article, "meetings": [one], **keys}


def write_records(folder: Path) -> Path:
    """Write hostile records with their article, and return the folder of the records."""
    folder.mkdir(exist_ok=True)
    (folder / "article.txt").write_bytes(TEXT.encode())
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    for number, label in enumerate(LABELS):
        other = LABELS[(number + 1) % len(LABELS)]
        record = hostile(f"2025-03-04-hostile-{number}", label, label, other)
        record["article"] |= {"text": "article.txt", "text_sha256": digest}
        record["evidence"] = [
            {"for": "/meetings/0/participants/0", "start": 0, "end": TEXT.index("\r")},
            {"for": "/meetings/0/date", "start": 0, "end": len(SCRIPT)},
        ]
        (folder / f"hostile-{number}.json").write_text(json.dumps(record), encoding="utf-8")
    return folder


@contextmanager
def hostile_server(folder: Path, **told: Any) -> Iterator[httpx.Client]:
    """Serve a store of hostile records, and their drafts to review."""
    records = write_records(folder / "records")
    drafts = write_records(folder / "drafts")
    for path in drafts.glob("*.json"):
        draft = json.loads(path.read_text(encoding="utf-8")) | {"status": "draft"}
        path.write_text(json.dumps(draft), encoding="utf-8")
    (drafts / f"{IMAGE.replace('/', '')}.json").write_text(SCRIPT, encoding="utf-8")
    with open_store(folder / "a.store") as store:
        build([records], store)
    with served(folder / "a.store", review=drafts, tokens=Tokens([TOKEN]), **told) as client:
        yield client


__all__ = ["LABELS", "TOKEN", "Record", "hostile", "hostile_server"]
