"""Record format 1 as typed, frozen models: what one article says about one or more meetings.

Attributes are called as the keys are (``for`` of an evidence span is :attr:`EvidenceSpan.pointer`). A key
that is absent is None, a list that is absent is ``()``, and the documented defaults stand in for the others.
Build them from data with ``Record.model_validate(...)`` or ``Record.model_validate_json(...)``.
"""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from defgraph.records.fields import (
    Address,
    Country,
    Day,
    FormatNumber,
    Language,
    Maybe,
    MeetingDate,
    Name,
    Offset,
    PointerText,
    RecordId,
    Sha256,
    Text,
    TextPath,
)
from defgraph.records.pointer import index_of, parse_pointer
from defgraph.records.vocabularies import (
    Area,
    MeetingType,
    Mode,
    OutcomeType,
    PartnerStatus,
    ReviewStatus,
    Role,
)


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Article(_Model):
    """The article that a record was made from."""

    url: Maybe[Address] = Field(default=None, description="Its web address.")
    title: Maybe[Text] = Field(default=None, description="Its title.")
    publisher: Maybe[Text] = Field(default=None, description="Who published it, by name.")
    published: Maybe[Day] = Field(default=None, description="The day it was published.")
    retrieved: Maybe[Day] = Field(default=None, description="The day it was read.")
    language: Maybe[Language] = Field(
        default=None, description="The language it is written in, as a BCP 47 tag."
    )
    text: Maybe[TextPath] = Field(
        default=None, description="Where its text lies: a path relative to the record's file."
    )
    text_sha256: Maybe[Sha256] = Field(
        default=None, description="The SHA-256 of the text's UTF-8 bytes, in hexadecimal."
    )


class Place(_Model):
    """Where a meeting was held."""

    venue: Maybe[Text] = Field(default=None, description="The building or site.")
    city: Maybe[Text] = Field(default=None, description="The city.")
    country: Maybe[Country] = Field(default=None, description="The country, ISO 3166-1 alpha-2.")


class Participant(_Model):
    """Someone who took part in a meeting, or was quoted about it: a name or a position at least."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["name"]}, {"required": ["position"]}]}
    )

    name: Maybe[Name] = Field(default=None, description="The person's name, without rank, title or degree.")
    rank: Maybe[Text] = Field(default=None, description="The rank as the article writes it.")
    position: Maybe[Text] = Field(
        default=None, description="The post, written out in full, without its organisation."
    )
    organisation: Maybe[Text] = Field(default=None, description="The organisation the post is in.")
    country: Maybe[Country] = Field(
        default=None, description="The state the person acts for, ISO 3166-1 alpha-2."
    )
    role: Maybe[Role] = Field(
        default=None,
        description="The part played; a spokesperson is quoted about the meeting and not counted as present.",
    )

    @model_validator(mode="after")
    def _is_someone(self) -> Self:
        if self.name is None and self.position is None:
            raise PydanticCustomError("needs_one", "{keys}", {"keys": '"name" or "position"'})
        return self


class Partner(_Model):
    """A country or an organisation on the other side: present, or only discussed."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["country"]}, {"required": ["organisation"]}]}
    )

    country: Maybe[Country] = Field(
        default=None,
        description="The partner country, or the country of the partner organisation, ISO 3166-1 alpha-2.",
    )
    organisation: Maybe[Text] = Field(default=None, description="The partner organisation, in full.")
    abbreviation: Maybe[Text] = Field(default=None, description="The organisation's abbreviation.")
    status: PartnerStatus = Field(description="present, or discussed: named as a partner, not in the room.")

    @model_validator(mode="after")
    def _is_something(self) -> Self:
        if self.country is None and self.organisation is None:
            raise PydanticCustomError("needs_one", "{keys}", {"keys": '"country" or "organisation"'})
        return self


class Outcome(_Model):
    """What came out of a meeting."""

    type: OutcomeType = Field(description="The kind of outcome.")
    title: Maybe[Text] = Field(default=None, description="What it is called, without abbreviation.")


class Meeting(_Model):
    """One meeting that the article reports."""

    type: MeetingType = Field(description="The kind of meeting.")
    date: Maybe[MeetingDate] = Field(
        default=None, description="When it was held: a day, a month or an interval (EDTF)."
    )
    mode: Mode = Field(default="in-person", description="How it was held; absent means in-person.")
    place: Maybe[Place] = Field(default=None, description="Where it was held.")
    participants: tuple[Participant, ...] = Field(
        default=(), description="Who took part, in the article's order."
    )
    partners: tuple[Partner, ...] = Field(default=(), description="The partner countries and organisations.")
    areas: tuple[Area, ...] = Field(default=(), description="The areas of cooperation discussed or agreed.")
    outcomes: tuple[Outcome, ...] = Field(default=(), description="What came out of it.")


class EvidenceSpan(_Model):
    """The stretch of the article's text that shows one part of the record.

    Both ends count Unicode code points from 0; the end is the first one no longer in the span.
    """

    pointer: PointerText = Field(
        alias="for", description="What is shown: a JSON Pointer (RFC 6901) into this record."
    )
    start: Offset = Field(description="The first code point of the span, counted from 0.")
    end: Offset = Field(description="The code point after the last one of the span.")

    @model_validator(mode="after")
    def _is_not_empty(self) -> Self:
        if self.start >= self.end:
            raise PydanticCustomError(
                "empty_span", "start {start}, end {end}", {"start": self.start, "end": self.end}
            )
        return self


class Record(_Model):
    """What one article says about one or more meetings."""

    format: FormatNumber = Field(default=1, description="The version of the record format; absent means 1.")
    id: RecordId = Field(description="The record's own name: the date of the main meeting and a short slug.")
    status: ReviewStatus = Field(
        default="reviewed",
        description="draft when made by the extractor, reviewed by a person; absent means reviewed.",
    )
    article: Article = Field(default=Article(), description="The article.")
    meetings: tuple[Meeting, ...] = Field(description="The meetings it reports, or an empty list.")
    evidence: tuple[EvidenceSpan, ...] = Field(
        default=(), description="Which stretch of the text shows what."
    )

    @model_validator(mode="after")
    def _pointers_resolve(self) -> Self:
        for span in self.evidence:
            if not _leads_somewhere(self, span.pointer):
                raise PydanticCustomError("dangling_pointer", "{pointer}", {"pointer": span.pointer})
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the record as JSON data, with the keys that were given and no others."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)


def _leads_somewhere(record: Record, pointer: str) -> bool:
    try:
        tokens = parse_pointer(pointer)
    except ValueError:
        return False
    value: object = record
    for token in tokens:
        if isinstance(value, tuple) and (index := index_of(token, len(value))) is not None:
            value = value[index]
            continue
        attribute = "pointer" if token == "for" else token  # noqa: S105 - a key of an evidence span, no secret
        if not isinstance(value, _Model) or attribute not in value.model_fields_set:
            return False
        value = getattr(value, attribute)
    return True
