"""The structure holds: imports go downwards, files and functions stay small, the root shows ten names."""

from __future__ import annotations

import ast
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import defgraph
from conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = ROOT / "src" / "defgraph"
LAYERS = (
    ("claims", "cycles", "errors", "namespaces", "resources"),
    ("terms", "files", "sorting", "tables"),
    ("ids", "records", "ontology"),
    ("workspace", "extract", "identity"),
    ("build", "review"),
    ("store",),
    ("queries",),
    ("reason", "validate"),
    ("check", "dump", "graph_store", "network", "scale"),
    ("backup", "views"),
    ("pages",),
    ("reconcile",),
    ("serve",),
    ("cli",),
    ("__init__", "__main__"),
)
"""From the bottom up; docs/architecture.md draws the same."""

LINES_A_FILE = 400
LINES_A_FUNCTION = 60
MODULES = sorted(SOURCE.rglob("*.py"))


def layer_of(unit: str) -> int:
    return next(number for number, units in enumerate(LAYERS) if unit in units)


def unit_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(tree: ast.AST) -> set[str]:
    """The modules of defgraph that are imported anywhere in a file, also inside functions."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in names if name.partition(".")[0] == "defgraph"}


def breaches(unit: str, tree: ast.AST) -> list[str]:
    """The imports that do not go to a layer below; within a unit any are fine."""
    units = {[*name.split("."), "__init__"][1] for name in imported(tree)}
    known = {name for layer in LAYERS for name in layer}
    below = {name for layer in LAYERS[: layer_of(unit)] for name in layer}
    return sorted((units & known) - below - {unit})


def cycles(files: dict[str, set[str]]) -> list[str]:
    """The modules of a package that import one another in a circle."""
    found, done = [], set()

    def visit(module: str, above: tuple[str, ...]) -> None:
        if module in above:
            found.append(" -> ".join((*above[above.index(module) :], module)))
        elif module not in done:
            for other in sorted(files.get(module, ())):
                visit(other, (*above, module))
            done.add(module)

    for module in sorted(files):
        visit(module, ())
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
class TestModule:
    def test_imports_only_from_layers_below(self, path: Path) -> None:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert breaches(unit_of(path), tree) == []

    def test_is_small(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= LINES_A_FILE
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno - node.lineno < LINES_A_FUNCTION, node.name


def test_every_unit_has_a_layer() -> None:
    for path in MODULES:
        layer_of(unit_of(path))


def test_a_breach_is_noticed() -> None:
    assert breaches("ids", ast.parse("from defgraph.store import open_store")) == ["store"]
    assert breaches("ids", ast.parse("def f():\n    import defgraph.queries.run")) == ["queries"]
    assert (
        breaches("cli", ast.parse("from defgraph import __version__\nfrom defgraph.store import open_store"))
        == []
    )
    assert breaches("store", ast.parse("from defgraph import build")) == []
    assert breaches("build", ast.parse("from defgraph import dump")) == ["dump"]


@pytest.mark.parametrize(
    "package", sorted(path.parent for path in SOURCE.rglob("*/__init__.py")), ids=lambda p: p.name
)
def test_the_modules_of_a_package_form_no_circle(package: Path) -> None:
    prefix = ".".join(("defgraph", *package.relative_to(SOURCE).parts))
    names = {f"{prefix}.{path.stem}": path for path in package.glob("*.py") if path.stem != "__init__"}
    graph = {}
    for name, path in names.items():
        wanted = imported(ast.parse(path.read_text(encoding="utf-8")))
        graph[name] = {other for other in names if any(f"{w}.".startswith(f"{other}.") for w in wanted)} - {
            name
        }
    assert cycles(graph) == []


def test_a_circle_is_noticed() -> None:
    assert cycles({"a": {"b"}, "b": {"c"}, "c": {"a"}}) == ["a -> b -> c -> a"]


def test_the_root_shows_what_it_says_and_no_more() -> None:
    assert dir(defgraph) == sorted([*defgraph.__all__, "__version__"])
    assert sorted(defgraph.__all__) == [
        "DefgraphError",
        "Record",
        "build",
        "dump",
        "list_queries",
        "network",
        "open_store",
        "read_records",
        "retract",
        "run_query",
        "view",
    ]
    assert all(callable(getattr(defgraph, name)) for name in defgraph.__all__)
    assert all(getattr(defgraph, name).__doc__ for name in defgraph.__all__)


@pytest.mark.parametrize("name", ["build", "dump", "network"])
def test_what_the_root_shows_goes_before_a_module_of_the_same_name(name: str) -> None:
    """Python binds a module to its package when it is first imported, in whatever order that is."""
    for first in (f"defgraph.{name}", "defgraph.views", "defgraph"):
        script = f"import {first}, defgraph; from defgraph import {name}; print({name} is defgraph.{name}, callable({name}))"
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        assert done.stdout == "True True\n", first


def test_the_root_has_nothing_else() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'biuld'"):
        _ = defgraph.biuld


def test_architecture_names_every_unit() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for layer in LAYERS:
        for unit in layer:
            assert f"`{unit}`" in text or unit.startswith("__"), unit
