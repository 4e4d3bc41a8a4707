"""Full disks, disks that take no writing, another writer, files that are gone, clocks that are wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from conftest import require_tool
from defgraph import build, open_store
from defgraph.cli import main
from defgraph.errors import StoreError
from survive import article, nquads, write_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

YEARS = 365 * 24 * 3600


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def run_apart(around: list[str], *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run defgraph in a process of its own, started by the command ``around``."""
    command = [*around, sys.executable, "-m", "defgraph", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def run_limited(kibibytes: int, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run defgraph where no file may grow larger."""
    return run_apart(["bash", "-c", f'ulimit -f {kibibytes}; exec "$@"', "bash"], *arguments)


def write_records(folder: Path, count: int) -> Path:
    file = folder / f"{count}.jsonl"
    write_lines(file, (article(number, 0) for number in range(count)))
    return file


def held(place: Path) -> bytes:
    with open_store(place, read_only=True) as store:
        return nquads(store)


def mount(*arguments: object) -> bool:
    return subprocess.run(["mount", *map(str, arguments)], capture_output=True, check=False).returncode == 0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    if (
        not hasattr(os, "geteuid")
        or os.geteuid() != 0
        or not mount("-t", "tmpfs", "-o", "size=24m", "tmpfs", place)
    ):
        pytest.skip("only who may mount disks can try a small one")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


class TestAFullDisk:
    def test_leaves_no_store_where_none_was(self, tmp_path: Path, disk: Path) -> None:
        records = write_records(tmp_path, 40)
        assert mount("-o", "remount,size=600k", disk)
        done = run("build", records, "--store", disk / "a.store")
        assert (done.exit_code, done.stdout) == (3, "")
        assert done.stderr == (
            f"Error: {disk}/a.store: No space left on device, so this change was not made; "
            "make room on the disk, then run the command again\n"
        )
        assert list(disk.iterdir()) == []
        assert mount("-o", "remount,size=24m", disk)
        assert run("build", records, "--store", disk / "a.store").exit_code == 0

    def test_leaves_a_store_as_it_was(self, tmp_path: Path, disk: Path) -> None:
        place, more = disk / "a.store", write_records(tmp_path, 60)
        assert run("build", write_records(tmp_path, 5), "--store", place).exit_code == 0
        before = held(place)
        free = os.statvfs(disk)
        (disk / "ballast").write_bytes(bytes((free.f_bavail - 20) * free.f_frsize))
        done = run("build", more, "--store", place)
        assert done.exit_code == 3
        assert "make room on the disk" in done.stderr
        assert held(place) == before
        done = run("dump", "--store", place, "-o", disk / "a.nq")
        assert done.exit_code == 2
        assert "cannot be written: No space left on device; make room" in done.stderr
        (disk / "ballast").unlink()
        assert sorted(path.name for path in disk.iterdir()) == ["a.store"]
        assert run("build", more, "--store", place).exit_code == 0
        fresh = tmp_path / "fresh.store"
        run("build", more, "--store", fresh)
        assert held(place) == held(fresh)


class TestALimitOnFiles:
    """What anybody can try without a disk of their own: it fails as a full disk does."""

    def test_leaves_no_store_where_none_was(self, tmp_path: Path) -> None:
        records = write_records(tmp_path, 20)
        done = run_limited(60, "build", records, "--store", tmp_path / "a.store")
        assert done.returncode == 3
        assert "File too large, so this change was not made; raise the limit" in done.stderr
        assert [path.name for path in tmp_path.iterdir()] == ["20.jsonl"]

    def test_leaves_a_store_and_a_file_as_they_were(self, tmp_path: Path) -> None:
        place, file = tmp_path / "a.store", tmp_path / "a.nq"
        assert run("build", write_records(tmp_path, 3), "--store", place).exit_code == 0
        assert run("dump", "--store", place, "-o", file).exit_code == 0
        before = file.read_bytes()
        more = write_records(tmp_path, 60)
        assert run_limited(200, "build", more, "--store", place).returncode == 3
        assert run_limited(60, "dump", "--store", place, "-o", file).returncode == 2
        assert held(place) == file.read_bytes() == before
        assert run("build", more, "--store", place).exit_code == 0


class TestADiskThatTakesNoWriting:
    def test_can_be_read_and_says_that_it_takes_nothing(self, tmp_path: Path, disk: Path) -> None:
        place, records = disk / "a.store", write_records(tmp_path, 3)
        assert run("build", records, "--store", place).exit_code == 0
        before = held(place)
        assert mount("-o", "remount,ro", disk)
        assert run("query", "sources", "--store", place).exit_code == 0
        for command in (
            ("build", records, "--store", place),
            ("build", records, "--store", disk / "new.store"),
            ("retract", "r00000", "--store", place),
        ):
            done = run(*command)
            assert done.exit_code == 3
            assert "nothing can be written here" in done.stderr
        done = run("dump", "--store", place, "-o", disk / "a.nq")
        assert done.exit_code == 2
        assert "cannot be written: Read-only file system" in done.stderr
        assert held(place) == before


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    records = write_records(tmp_path, 3)
    with open_store(tmp_path / "a.store") as store:
        build(records, store)
        done = run("retract", "r00000", "--store", tmp_path / "a.store")
        assert done.exit_code == 3
        assert "another process is writing to this store; try again later" in done.stderr
        assert run("query", "sources", "--store", tmp_path / "a.store").exit_code == 0


def test_a_store_whose_files_are_gone_says_what_to_do(tmp_path: Path) -> None:
    records = write_records(tmp_path, 3)
    with open_store(tmp_path / "a.store") as store:
        build(records, store)
    for table in (tmp_path / "a.store").glob("*.sst"):
        table.unlink()
    with pytest.raises(StoreError, match="defgraph check"):
        open_store(tmp_path / "a.store", read_only=True)
    with pytest.raises(StoreError):
        open_store(tmp_path / "a.store")


class TestTheClock:
    @pytest.mark.parametrize("years", [-40, 40])
    def test_of_files_makes_no_difference(self, tmp_path: Path, years: int) -> None:
        records, place = write_records(tmp_path, 3), tmp_path / "a.store"
        assert run("build", records, "--store", place).exit_code == 0
        before = held(place)
        for path in [*tmp_path.rglob("*"), tmp_path]:
            moment = path.stat().st_mtime + years * YEARS
            os.utime(path, (moment, moment))
        done = run("build", records, "--store", place)
        assert done.stdout.startswith("3 articles (0 new, 0 changed, 3 unchanged)")
        write_lines(records, (article(number, 1) for number in range(3)))
        os.utime(records, (0, 0))
        assert "3 changed" in run("build", records, "--store", place).stdout
        write_records(tmp_path, 3)
        assert "3 changed" in run("build", records, "--store", place).stdout
        assert held(place) == before

    @pytest.mark.parametrize("shift", ["-10y", "+30y"])
    def test_of_the_machine_makes_no_difference(self, tmp_path: Path, shift: str) -> None:
        shifted = [require_tool("faketime"), "-m", "-f", shift]
        records, place = write_records(tmp_path, 3), tmp_path / "a.store"
        assert run("build", records, "--store", tmp_path / "now.store").exit_code == 0
        assert run("build", write_records(tmp_path, 2), "--store", place).exit_code == 0
        assert run_apart(shifted, "build", records, "--store", place).returncode == 0
        assert run_apart(shifted, "dump", "--store", place, "-o", tmp_path / "then.nq").returncode == 0
        assert (tmp_path / "then.nq").read_bytes() == held(tmp_path / "now.store")
