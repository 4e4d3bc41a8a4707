"""A folder of drafts as a queue; nothing is lost by two people at once."""

from __future__ import annotations

import json
import multiprocessing
import os
import threading
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from defgraph.errors import ConflictError, InputError, NotFoundError, ParameterError, RecordsError
from defgraph.extract.draft_files import DraftFolder
from defgraph.extract.run import draft_of
from defgraph.extract.sources import iter_items
from defgraph.files import sole_writer
from defgraph.records import Problem, read_records
from defgraph.review import ReviewFolder
from defgraph.review.decisions import DECISIONS_FILE, person, read_decisions
from review_folder import NAME, TEXT, draft, on_disk, write_draft

if TYPE_CHECKING:
    from pathlib import Path

WHEN = datetime(2025, 3, 5, 9, 30, tzinfo=UTC)
BY = {"who": "Ani", "when": WHEN}


@pytest.fixture
def drafts(tmp_path: Path) -> ReviewFolder:
    """A folder with one draft and its text."""
    write_draft(tmp_path / "drafts")
    return ReviewFolder(tmp_path / "drafts")


def states(folder: ReviewFolder) -> dict[str, str]:
    return {entry.name: entry.state for entry in folder.entries()}


def corrected(**keys: Any) -> dict[str, Any]:
    data = draft()
    data["meetings"][0] |= keys
    return data


def test_a_draft_is_opened_with_its_text_as_it_is(drafts: ReviewFolder) -> None:
    opened = drafts.open(NAME)
    assert (opened.state, opened.text, opened.problems) == ("draft", TEXT, ())
    assert opened.record is not None
    date = opened.record.evidence[0]
    assert TEXT[date.start : date.end] == "Selasa (4/3/2025)"


def test_accepting_changes_the_status_alone_and_says_who_and_when(drafts: ReviewFolder) -> None:
    base = drafts.open(NAME)
    saved = drafts.save(NAME, base.raw, draft(), **BY)
    assert on_disk(drafts.path) == draft(status="reviewed")
    assert saved.version == drafts.open(NAME).version
    decision = drafts.entries()[0].decision
    assert decision == drafts.decision(NAME, saved.version)
    assert decision is not None
    assert (decision.did, decision.who, decision.when) == ("accepted", "Ani", "2025-03-05T09:30:00Z")
    assert decision.was == base.version


def test_what_was_corrected_is_saved_as_a_reviewed_record(drafts: ReviewFolder) -> None:
    saved = drafts.save(NAME, drafts.open(NAME).raw, corrected(date="2025-03-05"), **BY)
    (record,) = read_records(drafts.path)
    assert (record.status, record.meetings[0].date) == ("reviewed", "2025-03-05")
    decision = drafts.decision(NAME, saved.version)
    assert decision is not None
    assert decision.did == "corrected"


def test_who_and_when_hold_for_the_bytes_they_were_said_of(drafts: ReviewFolder) -> None:
    drafts.save(NAME, drafts.open(NAME).raw, draft(), **BY)
    write_draft(drafts.path, status="reviewed", id="by-hand")
    assert drafts.entries()[0].decision is None


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (corrected(date="2025-02-31"), "/meetings/0/date"),
        (corrected(areas=["spaace"]), "/meetings/0/areas/0"),
        (corrected(participants=[{"role": "host"}]), "/meetings/0/participants/0"),
        (draft(evidence=[{"for": "/meetings/0", "start": 0, "end": 9999}]), "/evidence/0"),
    ],
)
def test_a_bad_record_is_not_written_and_its_problem_is_named(
    drafts: ReviewFolder, data: dict[str, Any], place: str
) -> None:
    with pytest.raises(RecordsError) as caught:
        drafts.save(NAME, drafts.open(NAME).raw, data, **BY)
    assert place in [problem.pointer for problem in caught.value.problems if isinstance(problem, Problem)]
    assert on_disk(drafts.path) == draft()
    assert not (drafts.path / DECISIONS_FILE).exists()


def test_a_rejected_draft_is_kept_and_no_build_reads_it(drafts: ReviewFolder) -> None:
    raw = drafts.open(NAME).raw
    name = drafts.reject(NAME, raw, **BY)
    assert states(drafts) == {name: "rejected"}
    assert (drafts.path / name).read_bytes() == raw
    with pytest.raises(InputError, match="found no record file"):
        read_records(drafts.path)
    assert drafts.open(name).text == TEXT
    decision = drafts.entries()[0].decision
    assert decision is not None
    assert decision.did == "rejected"
    assert drafts.reopen(name, raw, **BY) == NAME
    assert states(drafts) == {NAME: "draft"}
    assert (drafts.path / NAME).read_bytes() == raw


def test_a_rejected_draft_overwrites_no_other(drafts: ReviewFolder) -> None:
    raw = drafts.open(NAME).raw
    drafts.reject(NAME, raw, **BY)
    write_draft(drafts.path, id="another")
    with pytest.raises(InputError, match="there is one already"):
        drafts.reject(NAME, drafts.open(NAME).raw, **BY)
    assert states(drafts) == {NAME: "draft", f"{NAME}.rejected": "rejected"}


def test_a_stale_decision_writes_nothing_and_carries_what_is_there(drafts: ReviewFolder) -> None:
    base = drafts.open(NAME).raw
    theirs = drafts.save(NAME, base, corrected(date="2025-03-05"), **BY).raw
    for stale in (
        partial(drafts.save, NAME, base, corrected(date="2025-03-06"), **BY),
        partial(drafts.save, NAME, None, corrected(date="2025-03-06"), **BY),
        partial(drafts.reject, NAME, base, **BY),
    ):
        with pytest.raises(ConflictError) as caught:
            stale()
        assert caught.value.theirs == theirs
    drafts.reject(NAME, theirs, **BY)
    with pytest.raises(ConflictError) as caught:
        drafts.save(NAME, theirs, corrected(), **BY)
    assert (caught.value.base, caught.value.theirs) == (theirs, None)
    assert len(read_decisions(drafts.path)) == 2


def add_people(folder: str, who: str, count: int, begin: Any) -> None:
    """Add people one by one, as somebody who looks again after each conflict."""
    drafts = ReviewFolder(folder)
    begin.wait()
    for number in range(count):
        while True:
            base = drafts.open(NAME)
            assert base.record is not None
            data = base.record.to_dict()
            data["meetings"][0]["participants"].append({"name": f"{who} {number}x"})
            try:
                drafts.save(NAME, base.raw, data, who=who, when=WHEN)
            except ConflictError:
                continue
            break


def check_all_were_added(drafts: ReviewFolder, who: list[str], count: int) -> None:
    names = [person["name"] for person in on_disk(drafts.path)["meetings"][0]["participants"]]
    assert sorted(names[2:]) == sorted(f"{one} {number}x" for one in who for number in range(count))
    decisions = read_decisions(drafts.path)
    assert len(decisions) == len(who) * count
    assert all(before.version == after.was for before, after in pairwise(decisions))
    assert {path.name for path in drafts.path.iterdir()} == {NAME, "kunjungan.txt", DECISIONS_FILE}


def test_two_processes_at_once_lose_nothing(drafts: ReviewFolder) -> None:
    context = multiprocessing.get_context("spawn")
    begin = context.Event()
    writers = [
        context.Process(target=add_people, args=(str(drafts.path), who, 15, begin)) for who in ("Ani", "Budi")
    ]
    for writer in writers:
        writer.start()
    begin.set()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    check_all_were_added(drafts, ["Ani", "Budi"], 15)


def test_several_threads_at_once_lose_nothing(drafts: ReviewFolder) -> None:
    begin, who = threading.Event(), ["Ani", "Budi", "Cut", "Dewi"]
    threads = [threading.Thread(target=add_people, args=(str(drafts.path), one, 5, begin)) for one in who]
    for thread in threads:
        thread.start()
    begin.set()
    for thread in threads:
        thread.join(60)
    check_all_were_added(drafts, who, 5)


def test_of_a_rejection_and_a_correction_at_once_one_wins_and_the_other_is_told(tmp_path: Path) -> None:
    for round_ in range(10):
        folder = tmp_path / str(round_)
        raw = write_draft(folder)
        drafts, outcomes = ReviewFolder(folder), []

        def attempt(act: Any, outcomes: list[str] = outcomes) -> None:
            try:
                act()
                outcomes.append("done")
            except ConflictError:
                outcomes.append("told")

        threads = [
            threading.Thread(target=attempt, args=(act,))
            for act in (
                partial(drafts.reject, NAME, raw, **BY),
                partial(drafts.save, NAME, raw, corrected(date="2025-03-05"), **BY),
            )
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert sorted(outcomes) == ["done", "told"]
        assert len(states(drafts)) == 1


@pytest.mark.parametrize(
    "name",
    [
        "../secret.json",
        "..",
        "/etc/passwd",
        "sub/kunjungan.json",
        "..\\secret.json",
        ".hidden.json",
        "kunjungan.txt",
        "link.json",
        "folder.json",
        "pipe.json",
        "missing.json",
        "nul\0.json",
        "x" * 300 + ".json",
        "",
    ],
)
def test_no_name_leads_out_of_the_folder(drafts: ReviewFolder, name: str) -> None:
    write_draft(drafts.path.parent, "secret.json")
    (drafts.path / "link.json").symlink_to(drafts.path.parent / "secret.json")
    (drafts.path / "folder.json").mkdir()
    os.mkfifo(drafts.path / "pipe.json")
    before = drafts.open(NAME).raw
    with pytest.raises(NotFoundError):
        drafts.open(name)
    for act in (
        partial(drafts.save, name, before, draft(), **BY),
        partial(drafts.reject, name, before, **BY),
        partial(drafts.reopen, name, before, **BY),
    ):
        with pytest.raises((InputError, ConflictError)):
            act()
    assert states(drafts) == {NAME: "draft"}
    assert on_disk(drafts.path.parent, "secret.json")["status"] == "draft"


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"", "too early"),
        (b"{", "too early"),
        (b"[" * 100_000, "found"),
        (b'{"id": "a", "meetings": [{"type": "tea"}]}', "/meetings/0/type"),
        (b"\xff\xfe{", "UTF-16"),
        (b'{"id": "a", "meetings": []} {}', "trailing"),
        (b" " * 4_000_001, "more than"),
    ],
)
def test_a_broken_file_is_listed_with_its_problem_and_stands_in_nobodys_way(
    drafts: ReviewFolder, raw: bytes, problem: str
) -> None:
    (drafts.path / "broken.json").write_bytes(raw)
    broken, whole = drafts.entries()
    assert (broken.state, whole.state) == ("problem", "draft")
    assert problem in (broken.problem or "")


def test_a_file_whose_name_is_no_text_is_listed_with_its_problem(drafts: ReviewFolder) -> None:
    (drafts.path / os.fsdecode(b"a\xff.json")).write_bytes(b"{}")
    first, _ = drafts.entries()
    assert (first.name, first.state) == ("a\\udcff.json", "problem")
    with pytest.raises(NotFoundError):
        drafts.open(os.fsdecode(b"a\xff.json"))


def test_a_broken_file_can_be_put_aside(drafts: ReviewFolder) -> None:
    (drafts.path / "broken.json").write_bytes(b"{")
    drafts.reject("broken.json", b"{", **BY)
    assert states(drafts) == {"broken.json.rejected": "rejected", NAME: "draft"}


def test_another_text_than_the_drafts_own_is_a_problem(drafts: ReviewFolder) -> None:
    assert states(drafts) == {NAME: "draft"}
    (drafts.path / "kunjungan.txt").write_text("Another text.")
    assert states(drafts) == {NAME: "problem"}
    with pytest.raises(RecordsError, match="text_sha256"):
        drafts.save(NAME, drafts.open(NAME).raw, draft(), **BY)


def test_a_draft_cannot_show_a_file_from_elsewhere(drafts: ReviewFolder) -> None:
    (drafts.path.parent / "secret.txt").write_text("secret")
    write_draft(drafts.path, article={"text": "kunjungan.txt"})
    assert drafts.open(NAME).text == TEXT
    (drafts.path / NAME).write_text(
        json.dumps({"id": "a", "article": {"text": "../secret.txt"}, "meetings": []})
    )
    opened = drafts.open(NAME)
    assert (opened.state, opened.text) == ("problem", None)
    assert "does not lie in the folder" in str(opened.problems[0])


def test_a_line_that_broke_off_hides_no_decision(drafts: ReviewFolder) -> None:
    (drafts.path / DECISIONS_FILE).write_bytes(b'{"file": "kunj')
    drafts.save(NAME, drafts.open(NAME).raw, draft(), **BY)
    assert [decision.who for decision in read_decisions(drafts.path)] == ["Ani"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [(" Ani\n Rahma ", "Ani Rahma"), ("\u202eAni\u200b", "Ani"), ("O'Brien 😀", "O'Brien 😀")],
)
def test_a_name_is_kept_on_one_line_without_what_does_not_show(given: str, kept: str) -> None:
    assert person(given) == kept


@pytest.mark.parametrize("given", ["", " \n", "x" * 81, "\u202e"])
def test_nobody_decides_without_a_name(drafts: ReviewFolder, given: str) -> None:
    with pytest.raises(ParameterError, match="expected 1 to 80"):
        drafts.save(NAME, drafts.open(NAME).raw, draft(), who=given, when=WHEN)
    assert on_disk(drafts.path) == draft()


def test_extracting_again_replaces_neither_what_was_reviewed_nor_what_was_rejected(tmp_path: Path) -> None:
    article, folder = tmp_path / "kunjungan.txt", tmp_path / "drafts"
    article.write_bytes(TEXT.encode())
    problems: list[Problem] = []

    def extracted() -> Problem | None:
        (item,) = iter_items([article], problems)
        made = draft_of(item)
        assert not isinstance(made, Problem)
        with DraftFolder(folder, "1") as target:
            return target.add(made)

    assert extracted() is None
    drafts = ReviewFolder(folder)
    raw = drafts.open(NAME).raw
    name = drafts.reject(NAME, raw, **BY)
    assert "a rejected draft" in str(extracted())
    drafts.reopen(name, raw, **BY)
    record = drafts.open(NAME).record
    assert record is not None
    drafts.save(NAME, raw, record.to_dict(), **BY)
    assert "a reviewed record" in str(extracted())
    assert states(drafts) == {NAME: "reviewed"}


def test_who_extracts_meanwhile_replaces_nothing_that_was_saved(tmp_path: Path) -> None:
    """Extracting waits for whoever is deciding, and only then looks what is there."""
    article, folder = tmp_path / "kunjungan.txt", tmp_path / "drafts"
    article.write_bytes(TEXT.encode())
    write_draft(folder)
    (item,) = iter_items([article], [])
    made = draft_of(item)
    assert not isinstance(made, Problem)
    told: list[Problem | None] = []
    with DraftFolder(folder, "1") as target:
        extracting = threading.Thread(target=lambda: told.append(target.add(made)))
        with sole_writer(folder / NAME):
            extracting.start()
            extracting.join(0.5)  # time to do the wrong thing
            write_draft(folder, status="reviewed")
        extracting.join(60)
    assert "a reviewed record" in str(told[0])
    assert on_disk(folder) == draft(status="reviewed")


def save_without_end(folder: str) -> None:
    drafts, number = ReviewFolder(folder), 0
    while True:
        base, number = drafts.open(NAME), number + 1
        drafts.save(NAME, base.raw, corrected(date=f"20{number % 90 + 10}-01-01"), **BY)


@pytest.mark.parametrize("changes", [1, 7])
def test_who_is_killed_leaves_a_whole_record_and_who_saved_it(drafts: ReviewFolder, changes: int) -> None:
    writer = multiprocessing.get_context("spawn").Process(target=save_without_end, args=(str(drafts.path),))
    writer.start()
    seen = {drafts.open(NAME).version}
    while len(seen) <= changes:
        assert writer.is_alive()
        seen.add(drafts.open(NAME).version)
    writer.kill()
    writer.join(60)
    (entry,) = drafts.entries()
    assert (entry.state, entry.decision and entry.decision.who) == ("reviewed", "Ani")
    drafts.save(NAME, drafts.open(NAME).raw, corrected(), **BY)
    assert {path.name for path in drafts.path.iterdir()} == {NAME, "kunjungan.txt", DECISIONS_FILE}


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such folder"):
        ReviewFolder(tmp_path / "drafts")
