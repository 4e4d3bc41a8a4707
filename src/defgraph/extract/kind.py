"""How a meeting was held, and of what kind it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.extract.cues import EVENT_KINDS, cue_kinds, has_event, kinds_of
from defgraph.extract.roles import SPEAKER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from defgraph.extract.partners import Partner
    from defgraph.extract.scene import Scene
    from defgraph.extract.story import Story

_MEETS = frozenset(["meets", "courtesy", "receives", "phone"])


def find_mode(scene: Scene) -> str:
    """Return how a meeting was held: in person unless its sentences say otherwise."""
    for kind, mode in (("phone", "telephone"), ("virtual", "virtual")):
        if kind in scene.kinds:
            return mode
    return "in-person"


def find_type(story: Story, scene: Scene, partners: Sequence[Partner], mode: str, *, first: bool) -> str:
    """Return the kind of meeting.

    Args:
        story: the story of the text.
        scene: the meeting.
        partners: the other side.
        mode: how it was held.
        first: whether it is the meeting that the headline is about.
    """
    if _is_domestic(story, scene, partners):
        return "interagency-meeting"
    if mode != "in-person":
        return "multilateral-meeting" if scene.forum else "bilateral-meeting"
    if _is_signing(story, scene, first=first):
        return "signing-ceremony"
    if scene.forum:
        return "multilateral-meeting"
    opener = kinds_of(story.cues[scene.opener])
    kinds = scene.kinds | (_title_kinds(story) & {"courtesy"} if first else frozenset())
    if "dialogue" in opener or ("dialogue" in kinds and "courtesy" not in kinds):
        return "strategic-dialogue"
    if "courtesy" in kinds:
        return "courtesy-call"
    if "official_visit" in kinds and "meets" not in kinds:
        return "official-visit"
    return "bilateral-meeting"


def _is_domestic(story: Story, scene: Scene, partners: Sequence[Partner]) -> bool:
    """Whether bodies of one state alone met: no other state, and no bloc of states."""
    states = {story.entity(number).country for number in scene.parts} - {None}
    present = [partner.entry for partner in partners if partner.entry["status"] == "present"]
    return (
        states == {"ID"}
        and "bloc" not in scene.kinds
        and not any(entry.get("country", "ID") != "ID" for entry in present)
        and None not in {story.entity(n).country for n, part in scene.parts.items() if part != SPEAKER}
    )


def _is_signing(story: Story, scene: Scene, *, first: bool) -> bool:
    """Whether signing is what was done, and not one thing of a meeting or the end of a forum."""
    opener = kinds_of(story.cues[scene.opener])
    events = next((story.cues[n] for n in scene.sentences if has_event(story.cues[n])), [])
    strong = [cue for cue in events if not cue.weak and not EVENT_KINDS.isdisjoint(cue.kinds)]
    if "sequence" in opener or (scene.forum and "forum" in kinds_of(events)):
        return False
    if "signing" in kinds_of(strong) and _MEETS.isdisjoint(kinds_of(strong)):
        own = kinds_of([cue for cue in story.cues[scene.opener] if not cue.weak])
        return own.isdisjoint({"receives", "ministers", "is_received"})
    title = _title_kinds(story)
    signed = any("signing" in kinds_of(story.cues[n]) for n in scene.sentences if not story.asides[n])
    return first and signed and "signing" in title and _MEETS.isdisjoint(title)


def _title_kinds(story: Story) -> frozenset[str]:
    """Return what the headline tells of."""
    span = story.reading.prose.title
    return cue_kinds(story.reading.prose.text[span[0] : span[1]]) if span is not None else frozenset()
