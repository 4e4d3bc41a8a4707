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
