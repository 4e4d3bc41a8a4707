"""docs/extraction.md names what there is, and nothing else."""

from __future__ import annotations

import re

import yaml

from conftest import ROOT

PACKAGE = ROOT / "src" / "defgraph" / "extract"
TEXT = (ROOT / "docs" / "extraction.md").read_text(encoding="utf-8")


def test_every_word_list_is_described() -> None:
    files = {file.name for file in (PACKAGE / "lexicon").glob("*.yaml")}
    assert files == set(re.findall(r"`([a-z]+\.yaml)`", TEXT))


def test_every_stage_that_is_named_is_a_module() -> None:
    _, _, stages = TEXT.partition("## The stages")
    rows = [line.split("|")[2] for line in stages.partition("```")[0].splitlines() if line.startswith("| ")][
        1:
    ]
    named = {name for row in rows for name in re.findall(r"`([a-z_]+)`", row)}
    assert len(named) > 20
    assert named <= {file.stem for file in PACKAGE.glob("*.py")}


def test_examples_fit_the_word_lists() -> None:
    for block in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL):
        ((key, _),) = yaml.safe_load(block).items()
        lists = [yaml.safe_load(file.read_text("utf-8")) for file in (PACKAGE / "lexicon").glob("*.yaml")]
        assert any(key in each for each in lists), key
