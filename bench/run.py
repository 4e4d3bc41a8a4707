"""Measures defgraph against its peers, in one run on the same seeded records, and writes bench/RESULTS.md.

    python bench/run.py [--sizes 1000 10000 100000] [--parts builds dumps ...] [--repeat 3] [-o FILE]

Each part is a module of this folder with ``measure(corpora, repeat)``, which yields rows. Machines differ
in seconds, much less in ratios.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from corpora import Corpus
from measuring import table

PARTS = (
    "builds",
    "rebuilds",
    "starting",
    "pages",
    "dumps",
    "networks",
    "keeping",
    "serving",
    "web",
    "saved_queries",
    "scale",
)
TOLD = (
    "defgraph",
    "pyoxigraph",
    "oxigraph",
    "rdflib",
    "oxrdflib",
    "maplib",
    "morph-kgc",
    "SPARQLWrapper",
    "networkx",
    "rustworkx",
    "pydantic",
    "click",
    "starlette",
    "uvicorn",
)


def versions() -> str:
    """Return the line that says with what the measures were made."""
    found = [f"Python {platform.python_version()}", f"{os.cpu_count()} cores"]
    for name in TOLD:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} not installed")
    return ", ".join(found)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("-o", "--output", type=Path, default=Path(__file__).with_name("RESULTS.md"))
    parser.add_argument(
        "--morph-python", help="of an environment with Morph-KGC, which has another pyoxigraph"
    )
    given = parser.parse_args()
    if given.morph_python:
        os.environ["MORPH_PYTHON"] = given.morph_python
    text = f"# Results\n\nMedians of {given.repeat}. {versions()}.\n"
    with tempfile.TemporaryDirectory() as folder:
        corpora = [Corpus(Path(folder), count) for count in given.sizes]
        for part in given.parts:
            print(f"\n## {part}", file=sys.stderr)
            rows = []
            for row in importlib.import_module(part).measure(corpora, given.repeat):
                print(row, file=sys.stderr, flush=True)
                rows.append(row)
            text += f"\n## {part.capitalize().replace('_', ' ')}\n\n{table(rows)}"
            given.output.write_text(text, encoding="utf-8")  # what is measured is kept, whatever comes after


if __name__ == "__main__":
    main()
