"""The register of organisations and posts: which body or post a name means, in which state.

It is data (``data/registry/*.yaml``, ``docs/registry.md``), read when it is first asked.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from defgraph.errors import DataError
from defgraph.identity.register_files import read_entries
from defgraph.identity.wording import bag, countries_in, meaning, words
from defgraph.resources import registry_dir

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from defgraph.identity.register_files import BodyEntry, Names, PostEntry
    from defgraph.identity.wording import Words

INTERNATIONAL = "zz"
_KEPT = 100_000
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_BETWEEN_POSTS = re.compile(
    r"\s*(?:,|/|;|\bsekaligus\b|\bmerangkap\b|\bconcurrently\b|\bdan\b|\band\b|&)\s*", re.IGNORECASE
)


@dataclass(frozen=True)
class RegisteredBody:
    """A body the register has.

    Args:
        id: ``<state>/<name>``; the state is ``zz`` for a body of no one state.
        country: alpha-2; None for a body of no one state.
        kind: the class of the ontology, such as ``Ministry``.
        names: language and name; the chief name of a language first.
        abbreviations: as written.
        parent: the id of the body it is part of.
    """

    id: str
    country: str | None
    kind: str
    names: Names
    abbreviations: tuple[str, ...] = ()
    parent: str | None = None

    def name(self, language: str = "en") -> str:
        """Return the chief name in a language, or the first there is."""
        return next((name for spoken, name in self.names if spoken == language), self.names[0][1])


@dataclass(frozen=True)
class RegisteredPost:
    """A post the register has.

    Args:
        id: the id of its body and a name of its own: ``id/ministry-of-defence/minister``.
        body: the id of its body.
        titles: language and title; the chief title of a language first.
        level: one of :data:`~defgraph.identity.register_files.LEVELS`.
        single_seat: whether only one person holds it at a time.
    """

    id: str
    body: str
    titles: Names
    level: str
    single_seat: bool

    def title(self, language: str = "en") -> str:
        """Return the chief title in a language, or the first there is."""
        return next((title for spoken, title in self.titles if spoken == language), self.titles[0][1])


_Thing = TypeVar("_Thing", RegisteredBody, RegisteredPost)


class _State:
    """The bodies and posts of one state, by the words of their names."""

    def __init__(self, code: str, entries: Mapping[str, BodyEntry]) -> None:
        self.code = code
        self.country = None if code == INTERNATIONAL else code.upper()
        self.by_id: dict[str, RegisteredBody] = {}
        self.bodies: dict[Words, list[RegisteredBody]] = {}
        self.titles: dict[Words, list[RegisteredPost]] = {}
        self.within: dict[str, dict[Words, list[RegisteredPost]]] = {}
        self.phrases: dict[str, list[Words]] = {}
        for name, entry in entries.items():
            self._add(name, entry)

    def _add(self, name: str, entry: BodyEntry) -> None:
        body = RegisteredBody(
            name, self.country, entry.kind or "", entry.names, entry.abbreviations, entry.parent
        )
        self.by_id[name] = body
        self.within[name] = {}
        phrases = {self.meaning(text): None for text in body_names(entry)}
        self.phrases[name] = sorted(phrases, key=len, reverse=True)
        for phrase in phrases:
            _put(self.bodies, bag(phrase), body)
        for post, described in entry.posts.items():
            if described is not None:
                self._add_post(body, post, described)

    def _add_post(self, body: RegisteredBody, name: str, entry: PostEntry) -> None:
        single = entry.seats == "one"
        titles = entry.titles or tuple(("en", title) for title in entry.within)
        post = RegisteredPost(f"{body.id}/{name}", body.id, titles, entry.level or "", single)
        for _, title in entry.titles:
            _put(self.titles, bag(self.meaning(title)), post)
            _put(self.within[body.id], bag(self.meaning(title)), post)
        for title in entry.within:
            _put(self.within[body.id], bag(self.meaning(title)), post)

    def meaning(self, text: str) -> Words:
        """Return the words of ``text`` without this state's name."""
        return meaning(text, self.country)

    def body(self, meant: Words) -> RegisteredBody | None:
        """Return the body that words mean: one of its names, or two of them, one after the other."""
        found = _only(self.bodies.get(bag(meant), ()))
        for at in range(1, len(meant)) if found is None else ():
            head = _only(self.bodies.get(bag(meant[:at]), ()))
            if head is not None and head == _only(self.bodies.get(bag(meant[at:]), ())):
                return head
        return found

    def without_body(self, meant: Words, body: str) -> Words:
        """Return a title's words without the body's name at their end or beginning."""
        for phrase in self.phrases.get(body, ()):
            rest = len(meant) - len(phrase)
            if rest > 0 and meant[rest:] == phrase:
                return meant[:rest]
            if rest > 0 and meant[: len(phrase)] == phrase:
                return meant[len(phrase) :]
        return meant

    def post_within(self, meant: Words, body: str) -> RegisteredPost | None:
        """Return the post of a body that a title's words mean."""
        known = self.within[body]
        found = _only(known.get(bag(meant), ()))
        return found or _only(known.get(bag(self.without_body(meant, body)), ()))

    def post_alone(self, meant: Words) -> RegisteredPost | None:
        """Return the post that a title's words mean where no body is named beside it."""
        known = self.titles.get(bag(meant))
        if known is not None:
            return _only(known)
        for at in range(1, len(meant)):
            for title, name in ((meant[:at], meant[at:]), (meant[at:], meant[:at])):
                body = _only(self.bodies.get(bag(name), ()))
                post = _only(self.within[body.id].get(bag(title), ())) if body else None
                if post is not None:
                    return post
        return None


class Register:
    """Looks up bodies and posts.

    Args:
        entries: the bodies by id, as :func:`~defgraph.identity.register_files.read_entries` gives them.
    """

    def __init__(self, entries: Mapping[str, BodyEntry]) -> None:
        self._entries = entries
        self._by_state: dict[str, dict[str, BodyEntry]] = {}
        for name, entry in entries.items():
            self._by_state.setdefault(name.partition("/")[0], {})[name] = entry
        self._state = cache(self._make_state)
        self._find_body = lru_cache(_KEPT)(self._body)
        self._find_post = lru_cache(_KEPT)(self._post)
        self._without_state = cache(self._distinct)

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[RegisteredBody]:
        """Yield every body, sorted by id."""
        for name in sorted(self._entries):
            yield self._state(name.partition("/")[0]).by_id[name]

    def body(self, name: str, country: str | None = None) -> RegisteredBody | None:
        """Return the body called ``name``, of a state or of no one state.

        Args:
            name: as written or as the words of a key: a name in any language, an alias, an abbreviation,
                with or without the state's name or adjective.
            country: alpha-2; None where it is not known, and then the name itself has to tell.
        """
        return self._find_body(name, country)

    def post(self, title: str, body: str | None = None, country: str | None = None) -> RegisteredPost | None:
        """Return the post that ``title`` means.

        Args:
            title: as written or as the words of a key, with or without the name of its body.
            body: the name of its body, where one is named.
            country: the state of the body, or of the post where no body is named.
        """
        return self._find_post(title, body, country)

    def posts(self, body: str) -> list[RegisteredPost]:
        """Return the posts of the body with this id, sorted by theirs."""
        within = self._state(body.partition("/")[0]).within[body]
        return sorted({post.id: post for posts in within.values() for post in posts}.values(), key=_id)

    def by_id(self, name: str) -> RegisteredBody | None:
        """Return the body with an id."""
        return self._state(name.partition("/")[0]).by_id.get(name) if name in self._entries else None

    def title_words(self, title: str, body: RegisteredBody | None, country: str | None) -> Words:
        """Return what a title's words count as, without its state and without its body's name."""
        if body is None:
            return meaning(title, country)
        state = self._state(body.id.partition("/")[0])
        return state.without_body(state.meaning(title), body.id)

    def label(self, thing: RegisteredBody | RegisteredPost) -> str:
        """Return what to call a body or a post: ``Minister of Defence (id/ministry-of-defence)``."""
        if isinstance(thing, RegisteredBody):
            return f"{thing.name()} ({thing.id})"
        return f"{thing.title()} ({thing.body})"

    def clashes(self) -> list[str]:
        """Return, in words, the names and titles that go to two bodies or posts of one state."""
        found = []
        for code in sorted(self._by_state):
            state = self._state(code)
            for bodies in state.bodies.values():
                found += _clash(code, bodies)
            for posts in (*state.titles.values(), *(p for w in state.within.values() for p in w.values())):
                found += _clash(code, posts)
        return sorted(set(found))

    def _make_state(self, code: str) -> _State:
        return _State(code, self._by_state.get(code, {}))

    def _body(self, name: str, country: str | None) -> RegisteredBody | None:
        for text in _ways_to_write(name):
            for code in self._codes(text, country):
                state = self._state(code)
                found = state.body(state.meaning(text))
                if found is not None:
                    return found
            if country is None and (found := self._without_state().get(words(text))):
                return found
        return None

    def _codes(self, text: str, country: str | None) -> list[str]:
        named = [country] if country else countries_in(text)
        return [*([] if country else [INTERNATIONAL]), *(code.casefold() for code in named), INTERNATIONAL]

    def _distinct(self) -> Mapping[Words, RegisteredBody]:
        """Return the bodies that a name alone tells: it is an abbreviation or in the state's language."""
        uses: dict[Words, dict[str, None]] = {}
        tell: dict[Words, tuple[str, str]] = {}
        for name, entry in self._entries.items():
            code = name.partition("/")[0]
            for text in body_names(entry):
                uses.setdefault(bag(meaning(text)), {})[name] = None
            local = (text for language, text in entry.own if _is_local(language, code))
            tell.update((words(text), (name, text)) for text in (*local, *entry.abbreviations))
        found = {}
        for spelt, (name, text) in tell.items():
            body = self.by_id(name)
            if len(uses[bag(meaning(text))]) == 1 and body is not None:
                found[spelt] = body
        return MappingProxyType(found)

    def _post(self, title: str, body: str | None, country: str | None) -> RegisteredPost | None:
        found = self.body(body, country) if body else None
        if body and found is None:
            return None
        code = found.id.partition("/")[0] if found else (country or INTERNATIONAL).casefold()
        state = self._state(code)
        post = self._post_in(state, title, found)
        return post or self._one_of_two(state, title, found)

    def _post_in(self, state: _State, title: str, body: RegisteredBody | None) -> RegisteredPost | None:
        meant = state.meaning(title)
        if body is None:
            return state.post_alone(meant)
        post = state.post_within(meant, body.id)
        if post is None:
            alone = state.post_alone(meant)
            if alone is not None and (
                self._is_part(alone.body, body.id) or self._is_part(body.id, alone.body)
            ):
                return alone
        return post

    def _one_of_two(self, state: _State, title: str, body: RegisteredBody | None) -> RegisteredPost | None:
        """Return the post of ``body`` in a title that joins it with a post elsewhere."""
        if body is None:
            return None
        for joint in _BETWEEN_POSTS.finditer(title):
            parts = (title[: joint.start()], title[joint.end() :])
            here = [post for part in parts if (post := state.post_within(state.meaning(part), body.id))]
            elsewhere = [post for part in parts if (post := state.post_alone(state.meaning(part)))]
            if len(here) == 1 and any(post.body != body.id for post in elsewhere):
                return here[0]
        return None

    def _is_part(self, name: str, of: str) -> bool:
        above: str | None = name
        while above is not None:
            if above == of:
                return True
            above = self._entries[above].parent
        return False


def body_names(entry: BodyEntry) -> Iterator[str]:
    """Yield all that a body goes by."""
    yield from (name for _, name in entry.names)
    yield from entry.abbreviations


def _is_local(language: str, code: str) -> bool:
    """Whether only texts about this state use its bodies' names in a language."""
    if code == INTERNATIONAL:
        return True
    return language != "en" and (language != "id" or code == "id")


def _ways_to_write(name: str) -> list[str]:
    """Return a name as it stands, without what is in brackets, and what is in brackets."""
    inside = _BRACKETS.findall(name)
    return [name, _BRACKETS.sub(" ", name), *inside] if inside else [name]


def _put(index: dict[Words, list[_Thing]], meant: Words, thing: _Thing) -> None:
    listed = index.setdefault(meant, [])
    if thing not in listed:
        listed.append(thing)


def _only(found: Sequence[_Thing]) -> _Thing | None:
    return found[0] if len(found) == 1 else None


def _id(thing: RegisteredBody | RegisteredPost) -> str:
    return thing.id


def _clash(code: str, things: Sequence[RegisteredBody] | Sequence[RegisteredPost]) -> list[str]:
    if len(things) < 2:
        return []
    return [f"{code}: one name for {' and '.join(sorted(thing.id for thing in things))}"]


@cache
def shipped_register() -> Register:
    """Return the register that comes with defgraph."""
    return load_register()


@cache
def register_digest() -> str:
    """Return the SHA-256, in hexadecimal, of the register that comes with defgraph."""
    digest = hashlib.sha256()
    for path in sorted(registry_dir().glob("*.yaml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def load_register(extra: Iterable[Path] = ()) -> Register:
    """Return the register of the package's files and of more.

    Args:
        extra: files of the same format; what they say of a body is added to what is known of it.

    Raises:
        InputError: a file cannot be read.
        DataError: an entry breaks the format, or a name in ``extra`` goes to two bodies of one state.
    """
    more = list(extra)
    register = Register(read_entries([*_files(), *more]))
    if more and (clashes := register.clashes()):
        raise DataError("\n".join((f"{', '.join(map(str, more))}:", *clashes)))
    return register


def _files() -> list[Path]:
    return [path for path in sorted(registry_dir().glob("*.yaml")) if path.name != "words.yaml"]
