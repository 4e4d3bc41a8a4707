"""The review over HTTP, without scripts: plain forms, and who may send them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from conftest import ROOT
from defgraph.serve.review.guarding import form_value
from defgraph.serve.review.wording import LANGUAGES, chosen_language, read_words
from defgraph.serve.tokens import Tokens
from review_desk import Desk, changed, desk, fields_of
from review_folder import NAME, TEXT, draft, on_disk, span, write_draft

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DATE = "/meetings/0/date"
WHO = ("who", "Ani Rahma")
TOKEN = "a-token-of-this-server"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk(tmp_path_factory.mktemp("desk"), tokens=Tokens([TOKEN])) as opened:
        yield opened


@pytest.fixture
def at(running: Desk) -> Desk:
    """A folder with one draft."""
    running.clear()
    write_draft(running.folder)
    return running


def decisions(at: Desk) -> list[str]:
    lines = (at.folder / ".defgraph-review").read_text().splitlines()
    return [re.sub(r'.*"did": "(\w+)", "who": "([^"]*)".*', r"\1 \2", line) for line in lines]


def test_a_draft_is_accepted_with_who_and_when(at: Desk) -> None:
    answer = at.post(NAME, changed(fields_of(at.page(NAME)), WHO), "accept")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"../?state=draft&done=accepted&which={NAME}"
    assert on_disk(at.folder) == draft(status="reviewed")
    assert decisions(at) == ["accepted Ani Rahma"]
    listed = at.client.get("review/?state=reviewed").text
    assert "accepted by Ani Rahma" in listed


def test_accepting_leads_to_the_next_draft(at: Desk) -> None:
    write_draft(at.folder, "later.json", id="later")
    answer = at.post(NAME, changed(fields_of(at.page(NAME)), WHO), "accept")
    assert answer.headers["location"].startswith("later.json?state=draft")


def test_values_are_changed_and_a_country_may_be_named(at: Desk) -> None:
    fields = changed(
        fields_of(at.page(NAME)),
        WHO,
        (DATE, " 2025-03-05 "),
        ("/meetings/0/participants/1/country", "Norwegia"),
    )
    answer = at.post(NAME, fields, "save")
    assert answer.headers["location"].startswith(f"{NAME}?state=draft&done=corrected")
    meeting = on_disk(at.folder)["meetings"][0]
    assert (meeting["date"], meeting["participants"][1]["country"]) == ("2025-03-05", "NO")
    assert decisions(at) == ["corrected Ani Rahma"]


def test_evidence_that_is_unticked_goes_and_evidence_that_is_sent_comes(at: Desk) -> None:
    quote = span("Ove Lunde")
    fields = [field for field in fields_of(at.page(NAME)) if not field[1].startswith(f"{DATE} ")]
    fields.append(("evidence", f"/meetings/0/participants/1/name {quote['start']} {quote['end']}"))
    at.post(NAME, changed(fields, WHO), "save")
    assert on_disk(at.folder)["evidence"] == [
        {"for": "/meetings/0/participants/0", **span("Menteri Rani Kusuma")},
        {"for": "/meetings/0/participants/1/name", **quote},
    ]


def test_entries_come_and_go_before_anything_is_saved(at: Desk) -> None:
    page = at.post(NAME, fields_of(at.page(NAME)), "remove /meetings/0/participants/0")
    page = at.post(NAME, fields_of(page), "add /meetings/0/participants")
    page = at.post(NAME, fields_of(page), "add /meetings/0/outcomes")
    assert on_disk(at.folder) == draft()
    fields = changed(fields_of(page), WHO, ("/meetings/0/participants/2/name", "Dewa"))
    assert at.post(NAME, fields, "save").status_code == 303
    meeting = on_disk(at.folder)["meetings"][0]
    assert [one["name"] for one in meeting["participants"]] == ["Ove Lunde", "Dewa"]
    assert "outcomes" not in meeting
    assert [one["for"] for one in on_disk(at.folder)["evidence"]] == [DATE]


def test_a_whole_meeting_comes_and_goes(at: Desk) -> None:
    page = at.post(NAME, fields_of(at.page(NAME)), "add /meetings")
    fields = changed(fields_of(page), WHO, ("/meetings/1/type", "signing-ceremony"))
    page = at.post(NAME, fields, "remove /meetings/0")
    assert at.post(NAME, changed(fields_of(page), WHO), "save").status_code == 303
    assert on_disk(at.folder)["meetings"] == [{"type": "signing-ceremony"}]


def test_a_bad_value_is_named_at_its_field_and_nothing_is_lost(at: Desk) -> None:
    fields = changed(
        fields_of(at.page(NAME)), WHO, (DATE, "31 Juni"), ("/meetings/0/participants/0/name", "Rani K.")
    )
    page = at.post(NAME, fields, "save")
    assert page.status_code == 422
    assert '<a href="#/meetings/0/date">Meeting 1 · Date</a>' in page.text
    assert "31 Juni" in page.text
    assert dict(fields_of(page))["/meetings/0/participants/0/name"] == "Rani K."
    assert on_disk(at.folder) == draft()
    fixed = changed(fields_of(page), WHO, (DATE, "2025-06-30"))
    assert at.post(NAME, fixed, "save").status_code == 303


def test_enter_in_a_field_checks_and_saves_nothing(at: Desk) -> None:
    fields = fields_of(at.page(NAME))
    assert at.post(NAME, changed(fields, (DATE, "x")), "check").status_code == 422
    assert at.post(NAME, changed(fields, (DATE, "2025-03")), "check").status_code == 200
    assert on_disk(at.folder) == draft()


def test_a_rejected_draft_is_kept_and_can_be_taken_back(at: Desk) -> None:
    answer = at.post(NAME, changed(fields_of(at.page(NAME)), WHO), "reject")
    assert answer.headers["location"] == f"../?state=draft&done=rejected&which={NAME}.rejected"
    assert not (at.folder / NAME).exists()
    page = at.page(f"{NAME}.rejected")
    assert 'value="accept"' not in page.text
    answer = at.post(f"{NAME}.rejected", fields_of(page), "reopen")
    assert answer.headers["location"].startswith(NAME)
    assert on_disk(at.folder) == draft()
    assert decisions(at) == ["rejected Ani Rahma", "reopened Ani Rahma"]


def test_nobody_decides_without_a_name_and_the_name_is_asked_once(at: Desk) -> None:
    page = at.page(NAME)
    fields = changed([field for field in fields_of(page) if field[0] != "who"], (DATE, "2025-03-05"))
    asked = at.post(NAME, fields, "save")
    assert asked.status_code == 422
    assert "Say who you are" in asked.text
    assert dict(fields_of(asked))[DATE] == "2025-03-05"
    assert on_disk(at.folder) == draft()
    at.post(NAME, changed(fields_of(asked), WHO), "save")
    assert 'name="who"' not in at.page(NAME).text
    at.post(NAME, changed(fields_of(at.page(NAME)), (DATE, "2025-03-06")), "save")
    assert decisions(at) == ["corrected Ani Rahma"] * 2
    at.post("", [("form", dict(fields_of(at.page(NAME)))["form"]), ("who", "Budi")], "", path="name")
    assert "<bdi>Budi</bdi>" in at.client.get("review/").text


class TestTwoAtOnce:
    def test_the_second_is_shown_both_sides_and_loses_nothing(self, at: Desk) -> None:
        first = fields_of(at.page(NAME))
        second = fields_of(at.page(NAME))
        theirs = [
            ("who", "Budi"),
            (DATE, "2025-03-05"),
            ("/meetings/0/type", "bilateral-meeting"),
            ("/meetings/0/participants/0/name", ""),
            ("/meetings/0/participants/0/position", ""),
        ]
        page = at.post(NAME, changed(second, *theirs), "remove /meetings/0/participants/0")
        assert at.post(NAME, changed(fields_of(page), ("who", "Budi")), "save").status_code == 303
        mine = [
            WHO,
            (DATE, "2025-03-06"),
            ("/article/publisher", "Harian Lain"),
            ("/meetings/0/participants/1/rank", "H.E."),
        ]
        page = at.post(NAME, changed(first, *mine), "save")
        assert page.status_code == 409
        assert "Budi saved it" in page.text
        assert page.text.count('type="radio"') == 2
        for said in ("2025-03-05", "2025-03-06", "Rani Kusuma", "Harian Lain", "H.E.", "Bilateral meeting"):
            assert said in page.text
        assert on_disk(at.folder)["meetings"][0]["date"] == "2025-03-05"
        still = at.post(NAME, fields_of(page), "settle")
        assert still.status_code == 422
        merged = at.post(NAME, changed(fields_of(still), (f"choice:{DATE}", "mine")), "settle")
        assert merged.status_code == 200
        assert at.post(NAME, changed(fields_of(merged), WHO), "save").status_code == 303
        found = on_disk(at.folder)
        assert found["article"]["publisher"] == "Harian Lain"
        assert found["meetings"][0]["date"] == "2025-03-06"
        assert found["meetings"][0]["type"] == "bilateral-meeting"
        assert found["meetings"][0]["participants"] == [
            {"name": "Ove Lunde", "rank": "H.E.", "position": "Duta Besar", "role": "guest"}
        ]

    def test_accepting_what_was_changed_meanwhile_is_asked(self, at: Desk) -> None:
        seen = fields_of(at.page(NAME))
        at.post(NAME, changed(fields_of(at.page(NAME)), WHO, (DATE, "2025-03-05")), "save")
        assert at.post(NAME, changed(seen, WHO), "accept").status_code == 409

    def test_rejecting_what_was_changed_meanwhile_shows_what_is_there(self, at: Desk) -> None:
        seen = fields_of(at.page(NAME))
        at.post(NAME, changed(fields_of(at.page(NAME)), WHO, (DATE, "2025-03-05")), "save")
        page = at.post(NAME, changed(seen, WHO), "reject")
        assert page.status_code == 409
        assert dict(fields_of(page))[DATE] == "2025-03-05"

    def test_what_was_rejected_meanwhile_is_saved_as_a_new_file_after_a_look(self, at: Desk) -> None:
        seen = changed(fields_of(at.page(NAME)), WHO, (DATE, "2025-03-05"))
        at.post(NAME, changed(fields_of(at.page(NAME)), WHO), "reject")
        page = at.post(NAME, seen, "save")
        assert page.status_code == 409
        assert not (at.folder / NAME).exists()
        assert at.post(NAME, fields_of(page), "save").status_code == 303
        assert on_disk(at.folder)["meetings"][0]["date"] == "2025-03-05"
        assert (at.folder / f"{NAME}.rejected").exists()

    def test_what_was_broken_meanwhile_is_replaced_after_a_look(self, at: Desk) -> None:
        seen = changed(fields_of(at.page(NAME)), WHO, (DATE, "2025-03-05"))
        (at.folder / NAME).write_bytes(b"{")
        page = at.post(NAME, seen, "save")
        assert page.status_code == 409
        assert (at.folder / NAME).read_bytes() == b"{"
        (at.folder / NAME).write_bytes(b"{}")
        again = at.post(NAME, fields_of(page), "save")
        assert again.status_code == 409
        assert at.post(NAME, fields_of(again), "save").status_code == 303
        assert on_disk(at.folder)["meetings"][0]["date"] == "2025-03-05"


class TestWho:
    """Only loopback, or a token; only our own forms."""

    @pytest.mark.parametrize(
        "headers",
        [
            {"Host": "evil.example"},
            {"Host": "127.0.0.1.evil.example"},
            {"X-Forwarded-For": "203.0.113.9"},
            {"Forwarded": "for=203.0.113.9"},
        ],
    )
    def test_others_need_a_token(self, at: Desk, headers: dict[str, str]) -> None:
        for path in ("review/", f"review/draft/{NAME}"):
            found = at.client.get(path, headers=headers)
            assert found.status_code == 401
            assert "Rani Kusuma" not in found.text
            told = {**headers, "Authorization": f"Bearer {TOKEN}"}
            assert at.client.get(path, headers=told).status_code == 200
        fields = changed(fields_of(at.page(NAME)), WHO)
        assert at.post(NAME, fields, "accept", **headers).status_code == 401
        assert on_disk(at.folder) == draft()

    def test_signing_in_keeps_the_token(self, at: Desk) -> None:
        away = {"X-Forwarded-For": "203.0.113.9"}
        page = at.client.get("review/", headers=away)
        sent = re.search(r'name="form" value="([^"]+)"', page.text)
        assert sent
        wrong = at.post(
            "", [("form", sent[1]), ("token", "another-token-than-that")], "", path="sign-in", **away
        )
        assert wrong.status_code == 401
        right = at.post("", [("form", sent[1]), ("token", TOKEN)], "", path="sign-in", **away)
        assert right.status_code == 303
        kept = right.headers["set-cookie"]
        assert "HttpOnly" in kept
        assert "samesite=strict" in kept.casefold()
        assert at.client.get("review/", headers=away).status_code == 200

    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "http://evil.example"},
            {"Origin": "null"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
        ],
    )
    def test_a_form_from_elsewhere_decides_nothing(self, at: Desk, headers: dict[str, str]) -> None:
        fields = changed(fields_of(at.page(NAME)), WHO)
        assert at.post(NAME, fields, "accept", **headers).status_code == 403
        assert on_disk(at.folder) == draft()

    def test_a_form_without_what_our_pages_know_decides_nothing(self, at: Desk) -> None:
        fields = changed(fields_of(at.page(NAME)), WHO)
        for value in ("", form_value("guess"), "é"):
            assert at.post(NAME, changed(fields, ("form", value)), "accept").status_code == 403
        at.client.cookies.clear()
        assert at.post(NAME, fields, "accept").status_code == 403
        assert on_disk(at.folder) == draft()

    def test_only_a_form_is_read(self, at: Desk) -> None:
        fields = changed(fields_of(at.page(NAME)), WHO)
        assert at.post(NAME, fields, "accept", **{"Content-Type": "text/plain"}).status_code == 400
        assert on_disk(at.folder) == draft()

    def test_pages_lead_to_it_whoever_can_sign_in(self, at: Desk) -> None:
        for path in ("index.id.html", "queries/meetings.id.html", "no/such.id.html"):
            for headers in ({}, {"X-Forwarded-For": "203.0.113.9"}):
                page = at.client.get(path, headers={**headers, "Accept": "text/html"})
                (link,) = re.findall(r'href="([^"]*)">Tinjauan</a>', page.text)
                assert link.removeprefix("../") == "review/?language=id"
        assert at.client.get("review/?language=id").status_code == 200

    def test_where_nobody_can_sign_in_pages_lead_only_this_machine_to_it(self, tmp_path: Path) -> None:
        with desk(tmp_path) as other:
            assert "review/" in other.client.get("index.en.html").text
            away = other.client.get("index.en.html", headers={"X-Forwarded-For": "203.0.113.9"})
            assert "review/" not in away.text

    def test_a_server_without_a_folder_has_no_review(self, at: Desk) -> None:
        from defgraph.serve import Settings
        from defgraph.serve.app import create_app

        bare = create_app(Settings(place=_place(at)))
        assert not [route for route in bare.routes if getattr(route, "path", "").startswith("/review")]


def test_colours_are_those_of_the_other_pages(at: Desk) -> None:
    page = at.page(NAME)
    sheets = re.findall(r'rel="stylesheet" href="([^"]+)"', page.text)
    told = "".join(at.client.get(page.url.join(sheet)).raise_for_status().text for sheet in sheets)
    other = at.client.get("index.en.html")
    common = {
        str(other.url.join(each)) for each in re.findall(r'rel="stylesheet" href="([^"]+)"', other.text)
    }
    assert {str(page.url.join(sheet)) for sheet in sheets} & common
    used, made = (set(re.findall(pattern, told)) for pattern in (r"var\((--[a-z-]+)\)", r"(--[a-z-]+):"))
    assert used <= made


def _place(at: Desk) -> Any:
    from defgraph.serve import Place

    return Place(str(at.folder.parent / "a.store"))


@pytest.mark.parametrize(
    "name",
    [
        "..%2F..%2Fetc%2Fpasswd",
        "%2e%2e",
        "..%5Csecret.json",
        ".defgraph-review",
        "a%00.json",
        "kunjungan.txt",
    ],
)
def test_no_address_leads_out_of_the_folder(at: Desk, name: str) -> None:
    fields = changed(fields_of(at.page(NAME)), WHO)
    for found in (at.page(name), at.post(name, fields, "accept")):
        assert found.status_code in (400, 404, 405)
        assert "root:" not in found.text


@pytest.mark.parametrize(
    ("pairs", "do"),
    [
        ([("base", "no base64")], "save"),
        ([("/meetings/0/date/x", "y")], "save"),
        ([("evidence", "x")], "save"),
        ([], "add /id"),
        ([], "remove /nothing"),
        ([("lock", "%")], "save"),
        ([("theirs", "e30=")], "settle"),
    ],
)
def test_a_form_that_makes_no_sense_is_refused_in_words(at: Desk, pairs: Any, do: str) -> None:
    fields = [field for field in fields_of(at.page(NAME)) if field[0] not in dict(pairs)]
    found = at.post(NAME, [*fields, *pairs, WHO], do)
    assert found.status_code == 400
    assert "<h1>This cannot be done</h1>" in found.text
    assert on_disk(at.folder) == draft()


def test_hostile_texts_are_text(at: Desk) -> None:
    hostile = "</span></textarea><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    write_draft(
        at.folder,
        text=f"{hostile}\n\u202eevil\n",
        article={
            "title": hostile,
            "url": "https://x/%22onmouseover=alert(1)",
            "text": "kunjungan.txt",
        },
        evidence=[{"for": "/meetings/0", "start": 3, "end": 30}],
    )
    (at.folder / '"><script>alert(2)<script>.json').write_bytes(b"<script>alert(3)</script>")
    for page in (
        at.page(NAME),
        at.client.get("review/?state=all&find=%22%3E%3Cscript%3E"),
        at.client.get("review/?state=%22%3E%3Cscript%3E&done=accepted&which=%22%3E%3Cscript%3E"),
    ):
        assert re.findall(r"<script[^>]*>", page.text) in (
            ['<script src="../static/review.js" defer>'],
            ['<script src="static/review.js" defer>'],
        )
        assert "<img" not in page.text
        assert "\u202e" not in page.text
        assert "script-src 'self'" in page.headers["content-security-policy"]
        assert " style=" not in page.text
        assert page.headers["cache-control"] == "no-cache, private"


def test_a_broken_draft_shows_its_problem_and_can_be_put_aside(at: Desk) -> None:
    (at.folder / "broken.json").write_bytes(b'{"id": "a", "meetings": [{"type": "tea"}]}')
    assert "broken.json" in at.client.get("review/?state=problem").text
    page = at.page("broken.json")
    assert "/meetings/0/type" in page.text
    assert at.post("broken.json", changed(fields_of(page), WHO), "accept").status_code == 400
    assert at.post("broken.json", changed(fields_of(page), WHO), "reject").status_code == 303
    assert (at.folder / "broken.json.rejected").exists()


def test_the_queue_is_filtered_and_paged(at: Desk) -> None:
    for number in range(120):
        write_draft(at.folder, f"d{number:03}.json", id=f"d{number}")
    first = at.client.get("review/?find=D0").text
    assert first.count('<th scope="row">') == 100
    assert 'Drafts <span class="count">121</span>' in first
    assert at.client.get("review/?find=D11").text.count('<th scope="row">') == 10
    assert at.client.get("review/?page=2").text.count('<th scope="row">') == 21
    for page in ("0", "999999999999999", "x", "-1"):
        assert at.client.get(f"review/?page={page}").status_code == 200
    page = at.page("d011.json?find=d11")
    assert 'rel="next" href="d110.json?state=draft&amp;find=d11"' in page.text


def test_both_languages_say_everything(at: Desk) -> None:
    words = {language: read_words(language) for language in LANGUAGES}

    def shape(node: Any) -> Any:
        return {key: shape(part) for key, part in node.items()} if isinstance(node, dict) else type(node)

    assert shape(words["en"]) == shape(words["id"])
    assert "Antrean" in at.client.get("review/?language=id").text
    assert 'lang="id"' in at.page(NAME).text
    assert "Queue" in at.client.get("review/?language=en").text


@pytest.mark.parametrize(
    ("asked", "kept", "accepted", "chosen"),
    [
        ("id", "en", "en", "id"),
        (None, "id", "en", "id"),
        (None, "", "fr, id-ID;q=0.8, en;q=0.9", "en"),
        ("xx", "", "id", "id"),
        (None, "", "id;q=0, de;q=x", "en"),
    ],
)
def test_the_language_is_chosen_in_order(asked: Any, kept: str, accepted: str, chosen: str) -> None:
    assert chosen_language(asked, kept, accepted, "en") == chosen


def test_texts_with_both_signs_of_a_line_end_say_where_each_piece_begins(at: Desk) -> None:
    page = at.page(NAME)
    pieces = re.findall(r'data-at="(\d+)">([^<]+)<', page.text)
    assert len(pieces) > 3
    for place, shown in pieces:
        said = shown.replace("&#39;", "'")
        assert TEXT[int(place) :].startswith(said)


def test_the_documentation_names_every_key() -> None:
    told = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")
    assert all(f"`{key}`" in told for key in read_words("en")["keys_help"])


def test_the_entrance_leads_to_the_queue(at: Desk) -> None:
    found = at.client.get("review?state=all", follow_redirects=True)
    assert found.status_code == 200
    assert (found.url.path, found.url.query) == ("/review/", b"state=all")
    assert isinstance(found, httpx.Response)
    assert at.client.get("review/static/review.css").headers["content-type"].startswith("text/css")
    assert at.client.get("review/static/secret").status_code == 404
