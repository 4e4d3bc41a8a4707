"""The register's files are checked: each mistake is named with its file and entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from defgraph.errors import DataError, InputError
from defgraph.identity.register_files import KINDS, LEVELS, read_entries
from defgraph.namespaces import DG, RDFS
from defgraph.ontology.files import ONTOLOGY_FILE, facts
from defgraph.resources import registry_dir

if TYPE_CHECKING:
    from pathlib import Path

FORCE = "zz/x: {kind: ArmedForce, names: {en: X}"


def refused(tmp_path: Path, text: str) -> str:
    file = tmp_path / "extra.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_entries([file])
    assert str(file) in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bodies: {my/x: {like: nothing}}", "my/x: like: found 'nothing', expected one of"),
        ("bodies: {X: {kind: Ministry, names: {en: X}}}", "found 'X', expected a state and a name"),
        ("bodies: {my/x: {kind: Ministry}}", "my/x: names: found none"),
        ("bodies: {my/x: {names: {en: X}}}", "my/x: kind: found none, expected one of"),
        ("bodies: {my/x: {kind: Shop, names: {en: X}}}", "my/x: kind: found 'Shop', expected one of"),
        ("bodies: {my/x: {kind: Ministry, names: {en: 7}}}", "names: en: found 7, expected a text"),
        ("bodies: {my/x: {kind: Ministry, names: {no: X}}}", "found False, expected a language"),
        ("bodies: {my/x: {kind: Ministry, names: X}}", "my/x: names: found 'X', expected keys with values"),
        ("bodies: {my/x: {kind: Ministry, name: {en: X}}}", "found 'name', expected one of abbreviations"),
        ("bodies: {my/x: {kind: Ministry, names: {en: X}, parent: my/y}}", "parent: found 'my/y'"),
        ("bodies: {my/x: {kind: Ministry, names: {en: X}, parent: my/x}}", "expected no circle of parents"),
        (f"bodies: {{{FORCE}, posts: {{head: {{level: head}}}}}}}}", "posts: head: titles: found none"),
        (f"bodies: {{{FORCE}, posts: {{head: {{titles: {{en: H}}}}}}}}}}", "posts: head: level: found none"),
        (f"bodies: {{{FORCE}, posts: {{head: {{level: top}}}}}}}}", "posts: head: level: found 'top'"),
        (
            f"bodies: {{{FORCE}, posts: {{head: {{seats: 1}}}}}}}}",
            "seats: found 1, expected one of one, many",
        ),
        (f"bodies: {{{FORCE}, posts: {{The Head: {{}}}}}}}}", "expected a name such as deputy-minister"),
        ("bodies: {my/x: {}, my/x: {}}", "found 'my/x' a second time"),
        ("bodies: ]", ":1: broken YAML"),
        ("people: {}", "found 'people', expected one of bodies, templates"),
        ("just words", "the file: found 'just words', expected keys with values"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, said: str) -> None:
    assert said in refused(tmp_path, text)


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    message = refused(tmp_path, "bodies: {my/x: {kind: Ministry}, my/y: {names: {en: Y}}}")
    assert len(message.splitlines()) == 2


def test_a_file_that_is_no_text_or_not_there(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(DataError, match="UTF-8"):
        read_entries([file])
    with pytest.raises(InputError, match="cannot be read"):
        read_entries([tmp_path / "none.yaml"])


def test_templates_are_filled_in(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(
        """
templates:
  office:
    kind: GovernmentAgency
    names: {en: Office}
    parent: "{state}/government"
    posts:
      head: {titles: {en: Head of Office}, level: head, seats: one}
      deputy: {within: Deputy, level: deputy}
bodies:
  my/government: {kind: GovernmentAgency, names: {en: Government}}
  my/office: {like: office, names: {en: The Office}, posts: {head: {titles: {en: Chief}}, deputy: null}}
""",
        encoding="utf-8",
    )
    body = read_entries([file])["my/office"]
    assert body.names == (("en", "The Office"), ("en", "Office"))
    assert body.parent == "my/government"
    assert body.posts["deputy"] is None
    head = body.posts["head"]
    assert head is not None
    assert (head.titles, head.level, head.seats) == (
        (("en", "Chief"), ("en", "Head of Office")),
        "head",
        "one",
    )


def test_kinds_are_the_classes_of_the_ontology() -> None:
    below = {
        s.value for s, p, o in facts(ONTOLOGY_FILE) if p == RDFS("subClassOf") and o == DG("Organisation")
    }
    assert {DG(kind).value for kind in KINDS} == below | {DG("Organisation").value}


def test_the_files_use_every_level() -> None:
    files = sorted(path for path in registry_dir().glob("*.yaml") if path.name != "words.yaml")
    used = {post.level for body in read_entries(files).values() for post in body.posts.values() if post}
    assert used == set(LEVELS)
