"""A record as sets of facts, one set a measure, and when two facts are the same."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from defgraph.extract.likeness import same_name, same_side, same_text
from defgraph.records.pointer import format_pointer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from defgraph.records import Meeting, Participant, Partner, Record

    Same: TypeAlias = Callable[["Fact", "Fact"], bool]
    Path: TypeAlias = tuple[str | int, ...]

SIDES = ("host", "guest")
"""The roles that are told apart; every other one counts as "other"."""


class PartnerKey(NamedTuple):
    """What tells one partner from another: its country, else its organisation's name or abbreviation."""

    country: str | None
    organisation: str | None
    abbreviation: str | None

    def __str__(self) -> str:
        return " · ".join(part for part in self if part)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a record says.

    Args:
        values: what is compared.
        pointer: the place in the record that says it (JSON Pointer).
    """

    values: tuple[str | PartnerKey, ...]
    pointer: str

    def __str__(self) -> str:
        return " | ".join(map(str, self.values))


def facts(record: Record | None) -> Mapping[str, list[Fact]]:
    """Return the facts of a record by measure; of no record, none.

    A fact counts once for an article, however many of its meetings share it; types of meeting count as
    often as they stand.
    """
    found: dict[str, list[Fact]] = {measure: [] for measure in SAME}
    for number, meeting in enumerate(record.meetings if record else ()):
        for measure, path, values in _of_meeting(meeting):
            fact = Fact(values, format_pointer(("meetings", number, *path)))
            same = SAME[measure]
            if measure == "type" or not any(same(fact, other) for other in found[measure]):
                found[measure].append(fact)
    return found


_Found: TypeAlias = "tuple[str, Path, tuple[str | PartnerKey, ...]]"


def _of_meeting(meeting: Meeting) -> Iterator[_Found]:
    if meeting.date:
        yield "date", ("date",), (meeting.date,)
    yield "type", ("type",), (meeting.type,)
    if meeting.place and meeting.place.city:
        yield "city", ("place", "city"), (meeting.place.city,)
    for number, participant in enumerate(meeting.participants):
        for measure, values in _of_participant(participant):
            yield measure, ("participants", number), values
    for number, partner in enumerate(meeting.partners):
        key = _key(partner)
        yield "partner", ("partners", number), (key,)
        yield "partner_status", ("partners", number), (key, partner.status)
    for number, area in enumerate(meeting.areas):
        yield "area", ("areas", number), (area,)
    for number, outcome in enumerate(meeting.outcomes):
        yield "outcome", ("outcomes", number), (outcome.type,)


def _of_participant(participant: Participant) -> Iterator[tuple[str, tuple[str, ...]]]:
    name, post = participant.name, participant.position
    side = participant.country or participant.organisation
    if name:
        yield "person", (name,)
        if post:
            yield "person_post", (name, post)
        if side:
            yield "person_for", (name, side)
    elif post:
        yield "post_only", (post,)
    role = participant.role
    if role and role != "spokesperson":
        yield "role", (name or post or "", role if role in SIDES else "other")


def _key(partner: Partner) -> PartnerKey:
    short = (partner.abbreviation or "").casefold() or None
    return PartnerKey(partner.country, partner.organisation, short)


def _same_partner(one: object, other: object) -> bool:
    if not isinstance(one, PartnerKey) or not isinstance(other, PartnerKey):
        return False
    if one.country or other.country:
        return one.country == other.country
    if same_text(one.organisation or "", other.organisation or ""):
        return True
    return bool(_short_forms(one) & _short_forms(other))


def _short_forms(key: PartnerKey) -> set[str]:
    return {form for form in (key.abbreviation, (key.organisation or "").casefold()) if form}


def _equal(one: object, other: object) -> bool:
    return one == other


def _each(*same: Callable[..., bool]) -> Same:
    """Return what tells whether two facts are the same: in every value, each by its own rule."""
    return lambda one, other: all(
        rule(first, second) for rule, first, second in zip(same, one.values, other.values, strict=True)
    )


SAME: Mapping[str, Same] = MappingProxyType(
    {
        "date": _each(_equal),
        "type": _each(_equal),
        "city": _each(same_text),
        "person": _each(same_name),
        "person_post": _each(same_name, same_text),
        "person_for": _each(same_name, same_side),
        "post_only": _each(same_text),
        "role": _each(same_text, _equal),
        "partner": _each(_same_partner),
        "partner_status": _each(_same_partner, _equal),
        "area": _each(_equal),
        "outcome": _each(_equal),
    }
)
"""The measures of single facts, in the order they are reported, and what makes two facts the same."""


def same_meeting(one: Meeting, other: Meeting) -> bool:
    """Tell whether two meetings are right as a whole: date, type, partner countries and named people."""
    if (one.date, one.type) != (other.date, other.type) or _countries(one) != _countries(other):
        return False
    left = _names(other)
    for name in _names(one):
        match = next((candidate for candidate in left if same_name(name, candidate)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def _countries(meeting: Meeting) -> set[str]:
    return {partner.country for partner in meeting.partners if partner.country}


def _names(meeting: Meeting) -> list[str]:
    return [participant.name for participant in meeting.participants if participant.name]
