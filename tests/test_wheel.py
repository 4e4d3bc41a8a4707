"""The wheel alone is enough: everything a command needs travels in it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel unpacked in a folder of its own, which comes before the checkout."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(installed: Path, cwd: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-m", "defgraph", *arguments]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_wheel_goes_all_the_way_from_init_to_dump(installed: Path, tmp_path: Path) -> None:
    where = [sys.executable, "-c", "import defgraph; print(defgraph.__file__)"]
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    found = subprocess.run(where, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert found.stdout.startswith(str(installed))
    run(installed, tmp_path, "init", "work")
    work = tmp_path / "work"
    assert "4 articles" in run(installed, work, "build", "records")
    assert '"bindings"' in run(installed, work, "query", "partner-countries")
    assert "meetings-by-city" in run(installed, work, "queries", "--queries", "queries")
    run(installed, work, "dump", "-o", "graph.ttl")
    assert "dg:PartnerCountry" in (work / "graph.ttl").read_text(encoding="utf-8")
    run(installed, work, "network", "co-attendance", "-o", "network.graphml")
    run(installed, work, "view", "-o", "view.html")
    assert "vis" in (work / "view.html").read_text(encoding="utf-8")
    assert "work/records" not in run(installed, work, "schema")
    run(installed, work, "site", "-o", "site")
    assert "Tri Budi Utomo" in (work / "site" / "official" / "id" / "tri-budi-utomo.en.html").read_text(
        "utf-8"
    )


def test_it_holds_every_data_file_of_the_checkout(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    places = {
        "ontology": "ontology",
        "queries": "queries",
        "data/records": "records",
        "data/registry": "registry",
    }
    for folder, inside in places.items():
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and path.suffix in (".ttl", ".rq", ".json", ".yaml"):
                assert f"defgraph/_data/{inside}/{path.relative_to(ROOT / folder)}" in names
    assert "defgraph/py.typed" in names
    assert not any(name.startswith(("tests/", "bench/", "docs/")) for name in names)


def test_the_extra_all_brings_every_extra_but_spark_which_is_half_a_gigabyte() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    (everything,) = extras.pop("all")
    del extras["spark"]
    assert everything == f"defgraph[{','.join(sorted(extras))}]"
