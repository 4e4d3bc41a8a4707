"""Feeds every target with bytes that coverage leads to, for some minutes in all, and tells what broke.

    python tests/fuzz.py [--seconds 300] [TARGET ...]

What breaks a target is kept in ``.fuzz/TARGET/``; feed it again with ``--again FILE TARGET``. Interesting inputs are
kept there, too, so that a later run goes on where this one stopped. Needs atheris.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
KEPT = HERE.parent / ".fuzz"
INPUT_SECONDS = 20
INPUT_BYTES = 8192
START_SECONDS = 180
"""How long importing everything with its branches counted, and feeding the seeds, may take."""
DONE = re.compile(rb"Done (\d+) runs in (\d+) second")
COVERED = re.compile(rb"cov: (\d+)")


def feed(name: str, seconds: int) -> None:
    """Feed one target; this does not return."""
    import atheris

    with atheris.instrument_imports(include=["defgraph"]):
        from fuzz_targets import TARGETS

    target = TARGETS[name]
    seeds, found = KEPT / name / "seeds", KEPT / name / "found"
    for folder in (seeds, found):
        folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds()):
        (seeds / f"{number:03d}").write_bytes(seed)
    options = [
        f"-max_total_time={seconds}",
        f"-timeout={INPUT_SECONDS}",
        f"-max_len={INPUT_BYTES}",
        "-rss_limit_mb=4096",
        f"-artifact_prefix={KEPT / name}/broke-",
        str(found),
        str(seeds),
    ]
    atheris.Setup([sys.argv[0], *options], target.feed)
    atheris.Fuzz()


def run(name: str, seconds: int) -> tuple[str, int, bytes]:
    """Feed one target in a process of its own, and return how it ended and what it printed."""
    command = [sys.executable, __file__, "--only", name, "--seconds", str(seconds)]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=seconds + START_SECONDS)
    except subprocess.TimeoutExpired as error:
        return name, 1, (error.stderr or b"") + b"\nit does not end\n"
    return name, done.returncode, done.stdout + done.stderr


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=300, help="for all targets together (default: 300)")
    parser.add_argument("--only", help=argparse.SUPPRESS)
    parser.add_argument("--again", type=Path, metavar="FILE", help="feed a file to the TARGET, once")
    given = parser.parse_args()
    if given.only:
        feed(given.only, given.seconds)
    from fuzz_targets import TARGETS

    if given.again:
        TARGETS[given.targets[0]].feed(given.again.read_bytes())
        return 0
    names = given.targets or list(TARGETS)
    cores = os.cpu_count() or 1
    each = max(1, given.seconds * min(cores, len(names)) // len(names))
    broken = 0
    with ThreadPoolExecutor(cores) as pool:
        for name, status, output in pool.map(lambda name: run(name, each), names):
            done, covered = DONE.search(output), COVERED.findall(output)
            if status or not done:
                broken += 1
                told = f"BROKE\n{output.decode('utf-8', 'replace')[-4000:]}"
            else:
                told = f"{int(done[1]):,} inputs in {int(done[2])} s, {int(covered[-1]):,} edges"
            sys.stdout.write(f"{name}: {told}\n")
            sys.stdout.flush()
    return min(broken, 1)


if __name__ == "__main__":
    sys.exit(main())
