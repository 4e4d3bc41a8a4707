"""Who receives and who visits."""

import pytest

from defgraph.extract.pipeline import extract


def hosts(text: str) -> dict[str | None, str | None]:
    meeting = extract(text).meetings[0]
    return {p.name: p.role for p in meeting.participants}


@pytest.mark.parametrize(
    ("text", "bagas", "vula"),
    [
        ("Menhan RI Bagas Wira bertemu Menhan Fiji Jone Vula di Jakarta, Senin (3/2/2025).", "host", "guest"),
        ("Menhan RI Bagas Wira bertemu Menhan Fiji Jone Vula di Suva, Fiji, Senin (3/2/2025).", "guest", "host"),
        ("Menhan RI Bagas Wira bertemu Menhan Fiji Jone Vula di Singapura, Senin (3/2/2025).", "attendee", "attendee"),
        ("Menhan RI Bagas Wira menelepon Menhan Fiji Jone Vula, Senin (3/2/2025).", "attendee", "attendee"),
        ("Menhan RI Bagas Wira menerima Menhan Fiji Jone Vula.", "host", "guest"),
        ("Menhan RI Bagas Wira mengunjungi Menhan Fiji Jone Vula.", "guest", "host"),
        ("Menhan RI Bagas Wira diterima Menhan Fiji Jone Vula.", "guest", "host"),
        ("Menhan RI Bagas Wira bertemu Menhan Fiji Jone Vula di KBRI Suva, Fiji, Senin (3/2/2025).", "host", "guest"),
        ("Pertemuan Menhan RI Bagas Wira dan Menhan Fiji Jone Vula. Fiji menjadi tamu, tuan rumah diwakili Bagas.", "host", "guest"),
        ("Di Apia, Samoa, Menhan Fiji Jone Vula bertemu Menhan RI Bagas Wira yang menjadi tuan rumah.", "host", "guest"),
        ("Di kapal yang sandar di Jakarta, Menhan RI Bagas Wira bertemu Menhan Fiji Jone Vula sebagai tuan rumah.", "guest", "host"),
        ("Menhan RI Bagas Wira bertemu Menhan Fiji Jone Vula di Fiji International Centre, Senin (3/2/2025).", "guest", "host"),
        ("Di Singapura, Menhan RI Bagas Wira bertemu tamunya, Menhan Fiji Jone Vula.", "host", "guest"),
        ("Di Singapura, Menhan RI Bagas Wira bertemu tuan rumahnya, Menhan Fiji Jone Vula.", "guest", "host"),
    ],
)  # fmt: skip
def test_by_place_or_by_verb(text, bagas, vula):
    assert hosts(text) == {"Bagas Wira": bagas, "Jone Vula": vula}


def test_among_indonesians_it_is_the_house():
    text = "Menhan Bagas Wira mendatangi Panglima TNI Jenderal TNI Adi Karsa di Mabes TNI, Jakarta, Senin (3/2/2025)."
    assert hosts(text) == {"Bagas Wira": "guest", "Adi Karsa": "host"}


def test_the_chair_of_a_forum_is_its_host():
    text = (
        "Menhan RI Bagas Wira menghadiri konferensi keamanan di Suva, Fiji, Senin (3/2/2025). Konferensi dipimpin"
        " Menhan Fiji Jone Vula."
    )
    assert hosts(text) == {"Bagas Wira": "attendee", "Jone Vula": "host"}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Menhan RI Jone Vula bertemu delegasi Fiji di Suva, Fiji, Senin (3/2/2025).", "guest"),
        ("Menhan RI Jone Vula mengunjungi delegasi Fiji, Senin (3/2/2025).", "guest"),
        ("Courtesy call delegasi Fiji diterima Menhan RI Jone Vula, Senin (3/2/2025).", "host"),
        ("Menhan RI Jone Vula menerima kunjungan kehormatan delegasi Fiji, Senin (3/2/2025).", "host"),
    ],
)
def test_one_alone_receives_or_visits(text, role):
    assert hosts(text) == {"Jone Vula": role}


def test_who_receives_visitors_of_many_states_is_their_host():
    text = (
        "Wadan Lantamal Kolonel Laut (P) Bagas Wira menjamu rombongan atase di Kantor Wali Kota, Jakarta, Senin"
        " (3/2/2025). Rombongan terdiri dari Atase Pertahanan Fiji Kolonel Jone Vula, Atase Pertahanan Tonga Kolonel"
        " Sione Fifita, dan Atase Pertahanan Samoa Kolonel Tavita Leota."
    )
    assert hosts(text)["Bagas Wira"] == "host"


def test_three_states_make_a_forum_whoever_is_told_of_first():
    text = (
        "Fijian Defence Minister Jone Vula had a busy day. In Singapore on 3 February 2025 he sat down with Tongan"
        " Defence Minister Sione Fifita and Samoan Defence Minister Tavita Leota."
    )
    assert set(hosts(text).values()) == {"attendee"}


def test_beside_what_others_hold_nobody_is_host_where_no_city_is_told():
    text = "Di sela sebuah dialog, Menhan RI Bagas Wira bertemu Menhan Fiji Jone Vula, Senin (3/2/2025)."
    assert set(hosts(text).values()) == {"attendee"}


def test_who_only_opens_a_forum_is_not_its_host():
    text = (
        "Konferensi digelar di Suva, Senin (3/2/2025). Sidang dipimpin Menlu Fiji Jone Vula. Menhan Fiji Ana Koro"
        " membuka acara. Hadir Menhan Tonga Sione Fifita dan Menhan RI Bagas Wira."
    )
    found = hosts(text)
    assert (found["Jone Vula"], found["Ana Koro"]) == ("host", "attendee")


def test_an_international_body_is_the_host_at_its_seat():
    text = (
        "BRUSSELS, 3 February 2025 - Indonesian Deputy Minister Bagas Wira met Jone Vula, NATO Assistant Secretary"
        " General, in Brussels on Monday."
    )
    assert hosts(text) == {"Bagas Wira": "guest", "Jone Vula": "host"}


def test_who_is_watched_when_signing_has_met():
    text = (
        "Menhan RI Bagas Wira dan Menhan Fiji Jone Vula membubuhkan tanda tangan di Suva, Fiji, Senin (3/2/2025),"
        " disaksikan Menlu Fiji Sione Fifita."
    )
    assert hosts(text) == {"Bagas Wira": "guest", "Jone Vula": "host", "Sione Fifita": "attendee"}


def test_a_firm_is_met_like_any_body():
    text = "Menhan Bagas Wira menerima Direktur Utama PT Pindad Adi Karsa di Jakarta, Senin (3/2/2025)."
    assert hosts(text) == {"Bagas Wira": "host", "Adi Karsa": "guest"}
    assert extract(text).meetings[0].type == "interagency-meeting"


def test_who_accompanies_together_with_others_accompanies_too():
    text = (
        "Menhan RI Bagas Wira menerima Menhan Fiji Jone Vula di Jakarta, Senin (3/2/2025). Wamenhan Adi Karsa"
        " mendampingi Bagas bersama Sekjen Kemhan Letjen TNI Rano Surya."
    )
    assert hosts(text) == {
        "Bagas Wira": "host",
        "Jone Vula": "guest",
        "Adi Karsa": "accompanying",
        "Rano Surya": "accompanying",
    }


def test_those_who_chair_together_are_hosts():
    text = (
        "Konferensi digelar di Suva, Senin (3/2/2025). Sidang dipimpin Menhan Fiji Jone Vula dan Menhan RI Bagas Wira"
        " sebagai co-chairs. Hadir Menhan Tonga Sione Fifita."
    )
    found = hosts(text)
    assert (found["Jone Vula"], found["Bagas Wira"]) == ("host", "host")
    assert found["Sione Fifita"] == "attendee"


def test_a_told_state_wins_over_that_of_whom_someone_accompanies():
    text = (
        "Menhan RI Bagas Wira menerima Menhan Fiji Jone Vula di Jakarta, Senin (3/2/2025). Bagas didampingi Kolonel Ana"
        " Koro dari Angkatan Laut Fiji."
    )
    people = extract(text).meetings[0].participants
    assert {p.name: p.country for p in people} == {"Bagas Wira": "ID", "Jone Vula": "FJ", "Ana Koro": "FJ"}
