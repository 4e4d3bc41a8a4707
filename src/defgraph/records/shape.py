"""The shape of a record, read off the models: which keys stand where, and what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from defgraph.records.models import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from defgraph.records.problems import Path


class Key(NamedTuple):
    """One key of an object.

    Args:
        name: the key as it is written.
        inner: the model of the object (or the objects of the list) it holds, if any.
        many: whether it holds a list.
        number: whether it holds a whole number.
        allowed: the values it may hold, when it has a closed vocabulary.
        description: what it says.
    """

    name: str
    inner: type[BaseModel] | None
    many: bool
    number: bool
    allowed: tuple[str, ...]
    description: str


def keys(model: type[BaseModel]) -> dict[str, Key]:
    """Return the keys of ``model``, in order."""
    found = (
        Key(
            field.alias or name,
            _inner(field.annotation),
            get_origin(field.annotation) is tuple,
            int in _parts(field.annotation),
            tuple(part for part in _parts(field.annotation) if isinstance(part, str)),
            field.description or "",
        )
        for name, field in model.model_fields.items()
    )
    return {key.name: key for key in found}


def model_at(path: Path) -> type[BaseModel]:
    """Return the model of the object at ``path``, where only keys of the models lead."""
    model: type[BaseModel] = Record
    for step in path:
        if isinstance(step, str):
            model = keys(model)[step].inner or model
    return model


def _inner(annotation: object) -> type[BaseModel] | None:
    models = (part for part in _parts(annotation) if isinstance(part, type) and issubclass(part, BaseModel))
    return next(models, None)


def _parts(annotation: object) -> Iterator[object]:
    inner = get_args(annotation)
    if not inner:
        yield annotation
    for part in inner:
        yield from _parts(part)
