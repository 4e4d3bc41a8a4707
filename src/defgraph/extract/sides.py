"""Who receives and who visits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.extract.cues import kinds_of
from defgraph.extract.phrases import word_key
from defgraph.extract.roles import ATTENDEE, COMPANION, PRINCIPAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from defgraph.extract.references import Reference
    from defgraph.extract.scene import Scene
    from defgraph.extract.story import Story

_CHAIR_NEAR = 3


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
    if scene.forum:
        return found | {n: "host" if _chairs(story, scene, n) else "attendee" for n in principals}
    states = {n: story.entity(n).country for n in principals}
    where = place.get("country")
    several = len({state for state in states.values() if state is not None}) > 1 or None in states.values()
    told = _told_host(story, scene)
    if told is not None:
        hosts = {n for n in principals if n == told or (several and states[n] == states[told])}
        return found | {n: "host" if n in hosts else "guest" for n in principals}
    if several and where is not None:
        if where not in states.values():
            return found | dict.fromkeys(principals, "attendee")
        return found | {n: "host" if states[n] == where else "guest" for n in principals}
    if len(principals) == 1:
        return found | {principals[0]: "host"} | _guests(story, scene)
    hosts = _hosts(story, scene, place)
    side = {states[n] for n in hosts} if several else set()
    return found | {n: "host" if n in hosts or states[n] in side else "guest" for n in principals}


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


def _guests(story: Story, scene: Scene) -> dict[int, str]:
    """Take those who came, where one official received a body's members, for guests."""
    own = {story.entity(n).organisation for n in scene.principals()}
    return {
        n: "guest"
        for n, part in scene.parts.items()
        if part == ATTENDEE and story.entity(n).organisation not in own and story.entity(n).name is not None
    }


def _told_host(story: Story, scene: Scene) -> int | None:
    """Return who is called the host: "bersama Budi sebagai tuan rumah"."""
    for number in scene.sentences:
        for cue in story.cues[number]:
            before = [
                r.entity
                for r in story.references[number]
                if r.after <= cue.first and scene.parts.get(r.entity) == PRINCIPAL
            ]
            if "as_host" in cue.kinds and before:
                return before[-1]
    return None


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
    return None


def _to(story: Story, at: int, reference: Reference) -> bool:
    words = {story.reading.key(n) for n in range(at, reference.first)}
    return not words.isdisjoint({"kepada", "ke", "on", "to"})


def _other(scene: Scene, references: list[Reference]) -> int | None:
    spoken = {reference.entity for reference in references}
    rest = [n for n in scene.principals() if n not in spoken]
    return rest[0] if spoken and len(rest) == 1 else None


def _chairs(story: Story, scene: Scene, entity: int) -> bool:
    """Whether someone is told to chair the forum."""
    for number in scene.sentences:
        if "chairs" not in kinds_of(story.cues[number]):
            continue
        for cue in story.cues[number]:
            if "chairs" not in cue.kinds:
                continue
            for reference in story.references[number]:
                near = min(abs(reference.first - cue.after), abs(cue.first - reference.after))
                if reference.entity == entity and near <= _CHAIR_NEAR:
                    return story.reading.key(cue.after) not in ("delegasi", "rombongan", "delegation")
    return False
