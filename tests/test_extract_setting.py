"""When, where, how, and what kind of meeting."""

import pytest

from defgraph.extract.pipeline import extract

BOTH = "Menhan RI Bagas Wira {} Menhan Fiji Jone Vula"


def first(text: str):
    return extract(text).meetings[0]


class TestType:
    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            (BOTH.format("menerima kunjungan kehormatan") + " di Jakarta.", "courtesy-call"),
            (BOTH.format("bertemu") + " di Jakarta.", "bilateral-meeting"),
            (BOTH.format("berbicara lewat telepon dengan") + ".", "bilateral-meeting"),
            ("Penandatanganan nota kesepahaman oleh Menhan RI Bagas Wira dan Menhan Fiji Jone Vula digelar di Jakarta.", "signing-ceremony"),
            ("Menhan RI Bagas Wira dan Menhan Fiji Jone Vula memimpin dialog strategis di Jakarta.", "strategic-dialogue"),
            ("Menhan RI Bagas Wira memulai kunjungan resmi ke Fiji. Ia disambut Menhan Fiji Jone Vula.", "official-visit"),
            (BOTH.format("menerima pamitan") + " di Jakarta.", "courtesy-call"),
            ("Defence Minister Bagas Wira of Indonesia called on Fijian Defence Minister Jone Vula in Suva.", "courtesy-call"),
            ("Menhan RI Bagas Wira dan Menhan Fiji Jone Vula memimpin Navy to Navy Talks di Jakarta.", "strategic-dialogue"),
            ("Menhan Fiji Terima Kunjungan Kehormatan\n\n" + BOTH.format("diterima") + " di Suva.", "courtesy-call"),
            (BOTH.format("dan") + " menandatangani perjanjian dan sepakat memulai perundingan lain.", "signing-ceremony"),
            ("Menhan Fiji Jone Vula menyampaikan salam perpisahan kepada Menhan RI Bagas Wira di Jakarta.", "courtesy-call"),
            ("Fijian Defence Minister Jone Vula took leave of Indonesian Defence Minister Bagas Wira.", "courtesy-call"),
            ("Menhan RI Bagas Wira and Fijian Defence Minister Jone Vula opened the 2nd Fiji-Indonesia Defence Ministers' Meeting in Suva.", "bilateral-meeting"),
            ("A statement of intent was signed in Suva. Indonesian Defence Minister Bagas Wira welcomed Fijian Defence Minister Jone Vula to the Defence Ministers' Meeting.", "bilateral-meeting"),
            ("Menhan RI Bagas Wira dan Menhan Fiji Jone Vula bertemu dalam format two-plus-two di Suva.", "strategic-dialogue"),
            ("Menhan RI Bagas Wira memimpin dialog strategis dengan Menhan Fiji Jone Vula. Bulan itu Presiden Fiji Sione Fifita dan Ratu Tonga Ana Tupou melakukan kunjungan kehormatan kepada Dubes Peni Lewa.", "strategic-dialogue"),
            ("Sidang Kelompok Kerja Industri Pertahanan dibuka Dirjen Bagas Wira dan Dirjen Jone Vula dari Fiji di Suva.", "strategic-dialogue"),
            ("Officials of 18 states met in Suva for the ADSOM-Plus. Indonesian Director General Bagas Wira led his delegation; Fijian Deputy Secretary Jone Vula chaired.", "multilateral-meeting"),
            ("Final Planning Conference digelar di Suva. Kolonel Bagas Wira dari Indonesia dan Kolonel Jone Vula dari Fiji memimpin, diikuti perwakilan dari 12 negara.", "multilateral-meeting"),
            ("Wamenhan Bagas Wira melakukan kunjungan kerja ke Basarnas di Jakarta dan diterima Kepala Basarnas Marsdya TNI Adi Karsa.", "interagency-meeting"),
            ("Menhan Bagas Wira mendatangi Panglima TNI Jenderal TNI Adi Karsa di Jakarta.", "interagency-meeting"),
        ],
    )  # fmt: skip
    def test_is(self, text, kind):
        assert first(text).type == kind


class TestDate:
    def test_a_day_that_was_waited_for(self):
        text = (
            "No minister had come until Aug. 19, 2025, when Fijian Defence Minister Jone Vula was welcomed by"
        )
        assert first(f"{text} Indonesian Defence Minister Bagas Wira in Jakarta.").date == "2025-08-19"

    def test_the_day_of_a_statement_is_better_than_a_month(self):
        text = (
            "A pact of March is filled with deeds, Fijian Defence Minister Jone Vula said on July 22, 2025. Vula"
            " met Indonesian Defence Minister Bagas Wira in Jakarta. The pact was announced in March 2025."
        )
        assert first(text).date == "2025-07-22"

    def test_the_opening_sentence_tells_it(self):
        text = (
            BOTH.format("bertemu") + " pada 3 Februari 2025. Kabar itu dirilis Kemhan pada 9 Februari 2025."
        )
        assert first(text).date == "2025-02-03"

    def test_the_day_of_a_quotation_is_not_it(self):
        text = (
            BOTH.format("bertemu")
            + " di Jakarta, Senin (3/2/2025). Pada hari yang sama, Bagas menerima Menhan Tonga"
            ' Sione Fifita. "Baik," kata Bagas, Rabu (5/2/2025).'
        )
        assert [meeting.date for meeting in extract(text).meetings] == ["2025-02-03", "2025-02-03"]

    def test_a_day_later(self):
        text = (
            BOTH.format("bertemu")
            + " di Jakarta, Senin (3/2/2025). Sehari kemudian Bagas menerima Menhan Tonga Sione"
            " Fifita."
        )
        assert [meeting.date for meeting in extract(text).meetings] == ["2025-02-03", "2025-02-04"]

    @pytest.mark.parametrize(
        ("text", "date"),
        [
            ("Dikutip dari siaran pers, Rabu (5/2/2025), {} di Suva pada Senin (3/2/2025).", "2025-02-03"),
            ("Sejak Jone melawat pada Selasa (14/1/2025), {} di Suva, Senin (3/2/2025).", "2025-02-03"),
            (
                "{} di Suva. Pameran berlangsung hingga 9 Februari 2025, pertemuan 3 Februari 2025.",
                "2025-02-03",
            ),
            ("WARTA, February 4 (Warta): {} in Suva at Expo Pasifik 2025 on February 3.", "2025-02-03"),
            ("{} di Suva pekan lalu. Pertemuan digelar Selasa (4/2/2025).", "2025-02-04"),
            ("{} di Suva, Senin. Demikian keterangan Kemhan, Rabu (5/2/2025).", "2025-02-03"),
        ],
    )
    def test_the_day_of_a_report_or_a_week_is_none_of_it(self, text, date):
        assert first(text.format(BOTH.format("bertemu"))).date == date

    def test_a_weekday_behind_a_date_is_the_one_near_it(self):
        text = (
            BOTH.format("bertemu")
            + " di Suva, Senin (3/2/2025). Selasa, giliran Menhan Tonga Sione Fifita yang diterima Bagas."
        )
        assert [meeting.date for meeting in extract(text).meetings] == ["2025-02-03", "2025-02-04"]


class TestPlace:
    @pytest.mark.parametrize(
        ("where", "city"),
        [
            ("di Kantor SAR Denpasar", "Denpasar"),
            ("di Suva. Mereka membicarakan latihan yang akan digelar di Bali", "Suva"),
            ("yang terbang ke Suva", "Suva"),
            ("di Gedung Melati, Markas Kodam, Jalan Mawar Km 7 Medan", "Medan"),
            ("di Medan. Panglima tidak hadir karena bertugas di Aceh", "Medan"),
        ],
    )
    def test_the_city_is_that_of_the_hall_or_the_one_reached(self, where, city):
        place = first(BOTH.format("bertemu") + f" {where}, Senin (3/2/2025).").place
        assert place is not None
        assert place.city == city

    @pytest.mark.parametrize(
        ("text", "city"),
        [
            (BOTH.format("mendatangi Mako Lantamal V Surabaya menemui") + ".", "Surabaya"),
            (BOTH.format("mendatangi Markas PCG di Brani Base, Singapura menemui") + ".", "Singapura"),
            ("SUVA (Kabar) -- Indonesian Defence Minister Bagas Wira met Fijian Defence Minister Jone Vula here.", "Suva"),
            ("SUVA -- Indonesian Defence Minister Bagas Wira met Fijian Defence Minister Jone Vula.", None),
        ],
    )  # fmt: skip
    def test_the_city_behind_a_hall_and_here(self, text, city):
        place = first(text).place
        assert (place.city if place else None) == city

    def test_a_meeting_by_video_has_no_city_unless_a_hall_is_told(self):
        text = (
            BOTH.format("berbicara lewat konferensi video dengan") + ", Senin (3/2/2025). Ia duduk di Suva."
        )
        assert first(text).place is None

    def test_venue_and_city(self):
        place = first(BOTH.format("bertemu") + " di Kantor Kemhan, Jakarta, Senin (3/2/2025).").place
        assert place is not None
        assert (place.venue, place.city, place.country) == ("Kantor Kementerian Pertahanan", "Jakarta", "ID")

    def test_a_city_that_stands_for_a_government_is_no_place(self):
        assert first(BOTH.format("bertemu") + ". Bagi Jakarta, kerja sama itu penting.").place is None

    def test_where_a_post_is_held_is_no_place(self):
        text = BOTH.format("bertemu") + " di Jakarta. Bagas didampingi Athan RI di Suva."
        place = first(text).place
        assert place is not None
        assert place.city == "Jakarta"

    def test_the_telephone_has_none(self):
        assert first(BOTH.format("menelepon") + " dari Jakarta.").place is None


class TestMode:
    @pytest.mark.parametrize(
        ("verb", "mode"),
        [
            ("bertemu", "in-person"),
            ("menelepon", "telephone"),
            ("menggelar pertemuan virtual dengan", "virtual"),
        ],
    )
    def test_is(self, verb, mode):
        assert first(BOTH.format(verb) + ".").mode == mode
