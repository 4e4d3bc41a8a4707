"""Countries, cities and venues are found by every name texts give them, and not in longer names."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.extract.lexicons import lexicon
from defgraph.extract.places import find_cities, find_countries, find_venues
from defgraph.ontology import concept_ids, country_code

COUNTRIES = [
    ("Menteri dari Tiongkok datang.", "CN", "name"),
    ("Menteri dari China datang.", "CN", "name"),
    ("Menteri dari RRT datang.", "CN", "abbreviation"),
    ("Menteri AS datang.", "US", "abbreviation"),
    ("Menteri Amerika Serikat datang.", "US", "name"),
    ("the U.S. delegation", "US", "abbreviation"),
    ("the US delegation", "US", "abbreviation"),
    ("an American officer", "US", "adjective"),
    ("the Americans came", "US", "demonym"),
    ("Dubes Korsel hadir.", "KR", "name"),
    ("pasukan Korut bergerak", "KP", "name"),
    ("ROK Army HQ", "KR", "abbreviation"),
    ("Kepala Staf Korea", "KR", "name"),
    ("South Korean officers", "KR", "adjective"),
    ("armada Inggris", "GB", "name"),
    ("Britania Raya", "GB", "name"),
    ("the UK and its navy", "GB", "abbreviation"),
    ("British sailors", "GB", "adjective"),
    ("delegasi UEA", "AE", "abbreviation"),
    ("Uni Emirat Arab", "AE", "name"),
    ("Emirati pilots", "AE", "adjective"),
    ("Papua Nugini", "PG", "name"),
    ("PNG police", "PG", "abbreviation"),
    ("Papua New Guinea", "PG", "name"),
    ("Selandia Baru", "NZ", "name"),
    ("New Zealand", "NZ", "name"),
    ("Arab Saudi", "SA", "name"),
    ("Saudi Arabia", "SA", "name"),
    ("Timor-Leste", "TL", "name"),
    ("Timor Leste", "TL", "name"),
    ("Việt Nam", "VN", "name"),
    ("Vietnamese soldiers", "VN", "adjective"),
    ("Lao officers", "LA", "adjective"),
    ("Laos", "LA", "name"),
    ("Kamboja", "KH", "name"),
    ("Filipina", "PH", "name"),
    ("the Philippines", "PH", "name"),
    ("Philippine marines", "PH", "adjective"),
    ("Turki", "TR", "name"),
    ("Türkiye", "TR", "name"),
    ("Turkish ships", "TR", "adjective"),
    ("Prancis", "FR", "name"),
    ("Perancis", "FR", "name"),
    ("French ships", "FR", "adjective"),
    ("Belanda", "NL", "name"),
    ("Dutch ships", "NL", "adjective"),
    ("Jerman", "DE", "name"),
    ("Spanyol", "ES", "name"),
    ("Yunani", "GR", "name"),
    ("Mesir", "EG", "name"),
    ("Yordania", "JO", "name"),
    ("Jordan's army", "JO", "name"),
    ("the King of Jordan spoke", "JO", "name"),
    ("Maroko", "MA", "name"),
    ("Swedia", "SE", "name"),
    ("Bosnia dan Herzegovina", "BA", "name"),
    ("Pantai Gading", "CI", "name"),
    ("Afrika Selatan", "ZA", "name"),
    ("South African navy", "ZA", "adjective"),
    ("Brunei Darussalam", "BN", "name"),
    ("Kaledonia Baru", "NC", "name"),
    ("pihak RI hadir", "ID", "abbreviation"),
    ("NKRI", "ID", "abbreviation"),
    ("MENHAN JEPANG TIBA", "JP", "name"),
    ("hubungan dengan Moskow", "RU", "capital"),
    ("Jakarta dan Kuala Lumpur sepakat", "MY", "capital"),
    ("Kemenangan Kuala Lumpur", "MY", "capital"),
    ("delegasi Slowakia", "SK", "name"),
    ("tamu dari Negeri Paman Sam", "US", "name"),
    ("galangan asal Negeri Ginseng", "KR", "name"),
    ("the Moldovan army", "MD", "adjective"),
    ("Ivorian officers", "CI", "adjective"),
    ("sikap Bratislava", "SK", "capital"),
]

NO_COUNTRY = [
    "Perdamaian di Timur Tengah rapuh.",
    "Peace in the Middle East is frail.",
    "Michael Jordan pensiun.",
    "Jordan Sulaiman menyapa tamu.",
    "Sersan Chad Pratama hadir.",
    "Kapal berlayar di Laut China Selatan.",
    "Ships cross the South China Sea.",
    "Angin dari Samudra Hindia.",
    "The Indian Ocean is wide.",
    "Amerika Latin dan Amerika Selatan.",
    "Latin American music",
    "the Korean Peninsula",
    "naik turki-turkian as roda ri",
    "as he said, us and them",
    "Ia kuliah di Universitas Indonesia.",
    "Direksi PT Dirgantara Indonesia hadir.",
    "Nilai tukar Bank Indonesia.",
    "guinea pig and turkey sandwich",
    "AS Roma menang.",
    "Ibu Malta Sari memasak.",
    "Sofia Larasati berbicara.",
]

CITIES = [
    ("bertemu di Jakarta Pusat", "Jakarta", "ID"),
    ("bertemu di Jakarta Timur", "Jakarta", "ID"),
    ("bertemu di DKI Jakarta", "Jakarta", "ID"),
    ("bertemu di Jakarta", "Jakarta", "ID"),
    ("bertemu di Bandung", "Bandung", "ID"),
    ("bertemu di Mabes TNI, Cilangkap", "Jakarta", "ID"),
    ("bertemu di Jakarta Convention Center", "Jakarta", "ID"),
    ("bertemu di Nusa Dua, Bali", "Nusa Dua", "ID"),
    ("bertemu di Malang", "Malang", "ID"),
    ("bertemu di Medan", "Medan", "ID"),
    ("bertemu di Kota Serang", "Serang", "ID"),
    ("bertemu di Tangerang Selatan", "Tangerang Selatan", "ID"),
    ("bertemu di Yogya", "Yogyakarta", "ID"),
    ("bertemu di Canberra", "Canberra", "AU"),
    ("met in Perth", "Perth", "AU"),
    ("bertemu di Moskow", "Moskow", "RU"),
    ("met in Moscow", "Moscow", "RU"),
    ("bertemu di Wina", "Wina", "AT"),
    ("met in The Hague", "The Hague", "NL"),
    ("bertemu di Den Haag", "Den Haag", "NL"),
    ("met in Washington D.C.", "Washington D.C.", "US"),
    ("met in New Delhi", "New Delhi", "IN"),
    ("met in Phnom Penh", "Phnom Penh", "KH"),
    ("met in Port Moresby", "Port Moresby", "PG"),
    ("met in Kuala Lumpur", "Kuala Lumpur", "MY"),
    ("met in São Paulo", "Sao Paulo", "BR"),
    ("met in Singapore", "Singapore", "SG"),
    ("di Penang, Malaysia", "Penang", "MY"),
    ("di Kampungbaru, Malaysia", "Kampungbaru", "MY"),
    ("in Little Rivers, Australia", "Little Rivers", "AU"),
    ("di Wonokerto, Jawa Tengah", "Wonokerto", "ID"),
]

NO_CITY = [
    "Ada lima orang yang malang di medan perang.",
    "Malang nian nasibnya.",
    "Di Medan Merdeka Barat macet.",
    "Pembaca Jakarta Post tahu.",
    "Kapal melewati Selat Bali.",
    "Melanggar Konvensi Jenewa.",
    "Lord Wellington menang.",
    "di Istana Harapan, Malaysia",
    "di Markas Besar, Jawa Barat",
    "in Fort Hope, Australia",
    "solo karier dan male model",
]

VENUES = [
    ("di Kantor Kemhan, Jakarta", "Kantor Kementerian Pertahanan"),
    ("di kantor Kemenhan, Jakarta", "Kantor Kementerian Pertahanan"),
    ("di kantor Kementerian Pertahanan (Kemhan), Jakarta", "Kantor Kementerian Pertahanan"),
    ("di Kantor Kementerian Pertahanan RI, Jakarta", "Kantor Kementerian Pertahanan"),
    ("di Kemhan, Jakarta", "Kementerian Pertahanan"),
    ("di Mabes TNI, Cilangkap, Jakarta Timur", "Markas Besar TNI, Cilangkap"),
    ("mendatangi Markas Besar (Mabes) TNI di Cilangkap, Jakarta Timur", "Markas Besar TNI, Cilangkap"),
    ("di Mabesal, Cilangkap, Jakarta Timur", "Markas Besar TNI Angkatan Laut, Cilangkap"),
    ("di Aula Merah, Akmil, Magelang", "Aula Merah, Akademi Militer"),
    ("di Kampus Unhan, Sentul", "Kampus Universitas Pertahanan"),
    ("di ruang rapat Melati, Kemhan, Jakarta", "Ruang rapat Melati, Kementerian Pertahanan"),
    ("di Istana Melati, Manila", "Istana Melati"),
    ("di Hotel Anggrek, Bandung", "Hotel Anggrek"),
    ("di Kantor BNPT, Bogor", "Kantor Badan Nasional Penanggulangan Terorisme"),
    ("di Mabes TNI AL, Jakarta", "Markas Besar TNI Angkatan Laut"),
    ("di atas kapal HNLMS Melati, Surabaya", "HNLMS Melati"),
    ("in the Finnish Ministry of Defence in Helsinki", "Ministry of Defence"),
    ("di Gedung Kemhan Jakarta", "Gedung Kementerian Pertahanan"),
    ("di Istana Singapura", "Istana Singapura"),
    ("di Lanud Melati. Sesudah itu", "Pangkalan Udara Melati"),
    ("di Wisma A. Melati, Menteng, Jakarta Pusat", "Wisma A. Melati, Menteng"),
    (
        "di Kantor Kemhan, Jalan Medan Merdeka Barat, Jakarta Pusat",
        "Kantor Kementerian Pertahanan, Jalan Medan Merdeka Barat",
    ),
    ("at the Orchid Palace, Manila", "Orchid Palace"),
    ("at Hope Barracks, Sydney", "Hope Barracks"),
    ("on board HMS Hopeful in Jakarta", "HMS Hopeful"),
    ("di KRI Harapan, Surabaya", "KRI Harapan"),
]

NO_VENUE = [
    "di Jakarta, Selasa",
    "di bidang pertahanan",
    "di Indonesia",
    "at the meeting",
    "di antara Menteri Sari dan tamunya",
    "di",
]


@pytest.mark.parametrize(("text", "code", "form"), COUNTRIES)
def test_countries_are_found_by_all_their_names(text, code, form):
    found = find_countries(text)
    assert [(m.normal, m.details["form"]) for m in found if m.normal == code] == [(code, form)]
    assert all(text[m.start : m.end] == m.text for m in found)


@pytest.mark.parametrize("text", NO_COUNTRY)
def test_longer_names_and_common_words_are_no_countries(text):
    assert find_countries(text) == []


def test_a_pair_joined_by_a_hyphen_is_two_countries():
    assert [m.normal for m in find_countries("kerja sama RI-China dan Turki–Indonesia, the U.S.-India pact")] == [
        "ID", "CN", "TR", "ID", "US", "IN",
    ]  # fmt: skip


def test_the_last_full_stop_of_an_abbreviation_belongs_to_it():
    assert [m.text for m in find_countries("U.S. and U.S.A. and UK.")] == ["U.S.", "U.S.A.", "UK"]


def test_a_comma_between_two_words_makes_no_longer_name():
    assert [m.normal for m in find_countries("Timor, Leste")] == []


def test_every_country_of_the_ontology_is_found_by_its_code_s_names():
    known = set(concept_ids("country"))
    codes = {
        code
        for key in ("abbreviations", "names", "demonyms", "capitals")
        for code in lexicon("countries")[key]
    }
    assert codes <= known
    cities = lexicon("cities")
    assert {code for key in ("cities", "regions", "states", "provinces") for code in cities[key]} <= known


def test_the_list_of_names_repeats_nothing_that_the_ontology_has():
    lists = lexicon("countries")
    written = [
        (name, code)
        for key in ("names", "abbreviations")
        for code, names in lists[key].items()
        for name in names
    ]
    assert [
        name for name, code in written if country_code(name) == code and name.replace(".", "") != code
    ] == []


@pytest.mark.parametrize(("text", "city", "country"), CITIES)
def test_cities_are_found_as_records_write_them(text, city, country):
    (found,) = [m for m in find_cities(text) if m.normal == city]
    assert found.details["country"] == country
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize("text", NO_CITY)
def test_longer_names_and_common_words_are_no_cities(text):
    assert find_cities(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "JAKARTA – Menteri Sari menerima tamu.",
        "JAKARTA - Menteri Sari menerima tamu.",
        "JAKARTA -- Menteri Sari menerima tamu.",
        "Jakarta, Warta – Menteri Sari menerima tamu.",
        "WARTA, Jakarta – Menteri Sari menerima tamu.",
        "Warta.example - JAKARTA - Menteri Sari menerima tamu.",
        "Jakarta (Warta) - Menteri Sari menerima tamu.",
        "JAKARTA, Indonesia – Minister Sari met her guest.",
        "JAKARTA, May 3, 2024 – Minister Sari met her guest.",
        "Judul\n\nJAKARTA — Minister Sari met her guest.",
        "JAKARTA/WASHINGTON. Minister Sari met her guest.",
    ],
)
def test_the_city_an_article_was_sent_from_is_marked(text):
    assert find_cities(text)[0].details["dateline"] == "yes"


@pytest.mark.parametrize(
    "text", ["Menteri Sari di Jakarta – kota besar – menerima tamu.", "Bertemu di Jakarta. Lalu pulang."]
)
def test_a_city_in_a_sentence_is_none_of_a_date_line(text):
    assert "dateline" not in find_cities(text)[0].details


@pytest.mark.parametrize(
    "text",
    [
        "ujarnya dalam keterangan yang diterima di Jakarta, Sabtu",
        "kata Kepala Biro dari Jakarta",
        "the spokesman said in a statement in Jakarta",
    ],
)
def test_the_place_of_a_statement_is_marked(text):
    assert find_cities(text)[0].details["speech"] == "yes"


@pytest.mark.parametrize(
    "text", ["ujar Deputi Sari di kantor Kemhan, Jakarta, Rabu", "Keduanya bertemu di Jakarta"]
)
def test_the_place_of_a_meeting_is_not_marked(text):
    assert "speech" not in find_cities(text)[0].details


def test_a_region_a_city_state_and_a_guess_are_marked():
    assert find_cities("di Bali")[0].details["level"] == "region"
    assert find_cities("di Singapura")[0].details["level"] == "state"
    assert find_cities("di Wonokerto, Jawa Tengah")[0].details["guessed"] == "yes"


@pytest.mark.parametrize(("text", "venue"), VENUES)
def test_venues_are_written_out_up_to_the_city(text, venue):
    found = find_venues(f"Keduanya bertemu {text}, pada pagi hari.")
    assert [m.normal for m in found] == [venue]


@pytest.mark.parametrize("text", NO_VENUE)
def test_what_is_no_building_is_no_venue(text):
    assert find_venues(text) == []


@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(
            st.sampled_from(
                [*(text for text, *_ in COUNTRIES + CITIES + VENUES), *NO_COUNTRY, " ", ", ", "\n", "–", "."]
            ),
            max_size=8,
        ).map(" ".join),
    )
)
def test_any_text_gives_exact_spans_in_order(text):
    for find in (find_countries, find_cities, find_venues):
        found = find(text)
        assert all(text[m.start : m.end] == m.text and m.text for m in found)
        assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(re.fullmatch("[A-Z]{2}", m.normal) for m in find_countries(text))


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("They met in the Malaysian capital.", "Kuala Lumpur"),
        ("They met in Poland's capital.", "Warsaw"),
        ("They met in the Polish capital.", "Warsaw"),
        ("Keduanya bertemu di ibu kota Austria.", "Wina"),
        ("Keduanya bertemu di kota Wonokerto, Jawa Tengah.", "Wonokerto"),
        ("Ia menerima tamu di KRI Surabaya.", None),
        ("Ia hadir di LIMA Exhibition.", None),
    ],
)
def test_a_city_may_be_told_by_its_country_and_lend_its_name(text, city):
    assert [m.normal for m in find_cities(text)] == ([city] if city else [])


def test_a_hall_may_begin_with_the_name_of_its_city():
    assert [m.normal for m in find_venues("They met at the Suva Convention Centre.")] == [
        "Suva Convention Centre"
    ]
