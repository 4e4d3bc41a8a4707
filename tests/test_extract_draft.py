"""The meetings of a draft record, and its evidence."""

from defgraph.extract.pipeline import extract

TEXT = (
    "Menhan RI Bagas Wira menerima kunjungan kehormatan Menhan Fiji Jenderal Jone Vula di Kantor Kemhan, Jakarta,"
    " Senin (3/2/2025). Keduanya membahas industri pertahanan dan menandatangani nota kesepahaman tentang pelatihan."
    " Bagas didampingi Sekjen Kemhan."
)


def test_every_fact_has_the_span_that_shows_it():
    record = extract(TEXT)
    shown = {span.pointer: TEXT[span.start : span.end] for span in record.evidence}
    assert shown["/meetings/0/participants/0"] == "Menhan RI Bagas Wira"
    assert shown["/meetings/0/participants/1"] == "Menhan Fiji Jenderal Jone Vula"
    assert shown["/meetings/0/participants/2"] == "Sekjen Kemhan"
    assert shown["/meetings/0/partners/0"] == "Menhan Fiji Jenderal Jone Vula"
    assert shown["/meetings/0/date"] == "Senin (3/2/2025)"
    assert shown["/meetings/0/place/city"] == "Jakarta"
    assert shown["/meetings/0/areas/0"] == "industri pertahanan"
    assert "/meetings/0/outcomes/0" in shown
    assert "/meetings/0" in shown


def test_a_meeting_in_full():
    meeting = extract(TEXT).to_dict()["meetings"][0]
    assert meeting["participants"] == [
        {"name": "Bagas Wira", "position": "Menteri Pertahanan", "organisation": "Kementerian Pertahanan", "country": "ID", "role": "host"},
        {"name": "Jone Vula", "rank": "Jenderal", "position": "Menteri Pertahanan", "organisation": "Kementerian Pertahanan", "country": "FJ", "role": "guest"},
        {"position": "Sekretaris Jenderal", "organisation": "Kementerian Pertahanan", "country": "ID", "role": "accompanying"},
    ]  # fmt: skip
    assert meeting["partners"] == [{"country": "FJ", "status": "present"}]
    assert [outcome["type"] for outcome in meeting["outcomes"]] == ["mou-signed"]


def test_companions_serve_the_state_of_whom_they_accompany():
    text = (
        "Menhan RI Bagas Wira bertemu Presiden Fiji Jone Vula di Suva, Fiji. Turut mendampingi Presiden Vula antara"
        " lain Menteri Luar Negeri Litia Koro."
    )
    assert extract(text).meetings[0].participants[2].country == "FJ"


def test_one_state_alone_makes_no_meeting():
    assert extract("General Jone Vula of Fiji met the presidents of two islands.").meetings == ()
