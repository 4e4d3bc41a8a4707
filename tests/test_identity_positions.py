"""Posts are one by the register or by the same words in one body; never across bodies or states."""

from __future__ import annotations

import pytest

from defgraph.identity.evidence import PositionEvidence
from defgraph.identity.positions import MERGE, SUGGEST, blocks, compare
from defgraph.identity.register import shipped_register
from defgraph.ids import organisation_key, position_key

DEFENCE = "Kementerian Pertahanan"


def of(title: str, body: str | None = DEFENCE, country: str | None = "ID") -> PositionEvidence:
    organisation = organisation_key(body, country) if body else None
    key = f"position/{position_key(title, organisation, country)}"
    return PositionEvidence(key, (title,), organisation and f"organisation/{organisation}", body, country)


def verdict(a: PositionEvidence, b: PositionEvidence) -> str:
    register = shipped_register()
    found = compare(a, b, register)
    assert found == compare(b, a, register)
    if found.score >= SUGGEST:
        assert blocks(a.key, register) & blocks(b.key, register)
    if found.against:
        return "apart"
    return "one" if found.score >= MERGE else "perhaps" if found.score >= SUGGEST else "no"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (of("Menhan", None), of("Menteri Pertahanan")),
        (of("Defence Minister", "Ministry of Defence"), of("Menteri Pertahanan RI")),
        (of("Panglima", "Tentara Nasional Indonesia"), of("Panglima TNI", None)),
        (of("Dirjen Strahan Kemhan", None), of("Direktur Jenderal Strategi Pertahanan", "Kemhan")),
        (
            of("menteri pertahanan", "kementerian pertahanan ri"),
            of("minister of defence", "ministry of defence"),
        ),
        (of("Direktur Latihan Pelangi"), of("Director of Pelangi Training")),
        (of("Kepala Biro Pelangi Kemhan"), of("Kepala Biro Pelangi")),
        (of("Direktur Pelangi Nusantara"), of("Direktur Pelanggi Nusantara")),
        (of("Ketua Bidang Pelangi", "Badan Lentera"), of("Chair for Pelangi", "Badan Lentera")),
    ],
)
def test_one(one: PositionEvidence, other: PositionEvidence) -> None:
    assert verdict(one, other) == "one"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (of("Menteri Pertahanan"), of("Menteri Pertahanan", country="MY"), "apart"),
        (of("Menteri Pertahanan"), of("Wakil Menteri Pertahanan"), "apart"),
        (of("Kepala Staf Angkatan Laut", None), of("Kepala Staf Angkatan Darat", None), "apart"),
        (of("Direktur Utama", "PT Lentera"), of("Direktur Utama", "PT Pelangi"), "apart"),
        (of("Plt. Direktur Pelangi Nusantara"), of("Direktur Pelangi Nusantara"), "apart"),
        (of("Plt. Sekretaris Jenderal"), of("Sekretaris Jenderal"), "apart"),
        (of("Direktur Pelangi"), of("Direktur Pelangi Nusantara"), "perhaps"),
        (of("Direktur Pelangi Nusantara", None), of("Direktur Pelangi Nusantara"), "perhaps"),
        (of("Direktur Lentera"), of("Direktur Pelangi"), "no"),
        (of("Ketua", None), of("Ketua", "Badan Lentera"), "no"),
        (of("Panglima Komando Pelangi I"), of("Panglima Komando Pelangi II"), "no"),
    ],
)
def test_near_misses(one: PositionEvidence, other: PositionEvidence, expected: str) -> None:
    assert verdict(one, other) == expected


def test_reasons_are_in_words() -> None:
    found = compare(of("Menhan", None), of("Menteri Pertahanan"), shipped_register())
    assert found.reasons == ("the register has both as Minister of Defence (id/ministry-of-defence)",)
    found = compare(
        of("Direktur Utama", "PT Lentera"), of("Direktur Utama", "PT Pelangi"), shipped_register()
    )
    assert found.against == ("posts of two bodies",)
