"""Scenes: which meetings a text tells of."""

import pytest

from extract_reading import parts, scenes

BOTH = {"Bagas Wira": "principal", "Jone Vula": "principal"}
OTHER = {"Bagas Wira": "principal", "Sione Fifita": "principal"}


class TestFindScenes:
    @pytest.mark.parametrize(
        "text",
        [
            "Menhan RI Bagas Wira bertemu Menhan Fiji Jone Vula di Jakarta, Senin (3/2/2025).",
            "Dua tamu datang pagi itu. Giliran pertama Menhan Fiji Jone Vula yang menemui Menhan RI Bagas Wira.",
            "Fijian Defence Minister Jone Vula paid a courtesy call on Indonesian Defence Minister Bagas Wira.",
            "Menhan RI Bagas Wira berangkat pagi. Di Suva, ia disambut Menhan Fiji Jone Vula.",
        ],
    )
    def test_one(self, text):
        found = parts(text)
        assert len(found) == 1
        assert set(found[0]) == set(BOTH)

    @pytest.mark.parametrize(
        "second",
        [
            "Setelah itu giliran Menhan Tonga Sione Fifita.",
            "Pada hari yang sama, Bagas menerima Menhan Tonga Sione Fifita.",
            "Usai menerima Jone, Bagas juga menjamu Menhan Tonga Sione Fifita.",
        ],
    )
    def test_a_new_guest_makes_a_new_meeting(self, second):
        text = f"Menhan RI Bagas Wira menerima Menhan Fiji Jone Vula di Jakarta, Senin (3/2/2025). {second}"
        assert parts(text) == [BOTH, OTHER]

    def test_a_visitor_with_two_hosts_has_two_meetings(self):
        text = (
            "Menhan Fiji Jone Vula menemui Menhan RI Bagas Wira di Jakarta, Senin (3/2/2025). Sorenya Vula bertemu"
            " Panglima TNI Jenderal TNI Adi Karsa."
        )
        assert [set(played) for played in parts(text)] == [
            {"Bagas Wira", "Jone Vula"},
            {"Adi Karsa", "Jone Vula"},
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "Menhan RI Bagas Wira menerima Menhan Fiji Jone Vula dan Menhan Tonga Sione Fifita di Jakarta.",
            "Menhan RI Bagas Wira menerima Menhan Fiji Jone Vula dan Menhan Tonga Sione Fifita secara terpisah.",
        ],
    )
    def test_guests_of_several_states_come_one_by_one(self, text):
        assert parts(text) == [BOTH, OTHER]

    def test_those_who_meet_together_make_one_meeting(self):
        text = (
            "Menhan RI Bagas Wira bertemu Menhan Fiji Jone Vula dan Menhan Tonga Sione Fifita di Suva."
            " Ketiga menteri membahas laut."
        )
        assert len(parts(text)) == 1

    def test_the_guests_of_one_host_may_go_on_to_another(self):
        text = (
            "Menhan RI Bagas Wira menerima Menhan Fiji Jone Vula di Jakarta, Senin (3/2/2025). Usai pertemuan,"
            " rombongan diterima Panglima TNI Jenderal TNI Adi Karsa."
        )
        assert [set(played) for played in parts(text)] == [
            {"Bagas Wira", "Jone Vula"},
            {"Adi Karsa", "Jone Vula"},
        ]

    def test_others_who_meet_leave_those_before_behind(self):
        text = (
            "Menhan RI Bagas Wira bertemu Menhan Fiji Jone Vula di Suva, Senin (3/2/2025). Pada hari yang sama, Panglima"
            " TNI Jenderal TNI Adi Karsa menelepon Menhan Tonga Sione Fifita."
        )
        assert [set(played) for played in parts(text)] == [
            {"Bagas Wira", "Jone Vula"},
            {"Adi Karsa", "Sione Fifita"},
        ]

    def test_a_side_meeting_leaves_the_forum(self):
        text = (
            "Menhan RI Bagas Wira menghadiri ADMM Retreat di Suva, Fiji, Senin (3/2/2025). Di sela-sela kegiatan, Bagas"
            " bertemu Menhan Tonga Sione Fifita."
        )
        _, found = scenes(text)
        assert [scene.forum for scene in found] == [True, False]

    def test_a_sentence_that_leads_in_goes_with_the_new_meeting(self):
        text = (
            "Menhan RI Bagas Wira bertemu Menhan Fiji Jone Vula di Suva, Fiji, Senin (3/2/2025).\n\nEsoknya Bagas sudah"
            " berada di Apia, Samoa. Menhan Samoa Sione Fifita menjamunya di istana."
        )
        _, found = scenes(text)
        assert [scene.sentences for scene in found] == [[0], [1, 2]]

    @pytest.mark.parametrize(
        "text",
        [
            "Menhan RI Bagas Wira membuka pertemuan persiapan di Bogor, Senin (3/2/2025). Hadir 150 peserta dari 58 negara.",
            "Menhan RI Bagas Wira menghadiri seminar di Bogor. Delegasi yang hadir dari puluhan negara membahas laut.",
        ],
    )
    def test_a_meeting_of_as_many_states_as_the_text_counts_is_a_forum(self, text):
        _, found = scenes(text)
        assert [scene.forum for scene in found] == [True]

    @pytest.mark.parametrize(
        "who", ["Kedua menteri disertai", "Dari Tonga tampak", "Adapun tuan rumah ditemani"]
    )
    def test_not_every_number_and_origin_leads_on(self, who):
        text = (
            "Menhan RI Bagas Wira bertemu Menhan Fiji Jone Vula di Suva, Senin (3/2/2025)."
            f" {who} Menhan Tonga Sione Fifita."
        )
        assert len(parts(text)) == 1

    def test_a_committee_of_two_states_is_no_forum(self):
        text = "Menhan RI Bagas Wira dan Menhan Fiji Jone Vula memimpin sidang komite bersama di Suva."
        _, found = scenes(text)
        assert [scene.forum for scene in found] == [False]

    def test_a_meeting_with_the_states_of_a_bloc_is_a_forum(self):
        text = "Fijian Defence Minister Jone Vula joined his counterparts for an informal ASEAN meeting in Suva on May 3, 2025."
        _, found = scenes(text)
        assert [scene.forum for scene in found] == [True]

    @pytest.mark.parametrize(
        "text",
        [
            "Panglima TNI Jenderal TNI Adi Karsa memutasi Mayjen TNI Rano Surya, Jumat (3/1/2025).",
            "Menhan RI Bagas Wira akan menerima Menhan Fiji Jone Vula pekan depan.",
            "Pertemuan Menhan RI Bagas Wira dengan Menhan Fiji Jone Vula batal digelar.",
            "In 1994 Defence Minister Bagas Wira met Fijian Defence Minister Jone Vula.",
            "Hujan turun di Jakarta sejak pagi.",
            "",
        ],
    )
    def test_none(self, text):
        assert parts(text) == []


class TestTwoSides:
    """Sentences that name two sides and no strong word of meeting."""

    @pytest.mark.parametrize(
        "text",
        [
            "Menhan Bagas Wira dan Menhan Fiji Jone Vula membahas patroli laut di Jakarta, Senin (3/2/2025).",
            "Menhan Bagas Wira bersama Menhan Fiji Jone Vula menjajaki latihan bersama di Jakarta.",
            "Menhan Fiji Jone Vula menjadi tamu Menhan Bagas Wira di Jakarta, Senin (3/2/2025).",
            "Menhan Bagas Wira menyempatkan diri menjumpai Menhan Fiji Jone Vula di Jakarta.",
            "Menhan Fiji Jone Vula tiba di Jakarta, Senin (3/2/2025). Di sana Menhan Bagas Wira sudah menunggu.",
            "Kursi tamu Menhan Bagas Wira, Senin (3/2/2025), diduduki Menhan Fiji Jone Vula.",
            '"Kita tetangga dekat," kata Menhan Bagas Wira saat menerima Menhan Fiji Jone Vula di Jakarta.',
            "Indonesian Defence Minister Bagas Wira and Fijian Defence Minister Jone Vula reviewed joint patrols.",
            "Indonesian Defence Minister Bagas Wira took leave of Fijian Defence Minister Jone Vula in Suva.",
        ],
    )
    def test_met(self, text):
        assert [set(played) for played in parts(text)] == [set(BOTH)]

    @pytest.mark.parametrize(
        "text",
        [
            "Menhan Bagas Wira dan Menhan Fiji Jone Vula sama-sama lahir di Surabaya.",
            "Menhan Bagas Wira mengecam Menhan Fiji Jone Vula, Senin (3/2/2025).",
            "Menhan Bagas Wira mengucapkan selamat kepada Menhan Fiji Jone Vula di Jakarta.",
            "Menhan Bagas Wira bertolak ke Suva untuk membahas patroli laut dengan Menhan Fiji Jone Vula.",
            "Fijian Defence Minister Jone Vula is due in Jakarta to meet Indonesian Defence Minister Bagas Wira.",
        ],
    )
    def test_did_not_meet(self, text):
        assert parts(text) == []


FIRST = "Menhan RI Bagas Wira menerima Menhan Fiji Jone Vula di Jakarta, Senin (3/2/2025)."


class TestSequels:
    @pytest.mark.parametrize(
        "second",
        [
            "Selain Vula, Menhan juga menerima Menhan Tonga Sione Fifita.",
            "Tamu lain hari itu adalah Menhan Tonga Sione Fifita.",
            "Sebelum itu, Bagas bertemu Menhan Tonga Sione Fifita.",
        ],
    )
    def test_opens_by_other_words(self, second):
        assert [set(played) for played in parts(f"{FIRST}\n\n{second}")] == [set(BOTH), set(OTHER)]

    @pytest.mark.parametrize(
        "second",
        [
            "In a separate meeting, Bagas and Tongan Defence Minister Sione Fifita agreed on training.",
            "Tongan Defence Minister Sione Fifita was his next guest.",
            "Before that, Bagas had received Tongan Defence Minister Sione Fifita.",
        ],
    )
    def test_opens_in_english(self, second):
        text = "Indonesian Defence Minister Bagas Wira met Fijian Defence Minister Jone Vula in Suva on May 14, 2025."
        assert [set(played) for played in parts(f"{text}\n\n{second}")] == [set(BOTH), set(OTHER)]

    @pytest.mark.parametrize(
        "second",
        [
            "Thursday, May 15, belonged to Tongan Defence Minister Sione Fifita.",
            "Thursday, May 15, was set aside for Tonga. Tongan Defence Minister Sione Fifita wants more training.",
        ],
    )
    def test_a_guest_of_another_day(self, second):
        text = "Indonesian Defence Minister Bagas Wira met Fijian Defence Minister Jone Vula in Suva on May 14, 2025."
        assert [set(played) for played in parts(f"{text}\n\n{second}")] == [set(BOTH), set(OTHER)]

    def test_two_of_four_who_met_apart(self):
        text = (
            "Foreign Minister Peni Lewa and Defence Minister Jone Vula of Fiji hosted Indonesian Foreign Minister Adi"
            " Karsa and Indonesian Defence Minister Bagas Wira in Suva. Earlier in the day Vula had held separate talks"
            " with Wira."
        )
        assert set(parts(text)[-1]) == set(BOTH)

    def test_who_was_absent_did_not_meet(self):
        text = f"{FIRST} Kepala Bakamla Laksdya TNI Adi Karsa tidak hadir karena sakit."
        assert set(parts(text)[0]) == set(BOTH)

    def test_who_came_along_to_both(self):
        text = (
            f"{FIRST} Sorenya giliran Menhan Tonga Sione Fifita. Sekjen Kemhan Adi Karsa mendampingi Bagas dalam kedua"
            " pertemuan."
        )
        assert [set(played) for played in parts(text)] == [{*BOTH, "Adi Karsa"}, {*OTHER, "Adi Karsa"}]

    def test_leaders_named_after_the_meetings_were_told(self):
        text = (
            "Menhan RI Bagas Wira menggelar pertemuan bilateral dengan sejumlah menteri di Suva. Ia bertemu dengan Menhan"
            " Fiji Jone Vula dan Menhan Tonga Sione Fifita."
        )
        assert [set(played) for played in parts(text)] == [set(BOTH), set(OTHER)]

    @pytest.mark.parametrize(
        "second",
        [
            "Jumat (31/1/2025), Bagas lebih dulu menerima Menhan Tonga Sione Fifita.",
            "Selasa (4/2/2025) Menhan Tonga Sione Fifita berkunjung ke kantor yang sama dan menemui Bagas.",
            "Dengan Menhan Tonga Sione Fifita, Bagas membahas penyelamatan di laut.",
            "Sejam kemudian kursi di seberang Bagas terisi lagi. Menhan Tonga Sione Fifita yang duduk di sana.",
        ],
    )
    def test_opens(self, second):
        assert [set(played) for played in parts(f"{FIRST}\n\n{second}")] == [set(BOTH), set(OTHER)]

    def test_a_meeting_of_long_ago_is_none(self):
        text = f"{FIRST} Presiden RI Tara Wening bertemu Presiden Tonga Sione Fifita pada 12 November 2024."
        assert [set(played) for played in parts(text)] == [set(BOTH)]

    def test_those_who_only_looked_on_meet_by_themselves(self):
        text = (
            "MoU radar ditandatangani Direktur Utama PT Surya Radar Adi Karsa dan Direktur Utama Fiji Radar dari"
            " Fiji, Peni Lewa, di Jakarta. Menhan RI Bagas Wira dan Menhan Fiji Jone Vula turut menyaksikan. Selesai"
            " acara itu, Bagas dan Vula menggelar pertemuan bilateral."
        )
        assert set(parts(text)[-1]) == set(BOTH)

    def test_a_call_during_a_forum(self):
        text = (
            "Konferensi Panglima Pasifik digelar di Suva, Fiji, 3 hingga 5 Februari 2025. Panglima Angkatan Bersenjata"
            " Fiji Jone Vula memimpin sidang, Indonesia diwakili Panglima TNI Bagas Wira. Sebelum sidang, Bagas"
            " melakukan kunjungan kehormatan kepada Vula."
        )
        assert parts(text)[1:] == [BOTH]

    def test_a_forum_that_was_only_the_occasion(self):
        text = (
            "Di sela-sela Konferensi Pasifik, Menhan RI Bagas Wira menjalani dua pertemuan bilateral di Suva. Menhan"
            " Tonga Sione Fifita datang pertama."
        )
        assert [scene.forum for scene in scenes(text)[1]] == [False]

    def test_bodies_of_one_state_one_after_another(self):
        text = (
            "Wamenhan Bagas Wira bertemu Sesjen Wantannas Adi Karsa di Jakarta, Selasa (4/2/2025). Dua hari kemudian,"
            " Kamis (6/2/2025), Bagas ditemui Gubernur Lemhannas Tara Wening."
        )
        assert [set(played) for played in parts(text)] == [
            {"Adi Karsa", "Bagas Wira"},
            {"Bagas Wira", "Tara Wening"},
        ]
