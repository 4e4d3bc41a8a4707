"""Files appear whole or not at all, and nothing but a regular file is ever replaced."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from defgraph.errors import InputError
from defgraph.files import by_ending, open_output


def test_a_file_appears_when_all_is_written(tmp_path: Path) -> None:
    with open_output(tmp_path / "a") as file:
        file.write(b"new")
        assert not (tmp_path / "a").exists()
    assert (tmp_path / "a").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_the_old_file_stays_when_something_fails(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")

    def write_half() -> None:
        with open_output(tmp_path / "a") as file:
            file.write(b"new")
            raise ValueError("half way")

    with pytest.raises(ValueError, match="half way"):
        write_half()
    assert (tmp_path / "a").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "link").symlink_to("a")
    with open_output(tmp_path / "link") as file:
        file.write(b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "a").read_bytes() == b"new"


def test_a_pipe_stays_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    with open_output(tmp_path / "pipe") as file:
        file.write(b"new")
    reader.join()
    assert read == [b"new"]
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.parametrize("place", ["nowhere/a", "folder"])
def test_what_cannot_be_written_is_named(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError, match=rf"{place}: cannot be written"), open_output(tmp_path / place):
        pass


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("redirect", ["-o /dev/full", "> /dev/full"])
def test_a_full_disk_is_told_and_ends_with_2(redirect: str) -> None:
    command = f"{sys.executable} -m defgraph schema {redirect}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "cannot be written: No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert not Path("/dev/full").is_file()


def test_endings_choose() -> None:
    endings = {".a": "A", ".b": "B"}
    assert [by_ending(name, endings, "D") for name in ("x.a", "x.B", "x", "-")] == ["A", "B", "D", "D"]
    with pytest.raises(InputError, match=r"no format goes by \.c; .* end in \.a, \.b"):
        by_ending("x.c", endings, "D")
