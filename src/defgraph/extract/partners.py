"""The other side of a meeting: states, organisations and firms."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from defgraph.extract.phrases import word_key
from defgraph.extract.roles import SPEAKER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from defgraph.extract.mention import Mention
    from defgraph.extract.organisations import Organisation
    from defgraph.extract.scene import Scene
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

_TALKS = frozenset(
    ["meets", "visits", "receives", "courtesy", "dialogue", "signing", "virtual", "phone", "bilateral"]
)
_COORDINATING = ("kementerian koordinator", "coordinating ministry")
_THERE = frozenset(["hadir", "mengutus", "mengirim", "attended", "sent", "participated", "diwakili"])
_SENT = frozenset(["wakil", "perwakilan", "utusan", "beranggotakan", "delegasi", "unsur", "representatives"])


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
                self._put(
                    state, {"country": state, "status": "present"}, words[first].start, words[after - 1].end
                )

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
            if reading.sentence_of[at] in self.scene.sentences and reading.key(span.after) in _THERE:
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
                self._organisation(at, organisation)

    def _forum_bodies(self) -> None:
        listed = len(self.found) > _LIST
        numbers = self.scene.sentences[:2]
        for at, organisation in self._organisations(("international",)):
            if self.story.reading.sentence_of[at] in numbers or organisation.name in (
                "Uni Eropa",
                "European Union",
            ):
                if organisation.name == "Association of Southeast Asian Nations" and listed:
                    continue
                if organisation.name not in ("Perserikatan Bangsa-Bangsa", "United Nations"):
                    self._organisation(at, organisation)

    def _domestic(self) -> None:
        """Take the other Indonesian body: that of those present who are not of the host's."""
        principals = [self.story.entity(number) for number in self.scene.principals()]
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
            entry = {"organisation": body, "status": "present"}
            short = next(
                (
                    o.abbreviation
                    for o in self.story.organisations.values()
                    if o.name == body and o.abbreviation
                ),
                None,
            )
            if short is not None:
                entry["abbreviation"] = short
            self._put(word_key(body), entry, words[first].start, words[after - 1].end)
        if not self.found:
            self._bodies_represented()
        if self.found:
            self._discussed()
            self._without_coordinators()

    def _without_coordinators(self) -> None:
        """Leave out a coordinating ministry where others are discussed: it is of the ministry's own side."""
        if any(partner.entry["status"] == "discussed" for partner in self.found.values()):
            self.found = {key: p for key, p in self.found.items() if not key.startswith(_COORDINATING)}

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
            if organisation.country in (None, HOME) and not _is_defence(organisation.name):
                self._organisation(at, organisation)

    def _discussed(self) -> None:
        """Take the states and bodies that a meeting among Indonesians is about."""
        for mentions in self._states():
            for mention in mentions:
                if mention.normal != HOME and mention.details.get("form") == "name":
                    entry = {"country": mention.normal, "status": "discussed"}
                    self._put(mention.normal, entry, mention.start, mention.end)
        for at, organisation in self._organisations(("international",)):
            if organisation.abbreviation not in ("ASEAN", "UN"):
                self._organisation(at, organisation, "discussed")

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
