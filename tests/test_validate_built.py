"""What a build writes conforms to the shapes."""

from __future__ import annotations

import pytest

from conftest import ROOT
from defgraph import build, open_store
from defgraph.identity.judgements import Judgement, Judgements
from defgraph.identity.offices import Bound
from defgraph.namespaces import DG
from defgraph.validate import validate
from record_factory import meeting, person, record


@pytest.mark.parametrize("folder", ["tests/competency/records", "data/records"])
def test_what_is_built_from_records_conforms(folder: str) -> None:
    with open_store("memory") as store:
        build(ROOT / folder, store)
        assert validate(store.quads()).findings == ()


MINISTRY = {"organisation": "Kementerian Pertahanan", "country": "ID"}
SECRETARY = {"position": "Sekretaris Jenderal", **MINISTRY}
HOST = person("Rani Dyah Kusumaningtyas", role="host", **SECRETARY)
GUEST = person("Ahmad Zulkarnain", role="guest", position="Menteri Pertahanan", country="MY")
PARTNERS = [{"country": "MY", "status": "present"}, {"organisation": "Kemhan", "status": "discussed"}]
OUTCOMES = [{"type": "mou-signed"}]
CALL = meeting(participants=[HOST, GUEST], partners=PARTNERS, outcomes=OUTCOMES)
VARIANT = HOST | {"name": "Rani D. Kusumaningtyas"}
RECORDS = [
    record("a", CALL),
    record("b", CALL | {"type": "bilateral-meeting", "participants": [VARIANT, GUEST]}, status="draft"),
    record("c", meeting(date="2025-03-17", participants=[person(role="accompanying", **SECRETARY)])),
    record("d", meeting(date="2025-06-01", participants=[person("Dewa Mahendra", **SECRETARY)])),
]
RANI, DEWA = "official/id/rani-dyah-kusumaningtyas", "official/id/dewa-mahendra"
SECRETARY_POST = "position/id/kementerian-pertahanan/sekretaris-jenderal"
MINISTER_POST = "position/my/-/menteri-pertahanan"
JUDGED = Judgements([Judgement("different", RANI, DEWA, "2026-01-02", "dewi", "two faces")])
BOUNDS = [
    Bound(RANI, SECRETARY_POST, "2024-11-01", "2025-05-30", "Keppres 1/2024"),
    Bound(DEWA, MINISTER_POST, "2019-11-01", None, "Keppres 1/2019"),
    Bound("official/id/nobody-knows", MINISTER_POST, None, "2019-10-31", "Keppres 1/2009"),
]
CLASSES = {"Report", "Choice", "Reading", "Judgement", "TenureBound"}
PROPERTIES = {"inferredParticipant", "joinedBecause", "heldFrom"}


def test_what_is_merged_chosen_judged_bounded_and_inferred_conforms() -> None:
    with open_store("memory") as store:
        build(RECORDS, store, judgements=JUDGED, bounds=BOUNDS)
        assert {name for name in CLASSES if store.ask(f"ASK {{ ?x a {DG(name)} }}")} == CLASSES
        assert {name for name in PROPERTIES if store.ask(f"ASK {{ ?x {DG(name)} ?y }}")} == PROPERTIES
        assert len(store.select(f"SELECT ?m {{ ?m a {DG('Meeting')} }}").rows) == 3
        assert validate(store.quads()).findings == ()
