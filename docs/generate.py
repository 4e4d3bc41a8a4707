"""Writes again what is generated and committed: `make docs`.

With ``--check`` it writes nothing, lists what would differ, and exits 1 when anything does; the tests
do that, so the committed files are always true.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from defgraph.cli import main as command

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
_BLOCK = re.compile(r"(?<=```console\n)(.*?)(?=```)", re.DOTALL)
_MARK = "<!-- from here on, a test runs every command and compares what it prints -->"
_EVERY_COMMAND = "# Command reference\n\nWhat `defgraph COMMAND --help` prints.\n"


def cli_reference() -> str:
    """Return the help of every command, as a page."""
    parts = [_EVERY_COMMAND]
    parts += _sections(command, click.Context(command, info_name="defgraph"))
    return "\n".join(parts)


def _sections(chosen: click.Command, context: click.Context) -> list[str]:
    """Return a section for a command, and one for each command within it."""
    context.max_content_width = context.terminal_width = 100
    title = context.command_path
    parts = [f"## {title}\n\n```text\n{chosen.get_help(context)}\n```\n"]
    for name in chosen.list_commands(context) if isinstance(chosen, click.Group) else ():
        inner = chosen.get_command(context, name)
        parts += _sections(inner, click.Context(inner, info_name=name, parent=context))
    return parts


def schema() -> str:
    """Return the JSON Schema of records, as `defgraph schema` prints it."""
    done = subprocess.run([BIN / "defgraph", "schema"], capture_output=True, text=True, check=True)
    return done.stdout


def readme(text: str) -> str:
    """Return the README with the real output of its commands, run in order in an empty folder."""
    head, mark, rest = text.partition(_MARK)
    with tempfile.TemporaryDirectory() as folder:
        where = [Path(folder)]
        return head + mark + _BLOCK.sub(lambda block: _rerun(block[1], where), rest)


def _rerun(block: str, where: list[Path]) -> str:
    """Return a console block with what its commands print now; ``where`` follows its `cd` commands."""
    lines = []
    for line in block.splitlines():
        if not line.startswith("$ "):
            continue
        lines.append(line)
        typed = line.removeprefix("$ ")
        if typed.startswith("cd "):
            where[0] /= typed.removeprefix("cd ")
            continue
        environment = {k: v for k, v in os.environ.items() if not k.startswith("DEFGRAPH")}
        environment["PATH"] = f"{BIN}{os.pathsep}{environment['PATH']}"
        done = subprocess.run(
            ["bash", "-c", typed],
            cwd=where[0],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        lines += [printed.rstrip() for printed in done.stdout.splitlines()]
    return "".join(f"{line}\n" for line in lines)


def main() -> int:
    """Write or check every generated file."""
    check = "--check" in sys.argv[1:]
    files = {
        ROOT / "docs" / "cli.md": cli_reference(),
        ROOT / "docs" / "record.schema.json": schema(),
        ROOT / "README.md": readme((ROOT / "README.md").read_text(encoding="utf-8")),
    }
    stale = [path for path, text in files.items() if not path.exists() or path.read_text("utf-8") != text]
    for path in stale:
        print(path.relative_to(ROOT))
        if not check:
            path.write_text(files[path], encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
