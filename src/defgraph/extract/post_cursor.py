"""Reading a post from left to right: how it begins, and the bodies and states in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.extract.lexicons import word_set
from defgraph.extract.phrases import word_key
from defgraph.extract.post_links import body_behind
from defgraph.extract.post_words import after_brackets, is_rank, post_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from defgraph.extract.organisations import Organisation
    from defgraph.extract.reading import Reading

_LONGEST = 24
_UNIT_WORDS = word_set("grammar", "unit_words")
_BASES = ("Pangkalan", "Pangkalan Utama", "Utama")
_RULERS = word_set("grammar", "rulers")
_COMMANDS = frozenset(["Commander", "Chief", "Commandant", "Director", "Komandan", "Panglima"])
_ENVOYS = ("besar", "ambassador", "envoy", "atase", "attache")
_FORMS = frozenset(["adjective", "demonym", "name", "abbreviation"])
_REGIONS = word_set("grammar", "regions")
_FORMAL = word_set("grammar", "formal")


class Cursor:
    """A place in a text up to which a post is read, and what was read."""

    def __init__(self, reading: Reading, organisations: Mapping[int, Organisation], at: int) -> None:
        self.reading = reading
        self.organisations = organisations
        self.first = at
        self.at = at
        self.limit = min(reading.limit(at), at + _LONGEST)
        self.parts: list[str] = []
        self.organisation: str | None = None
        self.country: str | None = None
        self.lower = False
        self.worldwide = False  # … an international one
        self.closed = False  # an organisation or a state has ended the post's own words

    def begin(self, *, lower: bool, former: bool = False) -> bool:
        """Read what must begin a post; False where none begins."""
        self._country_before()
        lists = post_words()
        acting = lists.acting.match(self.reading.words, self.at) if self.at < self.limit else None
        if acting is not None:
            self.at = acting[0]
            self.parts.append(acting[1])
            self._country_before()
        if self.at >= self.limit:
            return False
        token = self.reading.words[self.at]
        if not token.capital and not lower:
            return False
        self.lower = not token.capital
        if self.reading.key(self.first - 1) in lists.former and not former:
            return False
        if self._short():
            return True
        if token.key in lists.heads and (token.capital or token.key not in lists.need_more or lower):
            if is_rank(self.reading, self.at) or (
                token.key in _RULERS
                and self.at + 1 not in self.reading.countries
                and not self._reigns(token.key)
            ):
                return False
            self.parts.append(token.text)
            self.at += 1
            return True
        return False

    def _reigns(self, key: str) -> bool:
        """Whether a monarch's name follows: "His Majesty King Omar II"."""
        majesty = self.reading.key(self.at - 1) in ("majesty", "highness", "mulia")
        return majesty or (key in ("king", "emir") and self._numbered_name(self.at + 1))

    def _numbered_name(self, at: int) -> bool:
        return at + 1 < self.limit and self.reading.key(at + 1) in (
            "i",
            "ii",
            "iii",
            "iv",
            "v",
            "vi",
            "bin",
            "ibn",
        )

    def _country_before(self) -> None:
        span = self.reading.countries.get(self.at)
        if span is None or span.after >= self.limit:
            return
        after = after_brackets(self.reading, span.after)
        if self.reading.key(after) == "'s":
            after += 1
        if self.reading.key(after) in post_words().heads or self._short_at(after):
            self.country = self.country or span.normal
            self.at = after

    def _short_at(self, at: int) -> bool:
        return at < self.limit and post_words().short.match(self.reading.words, at) is not None

    def _short(self) -> bool:
        token = self.reading.words[self.at]
        found = post_words().short.match(self.reading.words, self.at)
        if found is None or not found[1] or not token.capital:
            return False
        self.at, full = found
        self.parts.append(full[0])
        if len(full) > 1:
            self.organisation, self.country = full[1], "ID"
        return True

    def _organisation(self) -> bool:
        found = self.organisations.get(self.at)
        if found is None or found.after > self.limit or (self.closed and not self._may_follow(found)):
            return False
        if not self.parts or found.after <= self.at:
            return False
        behind = after_brackets(self.reading, found.after)
        if self._unit_of_body(found, behind) or self._armed_forces(found):
            return True
        if self.parts[-1] == "Staf" and found.name.startswith("TNI Angkatan"):
            self.parts.append(found.name.removeprefix("TNI "))
        if self.organisation is None or found.kind == "ministry":
            self.organisation = found.name
        self.worldwide = found.kind == "international"
        if found.country is not None:
            self.country = self.country or found.country
        elif found.name == "Tentara Nasional Indonesia":
            self.country = "ID"
        self.at = found.after
        self.closed = True
        return True

    def _unit_of_body(self, found: Organisation, behind: int) -> bool:
        """Take a body that is a part of the post, because the body it is in follows it."""
        unit = not found.kind or found.name.startswith("Departemen")
        parent = behind in self.organisations or (
            not found.kind and body_behind(self.reading, self.organisations, behind) is not None
        )
        within = parent or (found.name.startswith("Badan ") and found.abbreviation is None)
        if unit and (found.abbreviation is None or parent) and within:
            self._take(self.reading.text(self._with_joint(self.at), found.after))
            self.at = behind
            return True
        if self.parts[-1].endswith(_BASES) and found.name.startswith("TNI Angkatan"):
            self._take(found.name)
            self.organisation, self.country, self.at = found.name, "ID", behind
            return True
        return False

    def _armed_forces(self, found: Organisation) -> bool:
        """Take armed forces into the post of their minister or chief; True where that ends the post."""
        if found.kind == "force" and self.parts[-1] in ("Menteri", "Minister"):
            states = [at for at in range(self.at, found.after) if at in self.reading.countries]
            end = states[0] if states else found.after
            while self.reading.key(end - 1) in _FORMAL:
                end -= 1
            self._take(self.reading.text(self._with_joint(self.at), end))
            self.country, self.at, self.closed = self.country or found.country, found.after, True
            return True
        if found.kind == "force" and self.parts == ["Chief"] and self.at not in self.reading.countries:
            end = next(
                (n for n in range(self.at + 1, found.after) if self.reading.key(n) == "of"), found.after
            )
            self.parts.append(f"of the {self.reading.text(self.at, end)}")
        return False

    def _with_joint(self, at: int) -> int:
        """Return where "of the" before a body begins, or the body itself."""
        while at > self.first and self.reading.key(at - 1) in ("of", "the"):
            at -= 1
        return at

    def _may_follow(self, found: Organisation) -> bool:
        return self.reading.words[self.at - 1].key != "," or found.kind == "ministry"

    def _republic(self) -> bool:
        """Take "RI", which stands for the Republic of Indonesia."""
        if self.at >= len(self.reading.words) or self.reading.words[self.at].text != "RI":
            return False
        self.country = self.country or "ID"
        self.at += 1
        self.closed = True
        return True

    def _state(self) -> bool:
        reading = self.reading
        at = self.at
        for_state = reading.key(at) in ("untuk", "to", "for", "di", "in", "bagi")
        if for_state:
            at += 1 + (reading.key(at + 1) == "the")
        while at not in reading.countries and reading.key(at) in _FORMAL and at + 1 < self.limit:
            at += 1
        span = reading.countries.get(at)
        if span is None or span.after > self.limit or self._is_region(at):
            return False
        if self.worldwide:
            self.at = span.after
            return True
        if for_state and self.country is None and not self._is_envoy():
            return False
        after = span.after
        if after in self.organisations and not for_state:
            self.country, self.at = self.country or span.normal, after
            return True
        if span.form in _FORMS and self._named_after(after):
            self.country = self.country or span.normal
            self._take(reading.text(at, after))
            self.at = after
            return True
        if reading.key(after) == "'s":
            self.at = after + 1
            self.country = self.country or span.normal
            return True
        if not for_state:
            self.country = self.country or span.normal
        self.at = self._more_states(after) if for_state else after
        self.closed = True
        return True

    def _is_region(self, at: int) -> bool:
        """Whether a state's short name is one of the regions a desk is for: "Amerika, Eropa, dan Asia"."""
        after = at + 1
        while self.reading.key(after) in (",", "dan", "and", "&"):
            after += 1
        key = self.reading.key(at)
        if "-" in key and key.rpartition("-")[2] in _REGIONS:
            return True
        return key in _REGIONS and after > at + 1 and self.reading.key(after) in _REGIONS

    def _more_states(self, at: int) -> int:
        """Pass over further states that an envoy is sent to: "untuk Fiji, Tonga, dan ASEAN"."""
        while True:
            after = at
            while self.reading.key(after) in (",", "dan", "and", "serta"):
                after += 1
            if after == at or after >= self.limit:
                return at
            body = self.organisations.get(after)
            if after in self.reading.countries and self.reading.countries[after].form == "name":
                at = self.reading.countries[after].after
            elif body is not None and body.kind == "international":
                at = body.after
            else:
                return at

    def _named_after(self, after: int) -> bool:
        """Whether a state is in the name of a body: "Chief of the Royal Thai Navy"."""
        if after >= self.limit:
            return False
        within = self.parts[-1].casefold().split()[-1] in ("of", "the", "royal")
        command = self.parts[0] in _COMMANDS
        token = self.reading.words[after]
        fits = token.capital and post_words().within(token.key) and not is_rank(self.reading, after)
        return fits and (within or (command and token.key not in post_words().nouns))

    def _is_envoy(self) -> bool:
        return any(word in word_key(self.parts[-1]) for word in _ENVOYS)

    def _subunit(self) -> bool:
        found = post_words().subunits.match(self.reading.words, self.at)
        if found is None or len(self.parts) < 1 or not self.reading.words[self.at].capital:
            return False
        if len(self.parts) == 1 and " " not in self.parts[0] and self.parts[0] not in ("Sekretaris",):
            return False
        self.at = found[0]
        if self.parts[-1] == "Sekretaris" and found[1] not in ("setjen", "sekretariat jenderal"):
            self.parts.append("Direktorat Jenderal")
            return True
        while self.at < self.limit and self._is_unit(self.reading.key(self.at)):
            self.at += 1
        return True

    def _is_unit(self, key: str) -> bool:
        return key in post_words().units or key in _UNIT_WORDS

    def _take(self, text: str) -> None:
        self.parts.append(text)
        self.at += 1
