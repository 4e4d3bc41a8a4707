"""What has not changed in its file is not read again, and never is a wrong thing taken for unchanged."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from defgraph import build, open_store, retract
from defgraph.build import notes
from defgraph.errors import RecordsError
from defgraph.records.extractors import Extracted, write_extractors
from record_factory import meeting
from records_strategies import as_csv

if TYPE_CHECKING:
    from pathlib import Path

    from defgraph.build import BuildReport

TEXT = "Rani Kusuma menerima tamu. Selesai."
NOTE = "defgraph-note"
NAMES = "abcdefghijkl"


def data(id: str, city: str = "Jakarta", **changes: Any) -> dict[str, Any]:
    return {"id": id, "meetings": [meeting(place={"city": city})], **changes}


def lines(*records: dict[str, Any]) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def documents(*records: dict[str, Any]) -> str:
    return "---\n".join(json.dumps(record) + "\n" for record in records)


class Folder:
    """Files of records, and a store that they are built into."""

    def __init__(self, folder: Path) -> None:
        self.records = folder / "records"
        self.records.mkdir()
        self.store = folder / "a.store"

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.records / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def build(self, **options: Any) -> tuple[int, BuildReport]:
        """Build all files; return how many records were read and mapped, and the report."""
        read: list[int] = []
        with open_store(self.store) as store:
            report = build(
                self.records,
                store,
                progress=lambda what, number: read.append(number) if what == "read" else None,
                **options,
            )
        self.check(**options)
        return len(read), report

    def check(self, **options: Any) -> None:
        """Check that the store holds what one holds that is built from nothing."""
        with open_store("memory") as fresh, open_store(self.store, read_only=True) as store:
            build(self.records, fresh, **options)
            assert sorted(map(str, store.quads())) == sorted(map(str, fresh.quads()))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_only_lines_that_differ_are_read(folder: Folder) -> None:
    folder.write("r.jsonl", lines(data("a"), data("b"), data("c")))
    assert folder.build()[0] == 3
    read, report = folder.build()
    assert (read, report.unchanged, report.articles) == (0, 3, 3)
    folder.write("r.jsonl", lines(data("a"), data("b", "Bandung"), data("d"), data("c"))[:-1])
    read, report = folder.build()
    assert (read, report.added, report.changed, report.unchanged) == (2, 1, 1, 2)
    folder.write("r.jsonl", lines(data("c"), data("d"), data("b"), data("a")))
    read, report = folder.build()
    assert (read, report.changed, report.unchanged) == (1, 1, 3)


def test_files_of_every_format_that_have_not_changed_are_not_read(folder: Folder) -> None:
    folder.write("a.json", json.dumps(data("a")))
    folder.write("b.yaml", documents(data("b"), data("b2")))
    folder.write("c.csv", as_csv(data("c")))
    assert folder.build()[0] == 4
    assert folder.build()[0] == 0
    folder.write("b.yaml", documents(data("b"), data("b2", "Bandung")))
    read, report = folder.build()
    assert (read, report.changed, report.unchanged) == (2, 1, 3)


def test_a_record_that_moves_to_another_format_changes_nothing(folder: Folder) -> None:
    path = folder.write("a.json", json.dumps(data("a")))
    folder.build()
    path.unlink()
    folder.write("a.yaml", json.dumps(data("a")))
    read, report = folder.build()
    assert (read, report.unchanged) == (1, 1)


def test_an_id_that_two_records_have_is_found_though_one_is_not_read(folder: Folder) -> None:
    folder.write("a.jsonl", lines(data("a"), data("b")))
    folder.build()
    folder.write("c.jsonl", lines(data("c"), data("b", "Bandung")))
    with pytest.raises(RecordsError, match=r"c\.jsonl:2: /id: found \"b\", .*/a\.jsonl:2 has it already"):
        folder.build()
    folder.write("c.jsonl", lines(data("c"), data("b")))
    with pytest.raises(RecordsError, match=r"a\.jsonl:2 has it already"):
        folder.build()


def test_what_is_wrong_is_told_every_time(folder: Folder) -> None:
    folder.write("a.yaml", documents(data("a"), data("b", status="final")))
    folder.write("b.jsonl", lines(data("c"), data("c")))
    for _ in range(3):
        _, report = folder.build(skip_invalid=True)
        assert [str(problem).partition(": ")[2] for problem in report.problems] == [
            '/status: found "final", expected one of draft, reviewed',
            f'/id: found "c", expected an id of its own: {folder.records}/b.jsonl:1 has it already',
        ]


def test_a_text_is_part_of_what_its_record_says(folder: Folder) -> None:
    record = data("a", article={"text": "a.txt"}, evidence=[{"for": "/meetings/0", "start": 0, "end": 4}])
    folder.write("a.jsonl", lines(record))
    folder.build()
    for text, reads in ((TEXT, 1), (TEXT, 0), (TEXT.replace("Rani", "Budi"), 1), (None, 1), (None, 0)):
        if text is None:
            (folder.records / "a.txt").unlink(missing_ok=True)
        else:
            folder.write("a.txt", text)
        assert folder.build()[0] == reads
    folder.write("a.txt", "Ra")
    with pytest.raises(RecordsError, match="the length of the article's text"):
        folder.build()


def test_so_is_which_program_wrote_a_draft(folder: Folder) -> None:
    digest = "0" * 64
    folder.write("a.json", json.dumps(data("a", status="draft", article={"text_sha256": digest})))
    folder.build()
    write_extractors(folder.records, {"a.json": Extracted("defgraph", "1.0", digest)})
    assert folder.build()[1].changed == 1
    assert folder.build()[0] == 0
    write_extractors(folder.records, {"a.json": Extracted("defgraph", "1.1", digest)})
    assert folder.build()[1].changed == 1
    (folder.records / ".defgraph-extractor").write_text("[]")
    with pytest.raises(RecordsError, match="which program wrote which draft"):
        folder.build()


def test_another_program_reads_all_again(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("r.jsonl", lines(data("a"), data("b")))
    folder.build()
    monkeypatch.setattr(notes, "program_digest", lambda: "another")
    assert folder.build()[0] == 2
    assert folder.build()[0] == 0


def test_what_was_retracted_comes_back(folder: Folder) -> None:
    folder.write("r.jsonl", lines(data("a"), data("b")))
    folder.build()
    with open_store(folder.store) as store:
        retract("a", store)
    read, report = folder.build()
    assert (read, report.added, report.unchanged) == (1, 1, 1)


def test_what_another_file_made_of_a_record_is_seen(folder: Folder, tmp_path: Path) -> None:
    folder.write("r.jsonl", lines(data("a"), data("b")))
    folder.build()
    other = tmp_path / "other.jsonl"
    other.write_text(lines(data("a", "Bandung")))
    with open_store(folder.store) as store:
        build(other, store)
    read, report = folder.build()
    assert (read, report.changed, report.unchanged) == (1, 1, 1)


@pytest.mark.parametrize("note", [b"", b"[]", b"{", b"\xff", b'{"program": "another"}'])
def test_a_note_that_is_none_is_passed_over(folder: Folder, note: bytes) -> None:
    folder.write("r.jsonl", lines(data("a")))
    folder.build()
    (folder.store / NOTE).write_bytes(note)
    read, report = folder.build()
    assert (read, report.unchanged) == (1, 1)
    assert folder.build()[0] == 0


def grown(folder: Folder) -> list[bytes]:
    """Build three times, each time with one more changed, and return the lines of the note."""
    for changed in ("", "c", "ck"):
        cities = {name: "Bandung" if name in changed else "Jakarta" for name in NAMES}
        folder.write("r.jsonl", lines(*(data(name, city) for name, city in cities.items())))
        assert folder.build()[0] == (1 if changed else len(NAMES))
    return (folder.store / NOTE).read_bytes().splitlines()


def test_a_build_that_changes_little_adds_to_the_note_until_that_is_much(folder: Folder) -> None:
    first = grown(folder)
    assert len(first) == 3
    assert b"Jakarta" in first[0]
    assert [told.count(b"Bandung") for told in first] == [0, 1, 0]  # a word is told once
    for city in ("Medan", "Padang", "Ambon", "Kupang", "Serang", "Bogor"):
        folder.write("r.jsonl", lines(*(data(name, city if name < "d" else "Jakarta") for name in NAMES)))
        assert folder.build()[0] == (4 if city == "Medan" else 3)
    last = (folder.store / NOTE).read_bytes().splitlines()
    assert b"Bogor" in last[-1]
    assert last[0] != first[0]
    assert sum(map(len, last[1:])) <= len(last[0]) / 2


@pytest.mark.parametrize(
    ("kept", "reads"),
    [
        (lambda told: told[:2], 1),
        (lambda told: [*told[:2], told[2][:-1]], 1),
        (lambda told: [*told[:2], told[2][: len(told[2]) // 2], b"{}"], 1),
        (lambda told: [told[0], told[2]], 2),
        (lambda told: [told[0], told[2], told[1]], 2),
        (lambda told: [told[0], b"[]"], 2),
        (lambda told: [told[0], b"{}", *told[1:]], 2),
        (lambda told: [told[0][:-1], *told[1:]], 12),
    ],
)
def test_of_a_note_that_was_broken_off_what_is_whole_counts(folder: Folder, kept: Any, reads: int) -> None:
    (folder.store / NOTE).write_bytes(b"\n".join(kept(grown(folder))))
    assert folder.build()[0] == reads
    folder.write("more.jsonl", lines(data("m", "Bandung")))
    assert folder.build()[0] == 1
    assert folder.build()[0] == 0
