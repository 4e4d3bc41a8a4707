"""Small records about invented people, for tests that need one."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from defgraph import Record


def person(name: str | None = None, **keys: Any) -> dict[str, Any]:
    return {"role": "attendee"} | ({"name": name} if name else {}) | keys


def meeting(**keys: Any) -> dict[str, Any]:
    return {"type": "courtesy-call", "date": "2025-03-04"} | keys


def record(id: str = "2025-03-04-a", *meetings: dict[str, Any], **keys: Any) -> Record:
    return Record.model_validate({"id": id, "article": {}, "meetings": list(meetings) or [meeting()]} | keys)


_NAMES = [
    "Rani Kusuma",
    "RANI KUSUMA",
    "Letjen TNI Rani Kusuma",
    "Dewa Mahendra",
    "Mahendra",
    "Nguyễn Văn Ái",
]
_POSTS = ["Sekretaris Jenderal", "Duta Besar", "Chief of Navy"]
_ORGANISATIONS = ["Kementerian Pertahanan", "KEMENTERIAN PERTAHANAN", "United Nations", "PT Baja Samudra"]
_COUNTRIES = ["ID", "MY", "FR"]


def _some(**strategies: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=strategies)


_people = st.builds(
    lambda who, more: who | more,
    st.one_of(
        st.fixed_dictionaries(
            {"name": st.sampled_from(_NAMES)}, optional={"position": st.sampled_from(_POSTS)}
        ),
        st.fixed_dictionaries({"position": st.sampled_from(_POSTS)}),
    ),
    _some(
        organisation=st.sampled_from(_ORGANISATIONS),
        country=st.sampled_from(_COUNTRIES),
        role=st.sampled_from(["host", "guest", "spokesperson"]),
        rank=st.sampled_from(["Letjen TNI", "H.E.", "Admiral"]),
    ),
)
_partners = st.builds(
    lambda who, status: who | {"status": status},
    st.one_of(
        st.fixed_dictionaries({"country": st.sampled_from(_COUNTRIES)}),
        st.fixed_dictionaries(
            {"organisation": st.sampled_from(_ORGANISATIONS)}, optional={"abbreviation": st.just("KP")}
        ),
    ),
    st.sampled_from(["present", "discussed"]),
)
_meetings = st.fixed_dictionaries(
    {"type": st.sampled_from(["courtesy-call", "signing-ceremony"])},
    optional={
        "date": st.sampled_from(["2024-01-31", "2024-02", "2024-12-30/2025-01-02"]),
        "place": _some(city=st.sampled_from(["Jakarta", "Paris"]), country=st.sampled_from(_COUNTRIES)),
        "participants": st.lists(_people, max_size=4),
        "partners": st.lists(_partners, max_size=2),
        "areas": st.lists(st.sampled_from(["logistics", "space"]), unique=True),
        "outcomes": st.just([{"type": "mou-signed", "title": 'A "title"'}]),
    },
)


def records(ids: list[str]) -> st.SearchStrategy[Record]:
    """Records whose ids are among ``ids``."""
    return st.builds(
        lambda id, meetings, publisher: record(id, *meetings, article={"publisher": publisher}),
        st.sampled_from(ids),
        st.lists(_meetings, min_size=1, max_size=2),
        st.sampled_from(["Harian Satu", "HARIAN SATU", "Kantor Berita Dua"]),
    )
