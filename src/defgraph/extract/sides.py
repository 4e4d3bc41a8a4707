"""Who receives and who visits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.extract.allegiance import words_of
from defgraph.extract.countries import find_countries
from defgraph.extract.cues import kinds_of
from defgraph.extract.houses import house_state
from defgraph.extract.lexicons import lexicon
from defgraph.extract.phrases import word_key
from defgraph.extract.roles import ATTENDEE, COMPANION, PRINCIPAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from defgraph.extract.cues import Cue
    from defgraph.extract.references import Reference
    from defgraph.extract.scene import Scene
    from defgraph.extract.story import Story

_IN = frozenset(["in", "di", "ke"])
_OPENING = frozenset(["dibuka", "membuka", "opened"])
_MARGINS = frozenset(["sela", "sela-sela", "disela", "sidelines", "margins", "fringes"])
_TO = frozenset(["kepada", "to", "bagi", "for"])
_BESIDE = frozenset(["their_host", "their_guest"])
_COMES = frozenset(["visits", "is_received"])
_CHAIR_NEAR = 3
_BY_FAR = 8
_BY = 2  # words between "diterima" and who received


def roles(story: Story, scene: Scene, mode: str, place: Mapping[str, str]) -> dict[int, str]:
    """Return the role of each entity of a meeting, by its number.

    Receiver is host and visitor guest; on the telephone, in a virtual meeting, in a third state and in
    a forum all are attendees, but for the chair.

    Args:
        story: the story of the text.
        scene: the meeting.
        mode: its mode.
        place: its place.
    """
    principals = scene.principals()
    found = {n: part if part != COMPANION else "accompanying" for n, part in scene.parts.items()}
    if mode != "in-person":
        return found | dict.fromkeys(principals, "attendee")
    told = _told_host(story, scene)
    if scene.forum:
        received = _receiver(story, scene)
        if received is not None:
            own = story.entity(received).country
            ours = {n: "attendee" for n in principals if story.entity(n).country == own}
            return found | dict.fromkeys(principals, "guest") | ours | {received: "host"}
        chairs = {n for n in principals if n == told or _chairs(story, scene, n)}
        chairs = chairs or {n for n in principals if _chairs(story, scene, n, opening=True)}
        return found | {n: "host" if n in chairs else "attendee" for n in principals}
    states = {n: story.entity(n).country for n in principals}
    several = len({state for state in states.values() if state is not None}) > 1 or None in states.values()
    where = _where(story, scene, place, set(states.values()))
    if told is not None:
        hosts = {n for n in principals if n == told or (several and states[n] == states[told])}
        return found | {n: "host" if n in hosts else "guest" for n in principals}
    if several and where is None and _on_the_margins(story, scene):
        return found | dict.fromkeys(principals, "attendee")
    if several and where is not None:
        if where not in states.values():
            owners = _at_their_seat(story, scene, place) or _told_beside(story, scene)
            rest = "guest" if owners else "attendee"
            return found | {n: "host" if n in owners else rest for n in principals}
        return found | {n: "host" if states[n] == where else "guest" for n in principals}
    if len(principals) == 1:
        if _came(story, scene, principals[0], where):
            return found | {principals[0]: "guest"}
        return found | {principals[0]: "host"} | _guests(story, scene)
    hosts = _hosts(story, scene, place)
    side = {states[n] for n in hosts} if several else set()
    return found | {n: "host" if n in hosts or states[n] in side else "guest" for n in principals}


def _where(story: Story, scene: Scene, place: Mapping[str, str], states: set[str | None]) -> str | None:
    """Return the state in whose house or land a meeting was held.

    Where no city tells it, a state named for the place does: "in Djibouti", "Fiji International Centre".
    """
    venue = place.get("venue", "")
    told = house_state(story, scene, venue) or place.get("country")
    if told is not None:
        return told
    reading = story.reading
    named = [mention.normal for mention in find_countries(venue)] + [
        span.normal
        for at, span in sorted(reading.countries.items())
        if reading.sentence_of[at] == scene.opener and reading.key(at - 1) in _IN and span.form == "name"
    ]
    return next((state for state in named if state in states), None)


def _on_the_margins(story: Story, scene: Scene) -> bool:
    """Whether those who met did so beside something that others held: "di sela Dialog Suva"."""
    part = story.reading.sentences[scene.opener]
    return any(story.reading.key(at) in _MARGINS for at in range(part.first, part.after))


def _at_their_seat(story: Story, scene: Scene, place: Mapping[str, str]) -> set[int]:
    """Return those of an international body who met at its seat."""
    seated = lexicon("states")["seats"].get(place.get("city", ""), ())
    venue = word_key(place.get("venue", ""))
    found = set()
    for number in scene.principals():
        body = word_key(story.entity(number).organisation or "")
        if story.entity(number).country is None and body:
            at_home = any(word in body for word in seated) or body in venue
            found |= {number} if at_home else set()
    return found if len(found) < len(scene.principals()) else set()


def _told_beside(story: Story, scene: Scene) -> set[int]:
    """Return the hosts that words beside someone tell: "his host, …", "tamunya, …"."""
    states = {n: story.entity(n).country for n in scene.principals()}
    for number in scene.sentences:
        met = [r for r in story.references[number] if r.entity in states]
        for cue in story.cues[number]:
            if _BESIDE.isdisjoint(cue.kinds) or story.reading.key(cue.first - 1) in _TO:
                continue
            near = [r.entity for r in met if 0 <= r.first - cue.after <= 1]
            near = near or [r.entity for r in met if 0 <= cue.first - r.after <= 1]
            if near and "their_host" in cue.kinds:
                return {n for n in states if states[n] == states[near[0]]}
            if near:
                return {n for n in states if states[n] != states[near[0]]}
    return set()


def _hosts(story: Story, scene: Scene, place: Mapping[str, str]) -> set[int]:
    """Return the hosts where no state tells them: by whose house it is, by the verbs, or who stands first."""
    principals = scene.principals()
    venue = word_key(place.get("venue", ""))
    owners = {
        n
        for n in principals
        if venue and (body := story.entity(n).organisation) is not None and _owns(word_key(body), venue)
    }
    if owners and len(owners) < len(principals):
        return owners
    for number in scene.sentences:
        host = _host_in(story, scene, number)
        if host is not None:
            return {host}
    home = {n for n in principals if story.entity(n).country == "ID"}
    if home and len(home) < len(principals):
        return home
    return set(principals[:1])


def _came(story: Story, scene: Scene, number: int, where: str | None) -> bool:
    """Whether the only one named of those who met is the visitor: "Budi mengunjungi markas …"."""
    state = story.entity(number).country
    if where is not None and state is not None and where != state:
        return True
    for sentence in scene.sentences:
        told = _visits(story, sentence, number)
        if told is not None:
            return told
    return False


def _visits(story: Story, sentence: int, number: int) -> bool | None:
    """Return whether a sentence tells that someone visits (yes) or receives (no); None where neither."""
    mine = [r for r in story.references[sentence] if r.entity == number]
    for cue in story.cues[sentence]:
        before = any(r.after <= cue.first for r in mine)
        if "receives" in cue.kinds and mine:
            return not before
        if not _COMES.isdisjoint(cue.kinds) and not cue.weak and mine:
            return before
    return None


def _guests(story: Story, scene: Scene) -> dict[int, str]:
    """Take those who came, where one official received a body's members, for guests."""
    own = {story.entity(n).organisation for n in scene.principals()}
    return {
        n: "guest"
        for n, part in scene.parts.items()
        if part == ATTENDEE and story.entity(n).organisation not in own and story.entity(n).name is not None
    }


def _told_host(story: Story, scene: Scene) -> int | None:
    """Return who is called the host: "bersama Budi sebagai tuan rumah", "tuan rumah diwakili Budi"."""
    for number in scene.sentences:
        met = [r for r in story.references[number] if scene.parts.get(r.entity) == PRINCIPAL]
        for cue in story.cues[number]:
            if "as_host" not in cue.kinds:
                continue
            before = [r.entity for r in met if r.after <= cue.first]
            after = [r.entity for r in met if 0 <= r.first - cue.after <= _CHAIR_NEAR]
            if _leads(story, cue) and after:
                return after[0]
            if before or after:
                return before[-1] if before else after[0]
    return None


def _receiver(story: Story, scene: Scene) -> int | None:
    """Return who received visitors of many states: "Budi menjamu rombongan atase"."""
    for number in scene.sentences:
        references = story.references[number]
        for cue in story.cues[number]:
            if "receives" not in cue.kinds or "chairs" in cue.kinds or cue.weak:
                continue
            near = {story.reading.key(at) for at in range(cue.after, cue.after + _CHAIR_NEAR)}
            before = [
                r.entity
                for r in references
                if r.after <= cue.first and scene.parts.get(r.entity) == PRINCIPAL
            ]
            if before and not near.isdisjoint(words_of("visitors")):
                return before[-1]
    return None


def _leads(story: Story, cue: Cue) -> bool:
    """Whether who speaks for the host follows: "tuan rumah diwakili", "tuan rumah dipimpin"."""
    words = words_of("led")
    return story.reading.key(cue.after - 1) in words or story.reading.key(cue.after) in words


def _owns(body: str, venue: str) -> bool:
    if body in venue:
        return True
    return body == "tentara nasional indonesia" and "tni" in venue.split()


def _host_in(story: Story, scene: Scene, number: int) -> int | None:
    """Return who is told to be the host in one sentence."""
    references = [r for r in story.references[number] if scene.parts.get(r.entity) == PRINCIPAL]
    for cue in story.cues[number]:
        before = [r for r in references if r.after <= cue.first]
        after = [r for r in references if r.first >= cue.after]
        if "receives" in cue.kinds:
            if before:
                return before[-1].entity
            return _other(scene, after)
        if "visits" in cue.kinds or "courtesy" in cue.kinds:
            if after and before:
                return after[0].entity if _to(story, cue.after, after[0]) or "visits" in cue.kinds else None
            if before and "visits" in cue.kinds:
                return _other(scene, before)
        if "is_received" in cue.kinds and before:
            return after[0].entity if after else _other(scene, before)
        if "is_received" in cue.kinds and after and _by(story, cue.after, after[0].first):
            return after[0].entity
    return None


def _by(story: Story, at: int, first: int) -> bool:
    """Whether who received follows: "diterima …", "was welcomed at the gate by …"."""
    return first - at <= _BY or (first - at <= _BY_FAR and story.reading.key(first - 1) in ("by", "oleh"))


def _to(story: Story, at: int, reference: Reference) -> bool:
    words = {story.reading.key(n) for n in range(at, reference.first)}
    return not words.isdisjoint({"kepada", "ke", "on", "to"})


def _other(scene: Scene, references: list[Reference]) -> int | None:
    spoken = {reference.entity for reference in references}
    rest = [n for n in scene.principals() if n not in spoken]
    return rest[0] if spoken and len(rest) == 1 else None


def _chairs(story: Story, scene: Scene, entity: int, *, opening: bool = False) -> bool:
    """Whether someone is told to chair the forum, or but to open it."""
    for number in scene.sentences:
        if "chairs" not in kinds_of(story.cues[number]):
            continue
        for cue in story.cues[number]:
            if "chairs" not in cue.kinds or opening != (story.reading.key(cue.first) in _OPENING):
                continue
            joint = story.reading.key(cue.first).startswith("co-")
            if joint and any(r.entity == entity and r.after <= cue.first for r in story.references[number]):
                return True
            for reference in story.references[number]:
                near = min(abs(reference.first - cue.after), abs(cue.first - reference.after))
                if reference.entity == entity and near <= _CHAIR_NEAR:
                    return story.reading.key(cue.after) not in ("delegasi", "rombongan", "delegation")
    return False
