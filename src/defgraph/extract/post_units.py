"""The units in a post: numbered ones, those named by a place, a ship or an acronym, and those no list has."""

from __future__ import annotations

from defgraph.extract.phrases import word_key
from defgraph.extract.post_cursor import Cursor
from defgraph.extract.post_words import is_address, is_rank, post_words

_RUN = 8
_UNKNOWN = 2  # words of a post that no list has, before the state it serves
_AND = frozenset(["dan", "and", "&"])
_OF = frozenset(["of", "for", "bidang", "urusan"])
_PARENTS = ("Badan", "Komando", "Pusat", "Kepolisian")
_HEADS_TOO = frozenset(["jenderal", "tugas", "harian", "umum", "utama"])
_IN_RUN = frozenset(["of", "for", "the", "/", "&"])
_NO_PLACE = ("Menteri", "Presiden", "Wakil Presiden", "Raja", "Sultan", "Duta")
_PARTICLES = frozenset(["van", "von", "de", "der", "bin", "al", "da", "dos", "del"])
_LETTERS = 3
_AFTER_NUMBER = frozenset(["/", "bidang", "urusan", "(", ","])


class UnitReader(Cursor):
    """Reads the words of units."""

    def _unit(self, key: str) -> bool:
        """Take a unit written out; the body that a unit is in is no part of the post."""
        lists = post_words()
        written = lists.units[key]
        words = {word_key(word) for part in self.parts for word in part.split()}
        if written.startswith(_PARENTS) and not words <= lists.heads | _HEADS_TOO:
            self.at += 1
        else:
            self._take(written)
        if self.organisation is None and key in lists.bodies:
            self.organisation, self.country = lists.bodies[key], self.country or "ID"
        return True

    def _must_be_post(self) -> bool:
        """Whether the word before cannot end a post: "Menteri", "Director of", "Head of the"."""
        token = self.reading.words[self.at]
        before = self.reading.key(self.at - 1)
        if len(token.text) < _LETTERS or is_address(token.key):
            return False
        if before in _OF or (before == "the" and self.reading.key(self.at - 2) in _OF):
            return True
        whole = self.reading.key(self.at - 2) in ("perdana", "ketua")
        return before in post_words().heads_of and self.at > self.first and not whole

    def _is_post_word(self) -> bool:
        if self.reading.key(self.at) != "i" or self.parts[-1] == "Komisi":
            return True
        following = self.at + 1
        return (
            following >= self.limit
            or following in self.organisations
            or is_rank(self.reading, following)
            or self.reading.key(following) in _AFTER_NUMBER
        )

    def _inside_run(self) -> bool:
        """Whether a rank, a style or an organisation still follows in the run of capitals at this place."""
        words = post_words()
        joined = owned = False
        for at in range(self.at + 1, min(self.limit, self.at + _RUN)):
            token = self.reading.words[at]
            if at in self.organisations:
                return not owned
            span = self.reading.countries.get(at)
            if span is not None and span.form == "name" and not joined:
                return at - self.at <= _UNKNOWN and not owned
            if is_rank(self.reading, at):
                return not joined
            joined = joined or token.key in _AND
            if joined and (token.key in words.nouns or self._short_at(at)):
                return False
            owned = owned or token.key in _OF
            if token.key in _IN_RUN or token.text.isdigit():
                continue
            if token.mark or not (token.capital or token.key in _AND):
                return False
        return False

    def _place(self) -> bool:
        """Take the province, town or ship that a unit is named by: "Danlanal Bitung", "Komandan KRI …"."""
        reading, lists = self.reading, post_words()
        if reading.key(self.at) in lists.ships:
            after = self.at + 1
            while after < self.limit and reading.words[after].capital and not is_rank(reading, after):
                after += 1
            self._take(reading.text(self.at, after))
            self.at = after
            return True
        found = lists.places.match(reading.words, self.at)
        if found is None or found[0] > self.limit or self.parts[0] in _NO_PLACE:
            return False
        self._take(reading.text(self.at, found[0]))
        self.at = found[0]
        return True

    def _acronym(self) -> bool:
        """Take the acronym of a unit before a name: "Kepala Kantor SAR …", "CEO NRT Budi Karsa"."""
        at = self.at
        if not self._shouts(at) or (at + 1 < self.limit and self._shouts(at + 1)):
            return False
        ahead = self.reading.words[at + 1 : min(at + 3, self.limit)]
        named = ahead and ahead[0].capital and not any(token.mark for token in ahead)
        if len(ahead) < len("ab") or not named or not (ahead[1].capital or ahead[1].key in _PARTICLES):
            return False
        if " ".join(self.parts).casefold() in post_words().of_firms:
            self.organisation, self.closed, self.at = self.reading.words[at].text, True, at + 1
        else:
            self._take(self.reading.words[at].text)
        return True

    def _shouts(self, at: int) -> bool:
        text = self.reading.words[at].text
        return (
            len(text) >= _LETTERS - 1 and text.isupper() and text.isalpha() and not is_rank(self.reading, at)
        )

    def _numbered(self) -> bool:
        """Whether a number is that of a unit, because a rank still follows."""
        return self.reading.words[self.at - 1].capital and self._inside_run()

    def _unit_by_rule(self) -> bool:
        """Whether the word before is of the post only for its place: "Menteri Penerangan dan …"."""
        return self.reading.key(self.at - 2) in post_words().heads_of
