"""The files of the register: read, checked, and templates filled in.

``docs/registry.md`` describes the format for those who edit it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import yaml

from defgraph.errors import DataError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

KINDS = (
    "ArmedForce",
    "Association",
    "Company",
    "DiplomaticMission",
    "EducationalInstitution",
    "GovernmentAgency",
    "InternationalOrganisation",
    "Legislature",
    "Ministry",
    "Organisation",
)
"""The classes of organisations in the ontology; a test compares them."""

LEVELS = (
    "head",
    "chief",
    "deputy",
    "secretary-general",
    "director-general",
    "director",
    "commander",
    "assistant",
    "adviser",
    "spokesperson",
    "envoy",
    "attache",
)
"""What a post is within its body, roughly from the top down."""

_SEATS = ("one", "many")
_ID = re.compile(r"[a-z]{2}/[a-z0-9]+(?:-[a-z0-9]+)*")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_BODY_KEYS = frozenset({"like", "names", "abbreviations", "kind", "parent", "posts"})
_POST_KEYS = frozenset({"titles", "within", "level", "seats"})

Names = tuple[tuple[str, str], ...]
"""Language and name, the chief name of a language first."""


@dataclass(frozen=True)
class PostEntry:
    """A post as the files have it.

    ``titles`` say by themselves which post of a state is meant; ``within`` do so only beside the body.
    """

    titles: Names = ()
    within: tuple[str, ...] = ()
    level: str | None = None
    seats: str | None = None

    def extended(self, other: PostEntry) -> PostEntry:
        """Return this post with what ``other`` adds; what is named there comes first."""
        return PostEntry(
            other.titles + self.titles,
            other.within + self.within,
            other.level or self.level,
            other.seats or self.seats,
        )


@dataclass(frozen=True)
class BodyEntry:
    """A body or a template as the files have it; a post that is None is one that the body has not."""

    place: str
    names: Names = ()
    own: Names = ()
    abbreviations: tuple[str, ...] = ()
    kind: str | None = None
    parent: str | None = None
    like: str | None = None
    posts: Mapping[str, PostEntry | None] = field(default_factory=dict)

    def extended(self, other: BodyEntry) -> BodyEntry:
        """Return this body with what ``other`` adds to it."""
        posts = dict(self.posts)
        for name, post in other.posts.items():
            known = posts.get(name)
            posts[name] = known.extended(post) if known and post else post
        return replace(
            other,
            names=other.names + self.names,
            own=other.own + self.own,
            abbreviations=other.abbreviations + self.abbreviations,
            kind=other.kind or self.kind,
            parent=other.parent or self.parent,
            like=other.like or self.like,
            posts=MappingProxyType(posts),
        )


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Refuses what a dictionary would swallow: a key a second time."""


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[Any, Any]:  # noqa: ANN401 - either loader
    found: dict[Any, Any] = loader.construct_mapping(node, deep=True)
    if len(found) != len(node.value):
        keys = [key.value for key, _ in node.value]
        twice = next((key for key in keys if keys.count(key) > 1), "<<")
        problem = f"found {twice!r} a second time, expected it once"
        raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
    return found


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


class _Check:
    """Reads one file; what is wrong goes on a list, named by file and entry."""

    def __init__(self, path: Path, problems: list[str]) -> None:
        self.path = path
        self.problems = problems
        self.templates: dict[str, BodyEntry] = {}
        self.bodies: dict[str, BodyEntry] = {}

    def say(self, entry: str, found: object, expected: str) -> None:
        """Put on the list what was found where something else was expected."""
        self.problems.append(f"{self.path}: {entry}: found {found!r}, expected {expected}")

    def read(self) -> None:
        """Read the file, and keep its templates and bodies."""
        try:
            data = yaml.load(self.path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe one
        except OSError as error:
            raise InputError(f"{self.path}: cannot be read ({error.strerror})") from None
        except UnicodeDecodeError:
            self.problems.append(f"{self.path}: found bytes that are no UTF-8, expected a text file in UTF-8")
            return
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = f":{mark.line + 1}" if mark else ""
            self.problems.append(
                f"{self.path}{line}: broken YAML ({getattr(error, 'problem', None) or error})"
            )
            return
        for part, entries in self.mapping("the file", data, frozenset({"templates", "bodies"})).items():
            into = self.templates if part == "templates" else self.bodies
            pattern = _SLUG if part == "templates" else _ID
            for name, entry in self.mapping(part, entries).items():
                if not isinstance(name, str) or not pattern.fullmatch(name):
                    self.say(part, name, "a name such as ministry-of-defence" if pattern is _SLUG else _NAMED)
                else:
                    into[name] = self.body(name, entry)

    def mapping(self, entry: str, data: object, keys: frozenset[str] | None = None) -> Mapping[Any, Any]:
        """Return a mapping, of ``keys`` where they are given; an empty one in place of anything else."""
        if data is None:
            return {}
        if not isinstance(data, dict):
            self.say(entry, data, "keys with values")
            return {}
        for key in data:
            if keys is not None and key not in keys:
                self.say(entry, key, f"one of {', '.join(sorted(keys))}")
        return {key: value for key, value in data.items() if keys is None or key in keys}

    def body(self, name: str, data: object) -> BodyEntry:
        """Return an organisation as the file has it."""
        given = self.mapping(name, data, _BODY_KEYS)
        own = self.names(f"{name}: names", given.get("names"))
        posts = self.mapping(f"{name}: posts", given.get("posts"))
        return BodyEntry(
            place=f"{self.path}: {name}",
            names=own,
            own=own,
            abbreviations=self.texts(f"{name}: abbreviations", given.get("abbreviations")),
            kind=self.one_of(f"{name}: kind", given.get("kind"), KINDS),
            parent=self.text(f"{name}: parent", given.get("parent")),
            like=self.text(f"{name}: like", given.get("like")),
            posts=MappingProxyType(
                {post: self.post(f"{name}: posts: {post}", posts[post]) for post in posts}
            ),
        )

    def post(self, entry: str, data: object) -> PostEntry | None:
        """Return a post; None: nothing but its name is given."""
        if not _SLUG.fullmatch(entry.rpartition(": ")[2]):
            self.say(entry, entry.rpartition(": ")[2], "a name such as deputy-minister")
        if data is None:
            return None
        given = self.mapping(entry, data, _POST_KEYS)
        return PostEntry(
            titles=self.names(f"{entry}: titles", given.get("titles")),
            within=self.texts(f"{entry}: within", given.get("within")),
            level=self.one_of(f"{entry}: level", given.get("level"), LEVELS),
            seats=self.one_of(f"{entry}: seats", given.get("seats"), _SEATS),
        )

    def names(self, entry: str, data: object) -> Names:
        """Return names by language."""
        found = []
        for language, listed in self.mapping(entry, data).items():
            if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
                self.say(entry, language, 'a language such as en, id or ms (in quotes: "no")')
            else:
                found += [(language, name) for name in self.texts(f"{entry}: {language}", listed)]
        return tuple(found)

    def texts(self, entry: str, data: object) -> tuple[str, ...]:
        """Return the texts of a list, or the one that stands alone."""
        listed = data if isinstance(data, list) else [] if data is None else [data]
        return tuple(text for item in listed if (text := self.text(entry, item)) is not None)

    def text(self, entry: str, data: object) -> str | None:
        """Return a text; None: there is none."""
        if data is None or (isinstance(data, str) and data.strip()):
            return data
        self.say(entry, data, "a text, in quotes where YAML reads it as something else")
        return None

    def one_of(self, entry: str, data: object, allowed: Iterable[str]) -> str | None:
        """Return one of the words that are allowed; None: it is absent or another."""
        if data is None:
            return None
        if not isinstance(data, str) or data not in allowed:
            self.say(entry, data, f"one of {', '.join(allowed)}")
            return None
        return data


_NAMED = "a state and a name such as my/ministry-of-defence (zz/… where it is of no one state)"


def read_entries(files: Iterable[Path]) -> Mapping[str, BodyEntry]:
    """Return the bodies of all files, filled in from their templates, by id; a later file adds to an earlier.

    Raises:
        InputError: a file cannot be read.
        DataError: entries break the format; the message names each with its file.
    """
    problems: list[str] = []
    templates: dict[str, BodyEntry] = {}
    bodies: dict[str, BodyEntry] = {}
    for path in files:
        check = _Check(path, problems)
        check.read()
        for into, entries in ((templates, check.templates), (bodies, check.bodies)):
            for name, entry in entries.items():
                into[name] = into[name].extended(entry) if name in into else entry
    filled = {name: _filled(name, entry, templates, problems) for name, entry in bodies.items()}
    for name, body in filled.items():
        _complete(name, body, filled, problems)
    if problems:
        raise DataError("\n".join(problems))
    return MappingProxyType(filled)


def _filled(
    name: str, entry: BodyEntry, templates: Mapping[str, BodyEntry], problems: list[str]
) -> BodyEntry:
    if entry.like is None:
        return entry
    template = templates.get(entry.like)
    if template is None:
        known = ", ".join(sorted(templates))
        problems.append(f"{entry.place}: like: found {entry.like!r}, expected one of {known}")
        return entry
    body = replace(template, own=()).extended(entry)
    if body.parent and "{state}" in body.parent:
        parent = body.parent.format(state=name[:2])
        body = replace(body, parent=parent)
    return body


def _complete(name: str, body: BodyEntry, bodies: Mapping[str, BodyEntry], problems: list[str]) -> None:
    if not body.names:
        problems.append(f"{body.place}: names: found none, expected at least one, such as en: …")
    if body.kind is None:
        problems.append(f"{body.place}: kind: found none, expected one of {', '.join(KINDS)}")
    if body.parent is not None and body.parent not in bodies:
        problems.append(f"{body.place}: parent: found {body.parent!r}, expected the id of another body")
    if _circle(name, bodies):
        problems.append(f"{body.place}: parent: found {body.parent!r}, expected no circle of parents")
    for post, entry in body.posts.items():
        if entry is None:
            continue
        if not entry.titles and not entry.within:
            problems.append(
                f"{body.place}: posts: {post}: titles: found none, expected one there or in within"
            )
        if entry.level is None:
            problems.append(
                f"{body.place}: posts: {post}: level: found none, expected one of {', '.join(LEVELS)}"
            )


def _circle(name: str, bodies: Mapping[str, BodyEntry]) -> bool:
    seen = {name}
    above = bodies[name].parent
    while above is not None and above in bodies:
        if above in seen:
            return above == name
        seen.add(above)
        above = bodies[above].parent
    return False
