"""The other side of a meeting: states, organisations and firms."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from defgraph.extract.background import background
from defgraph.extract.cues import kinds_of
from defgraph.extract.lexicons import lexicon
from defgraph.extract.phrases import word_key
from defgraph.extract.roles import SPEAKER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from defgraph.extract.mention import Mention
    from defgraph.extract.organisations import Organisation
    from defgraph.extract.scene import Scene
    from defgraph.extract.spans import Spans
    from defgraph.extract.story import Story

HOME = "ID"
_LIST = 3
_NEAR = 60
_DELEGATES = frozenset(
    [
        "delegasi",
        "delegation",
        "utusan",
        "rombongan",
        "antara",
        "between",
        "tamu",
        "guests",
        "perwakilan",
        "representatives",
        "pejabat",
        "officials",
    ]
)

_OWN_FORCES = ("Tentara Nasional", "TNI ", "Markas Besar", "Komando", "Universitas Pertahanan")
_PLACED = frozenset(["di", "ke", "in", "at"])
_EVENTS = frozenset(["forum", "meeting", "conference", "summit", "dialogue", "konferensi", "ktt", "dialog"])
_UNIONS = ("Uni Eropa", "European Union")
_MINISTRIES = ("Kementerian", "Ministry")
_TALKS = frozenset(
    [
        "meets",
        "visits",
        "receives",
        "is_received",
        "courtesy",
        "dialogue",
        "signing",
        "virtual",
        "phone",
        "bilateral",
        "official_visit",
    ]
)
_COORDINATING = ("kementerian koordinator", "coordinating ministry")
_THERE = frozenset(
    ["hadir", "ikut", "turut", "mengikuti", "mengutus", "mengirim", "mengirimkan", "menghadiri", "diwakili",
     "berpartisipasi", "bergabung", "attended", "sent", "participated", "joined", "took"]
)  # fmt: skip
_MEMBERS = frozenset(["negara", "negara-negara", "anggota", "sekretariat", "delegasi", "delegations"])
_COUNCILS = frozenset(["keamanan", "council", "dk", "dewan"])
_SENT = frozenset(["wakil", "perwakilan", "utusan", "beranggotakan", "delegasi", "unsur", "representatives"])


@cache
def _asean() -> frozenset[str]:
    return frozenset(lexicon("states")["asean"])


class Partner(NamedTuple):
    """A partner as a record has it, and the span that shows it."""

    entry: Mapping[str, str]
    start: int
    end: int


class _Search:
    """Gathers the partners of one meeting."""

    def __init__(self, story: Story, scene: Scene, venue: str) -> None:
        self.venue = word_key(venue)
        self.story = story
        self.scene = scene
        self.found: dict[str, Partner] = {}
        present = [n for n, part in scene.parts.items() if part != SPEAKER]
        self.present = [story.entity(number) for number in present]
        self.principals = [story.entity(number) for number in scene.principals()]
        self.home = any(entity.country == HOME for entity in self.present)

    def run(self) -> list[Partner]:
        """Return the partners of the scene, each once."""
        self._states_of_people()
        if self.scene.forum:
            self._listed_states()
            self._attending_states()
        if not self.found:
            self._international()
        if not self.found:
            self._delegations()
        if not self.found and self.home:
            self._domestic()
        if self.scene.forum:
            self._forum_bodies()
        elif self.found and "signing" in kinds_of(self.story.cues[self.scene.opener]):
            self._own_signatory()
        return list(self.found.values())

    def _put(self, key: str, entry: dict[str, str], start: int, end: int) -> None:
        if key not in self.found:
            self.found[key] = Partner(entry, start, end)

    def _states_of_people(self) -> None:
        words = self.story.reading.words
        for entity in self.present:
            state = entity.country
            if state is not None and (state != HOME or not self.home):
                first, after = entity.mentions[0]
                entry = {"country": state, **self._firm_of(state), "status": "present"}
                self._put(state, entry, words[first].start, words[after - 1].end)

    def _firm_of(self, state: str) -> dict[str, str]:
        """Return the firm that a state's people came for, where all that are named by it did."""
        bodies = {e.organisation for e in self.principals if e.country == state}
        firms = {o.name for o in self.story.organisations.values() if o.kind == "firm"}
        return {"organisation": next(iter(firms & bodies))} if len(bodies) == 1 and firms & bodies else {}

    def _spans(self) -> list[tuple[int, int]]:
        sentences = self.story.reading.sentences
        return [(sentences[n].start, sentences[n].end) for n in self.scene.sentences]

    def _states(self) -> Iterator[list[Mention]]:
        """Yield the states named in each sentence of the meeting."""
        for start, end in self._spans():
            yield [m for m in self.story.reading.country_mentions if start <= m.start < end]

    def _listed_states(self) -> None:
        """Take the states that a sentence of a forum lists."""
        for mentions in self._states():
            run: list[Mention] = []
            for mention in mentions:
                near = run and mention.start - run[-1].end <= _NEAR // 3
                run = [*run, mention] if near else [mention]
                if len({m.normal for m in run}) >= _LIST:
                    for listed in run:
                        self._state(listed)

    def _attending_states(self) -> None:
        """Take the states that are told to be there: "Fiji hadir sebagai pengamat"."""
        reading = self.story.reading
        for at, span in sorted(reading.countries.items()):
            if reading.sentence_of[at] not in self.scene.sentences:
                continue
            sent = reading.key(at - 1) in _SENT and "tidak" not in (reading.key(at - 2), reading.key(at - 3))
            if reading.key(span.after) in _THERE or sent:
                start, end = reading.words[at].start, reading.words[span.after - 1].end
                if span.normal != HOME or not self.home:
                    self._put(span.normal, {"country": span.normal, "status": "present"}, start, end)

    def _state(self, mention: Mention) -> None:
        if mention.normal != HOME or not self.home:
            entry = {"country": mention.normal, "status": "present"}
            self._put(mention.normal, entry, mention.start, mention.end)

    def _organisations(self, kinds: tuple[str, ...]) -> Iterator[tuple[int, Organisation]]:
        reading = self.story.reading
        numbers = set(self.scene.sentences)
        for at, organisation in sorted(self.story.organisations.items()):
            if organisation.kind in kinds and reading.sentence_of[at] in numbers:
                yield at, organisation

    def _organisation(self, at: int, organisation: Organisation, status: str = "present") -> None:
        entry = {"organisation": organisation.name, "status": status}
        if organisation.abbreviation is not None:
            entry["abbreviation"] = organisation.abbreviation
        words = self.story.reading.words
        self._put(word_key(organisation.name), entry, words[at].start, words[organisation.after - 1].end)

    def _international(self) -> None:
        """Take the international body that someone present is of."""
        names = {entity.organisation for entity in self.present if entity.organisation is not None}
        for at, organisation in self._organisations(("international",)):
            if organisation.name in names:
                larger = lexicon("states")["part-of"].get(organisation.name)
                if larger is not None:
                    organisation = organisation._replace(name=larger[0], abbreviation=larger[1])
                self._organisation(at, organisation)

    def _forum_bodies(self) -> None:
        many = len(self.found) > _LIST
        listed = len(_asean().intersection(self.found)) > _LIST
        numbers = self.scene.sentences[:2]
        for at, organisation in self._organisations(("international",)):
            if not _EVENTS.isdisjoint(word_key(organisation.name).split()):
                continue
            sent = self._is_there(organisation.after) or self._serves(organisation) or self._told_there(at)
            if sent or self.story.reading.sentence_of[at] in numbers or organisation.name in _UNIONS:
                if organisation.abbreviation == "ASEAN" and (listed or (many and not self._told_there(at))):
                    continue
                if organisation.name not in ("Perserikatan Bangsa-Bangsa", "United Nations"):
                    self._organisation(at, organisation)

    def _is_there(self, after: int) -> bool:
        """Whether a body is told to be there; an abbreviation in brackets may follow its name."""
        reading = self.story.reading
        after += 3 * (reading.key(after) == "(" and reading.key(after + 2) == ")")
        return reading.key(after) in _THERE

    def _told_there(self, at: int) -> bool:
        """Whether words before a body say that it or its members came: "negara-negara ASEAN"."""
        return self.story.reading.key(at - 1) in _MEMBERS

    def _serves(self, organisation: Organisation) -> bool:
        return any(e.organisation == organisation.name and e.country is None for e in self.present)

    def _domestic(self) -> None:
        """Take the other Indonesian body: that of those present who are not of the host's."""
        principals = self.principals
        if self.scene.kinds.isdisjoint(_TALKS):
            return
        own = next((e.organisation for e in principals if _is_defence(e.organisation)), None)
        if own is None and self.venue:
            bodies = (e.organisation for e in principals if e.organisation is not None)
            own = next((body for body in bodies if word_key(body) in self.venue), None)
        if own is None and principals:
            own = principals[0].organisation or _service(principals[0].post_key)
        for entity in principals:
            body = entity.organisation or _service(entity.post_key)
            if body is None or body == own:
                continue
            first, after = entity.mentions[0]
            words = self.story.reading.words
            self._put(word_key(body), self._entry(body), words[first].start, words[after - 1].end)
        if not self.found:
            self._bodies_represented()
        if self.found:
            self._discussed()
            self._without_coordinators()

    def _entry(self, body: str) -> dict[str, str]:
        """Return the entry of an Indonesian body: with its abbreviation, and a firm with its state."""
        entry = {"organisation": body, "status": "present"}
        for known in self.story.organisations.values():
            if known.name == body and known.abbreviation:
                entry["abbreviation"] = known.abbreviation
            if known.name == body and known.kind == "firm":
                entry["country"] = HOME
        return entry

    def _own_signatory(self) -> None:
        """Take the Indonesian body, neither ministry nor forces, that signed with those of another state."""
        words = self.story.reading.words
        for entity in self.principals:
            body = entity.organisation
            if entity.country != HOME or body is None or _is_defence(body) or body.startswith(_OWN_FORCES):
                continue
            if not body.startswith(_MINISTRIES):
                first, after = entity.mentions[0]
                self._put(word_key(body), self._entry(body), words[first].start, words[after - 1].end)

    def _without_coordinators(self) -> None:
        """Leave out a coordinating ministry that tells of talks about others: it is the side that tells."""
        first = min((r.after for r in self.story.people.references), default=0)
        named = min(self.story.organisations, default=first)
        came = self.story.reading.key(named - 1) in _DELEGATES
        teller = word_key(self.story.organisations[named].name) if named < first and not came else ""
        others = any(partner.entry["status"] == "discussed" for partner in self.found.values())
        if others and teller.startswith(_COORDINATING):
            self.found.pop(teller, None)

    def _bodies_represented(self) -> None:
        """Take the Indonesian bodies that sent someone whom the text does not name."""
        reading = self.story.reading
        numbers = {
            n
            for n in self.scene.sentences
            if any(
                reading.key(at) in _SENT
                for at in range(reading.sentences[n].first, reading.sentences[n].after)
            )
        }
        numbers.add(self.scene.opener)
        people = {at for r in self.story.people.references for at in range(r.first, r.after)}
        for at, organisation in sorted(self.story.organisations.items()):
            if reading.sentence_of[at] not in numbers or organisation.kind in ("international", "firm"):
                continue
            if at in people:
                continue
            own = _is_defence(organisation.name) or reading.key(at - 1) in _PLACED
            if organisation.country in (None, HOME) and not own:
                self._organisation(at, organisation)

    def _discussed(self) -> None:
        """Take the states and bodies that a meeting among Indonesians is about."""
        past = background(self.story.reading.prose.body)
        told = [n for n in self.scene.sentences if not self.story.asides[n] and not self._is_past(n, past)]
        sentences = [self.story.reading.sentences[n] for n in told]
        for mention in self.story.reading.country_mentions:
            inside = any(part.start <= mention.start < part.end for part in sentences)
            if inside and mention.normal != HOME and mention.details.get("form") == "name":
                entry = {"country": mention.normal, "status": "discussed"}
                self._put(mention.normal, entry, mention.start, mention.end)
        for at, organisation in self._organisations(("international",)):
            before = {self.story.reading.key(n) for n in (at - 1, at - 2)}
            here = self.story.reading.sentence_of[at] in told
            if here and organisation.abbreviation not in ("ASEAN", "UN") and _COUNCILS.isdisjoint(before):
                self._organisation(at, organisation, "discussed")

    def _is_past(self, number: int, past: Spans) -> bool:
        """Whether a sentence tells of what was before this meeting."""
        part = self.story.reading.sentences[number]
        later = number > self.scene.opener and "past" in kinds_of(self.story.cues[number])
        return later or past.overlap(part.start, part.end)

    def _delegations(self) -> None:
        """Take the state whose delegation came, where nobody of it is named."""
        reading = self.story.reading
        for number in self.scene.sentences[:3]:
            sentence = reading.sentences[number]
            for at in range(sentence.first, sentence.after):
                if reading.key(at) not in _DELEGATES:
                    continue
                for after in range(at + 1, min(at + 6, sentence.after)):
                    body = self.story.organisations.get(after)
                    if body is not None and body.kind == "international":
                        self._organisation(after, body)
                    span = reading.countries.get(after)
                    if span is not None and (span.normal != HOME or not self.home):
                        entry = {"country": span.normal, "status": "present"}
                        words = reading.words
                        self._put(span.normal, entry, words[after].start, words[span.after - 1].end)


def _is_defence(organisation: str | None) -> bool:
    return organisation in ("Kementerian Pertahanan", "Ministry of Defence", "Ministry of Defense")


def _service(post: str) -> str | None:
    """Return the service of an Indonesian chief of staff."""
    for name in ("Darat", "Laut", "Udara"):
        if post.endswith(f"kepala staf angkatan {name.lower()}"):
            return f"TNI Angkatan {name}"
    return None


def find_partners(story: Story, scene: Scene, venue: str = "") -> list[Partner]:
    """Return the partners of a meeting in the order of the text.

    Args:
        story: the story of the text.
        scene: the meeting.
        venue: where it was held; the body it belongs to is the host's.
    """
    return _Search(story, scene, venue).run()
