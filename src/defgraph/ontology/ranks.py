"""Ranks as written, in Indonesian or English, to rank concepts."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from defgraph.namespaces import RANK
from defgraph.ontology.concepts import names
from defgraph.ontology.files import SCHEME_FILES
from defgraph.ontology.words import fold, word_set

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import NamedNode

_BEFORE = word_set("bapak dr e excellency h he her his mulia prof the yang")
_AFTER = word_set(
    "ad al au bakamla basarnas mar marine marines marinir raaf raf ran ri rn the tni",  # the service
    "usa usaf usmc usn",
    "hor kehormatan purn purnawirawan ret retd retired rtd",  # retired, or an honour
    "adm arh arm caj cba chb chk ckm cku cpl cpm cpn ctp czi e inf k kal kav kes kh lek nav p",  # the corps
    "pas pm pnb psk s sus t tek",
)


@cache
def _by_name() -> Mapping[str, NamedNode]:
    found = {
        _key(fold(name).split()): concept for concept, name in names(SCHEME_FILES["rank"]) if concept in RANK
    }
    return MappingProxyType(found)


def _key(words: list[str]) -> str:
    return "".join(words)


def rank_concept(written: str) -> NamedNode | None:
    """Return the rank concept that ``written`` names; None where it names no rank.

    Case, spaces, punctuation, the service, the corps and retirement do not count: ``Letjen TNI
    (Purn.)``, ``LETJEN`` and ``Lt.Gen. (Ret.)`` are one rank. A style of address (H.E., Dubes) is none.

    Args:
        written: the rank in the words of the article.
    """
    by_name = _by_name()
    words = fold(written).split()
    while words and words[0] in _BEFORE:
        del words[0]
    found = by_name.get("".join(words))
    if found is None:
        found = by_name.get("".join(words[:1] + [word for word in words[1:] if word not in _AFTER]))
    return found
