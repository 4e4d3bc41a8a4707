"""The page that says why there is no other: made without a store, for the store may be what is wrong."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from defgraph.pages.addresses import HOME, LANGUAGES, page_path, parse_document, relative
from defgraph.pages.rendering import filled
from defgraph.pages.settings import Settings
from defgraph.pages.wording import Wording
from defgraph.views.texts import clean, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from defgraph.pages.rendering import Page

_MESSAGE = 1_000
_DEFAULTS = Settings()


def render_problem(
    path: str,
    language: str,
    status: int,
    said: Sequence[tuple[str, str]],
    *,
    settings: Settings = _DEFAULTS,
) -> Page:
    """Return the page that is shown instead of the one at ``path``.

    Args:
        path: what was asked for, from the top, percent-encoded as it was sent; links lead from there.
        language: of the page.
        status: of the answer (RFC 9110, section 15).
        said: what is wrong in general, in particular, and what to do about it, each with its language.
        settings: what the page may link to.
    """
    say = Wording(language)
    texts = {shortened(clean(text), _MESSAGE): tag for text, tag in reversed(said)}
    titles = say.words["problem"]["titles"]
    return filled(
        "problem",
        {
            "title": titles.get(str(status), titles["other"]),
            "said": [(text, tag) for text, tag in reversed(texts.items()) if text],
            "status": status,
        },
        say,
        local="",
        settings=settings,
        to=partial(relative, path),
        languages={each: _in_language(path, each) for each in LANGUAGES},
        formats=[],
    )


def _in_language(path: str, language: str) -> str:
    """Return the link to what was asked for in another language; to the home page where it has none."""
    document = parse_document(path)
    if document is None or not document.language:
        return relative(path, page_path(HOME, language))
    name = path.rpartition("/")[2].removesuffix(f"{document.language}.html") + f"{language}.html"
    return name if ":" not in name else f"./{name}"
