"""What a dead process left is known and cleared away; what a living one makes is left alone."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from defgraph.claims import claimed, is_torn, mend_folder, replaced_folder
from defgraph.files import open_output
from defgraph.identity.judgements import Judgements

if TYPE_CHECKING:
    from pathlib import Path


def dies(script: str, *arguments: object) -> None:
    """Run a Python script that has to kill itself, as a power cut would."""
    kill = "import os, sys, signal; from pathlib import Path\ndie = lambda: os.kill(os.getpid(), signal.SIGKILL)\n"
    done = subprocess.run([sys.executable, "-c", kill + script, *map(str, arguments)], check=False)
    assert done.returncode == -signal.SIGKILL


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds one file."""
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "old.txt").write_text("old")
    return tmp_path / "kept"


class TestFiles:
    def test_what_a_dead_writer_left_is_overwritten(self, tmp_path: Path) -> None:
        script = """from defgraph.files import open_output
with open_output(sys.argv[1]) as file:
    file.write(b"half" * 10_000)
    file.flush()
    die()
"""
        dies(script, tmp_path / "a")
        assert names(tmp_path) == [".a.part"]
        with open_output(tmp_path / "a") as file:
            file.write(b"whole")
        assert names(tmp_path) == ["a"]
        assert (tmp_path / "a").read_bytes() == b"whole"

    def test_of_two_writers_each_writes_a_whole_file(self, tmp_path: Path) -> None:
        def write(text: bytes) -> None:
            for _ in range(50):
                with open_output(tmp_path / "a") as file:
                    for byte in text:
                        file.write(bytes([byte]))

        writers = [threading.Thread(target=write, args=(text,)) for text in (b"one" * 99, b"two" * 99)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        assert (tmp_path / "a").read_bytes() in (b"one" * 99, b"two" * 99)
        assert names(tmp_path) == ["a"]

    def test_what_a_living_writer_has_is_told(self, tmp_path: Path) -> None:
        with claimed(tmp_path / "a") as file:
            file.write(b"mine")
            with pytest.raises(BlockingIOError), claimed(tmp_path / "a", wait=False):
                pass
            file.flush()
            assert (tmp_path / "a").read_bytes() == b"mine"
        assert names(tmp_path) == []

    def test_judgements_that_processes_append_at_once_are_all_kept(self, tmp_path: Path) -> None:
        script = """import sys
from defgraph.identity.judgements import Judgement, append
for number in range(10):
    pair = f"official/id/a{sys.argv[2]}", f"official/id/b{number}"
    append(sys.argv[1], Judgement("different", *pair, "2026-01-02", "dewi", ""))
"""
        file = tmp_path / "judgements.tsv"
        running = [subprocess.Popen([sys.executable, "-c", script, file, str(n)]) for n in range(3)]
        assert [process.wait() for process in running] == [0, 0, 0]
        assert len(Judgements.read(file)) == 30
        assert names(tmp_path) == ["judgements.tsv"]


class TestFolders:
    def test_appear_whole_in_the_place_of_others(self, folder: Path) -> None:
        with replaced_folder(folder) as new:
            new.mkdir()
            (new / "new.txt").write_text("new")
            assert names(folder) == ["old.txt"]
        assert names(folder) == ["new.txt"]
        assert names(folder.parent) == ["kept"]

    def test_stay_when_something_fails(self, folder: Path) -> None:
        def make_half() -> None:
            with replaced_folder(folder) as new:
                new.mkdir()
                raise ValueError("half way")

        with pytest.raises(ValueError, match="half way"):
            make_half()
        assert names(folder) == ["old.txt"]
        assert names(folder.parent) == ["kept"]

    def test_behind_a_link_are_replaced_where_they_lie(self, folder: Path) -> None:
        link = folder.parent / "link"
        link.symlink_to(folder)
        with replaced_folder(link) as new:
            new.mkdir()
        assert link.is_symlink()
        assert names(folder) == []

    def test_that_a_living_process_makes_are_left_alone(self, folder: Path) -> None:
        with replaced_folder(folder) as new:
            new.mkdir()
            with pytest.raises(BlockingIOError):
                mend_folder(folder)
            with pytest.raises(BlockingIOError), replaced_folder(folder):
                pass
            (new / "new.txt").write_text("new")
        assert names(folder) == ["new.txt"]

    @pytest.mark.parametrize("where", ["new.mkdir()", "target.rename(new.with_name('old'))"])
    def test_that_a_dead_process_left_are_cleared_and_the_old_one_stays(
        self, folder: Path, where: str
    ) -> None:
        script = f"""from defgraph.claims import replaced_folder
target = Path(sys.argv[1])
with replaced_folder(target) as new:
    {where}
    die()
"""
        dies(script, folder)
        assert is_torn(folder) == ("rename" in where)
        assert names(folder.parent)[0] == ".kept.building"
        mend_folder(folder)
        assert names(folder) == ["old.txt"]
        assert names(folder.parent) == ["kept"]
