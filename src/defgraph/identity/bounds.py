"""The register of tenures: a YAML file of the user's, with the days on which offices began and ended.

::

    tenures:
    - official: Sari Wijaya
      post: Sekretaris Jenderal
      organisation: Kementerian Pertahanan
      country: ID
      from: 2024-11-01
      to: 2026-03
      source: Keputusan Presiden 123/2024
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from defgraph.errors import InputError
from defgraph.identity.offices import Bound
from defgraph.ids import official_key, organisation_key, position_key
from defgraph.namespaces import DG
from defgraph.ontology import closest, country_code, organisation_kind
from defgraph.records import edtf

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_REQUIRED = ("official", "post", "source")
_KEYS = ("official", "post", "organisation", "country", "from", "to", "source")


class Tenure(NamedTuple):
    """One entry of the register: names as written, days ISO 8601, and the place in the file."""

    official: str
    post: str
    organisation: str | None
    country: str | None
    first: str | None
    last: str | None
    source: str
    place: str

    def bound(self) -> Bound:
        """Return the tenure with the keys that articles' graphs use for these names."""
        within = None
        if self.organisation is not None:
            of_no_state = organisation_kind(self.organisation) == DG("InternationalOrganisation")
            within = organisation_key(self.organisation, None if of_no_state else self.country)
        official = f"official/{official_key(self.official, self.country)}"
        post = f"position/{position_key(self.post, within, self.country)}"
        return Bound(official, post, self.first, self.last, self.source)


def read_tenures(path: Path) -> list[Tenure]:
    """Return the tenures of a register file, in its order.

    Raises:
        InputError: the file cannot be read, or an entry is wrong; each problem with its line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8 text"
        raise InputError(f"{path}: cannot be read: {reason}") from None
    return parse_tenures(text, str(path))


def parse_tenures(text: str, name: str) -> list[Tenure]:
    """Return the tenures in the text of a register file.

    Args:
        text: YAML. Every value is taken as it is written: ``NO`` is Norway, not false.
        name: what errors call the file.

    Raises:
        InputError: an entry is wrong; each problem with its line.
    """
    reader = _Reader(name)
    tenures = reader.read(text)
    if reader.problems:
        raise InputError("\n".join(reader.problems))
    return tenures


class _Wrong(Exception):  # noqa: N818 - never leaves this file
    """What is wrong with a value, and on which line."""

    def __init__(self, node: Any, found: str, expected: str) -> None:  # noqa: ANN401 - a node of PyYAML
        super().__init__(f"{found}; expected {expected}")
        self.line = node.start_mark.line + 1


class _Reader:
    """Reads one register file, and gathers what is wrong with it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.problems: list[str] = []

    def read(self, text: str) -> list[Tenure]:
        """Return the entries that are right."""
        try:
            root = yaml.compose(text, Loader=yaml.BaseLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = f", line {mark.line + 1}" if mark is not None else ""
            self.problems.append(f"{self._name}{line}: broken YAML; expected a list under `tenures`")
            return []
        found: list[Tenure] = []
        seen: dict[tuple[str, str], str] = {}
        try:
            entries = _entries(root)
        except _Wrong as wrong:
            self._report(wrong, "")
            return []
        for number, node in enumerate(entries, 1):
            place = f"{self._name}, line {node.start_mark.line + 1}, entry {number}"
            try:
                tenure = _tenure(node, place)
                _refuse_second(tenure, node, seen)
            except _Wrong as wrong:
                self._report(wrong, f", entry {number}")
            else:
                found.append(tenure)
        return found

    def _report(self, wrong: _Wrong, entry: str) -> None:
        self.problems.append(f"{self._name}, line {wrong.line}{entry}: {wrong}")


def _entries(root: Any) -> list[Any]:  # noqa: ANN401 - a node of PyYAML
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode):
        raise _Wrong(root, "no mapping", "a list under `tenures`")
    for key, value in root.value:
        if key.value != "tenures":
            raise _Wrong(key, f"the key `{key.value}`", "`tenures` alone")
        if isinstance(value, yaml.ScalarNode) and not value.value:
            return []
        if not isinstance(value, yaml.SequenceNode):
            raise _Wrong(value, "no list under `tenures`", "one entry a tenure")
        return list(value.value)
    return []


def _tenure(node: Any, place: str) -> Tenure:  # noqa: ANN401 - a node of PyYAML
    values = _values(node)
    for key in _REQUIRED:
        if key not in values:
            raise _Wrong(node, f"no `{key}`", "every entry to name " + ", ".join(f"`{k}`" for k in _REQUIRED))
    if "from" not in values and "to" not in values:
        raise _Wrong(node, "neither `from` nor `to`", "a first day, a last day or both")
    first, last = _day(values, "from"), _day(values, "to")
    if first is not None and last is not None and first > last:
        raise _Wrong(
            values["to"], f"`to` {last} before `from` {first}", "a tenure that begins before it ends"
        )
    return Tenure(
        values["official"].value.strip(),
        values["post"].value.strip(),
        _text(values, "organisation"),
        _country(values),
        first,
        last,
        values["source"].value.strip(),
        place,
    )


def _values(node: Any) -> Mapping[str, Any]:  # noqa: ANN401 - a node of PyYAML
    if not isinstance(node, yaml.MappingNode):
        raise _Wrong(node, "no mapping", "keys " + ", ".join(_KEYS))
    values = {}
    for key, value in node.value:
        name = key.value
        if name not in _KEYS:
            near = closest(str(name), _KEYS) if isinstance(name, str) else []
            hint = f"`{near[0]}`" if near else "one of " + ", ".join(_KEYS)
            raise _Wrong(key, f"the key `{name}`", hint)
        if name in values:
            raise _Wrong(key, f"`{name}` a second time", "it once")
        if not isinstance(value, yaml.ScalarNode):
            raise _Wrong(value, f"`{name}` is no text", "one value")
        if value.value.strip():
            values[name] = value
    return values


def _text(values: Mapping[str, Any], key: str) -> str | None:
    return values[key].value.strip() if key in values else None


def _country(values: Mapping[str, Any]) -> str | None:
    if "country" not in values:
        return None
    written = values["country"].value
    code = country_code(written)
    if code is None:
        raise _Wrong(
            values["country"], f"the country `{written}`", "an ISO 3166-1 code such as `ID`, or a name"
        )
    return code


def _day(values: Mapping[str, Any], key: str) -> str | None:
    """Return the first day of what ``from`` says, the last of what ``to`` says."""
    if key not in values:
        return None
    written = values[key].value.strip()
    try:
        if "/" in written:
            raise ValueError  # noqa: TRY301 - an interval is no end of one
        span = edtf.parse(written)
    except ValueError:
        raise _Wrong(values[key], f"`{key}` {written}", "a day (2025-10-21) or a month (2025-10)") from None
    return (span.first if key == "from" else span.last).isoformat()


def _refuse_second(tenure: Tenure, node: Any, seen: dict[tuple[str, str], str]) -> None:  # noqa: ANN401
    bound = tenure.bound()
    before = seen.setdefault((bound.official, bound.post), tenure.place)
    if before != tenure.place:
        raise _Wrong(node, f"{tenure.official} in this post a second time ({before})", "one entry for both")
