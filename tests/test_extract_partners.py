"""The other side of a meeting."""

import pytest

from defgraph.extract.partners import find_partners
from extract_reading import scenes


def partners(text: str) -> list[tuple[str, str]]:
    story, found = scenes(text)
    return [
        (p.entry.get("country") or p.entry["organisation"], p.entry["status"])
        for scene in found
        for p in find_partners(story, scene)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Menhan RI Bagas Wira bertemu Menhan Fiji Jone Vula.", [("FJ", "present")]),
        ("Tongan Defence Minister Sione Fifita met Fijian Defence Minister Jone Vula.", [("TO", "present"), ("FJ", "present")]),
        ("Menhan Bagas Wira menerima kunjungan kehormatan delegasi Fiji di Jakarta.", [("FJ", "present")]),
        ("Menhan Bagas Wira menerima Kepala BSSN Letjen TNI Adi Karsa di Jakarta.", [("Badan Siber dan Sandi Negara", "present")]),
        ("Menhan Bagas Wira menerima Kepala BSSN Letjen TNI Adi Karsa. Mereka membahas kerja sama dengan Fiji.", [("Badan Siber dan Sandi Negara", "present"), ("FJ", "discussed")]),
        ("Sekjen Kemhan Letjen TNI Adi Karsa menerima kunjungan delegasi UNOPS di Jakarta.", [("United Nations Office for Project Services", "present")]),
        ("Menhan RI Bagas Wira menghadiri konferensi di Suva. Pesertanya datang dari Fiji, Tonga, Samoa, dan Palau.", [("FJ", "present"), ("TO", "present"), ("WS", "present"), ("PW", "present")]),
        ("Deputi Politik Luar Negeri Kemenko Polkam Adi Karsa bertemu Dirjen Strahan Kemhan Mayjen TNI Rano. Mereka membahas kerja sama dengan Fiji.", [("FJ", "discussed")]),
        ("Menhan Bagas Wira menerima Deputi Politik Luar Negeri Kemenko Polkam Adi Karsa di Kantor Kemhan. Mereka membahas kerja sama dengan Fiji.", [("Kementerian Koordinator Bidang Politik dan Keamanan", "present"), ("FJ", "discussed")]),
        ("Menhan Bagas Wira memimpin rapat pagi.", []),
        ("Menhan Bagas Wira menerima Kepala BSSN Letjen TNI Adi Karsa. Mereka pernah bertemu Menhan Fiji.", [("Badan Siber dan Sandi Negara", "present")]),
        ("Menhan Bagas Wira menerima Kepala BSSN Letjen TNI Adi Karsa. Mereka membahas Dewan Keamanan PBB.", [("Badan Siber dan Sandi Negara", "present")]),
        ("Menhan Bagas Wira menerima Direktur Utama PT Pindad Adi Karsa di Jakarta.", [("ID", "present")]),
        ("MoU diteken Kepala Basarnas Marsdya TNI Adi Karsa dan Menteri Transportasi Fiji Jone Vula.", [("FJ", "present"), ("Badan Nasional Pencarian dan Pertolongan", "present")]),
        ("Menhan RI Bagas Wira menghadiri konferensi di Suva bersama Menhan Fiji Jone Vula dan Menhan Tonga Sione Fifita. Samoa ikut sebagai peninjau.", [("FJ", "present"), ("TO", "present"), ("WS", "present")]),
        ("Menhan RI Bagas Wira menghadiri konferensi di Suva bersama Menhan Fiji Jone Vula dan Menhan Tonga Sione Fifita. Hadir pula delegasi Samoa, sedangkan Palau tidak mengirim utusan.", [("FJ", "present"), ("TO", "present"), ("WS", "present")]),
        ("Menhan RI Bagas Wira menghadiri konferensi di Suva bersama Menhan Fiji Jone Vula dan Menhan Tonga Sione Fifita. Komite Internasional Palang Merah (ICRC) mengirim pakar.", [("FJ", "present"), ("TO", "present"), ("Komite Internasional Palang Merah", "present")]),
        ("Indonesian Deputy Minister Bagas Wira met Jone Vula, EEAS Deputy Secretary General, in Brussels.", [("European Union", "present")]),
        ("Rombongan Kemenko Polkam datang. Deputi Politik Luar Negeri Kemenko Polkam Adi Karsa bertemu Dirjen Strahan Kemhan Mayjen TNI Rano. Mereka membahas kerja sama dengan Fiji.", [("Kementerian Koordinator Bidang Politik dan Keamanan", "present"), ("FJ", "discussed")]),
    ],
)  # fmt: skip
def test_are(text, expected):
    assert partners(text) == expected
