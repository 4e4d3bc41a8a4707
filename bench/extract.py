"""Measures extraction, as a ratio to a bare spaCy pass over the same text in the same run.

    python bench/extract.py [--articles 400] [--repeat 3]

The bare pass is ``spacy.blank("id")``: it splits the text into words and does nothing else. A ratio of 10
means that reading an article takes ten times as long as splitting it. Times are the best of the
repetitions, in seconds of wall time on one core; machines differ, ratios much less. Needs spaCy.
"""

from __future__ import annotations

import argparse
import itertools
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ARTICLES = Path(__file__).resolve().parent.parent / "tests" / "articles" / "meetings"
LENGTH = 1500
"""The length, in characters, of the article that rates are given for."""


def texts(count: int) -> list[str]:
    """Articles of our own, again and again; no two the same, so that nothing can be remembered."""
    read = itertools.cycle([file.read_text(encoding="utf-8") for file in sorted(ARTICLES.glob("*.txt"))])
    return [f"{next(read)}\nNomor {number}\n" for number in range(count)]


def best(repeat: int, action) -> float:
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def measure_speed(count: int, repeat: int) -> None:
    import spacy

    from defgraph.extract.pipeline import extract

    articles = texts(count)
    blank = spacy.blank("id")
    split = best(repeat, lambda: [blank(text) for text in articles])
    read = best(repeat, lambda: [extract(text) for text in articles])
    normal = sum(map(len, articles)) / LENGTH
    print("| what | s | articles of 1,500 characters a second | ratio |\n|---|---|---|---|")
    print(f'| `spacy.blank("id")` | {split:.2f} | {normal / split:,.0f} | 1.0 |')
    print(f"| `extract` | {read:.2f} | {normal / read:,.0f} | {read / split:.1f} |")


_READ_ALL = """
import resource, sys
from pathlib import Path
from defgraph.extract.pipeline import extract
for text in Path(sys.argv[1]).read_text(encoding="utf-8").split("\\f"):
    extract(text)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def measure_memory(count: int) -> None:
    """The most memory that reading takes, in a process that does nothing else."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\f".join(texts(count)))
        file.flush()
        done = subprocess.run(
            [sys.executable, "-c", _READ_ALL, file.name], check=True, capture_output=True, text=True
        )
    print(f"\nMost memory over {count} articles: {done.stdout.strip()} MB")


def measure_first_answer(repeat: int) -> None:
    """From the start of the program to the draft of one article."""
    command = [sys.executable, "-m", "defgraph", "extract", next(ARTICLES.glob("*.txt")), "-o", "-"]
    first = best(repeat, lambda: subprocess.run(command, check=True, capture_output=True))
    print(f"First answer after start: {first:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--repeat", type=int, default=3)
    arguments = parser.parse_args()
    measure_speed(arguments.articles, arguments.repeat)
    measure_memory(arguments.articles)
    measure_first_answer(arguments.repeat)


if __name__ == "__main__":
    main()
