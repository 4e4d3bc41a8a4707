"""Four meetings of invented people, small enough to work every network of them out by hand.

meeting A, 10 March 2025: Sari, Bima (Indonesia), Kenta and an unnamed attaché (Japan); Belarus discussed
meeting B, 12 March 2025: Sari, Ana (Timor-Leste); Dewi is only quoted
meeting C, in June 2025: Sari, Kenta
meeting D, without a date: Bima, Rudi of a firm
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from defgraph import Record, build, open_store
from defgraph.namespaces import DEFAULT_BASE

if TYPE_CHECKING:
    from defgraph.store import Store

MINISTRY = "Kementerian Pertahanan"


def person(name: str | None, country: str, role: str, **keys: Any) -> dict[str, Any]:
    return {"country": country, "role": role} | ({"name": name} if name else {}) | keys


SARI = {"rank": "Letjen TNI", "position": "Sekretaris Jenderal", "organisation": MINISTRY}
KENTA = {"position": "Menteri Pertahanan", "organisation": "Ministry of Defense"}

RECORDS: list[dict[str, Any]] = [
    {
        "id": "2025-03-10-a",
        "article": {
            "url": "https://example.org/a",
            "title": "Sari receives Kenta",
            "publisher": "Harian Contoh",
            "published": "2025-03-11",
            "language": "en",
        },
        "meetings": [
            {
                "type": "courtesy-call",
                "date": "2025-03-10",
                "place": {"venue": "Balai Contoh", "city": "Jakarta", "country": "ID"},
                "participants": [
                    person("Sari Wijaya", "ID", "host", **SARI),
                    person("Bima Santoso", "ID", "accompanying", organisation=MINISTRY),
                    person("Kenta Mori", "JP", "guest", **KENTA),
                    person(None, "JP", "accompanying", position="Atase Pertahanan"),
                ],
                "partners": [
                    {"country": "JP", "status": "present"},
                    {"country": "BY", "status": "discussed"},
                ],
                "areas": ["logistics", "cyber-security"],
                "outcomes": [{"type": "mou-signed", "title": "Memorandum on cyber defence"}],
            },
            {
                "type": "bilateral-meeting",
                "date": "2025-03-12",
                "participants": [
                    person("Sari Wijaya", "ID", "host", **SARI),
                    person("Ana Silva", "TL", "guest", organisation=MINISTRY),
                    person("Dewi Lestari", "ID", "spokesperson", organisation=MINISTRY),
                ],
                "partners": [{"country": "TL", "status": "present"}],
                "areas": ["logistics"],
            },
        ],
    },
    {
        "id": "2025-06-15-c",
        "article": {"title": "Sari calls Kenta", "language": "en"},
        "meetings": [
            {
                "type": "bilateral-meeting",
                "date": "2025-06",
                "mode": "telephone",
                "participants": [
                    person("Sari Wijaya", "ID", "attendee", **SARI),
                    person("Kenta Mori", "JP", "attendee", **KENTA),
                ],
                "partners": [{"country": "JP", "status": "present"}],
                "areas": ["cyber-security"],
            }
        ],
    },
    {
        "id": "2025-07-01-d",
        "article": {"title": "Bima meets a firm", "language": "en"},
        "meetings": [
            {
                "type": "interagency-meeting",
                "participants": [
                    person("Bima Santoso", "ID", "host", organisation=MINISTRY),
                    person("Rudi Hartono", "ID", "guest", organisation="PT Contoh Jaya"),
                ],
                "partners": [{"organisation": "PT Contoh Jaya", "country": "ID", "status": "present"}],
            }
        ],
    },
]


def store_of(*records: dict[str, Any]) -> Store:
    store = open_store("memory")
    build([Record.model_validate(record) for record in records], store)
    return store


def iri(path: str) -> str:
    return DEFAULT_BASE + path


def term(path: str) -> str:
    return "https://w3id.org/defgraph/vocabulary/" + path


A, B = iri("meeting/2025-03-10-a/1"), iri("meeting/2025-03-10-a/2")
C, D = iri("meeting/2025-06-15-c/1"), iri("meeting/2025-07-01-d/1")
SARI_IRI, BIMA_IRI = iri("official/id/sari-wijaya"), iri("official/id/bima-santoso")
KENTA_IRI, ANA_IRI = iri("official/jp/kenta-mori"), iri("official/tl/ana-silva")
RUDI_IRI, DEWI_IRI = iri("official/id/rudi-hartono"), iri("official/id/dewi-lestari")
ARTICLE_A, ARTICLE_C = iri("article/2025-03-10-a"), iri("article/2025-06-15-c")
INDONESIA, JAPAN, TIMOR = term("country/ID"), term("country/JP"), term("country/TL")
BELARUS = term("country/BY")
LOGISTICS, CYBER = term("area/logistics"), term("area/cyber-security")
MINISTRY_ID = iri("organisation/id/kementerian-pertahanan")
MINISTRY_TL = iri("organisation/tl/kementerian-pertahanan")
MINISTRY_JP = iri("organisation/jp/ministry-of-defense")
