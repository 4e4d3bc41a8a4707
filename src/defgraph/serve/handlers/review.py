"""The review of draft records: a queue, a page for each draft, and what its form decides."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import wraps
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from defgraph.errors import DefgraphError, InputError, ParameterError
from defgraph.pages import LANGUAGES
from defgraph.resources import package_file
from defgraph.review.decisions import person
from defgraph.review.folder import ReviewFolder
from defgraph.review.form import MOST_FIELDS
from defgraph.review.opening import STATES
from defgraph.serve.bodies import read_body
from defgraph.serve.problems import ProblemError, kind_of
from defgraph.serve.review import guarding, pages
from defgraph.serve.review.deciding import Done, MergeSheet, Posted, Sheet, decide, sheet_of
from defgraph.serve.review.pages import Filter, Reader
from defgraph.serve.review.wording import chosen_language, read_words
from defgraph.serve.settings import MEBIBYTE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from starlette.requests import Request

    from defgraph.serve.settings import Settings

    Handler = Callable[[Request], Awaitable[Response]]

LARGEST_FORM = 12 * MEBIBYTE
_FORM = "application/x-www-form-urlencoded"
_STATIC = {"review.css": "text/css", "review.js": "text/javascript"}


def routes(settings: Settings, folder: Path) -> list[Route]:
    """Return the routes of the review of a folder.

    Raises:
        InputError: there is no such folder.
    """
    review = Review(settings, ReviewFolder(folder))
    return [
        Route("/review", review.entrance),
        Route("/review/", review.guarded(review.queue)),
        Route("/review/draft/{name}", review.guarded(review.draft), methods=["GET"]),
        Route("/review/draft/{name}", review.guarded(review.decided), methods=["POST"]),
        Route("/review/name", review.guarded(review.named), methods=["POST"]),
        Route("/review/sign-in", review.signed_in, methods=["POST"]),
        Route("/review/static/{name}", review.static),
    ]


class Review:
    """Answers to whoever reviews a folder.

    Args:
        settings: the server's.
        drafts: the folder.
    """

    def __init__(self, settings: Settings, drafts: ReviewFolder) -> None:
        self._settings, self._drafts = settings, drafts

    def guarded(self, handler: Handler) -> Handler:
        """Return a handler that answers those who may review, and says in words what cannot be done."""

        @wraps(handler)  # measures go by its name
        async def answer(request: Request) -> Response:
            reader = self._reader(request)
            if not guarding.may_review(request, self._settings.tokens):
                return self._sign_in(request, reader)
            try:
                return self._kept(request, await handler(request))
            except (DefgraphError, ProblemError) as error:
                return self._kept(request, self._refused(request, reader, error))

        return answer

    async def entrance(self, request: Request) -> Response:
        """Lead to the queue."""
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"review/{query}", 308)

    async def queue(self, request: Request) -> Response:
        """Answer with the list of drafts."""
        entries = await run_in_threadpool(self._drafts.entries)
        page = request.query_params.get("page", "1")
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 8 else 1
        reader, done = self._reader(request), _done(request)
        return HTMLResponse(
            await run_in_threadpool(pages.queue_page, entries, _filter(request), number, reader, done)
        )

    async def draft(self, request: Request) -> Response:
        """Answer with a draft beside its article."""
        sheet = await run_in_threadpool(sheet_of, self._drafts, request.path_params["name"])
        return await self._page(request, sheet, self._reader(request), _done(request))

    async def decided(self, request: Request) -> Response:
        """Do what the form of a draft asks for."""
        posted = await _posted(request)
        name, reader = request.path_params["name"], self._reader(request)
        who = posted.text("who").strip() or reader.name
        with suppress(ParameterError):  # of which the page that follows tells
            reader = replace(reader, name=person(who))
        found = await run_in_threadpool(decide, self._drafts, name, posted, who, datetime.now(UTC))
        response = await self._after(request, found, reader)
        if reader.name:
            guarding.set_cookie(request, response, guarding.NAME_COOKIE, reader.name)
        return response

    async def named(self, request: Request) -> Response:
        """Keep the person's name."""
        posted = await _posted(request)
        response = RedirectResponse("./" + _filter(request, posted).query(), 303)
        guarding.set_cookie(request, response, guarding.NAME_COOKIE, person(posted.text("who")))
        return response

    async def signed_in(self, request: Request) -> Response:
        """Keep a token of the server, so that the browser need not send it itself."""
        reader, tokens = self._reader(request), self._settings.tokens
        try:
            token = (await _posted(request)).text("token").strip()
        except (DefgraphError, ProblemError) as error:
            return self._kept(request, self._refused(request, reader, error))
        if tokens is None or token not in tokens:
            return self._sign_in(request, reader, is_wrong=True)
        response = RedirectResponse("./", 303)
        guarding.set_cookie(request, response, guarding.TOKEN_COOKIE, token)
        return self._kept(request, response)

    async def static(self, request: Request) -> Response:
        """Answer with the style or the script of the pages."""
        name = request.path_params["name"]
        if name not in _STATIC:
            raise HTTPException(404)
        return FileResponse(package_file("serve/review/static") / name, media_type=_STATIC[name])

    async def _after(self, request: Request, found: Done | Sheet | MergeSheet, reader: Reader) -> Response:
        filtered = _filter(request)
        if isinstance(found, MergeSheet):
            body = await run_in_threadpool(pages.merge_page, found, filtered, reader)
            return HTMLResponse(body, found.status)
        if isinstance(found, Sheet):
            return await self._page(request, found, reader, None)
        entries = await run_in_threadpool(self._drafts.entries)
        names = [entry.name for entry in filtered.of(entries)]
        query = filtered.query(done=found.did, which=found.name)
        _, after, _ = pages.neighbours(names, found.name)
        if found.stays:
            return RedirectResponse(quote(found.name, safe="") + query, 303)
        return RedirectResponse((quote(after, safe="") if after else "../") + query, 303)

    async def _page(
        self, request: Request, sheet: Sheet, reader: Reader, done: tuple[str, str] | None
    ) -> Response:
        def page() -> str:
            entries = self._drafts.entries()
            decision = self._drafts.decision(sheet.draft.name, sheet.draft.version)
            return pages.draft_page(sheet, entries, _filter(request), reader, decision, done)

        return HTMLResponse(await run_in_threadpool(page), sheet.status)

    def _reader(self, request: Request) -> Reader:
        language = chosen_language(
            request.query_params.get("language"),
            guarding.cookie(request, guarding.LANGUAGE_COOKIE),
            request.headers.get("accept-language", ""),
            self._settings.language,
        )
        if not hasattr(request.state, "nonce"):
            request.state.nonce = guarding.form_nonce(request)
        name = guarding.cookie(request, guarding.NAME_COOKIE)
        return Reader(language, name, guarding.form_value(request.state.nonce))

    def _kept(self, request: Request, response: Response) -> Response:
        """Add what every page has: it is nobody else's, and the cookies that forms rely on."""
        response.headers["Cache-Control"] = "no-cache, private"  # so that going back finds what was typed
        if not request.cookies.get(guarding.FORM_COOKIE):
            guarding.set_cookie(request, response, guarding.FORM_COOKIE, request.state.nonce)
        if (language := request.query_params.get("language")) in LANGUAGES:
            guarding.set_cookie(request, response, guarding.LANGUAGE_COOKIE, str(language))
        return response

    def _sign_in(self, request: Request, reader: Reader, *, is_wrong: bool = False) -> Response:
        words = read_words(reader.language)
        text = words["bad_token"] if is_wrong else words["sign_in_hint"]
        body = pages.message_page(reader, words["sign_in"], text, up=_up(request), signing_in=True)
        headers = {"WWW-Authenticate": "Bearer"}
        return self._kept(request, HTMLResponse(body, 401, headers))

    def _refused(self, request: Request, reader: Reader, error: DefgraphError | ProblemError) -> Response:
        words = read_words(reader.language)
        if isinstance(error, ProblemError):
            status, text = error.kind.status, error.detail or words["expired"]
        else:
            status, text = kind_of(error).status, str(error)
        return HTMLResponse(pages.message_page(reader, words["refused"], text, up=_up(request)), status)


def _up(request: Request) -> str:
    return "../" if "/review/draft/" in request.url.path else ""


async def _posted(request: Request) -> Posted:
    """Return the form that a request brings.

    Raises:
        InputError: it brings none, or one with too many fields.
        ProblemError: it is too large, or not from a page of ours.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise InputError(f"found no form, expected {_FORM}")
    body = await read_body(request, LARGEST_FORM)
    try:
        text = body.decode("ascii")
        fields = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise InputError(f"the form: found no fields in {_FORM}, or more than {MOST_FIELDS}") from None
    posted = Posted(fields)
    guarding.check_form(request, posted.text(guarding.FORM_FIELD))
    return posted


def _filter(request: Request, posted: Posted | None = None) -> Filter:
    asked = request.query_params.get if posted is None else lambda name, _="": posted.text(name)
    state = asked("state", "")
    return Filter(state if state in (*STATES, "all") else "draft", asked("find", "")[:200])


def _done(request: Request) -> tuple[str, str] | None:
    did, name = request.query_params.get("done", ""), request.query_params.get("which", "")
    return (did, name) if did in ("accepted", "corrected", "rejected", "reopened") and name else None
