"""Seeded synthetic records: as many as asked for, with the skew that real ones have.

A few officials, countries and areas occur all the time and most hardly ever (Zipf's law), so indexes
and joins meet the sizes they would meet in ten years of press releases. The people are invented.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import accumulate

COUNTRIES = [
    "ID",
    "US",
    "AU",
    "JP",
    "MY",
    "SG",
    "CN",
    "IN",
    "FR",
    "TR",
    "KR",
    "PH",
    "TH",
    "VN",
    "GB",
    "RU",
    "SA",
    "AE",
    "BN",
    "DE",
    "NL",
    "PK",
    "IT",
    "NZ",
    "KH",
    "LA",
    "BY",
    "JO",
    "ZA",
    "BR",
]
AREAS = [
    "defence-cooperation",
    "education-training",
    "joint-exercise",
    "defence-industry",
    "maritime-security",
    "logistics",
    "space",
    "regional-security",
    "capacity-building",
    "policy-dialogue",
    "peacekeeping",
    "cyber-security",
    "border-security",
]
TYPES = ("courtesy-call", "bilateral-meeting", "multilateral-meeting", "official-visit", "strategic-dialogue")
FIRST = [
    "Rani",
    "Dewa",
    "Bima",
    "Sekar",
    "Odile",
    "Marek",
    "Aiko",
    "Tomas",
    "Lien",
    "Yusuf",
    "Farida",
    "Henk",
    "Paula",
    "Idris",
    "Mei",
    "Arjun",
]
LAST = [
    "Kusuma",
    "Mahendra",
    "Nugraha",
    "Laksmi",
    "Marchand",
    "Novak",
    "Tanabe",
    "Reyes",
    "Pham",
    "Osman",
    "Haddad",
    "Visser",
    "Costa",
    "Bello",
]
RANKS = ("Letjen TNI", "Mayjen TNI", "Brigjen TNI", "Admiral", "Colonel", None, None)
POSTS = ("Menteri Pertahanan", "Sekretaris Jenderal", "Duta Besar", "Chief of Navy", "Atase Pertahanan")
OFFICIALS_PER_COUNTRY = 400


class Zipf:
    """Draws an item, the n-th with a probability falling as 1/n."""

    def __init__(self, items: list) -> None:
        self._items = items
        self._weights = list(accumulate(1 / n for n in range(1, len(items) + 1)))

    def draw(self, chance: random.Random):
        return chance.choices(self._items, cum_weights=self._weights)[0]


def officials(country: str) -> Zipf:
    chance = random.Random(country)
    people = []
    for number in range(OFFICIALS_PER_COUNTRY):
        name = f"{chance.choice(FIRST)} {chance.choice(LAST)} {chance.choice(LAST)} {number:03d}"
        person = {"name": name, "position": chance.choice(POSTS), "organisation": "Kementerian Pertahanan"}
        rank = chance.choice(RANKS)
        people.append(person | ({"rank": rank} if rank else {}) | {"country": country})
    return Zipf(people)


def records(count: int, seed: int = 1):
    """Yield ``count`` records as JSON data; the first ones are the same whatever the count."""
    people = {country: officials(country) for country in COUNTRIES}
    partners, areas = Zipf(COUNTRIES[1:]), Zipf(AREAS)
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        day = date(2010, 1, 1) + timedelta(days=chance.randrange(5800))
        partner = partners.draw(chance)
        participants = {}
        for place in range(chance.randint(2, 7)):
            person = people["ID" if place % 2 == 0 else partner].draw(chance)
            role = ("host", "guest")[place] if place < 2 else "accompanying"
            participants[person["name"]] = person | {"role": role}
        yield {
            "id": f"{day}-synthetic-{number}",
            "article": {
                "title": f"Pertemuan {number}",
                "publisher": f"Harian {number % 7}",
                "language": "id",
            },
            "meetings": [
                {
                    "type": chance.choice(TYPES),
                    "date": str(day),
                    "place": {"city": "Jakarta", "country": "ID"},
                    "participants": list(participants.values()),
                    "partners": [
                        {"country": partner, "status": chance.choice(("present", "present", "discussed"))}
                    ],
                    "areas": sorted({areas.draw(chance) for _ in range(3)}),
                }
            ],
            "evidence": [{"for": "/meetings/0/participants/0", "start": 10, "end": 30}],
        }
