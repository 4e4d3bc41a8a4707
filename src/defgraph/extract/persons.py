"""People: a rank, a style or a post before a name, or a post after it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from defgraph.extract.appositions import AppositionReader
from defgraph.extract.bare_names import capitals_of, is_person
from defgraph.extract.groups import with_group
from defgraph.extract.lexicons import word_set
from defgraph.extract.official import Official
from defgraph.extract.post_links import rank_behind
from defgraph.extract.post_words import Post, after_brackets, is_rank, post_words
from defgraph.extract.posts import ministry_of, read_post

if TYPE_CHECKING:
    from collections.abc import Mapping

    from defgraph.extract.names import Name
    from defgraph.extract.organisations import Organisation
    from defgraph.extract.reading import Reading

_LONGEST_QUALIFIED = 7
_CLOSE = word_set("grammar", "close")
_ENVOYS = ("atase", "duta besar", "dubes", "defence attach", "defense attach")
_BEFORE_PLACES = word_set("grammar", "before_places")
_PLURAL = frozenset(["para", "the", "sejumlah"])
_NOBODY = ("raja", "sultan", "king", "emir", "state", "kepala negara", "kepala pemerintahan", "head of state")
_NO_HOLDER = word_set("grammar", "no_holder")
_OWNERS = frozenset(["its", "their", "his", "her", "selaku", "yang", "juga"])


class _Finder(AppositionReader):
    """Goes through a text and finds its officials."""

    def __init__(self, reading: Reading, organisations: Mapping[int, Organisation]) -> None:
        super().__init__(reading, organisations)
        self.last_post: Post | None = None
        self.capitals = capitals_of(reading)

    def find(self) -> list[Official]:
        """Return the officials of the text, in its order."""
        found: list[Official] = []
        at = 0
        while at < len(self.reading.words):
            body = self.organisations.get(at)
            if body is not None:
                at = after_brackets(self.reading, max(body.after, at + 1))
                official = self._of_body(at, body)
            else:
                official = self._at(at)
            if body is not None and official is None:
                continue
            if official is None:
                at += 1
                continue
            found.append(official)
            self.last_post = official.post or self.last_post
            at = max(official.after, at + 1)
            if official.name is None and official.country is not None:
                others = self._of_more_states(official)
                found += others
                at = max(at, others[-1].after if others else 0)
        return found

    def _of_body(self, at: int, body: Organisation) -> Official | None:
        """Return the official whose post follows the body it is in: "Pentagon Press Secretary …"."""
        if at >= len(self.reading.words) or self.reading.sentence_of[at] != self.reading.sentence_of[at - 1]:
            return None
        post = read_post(self.reading, self.organisations, at, lower=body.kind == "service")
        if (
            post is None
            or post.organisation not in (None, ministry_of(post.text))
            or post.country is not None
        ):
            return None
        post = post._replace(organisation=body.name, country=body.country)
        if body.kind == "service" and " " not in post.text:
            post = post._replace(text=f"{self._service(at)} {post.text}")
        official = self._post_first(post)
        return official if official is not None and official.name is not None else None

    def _service(self, at: int) -> str:
        """Return the armed service that ends before a token, without its state: "Air Force"."""
        first = at - 1
        while self.reading.key(first - 1) in ("air", "marine", "coast", "ground", "self-defense"):
            first -= 1
        return self.reading.text(first, at)

    def _of_more_states(self, official: Official) -> list[Official]:
        """Return the holders of one post in further states: "atase pertahanan Jepang, India, dan Fiji"."""
        found: list[Official] = []
        at = official.after
        sent = any(
            self.reading.key(n) in ("untuk", "for", "to") for n in range(official.first, official.after)
        )
        while official.post is not None and not sent:
            while self.reading.key(at) in (",", "dan", "and", "serta"):
                at += 1
            span = self.reading.countries.get(at)
            if span is None or at == (found[-1].after if found else official.after):
                break
            post = official.post._replace(first=at, after=span.after, country=span.normal, organisation=None)
            found.append(Official(at, span.after, None, None, post, span.normal))
            at = span.after
        return found

    def _at(self, at: int) -> Official | None:
        token = self.reading.words[at]
        if token.mark:
            return None
        post = read_post(self.reading, self.organisations, at)
        if post is not None:
            return self._post_first(post)
        if token.capital and (qualified := self._qualified(at)) is not None:
            return qualified
        if token.key in post_words().former:
            return self._former(at)
        if token.key in self.lists.counterparts:
            return self._counterpart(at)
        if token.key in self.lists.deputies and (deputy := self._deputy(at)) is not None:
            return deputy
        if not token.capital or at in self.reading.countries:
            return self._lower_post(at)
        return self._name_first(at)

    def _former(self, at: int) -> Official | None:
        """Return who once held a post, where the name follows it: "Mantan Presiden …"."""
        reading = self.reading
        if at + 1 >= reading.limit(at):
            return None
        post = read_post(reading, self.organisations, at + 1, former=True)
        official = self._post_first(post) if post is not None else None
        if post is None or official is None or official.name is None or official.post is None:
            return None
        text = f"{reading.words[at].text.capitalize()} {official.post.text}"
        return replace(official, first=at, post=official.post._replace(first=at, text=text))

    def _counterpart(self, at: int) -> Official | None:
        """Return who holds the post of the official named before: "his Thai counterpart, …"."""
        limit = self.reading.limit(at)
        span = next((s for n, s in self.reading.countries.items() if s.after == at and n >= at - 3), None)
        country, after = (span.normal, at + 1) if span is not None else self._from_state(at + 1)
        after += after < limit and self.reading.key(after) == ","
        name = self.names.read(after, limit) if after < limit else None
        if name is None or self.last_post is None or country is None:
            return None
        post = self.last_post._replace(first=at, after=at + 1, country=country)
        return self._official(at, name.after, name, post)

    def _deputy(self, at: int) -> Official | None:
        """Return who is under the official named before: "beserta wakilnya, …", "his deputy, …"."""
        key, limit = self.reading.key(at), self.reading.limit(at)
        owned = key.endswith("nya") or self.reading.key(at - 1) in _OWNERS
        after = at + 1 + (self.reading.key(at + 1) == ",")
        name = self.names.read(after, limit) if owned and after < limit else None
        if name is None or self.last_post is None or not (name.addressed or " " in name.text):
            return None
        text = f"{self.lists.deputies[key]} {self.last_post.text}".strip()
        post = self.last_post._replace(first=at, after=at + 1, text=text)
        return self._official(at, name.after, name, post)

    def _qualified(self, at: int) -> Official | None:
        """Return who holds a post that other words than those of posts begin: "Desk Officer Maj. …"."""
        reading, limit = self.reading, min(self.reading.limit(at), at + _LONGEST_QUALIFIED)
        key = reading.key(at)
        if at in reading.countries or (key in self.lists.not_names and not post_words().within(key)):
            return None
        last = None
        for number in range(at, limit):
            token = reading.words[number]
            if not (token.capital or token.text == "/") or number in self.organisations:
                break
            if number in reading.ranks:
                break
            if token.key in post_words().closing and (number > at or is_rank(reading, at + 1)):
                last = number
        if last is None:
            return None
        post = read_post(reading, self.organisations, last) or Post(last, last + 1, reading.words[last].text)
        if last > at and reading.words[at].text.isupper() and post.organisation is None:
            post = post._replace(organisation=reading.words[at].text)
            at += 1
        text = f"{reading.text(at, last)} {post.text}" if last > at else post.text
        official = self._post_first(post._replace(first=at, text=text))
        return official if official is not None and official.name is not None else None

    def _post_first(self, post: Post) -> Official | None:
        limit = self.reading.limit(post.first)
        link = rank_behind(self.reading, self.organisations, post)
        if link is not None and not self._is_named(post, limit):
            post = post._replace(after=link.at, country=link.country, organisation=link.organisation)
        at = self._after_seat(post.after, limit)
        comma = at < limit and self.reading.key(at) == ","
        name = None
        if at < limit:
            name = self.names.read(at + 1, limit) if comma else self.names.read(at, limit)
            if comma and name is not None and not (name.addressed or self._closes(post, name, limit)):
                name = None
        if name is None:
            if self._names_nobody(post):
                return None
            return Official(post.first, post.after, None, None, post, post.country, post.organisation)
        after = self.names.after_degrees(name.after, limit)
        if post.country is None and post.key in ("ambassador", "duta besar"):
            second = self._apposition(after, limit, addressed=True)
            if second is not None:
                return self._official(post.first, second.after, name, second)
        return self._official(post.first, after, name, post)

    def _is_named(self, post: Post, limit: int) -> bool:
        """Whether a name and no part of a unit stands between a post and the next rank."""
        at = post.after + (self.reading.key(post.after) == ",")
        name = self.names.read(at, limit) if at < limit else None
        return name is not None and " " in name.text and not is_rank(self.reading, name.after)

    def _after_seat(self, at: int, limit: int) -> int:
        """Pass over where a post is held: "Kepala Kantor Perwakilan di Jakarta, …"."""
        seat = self.reading.key(at) in ("di", "in", "at") and at + 2 < limit
        named = seat and self.reading.words[at + 1].capital and self.reading.key(at + 2) == ","
        return at + 2 if named else at

    def _names_nobody(self, post: Post) -> bool:
        """Whether a post without a name is one that is spoken about, or said again in other words."""
        before, after = self.reading.key(post.first - 1), self.reading.key(post.after)
        if before in self.lists.numbers and not (post.country or post.organisation):
            return True
        if post.text.casefold() in _NOBODY:
            return True
        return before in self.lists.as_post or after in _NO_HOLDER

    def _closes(self, post: Post, name: Name, limit: int) -> bool:
        """Whether a name after a comma is that of the post: "Menteri Pertahanan Jepang, Nakatani Gen, …"."""
        if " " not in name.text:
            return False
        after = self.names.after_degrees(name.after, limit)
        if after < limit and self.reading.key(after) == ",":
            return True
        whose = self.reading.key(post.first - 1) == "'s" or post.country or post.organisation
        return bool(whose) and (after >= limit or self.reading.key(after) in _CLOSE)

    def _lower_post(self, at: int) -> Official | None:
        post = read_post(self.reading, self.organisations, at, lower=True)
        if post is None:
            return None
        official = self._post_first(post)
        if official is not None and official.name is not None:
            text = post.text[0].upper() + post.text[1:]
            return replace(official, post=post._replace(text=text))
        envoy = post.text.casefold().startswith(_ENVOYS)
        if envoy and post.country is not None and self.reading.key(at - 1) in _PLURAL:
            post = post._replace(text=post.text.title())
            return Official(at, post.after, None, None, post, post.country, post.organisation)
        return None

    def _name_first(self, at: int) -> Official | None:
        limit = self.reading.limit(at)
        name = self.names.read(at, limit)
        if name is None:
            return None
        after = self.names.after_degrees(name.after, limit)
        post = self._apposition(after, limit, addressed=name.addressed)
        if post is None and (owner := self._owner(name)) is not None:
            return replace(self._official(at, after, name, None), country=owner)
        bare = not name.addressed and (post is None or " " not in name.text or self._is_place(name))
        if bare and (post is not None or not is_person(self.reading, name, self.capitals)):
            return None
        if post is None and not (name.rank or " " in name.text):
            return None
        return self._official(at, post.after if post else after, name, post)

    def _owner(self, name: Name) -> str | None:
        """Return the state that a name follows: "Japan's Ren Tanaka"."""
        at = name.first - 1
        if self.reading.key(at) != "'s" or not (name.addressed or " " in name.text):
            return None
        spans = self.reading.countries.items()
        return next((span.normal for first, span in spans if span.after == at and first >= at - 3), None)

    def _is_place(self, name: Name) -> bool:
        """Whether a word before a name shows that it is one of a place or a thing."""
        return self.reading.key(name.first - 1) in _BEFORE_PLACES

    def _official(self, first: int, after: int, name: Name, post: Post | None) -> Official:
        country = post.country if post else None
        organisation = post.organisation if post else None
        if name.rank is not None and "TNI" in name.rank:
            country = country or "ID"
        if country is None:
            country, after = self._from_state(after)
        if country is None:
            country, after = self._of_service(after)
        span = (name.first, name.after)
        return Official(first, after, name.text, name.rank, post, country, organisation, *span)

    def _of_service(self, at: int) -> tuple[str | None, int]:
        """Return the state of the service behind a name, and where it ends: "Commander Amy Hale, RNZN"."""
        marked = self.reading.key(at) in (",", "(")
        body = self.organisations.get(at + marked)
        if body is None or body.kind != "service" or body.country is None:
            return None, at
        return body.country, max(body.after, at + marked + 1)

    def _from_state(self, at: int) -> tuple[str | None, int]:
        """Return the state behind "dari" or "of", and where it ends: "… of the Fijian Ministry"."""
        reading = self.reading
        if reading.key(at) in ("dari", "asal", "from", "of"):
            at_state = at + 1 + (reading.key(at + 1) == "the")
            span = reading.countries.get(at_state)
            if span is not None and span.form != "capital":
                return span.normal, span.after
        return None, at


def find_officials(reading: Reading, organisations: Mapping[int, Organisation]) -> list[Official]:
    """Return the officials of a text in order, none overlapping.

    Args:
        reading: the text taken apart.
        organisations: its organisations.
    """
    return with_group(reading, _Finder(reading, organisations).find())
