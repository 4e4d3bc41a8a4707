"""What is written down is true: the README's commands, its Python, and every generated file."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_generated_files_are_as_they_would_be_made_now() -> None:
    command = [sys.executable, ROOT / "docs" / "generate.py", "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("", 0), "run: make docs"


def test_a_wrong_output_is_noticed(tmp_path: Path) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import generate; "
        "mark = generate._MARK; text = mark + '```console\\n$ echo a\\nb\\n```'; "
        "print(generate.readme(text) == text, generate.readme(text).count('$ echo a\\na\\n'))"
    )
    command = [sys.executable, "-c", script, ROOT / "docs"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "1"]


def test_its_python_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from defgraph.workspace import init_workspace

    init_workspace(tmp_path)
    monkeypatch.chdir(tmp_path)
    code = README.partition("```python\n")[2].partition("```")[0]
    names: dict[str, object] = {}
    exec(code, names)
    assert capsys.readouterr().out.splitlines() == ["BY Belarus", "JO Jordan"]
    assert names["graph"].number_of_nodes() > 0


@pytest.mark.parametrize("target", ["demo", "test"])
def test_its_two_set_up_commands_are_targets(target: str) -> None:
    assert f"make {target}" in README
    assert f"\n{target}:" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_makefile_is_short() -> None:
    assert len((ROOT / "Makefile").read_text(encoding="utf-8").splitlines()) < 40


def test_its_links_lead_somewhere() -> None:
    for piece in README.split("](")[1:]:
        target = piece.partition(")")[0]
        assert (ROOT / target).exists(), target
