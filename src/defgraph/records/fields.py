"""The kinds of value a record holds, each with its rule and the words that describe it to a person."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import AfterValidator, Field, GetCoreSchemaHandler, StringConstraints, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from defgraph.records import edtf
from defgraph.records.vocabularies import COUNTRY_CODES

_TEXT = r"^[^\p{Cc}]+$"
_NAME = r"^[^\p{Cc}]*\p{L}[^\p{Cc}]*$"
_ID = r"^[a-z0-9-]+$"
_URL = r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s\p{Cc}/?#][^\s\p{Cc}]*$"
_LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"
_PATH = r"^[^/\\:\p{Cc}][^\\:\p{Cc}]*$"
_SHA256 = r"^[0-9A-Fa-f]{64}$"

# JSON Schema has no portable \p{...}: these say the same without it, or a little less.
_PLAIN_TEXT = (
    r"^\s*[^\s\u0000-\u001f\u007f-\u009f]([^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f])?\s*$"
)
_PLAIN_NAME = (
    "^\\s*[^\\u0000-\\u001f\\u007f-\\u009f]*[A-Za-z\u00aa-\U0010ffff][^\\u0000-\\u001f\\u007f-\\u009f]*\\s*$"
)
_PLAIN_URL = r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s\u0000-\u001f\u007f-\u009f/?#][^\s\u0000-\u001f\u007f-\u009f]*$"
_PLAIN_PATH = r"^[^/\\:\u0000-\u001f\u007f-\u009f][^\\:\u0000-\u001f\u007f-\u009f]*$"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_POINTER = r"^(/([^~]|~[01])*)*$"

EXPECTED: Mapping[str, str] = MappingProxyType(
    {
        _TEXT: "text that is not empty and holds no control characters",
        _NAME: "a name with at least one letter and no control characters",
        _ID: 'lower-case letters, digits and hyphens, such as "2025-10-21-kemhan-unops"',
        _URL: "a web address that begins with http:// or https://",
        _LANGUAGE: 'a BCP 47 language tag, such as "id" or "en-GB"',
        _PATH: 'a path relative to the record\'s file, with "/" between its parts',
        _SHA256: "the 64 hexadecimal digits of a SHA-256",
    }
)
"""What each pattern asks for, in words."""


class NotNull:
    """Marks ``X | None``: absent is None in Python, but ``null`` is never written in a record."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        """Return the schema of X alone."""
        schema = handler(source)
        inner: CoreSchema = schema["schema"]
        return inner


class _OneOfCountries:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return core_schema.literal_schema(list(COUNTRY_CODES))


def _real_date(text: str) -> str:
    try:
        edtf.parse(text)
    except ValueError as error:
        raise PydanticCustomError("date", "{expected}", {"expected": str(error)}) from None
    return text


def _real_day(text: str) -> str:
    try:
        edtf.parse_day(text)
    except ValueError as error:
        raise PydanticCustomError("date", "{expected}", {"expected": str(error)}) from None
    return text


T = TypeVar("T")
Maybe: TypeAlias = Annotated[T | None, NotNull()]

Text: TypeAlias = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=_TEXT),
    WithJsonSchema({"type": "string", "pattern": _PLAIN_TEXT}),
]
Name: TypeAlias = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=_NAME),
    WithJsonSchema({"type": "string", "pattern": _PLAIN_NAME}),
]
FormatNumber: TypeAlias = Annotated[int, Field(strict=True, ge=1, le=1), WithJsonSchema({"const": 1})]
RecordId: TypeAlias = Annotated[str, StringConstraints(pattern=_ID)]
Address: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=_URL),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": _PLAIN_URL}),
]
Language: TypeAlias = Annotated[str, StringConstraints(pattern=_LANGUAGE)]
TextPath: TypeAlias = Annotated[
    str, StringConstraints(pattern=_PATH), WithJsonSchema({"type": "string", "pattern": _PLAIN_PATH})
]
Sha256: TypeAlias = Annotated[str, StringConstraints(pattern=_SHA256)]
Country: TypeAlias = Annotated[str, _OneOfCountries()]
Day: TypeAlias = Annotated[
    str, AfterValidator(_real_day), WithJsonSchema({"type": "string", "format": "date", "pattern": _DAY})
]
MeetingDate: TypeAlias = Annotated[
    str, AfterValidator(_real_date), WithJsonSchema({"type": "string", "pattern": edtf.PATTERN})
]
PointerText: TypeAlias = Annotated[
    str, WithJsonSchema({"type": "string", "format": "json-pointer", "pattern": _POINTER})
]
Offset: TypeAlias = Annotated[int, Field(strict=True, ge=0, le=2**53 - 1)]
