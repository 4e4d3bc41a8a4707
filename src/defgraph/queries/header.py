"""The header of a saved query: what it answers, and which parameters it takes.

It is YAML in comment lines that begin with ``#+``, the convention of grlc.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import yaml

from defgraph.errors import QueryError
from defgraph.namespaces import DG
from defgraph.ontology import closest, term_label
from defgraph.queries.injection import PREFIX, parameter_names
from defgraph.queries.lexer import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

MARK = "#+"
TYPES = ("country", "official", "organisation", "area", "meeting", "date", "integer", "text")
"""What a parameter can be."""

_KEYS = ("summary", "summary_id", "description", "description_id", "tags", "parameters", "lists")
_PARAMETER_KEYS = (
    "type",
    "description",
    "description_id",
    "default",
    "required",
    "values",
    "minimum",
    "whole",
    "use",
    "suggest",
)
_CHOICES = MappingProxyType(
    {"type": TYPES, "whole": ("first", "last"), "required": ("true", "false"), "use": ("value", "limit")}
)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Leaves every scalar a text; YAML 1.1 would read the name "on" as true. The one in C is not everywhere."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a saved query.

    ``values`` lists what a text may be (empty: anything), ``minimum`` the least an integer may be.
    ``whole`` says which of its days a month or a year stands for (None: a date is a day). A parameter
    with ``use`` ``"limit"`` is how many rows to return, and no variable of the query. ``suggest`` is the
    class (its name in the ontology) whose things a text names by their labels.
    """

    name: str
    type: str
    description: str = ""
    description_id: str = ""
    default: str | None = None
    required: bool = False
    values: tuple[str, ...] = ()
    minimum: int | None = None
    whole: str | None = None
    use: str = "value"
    suggest: str | None = None


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query file: its header, and the text that runs as it stands.

    What ends in ``_id`` is in Indonesian (:func:`text_in`). ``lists`` names columns whose cells are lists.
    ``problem`` says why the file cannot be used, and is empty where it can.
    """

    name: str
    summary: str
    summary_id: str
    description: str
    description_id: str
    tags: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    lists: tuple[str, ...]
    text: str
    path: Path
    problem: str = ""


def text_in(told: SavedQuery | Parameter, field: str, language: str) -> tuple[str, str]:
    """Return a text of a header in a language, or else the English one, and which language that is.

    Args:
        told: what it is about.
        field: ``summary`` or ``description``.
        language: ``en`` or ``id``.
    """
    own: str = getattr(told, f"{field}_id") if language == "id" else ""
    return (own, language) if own else (getattr(told, field), "en")


def read_query(path: Path) -> SavedQuery:
    """Read a query file.

    Raises:
        QueryError: it is no UTF-8 text, or its header breaks the rules; the message names file and line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: cannot be read: {error}") from None
    return parse_query(text, path)


@lru_cache(maxsize=256)
def parse_query(text: str, path: Path) -> SavedQuery:
    """Return the saved query that ``text``, read from ``path``, is.

    Raises:
        QueryError: its header breaks the rules; the message names file and line.
    """
    header = _Header(text, path)
    fields = header.mapping(header.load(), "the header", _KEYS)
    if not header.text_of(fields, "summary"):
        raise header.error("a summary is missing; begin with: #+ summary: what the query answers")
    parameters = header.parameters(fields.get("parameters") or {})
    query = SavedQuery(
        name=path.stem,
        summary=header.text_of(fields, "summary"),
        summary_id=header.text_of(fields, "summary_id"),
        description=header.text_of(fields, "description"),
        description_id=header.text_of(fields, "description_id"),
        tags=header.words(fields, "tags"),
        parameters=MappingProxyType(parameters),
        lists=header.words(fields, "lists"),
        text=text,
        path=path,
    )
    header.check_variables(parameters)
    return query


class _Header:
    """Reads the header of one file, and says where it is wrong."""

    def __init__(self, text: str, path: Path) -> None:
        self._text = text
        self._path = path
        self._lines = text.splitlines()

    def error(self, message: str, line: int = 1) -> QueryError:
        """Return the error of this file at ``line``, counted from 1."""
        return QueryError(f"{self._path}:{line}: {message}")

    def load(self) -> object:
        """Return the YAML of the header; other lines count as empty, so that line numbers hold."""
        marked = (line.removeprefix(MARK) if line.startswith(MARK) else "" for line in self._lines)
        try:
            return yaml.load("\n".join(marked), Loader=_LOADER) or {}  # noqa: S506 - builds no objects
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark is not None else 1
            raise self.error(f"the header is no YAML: {getattr(error, 'problem', error)}", line) from None

    def line_of(self, key: object) -> int:
        """Return the line on which ``key`` stands in the header; 1 when it cannot be found."""
        found = re.compile(rf"^{re.escape(MARK)}.*?(?<![\w-])['\"]?{re.escape(str(key))}['\"]?\s*:")
        return next((number for number, line in enumerate(self._lines, start=1) if found.match(line)), 1)

    def mapping(self, found: object, what: str, keys: Iterable[str] | None = None) -> dict[str, Any]:
        """Return ``found`` when it is a mapping of ``keys`` alone (None: of any keys)."""
        if not isinstance(found, dict):
            raise self.error(f"{what} is {found!r}; expected keys and values")
        allowed = None if keys is None else tuple(keys)
        for key in found:
            if allowed is not None and key not in allowed:
                near = closest(str(key), allowed, limit=1)
                hint = f"did you mean {near[0]}?" if near else f"expected one of {', '.join(allowed)}"
                raise self.error(f"unknown key {key!r} in {what}; {hint}", self.line_of(key))
        return found

    def text_of(self, fields: Mapping[str, Any], key: str) -> str:
        """Return a text value, or an empty text where there is none."""
        found = fields.get(key, "")
        if not isinstance(found, str):
            raise self.error(f"{key} is {found!r}; expected a text", self.line_of(key))
        return found.strip()

    def words(self, fields: Mapping[str, Any], key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        found = fields.get(key) or []
        if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
            raise self.error(f"{key} is {found!r}; expected a list of texts", self.line_of(key))
        return tuple(found)

    def parameters(self, found: object) -> dict[str, Parameter]:
        """Return the parameters that the header declares."""
        declared = self.mapping(found, "parameters")
        return {name: self._parameter(name, fields) for name, fields in declared.items()}

    def _parameter(self, name: object, found: object) -> Parameter:
        line = self.line_of(name)
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise self.error(f"parameter {name!r}: expected a name in small letters, digits and _", line)
        fields = self.mapping(found, f"parameter {name}", _PARAMETER_KEYS)
        for key, choices in _CHOICES.items():
            if key in fields and fields[key] not in choices:
                raise self.error(
                    f"parameter {name}: {key} is {fields[key]!r}; expected one of {', '.join(choices)}", line
                )
        minimum = self.text_of(fields, "minimum")
        if minimum and not minimum.isdecimal():
            raise self.error(f"parameter {name}: minimum is {minimum!r}; expected a whole number", line)
        if "type" not in fields:
            raise self.error(f"parameter {name}: a type is missing; expected one of {', '.join(TYPES)}", line)
        return Parameter(
            name=name,
            type=fields["type"],
            description=self.text_of(fields, "description"),
            description_id=self.text_of(fields, "description_id"),
            default=self.text_of(fields, "default") or None,
            required=fields.get("required") == "true",
            values=self.words(fields, "values"),
            minimum=int(minimum) if minimum else None,
            whole=fields.get("whole"),
            use=fields.get("use", "value"),
            suggest=self._class(name, fields, line),
        )

    def _class(self, name: str, fields: Mapping[str, Any], line: int) -> str | None:
        """Return the class whose labels a parameter is compared with, if the header names one."""
        found = self.text_of(fields, "suggest")
        if not found:
            return None
        if fields["type"] != "text" or "values" in fields:
            raise self.error(f"parameter {name}: suggest is for a text that can be anything", line)
        if not found.isidentifier() or term_label(DG(found), "en") is None:
            expected = "a class of the ontology, such as Position"
            raise self.error(f"parameter {name}: suggest is {found!r}; expected {expected}", line)
        return found

    def check_variables(self, parameters: Mapping[str, Parameter]) -> None:
        """Raise unless the parameters are just the variables ``?_p`` of the query."""
        for token in tokens(self._text):
            if token.kind != "string" and (token.text == "\\" or re.search(r"\\[uU]", token.text)):
                line = self._text.count("\n", 0, token.start) + 1
                raise self.error("a character is written by its code outside a string; write it out", line)
        used = parameter_names(self._text)
        bound = {name for name, parameter in parameters.items() if parameter.use == "value"}
        for name in sorted(bound - used):
            line = self.line_of(name)
            raise self.error(
                f"parameter {name} is declared, but ?{PREFIX}{name} is not used in the query", line
            )
        for name in sorted(used - bound):
            variable = re.search(rf"[?$]{PREFIX}{name}\b", self._text)
            line = self._text.count("\n", 0, variable.start()) + 1 if variable else 1
            raise self.error(f"?{PREFIX}{name} is used, but the header declares no parameter {name}", line)
