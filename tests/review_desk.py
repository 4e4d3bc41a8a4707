"""The review as a person meets it: a server of a folder of drafts, and its forms."""

from __future__ import annotations

import html
import re
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from defgraph import build, open_store
from record_factory import record
from served import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

_CONTROL = re.compile(r"<(input|select|button)\b([^>]*)>(.*?)(?=<(?:input|select|button|/form)\b)", re.DOTALL)
_ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')
_CHOSEN = re.compile(r'<option value="([^"]*)" selected>')


class Desk:
    """A server and the folder that it reviews."""

    def __init__(self, client: httpx.Client, folder: Path) -> None:
        self.client, self.folder = client, folder

    def clear(self) -> None:
        for path in self.folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        self.client.cookies.clear()

    def page(self, name: str, **headers: str) -> httpx.Response:
        return self.client.get(f"review/draft/{name}", headers=headers)

    def post(
        self, name: str, fields: list[tuple[str, str]], do: str, *, path: str = "draft/", **headers: str
    ) -> httpx.Response:
        return self.client.post(
            f"review/{path}{name}",
            content=urlencode([*fields, ("do", do)]),
            headers={"Content-Type": "application/x-www-form-urlencoded", **headers},
        )


def fields_of(page: httpx.Response) -> list[tuple[str, str]]:
    """What a browser without scripts posts of the form of a page, but for the button."""
    form = re.search(r'<form[^>]* id="(?:record|merge)".*?</form>', page.text, re.DOTALL)
    assert form, page.text
    found = []
    for kind, written, inner in _CONTROL.findall(form[0]):
        given = {key: html.unescape(value) for key, value in _ATTRIBUTE.findall(written)}
        if kind == "button" or "name" not in given:
            continue
        if given.get("type") in ("checkbox", "radio") and "checked" not in given:
            continue
        chosen = _CHOSEN.search(inner)
        value = html.unescape(chosen[1]) if chosen else given.get("value", "")
        found.append((given["name"], value))
    return found


def changed(fields: list[tuple[str, str]], *pairs: tuple[str, str]) -> list[tuple[str, str]]:
    """The same fields with other values; a field that is not there is added."""
    values = dict(pairs)
    kept = [(name, values.pop(name, value)) for name, value in fields]
    return [*kept, *values.items()]


@contextmanager
def desk(folder: Path, **told: Any) -> Iterator[Desk]:
    """Serve a small store and the drafts in ``folder/drafts``."""
    with open_store(folder / "a.store") as store:
        build([record()], store)
    drafts = folder / "drafts"
    drafts.mkdir()
    with served(folder / "a.store", review=drafts, limits={"workers": 1}, **told) as client:
        yield Desk(client, drafts)
