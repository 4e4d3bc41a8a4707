"""The fields of the form of a saved query: one for each of its parameters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from defgraph.namespaces import DG
from defgraph.ontology import area_id, country_code
from defgraph.pages.search import KINDS
from defgraph.queries.header import text_in
from defgraph.views.texts import clean, readable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from defgraph.pages.context import Context
    from defgraph.queries import Parameter, SavedQuery

_MOST_LISTED = 500
_SUGGESTED = {"official": "Official", "organisation": "Organisation", "meeting": "Meeting"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Args:
        name: of the parameter.
        label: what it is called.
        help: what it means.
        help_language: the language of that.
        control: ``select``, ``suggest``, ``date``, ``number`` or ``text``.
        value: what is in it.
        choices: what can be chosen: values with their labels.
        kind: the class of what is suggested.
        required: whether it has to be filled in.
        placeholder: what a value looks like.
        minimum: the least number.
        error: what is wrong with the value.
        notes: how the value was understood.
    """

    name: str
    label: str
    help: str
    help_language: str
    control: str
    value: str
    choices: Sequence[tuple[str, str]] = ()
    kind: str = ""
    required: bool = False
    placeholder: str = ""
    minimum: int | None = None
    error: str = ""
    notes: Sequence[str] = ()


def fields(
    context: Context,
    query: SavedQuery,
    given: Mapping[str, str],
    errors: Mapping[str, str],
    notes: Sequence[str],
) -> list[Field]:
    """Return the fields of a query, in the order of its parameters.

    Args:
        context: of the page.
        query: which query.
        given: the values of its parameters.
        errors: what is wrong with them, by name.
        notes: how they were understood; a note on one begins with its name and a colon.

    Raises:
        StoreError: the store failed.
    """
    found = []
    for name, parameter in query.parameters.items():
        said = [note.removeprefix(f"{name}: ") for note in notes if note.startswith(f"{name}: ")]
        value = given.get(name, "")
        found.append(_field(context, parameter, value, errors.get(name, ""), said))
    return found


def _field(context: Context, parameter: Parameter, value: str, error: str, notes: Sequence[str]) -> Field:
    control, kind, placeholder = "text", "", ""
    choices = _choices(context, parameter)
    match parameter.type:
        case "country" | "area":
            control, value = "select", _code(parameter.type, value)
        case "official" | "organisation" | "meeting":
            control, kind = "suggest", _SUGGESTED[parameter.type]
        case "integer":
            control = "number"
        case "date":
            control = "text" if parameter.whole else "date"
            placeholder = context.wording.words["form"]["date_hint"] if parameter.whole else ""
        case _ if parameter.values:
            control = "select"
        case _ if parameter.suggest in KINDS:
            control, kind = "suggest", parameter.suggest or ""
    if control == "select" and value and value not in dict(choices):
        choices = [*choices, (value, value)]
    help_, help_language = text_in(parameter, "description", context.language)
    return Field(
        name=parameter.name,
        label=field_label(context, parameter.name),
        help=help_,
        help_language=help_language,
        control=control,
        value=value or (parameter.default or ""),
        choices=choices,
        kind=kind,
        required=parameter.required,
        placeholder=placeholder,
        minimum=parameter.minimum,
        error=error,
        notes=notes,
    )


def _code(kind: str, text: str) -> str:
    """Return the code of the country or area that a text names; the text itself where it names none."""
    found = country_code(text) if kind == "country" else area_id(text)
    return found or text


def _choices(context: Context, parameter: Parameter) -> list[tuple[str, str]]:
    """Return what can be chosen, from what there is in the graph; nothing where it can be anything."""
    if parameter.type in {"country", "area"}:
        rows = context.ask("form-countries" if parameter.type == "country" else "form-areas")
        links = context.names.links(row.iri("thing") for row in rows)
        return [(link.iri.rpartition("/")[2], link.label) for link in links]
    if parameter.suggest and parameter.suggest not in KINDS:
        rows = context.ask("search-things", **{"class": [DG(parameter.suggest)]})
        names = sorted({clean(row.text("label")) for row in rows}, key=str.casefold)[:_MOST_LISTED]
        return [(name, name) for name in names]
    words = context.wording.words["form"]["values"]
    return [(value, words.get(value, readable(value))) for value in parameter.values]


def field_label(context: Context, name: str) -> str:
    """Return what a parameter or a column is called."""
    return str(context.wording.words["form"]["names"].get(name, readable(name)))
