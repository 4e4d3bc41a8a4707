"""People in a text."""

import pytest

from extract_reading import officials

PEOPLE = [
    ("Panglima Tentera Laut Diraja Malaysia Admiral Tan Sri (Dr.) Rahim bin Omar tiba.", "Rahim bin Omar", "Admiral", "Panglima", "MY"),
    ("Direktur Riset WUR Piet van Dalen tiba.", "Piet van Dalen", None, "Direktur Riset WUR", None),
    ("Maj. Gen. Rano Karsa, director general for defence strategy of the Indonesian Ministry of Defence, came.", "Rano Karsa", "Maj. Gen.", "Director general for defence strategy", "ID"),
    ("Mr. Ken Sato, Honorary Chairman Sato Peace Foundation, tiba.", "Ken Sato", None, "Honorary Chairman", None),
    ("Major General Chai Rak, MD, Kepala Military Medicine Coordination Center RTARF HQ, tiba.", "Chai Rak", "Major General", "Kepala Military Medicine Coordination Center", "TH"),
    ("Menhan RI Bagas Wira tiba.", "Bagas Wira", None, "Menteri Pertahanan", "ID"),
    ("Menteri Pertahanan Malaysia Dato' Seri Utama Haji Rahim bin Haji Omar tiba.", "Rahim bin Haji Omar", None, "Menteri Pertahanan", "MY"),
    ("Menteri Pertahanan Jepang H.E. Mr. Tanaka Ren tiba.", "Tanaka Ren", "H.E.", "Menteri Pertahanan", "JP"),
    ("Karo Infohan Kemhan Brigjen TNI (Mar) Adi Karsa, S.E., M.M., berbicara.", "Adi Karsa", "Brigjen TNI (Mar)", "Kepala Biro Informasi Pertahanan", "ID"),
    ("Jenderal Sok Dara, Wakil Panglima Angkatan Bersenjata Kerajaan Kamboja, tiba.", "Sok Dara", "Jenderal", "Wakil Panglima", "KH"),
    ("Duta Besar Fiji untuk Indonesia, Litia Vula.", "Litia Vula", None, "Duta Besar", "FJ"),
    ("Brigjen TNI Adi Karsa selaku Karo Humas Setjen Kemhan berbicara.", "Adi Karsa", "Brigjen TNI", "Kepala Biro Hubungan Masyarakat", "ID"),
    ("Singapore's Defence Minister, Dr Lim Wei Jun, came.", "Lim Wei Jun", None, "Defence Minister", "SG"),
    ("Air Marshal Adi Karsa, Secretary General of Indonesia's Ministry of Defence, came.", "Adi Karsa", "Air Marshal", "Secretary General", "ID"),
    ("U.S. Secretary of Defense Joan P. Hart III came.", "Joan P. Hart III", None, "Secretary of Defense", "US"),
    ("Papua New Guinea (PNG) Prime Minister Peter Koim came.", "Peter Koim", None, "Prime Minister", "PG"),
    ("The talks were joined by the Chilean ambassador to Indonesia, Rosa Ibarra.", "Rosa Ibarra", None, "Ambassador", "CL"),
    ("They met Hugo Vane, Deputy Secretary for Strategy, at the door.", "Hugo Vane", None, "Deputy Secretary for Strategy", None),
    ("Muncul Rafiq Karsa (Chief Desk Officer), lalu pulang.", "Rafiq Karsa", None, "Chief Desk Officer", None),
    ("Wali Kota Ambon dr. H. Karsa Budi, M.Kes., tiba.", "Karsa Budi", None, "Wali Kota Ambon", None),
    ("They were led by Mr Omar bin Saad, Deputy Secretary General in the Malaysian Ministry of Defence.", "Omar bin Saad", None, "Deputy Secretary General", "MY"),
    ("Kolonel Laut (P) Rano Karsa, yang sehari-hari menjabat Perwira Pembantu Staf Operasi TNI, tiba.", "Rano Karsa", "Kolonel Laut (P)", "Perwira Pembantu Staf Operasi", "ID"),
    ("Hadir Human Resources Desk Officer, ROKN CDR Yang Dal, dan staf.", "Yang Dal", "CDR", "Human Resources Desk Officer", "KR"),
    ("Hadir Interpreter LTJG Seo Chan.", "Seo Chan", "LTJG", "Interpreter", None),
    ("He met Omar Saad, the company's Managing Director and CEO, today.", "Omar Saad", None, "Managing Director and CEO", None),
    ("Jenderal Sok Dara, Wakil Perdana Menteri, Menhan Kerajaan Kamboja, tiba.", "Sok Dara", "Jenderal", "Wakil Perdana Menteri, Menteri Pertahanan", "KH"),
    ("Duta Besar Fiji untuk Indonesia, Litia Mere (Lia) Vula PSM, tiba.", "Litia Mere (Lia) Vula", None, "Duta Besar", "FJ"),
    ("His Majesty King Omar II came.", "Omar II", None, "King", None),
    ("Kepala BNPT RI Komisaris Jenderal Polisi Budi Karsa tiba.", "Budi Karsa", "Komisaris Jenderal Polisi", "Kepala", "ID"),
    ("Direktur Kesehatan Kemhan, Marsma TNI dr. Rano Karsa, tiba.", "Rano Karsa", "Marsma TNI", "Direktur Kesehatan", "ID"),
    ("Athan Fiji baru Colonel Jone Vula tiba.", "Jone Vula", "Colonel", "Atase Pertahanan", "FJ"),
    ("Presiden National Security University Pakistan Letjen Imran Khalid tiba.", "Imran Khalid", "Letjen", "Presiden", "PK"),
    ("Atase Pertahanan Fiji yang lama, Colonel Jone Vula, tiba.", "Jone Vula", "Colonel", "Atase Pertahanan", "FJ"),
    ("Mantan Presiden Fiji Jone Vula tiba.", "Jone Vula", None, "Mantan Presiden", "FJ"),
    ("Senator Fiji Ana Ruiz tiba.", "Ana Ruiz", None, "Senator", "FJ"),
    ("Athan RI di Suva Kolonel Pnb Rano Karsa tiba.", "Rano Karsa", "Kolonel Pnb", "Atase Pertahanan", "ID"),
    ("Perdana Menteri Kay Rala Tui tiba.", "Kay Rala Tui", None, "Perdana Menteri", None),
    ("Menhan Kamboja Samdech Pichey Sena Sok Dara tiba.", "Sok Dara", None, "Menteri Pertahanan", "KH"),
    ("Kepala Badan Galangan Laut Turki Ali Demir tiba.", "Ali Demir", None, "Kepala", "TR"),
    ("Col. Rano Karsa, deputy head of the Navy Information Service, spoke.", "Rano Karsa", "Col.", "Deputy head of the Navy Information Service", None),
    ("Philippine Navy chief Vice Admiral Jose Luz came.", "Jose Luz", "Vice Admiral", "Navy chief", "PH"),
    ("Chargé d'Affaires of the U.S. Embassy Jo Hart came.", "Jo Hart", None, "Chargé d'Affaires", "US"),
    ("Deputy Prime Minister and Minister for Defence of Fiji, the Hon Jone Vula MP, came.", "Jone Vula", "Hon", "Deputy Prime Minister and Minister for Defence", "FJ"),
]  # fmt: skip


class TestFindOfficials:
    @pytest.mark.parametrize(("text", "name", "rank", "post", "country"), PEOPLE)
    def test_finds(self, text, name, rank, post, country):
        found = officials(text)[0]
        assert found.post is not None
        assert (found.name, found.rank, found.post.text, found.country) == (name, rank, post, country)

    @pytest.mark.parametrize(
        ("text", "name", "country"),
        [
            ("Commander Amy Hale, RNZN, came.", "Amy Hale", "NZ"),
            ("Captain Amy Hale RAN came.", "Amy Hale", "AU"),
            ("Captain Omar Saad (RMN) came.", "Omar Saad", "MY"),
        ],
    )
    def test_the_service_behind_a_name_tells_the_state(self, text, name, country):
        found = officials(text)[0]
        assert (found.name, found.post, found.country) == (name, None, country)

    def test_a_list_of_officials(self):
        text = "Hadir Dirjen Strahan Kemhan Mayjen TNI Adi Karsa, Kapuspen TNI Laksda TNI Rano, dan Athan RI."
        assert [o.name for o in officials(text)] == ["Adi Karsa", "Rano", None]

    def test_one_post_in_many_states(self):
        text = "Hadir para atase pertahanan Jepang, Papua Nugini, dan Fiji."
        assert [(o.name, o.country) for o in officials(text)] == [(None, "JP"), (None, "PG"), (None, "FJ")]

    def test_a_name_behind_its_state(self):
        assert [(o.name, o.country) for o in officials("He met Japan's Gen Tanaka in the hall.")] == [
            ("Gen Tanaka", "JP")
        ]

    def test_a_place_before_a_post_is_no_name(self):
        found = officials(
            "Between speeches at the Harbour Bay Centre, Fijian Defence Minister Jone Vula smiled."
        )
        assert [o.name for o in found] == ["Jone Vula"]

    def test_a_counterpart_has_the_post_of_the_one_before(self):
        found = officials("Thai Defence Minister Anan Rak met his Fijian counterpart, General Jone Vula.")[1]
        assert found.post is not None
        assert (found.name, found.post.text, found.country) == ("Jone Vula", "Defence Minister", "FJ")

    @pytest.mark.parametrize(
        ("text", "name", "post"),
        [
            ("Datang Kepala Delegasi ICRC, Ana Ruiz, beserta wakilnya, Hugo Vane.", "Hugo Vane", "Wakil Kepala Delegasi"),
            ("Fijian Defence Minister Jone Vula and his deputy, Mere Tui, came.", "Mere Tui", "Deputy Defence Minister"),
        ],
    )  # fmt: skip
    def test_a_deputy_has_the_post_below_that_of_the_one_before(self, text, name, post):
        found = officials(text)[1]
        assert found.post is not None
        assert (found.name, found.post.text) == (name, post)

    @pytest.mark.parametrize(
        "text",
        [
            "Menteri Pertahanan (Menhan) Negara-Negara ASEAN bertemu.",
            "Menko Polkam Terima Kunjungan Tamu dari Fiji.",
            "Asisten Penasihat Militer PTRI New York mendampinginya.",
        ],
    )
    def test_headline_verbs_doubled_nouns_and_cities_are_no_names(self, text):
        assert all(o.name is None for o in officials(text))

    def test_a_post_said_twice_is_one_official(self):
        text = "Panglima Angkatan Bersenjata Fiji (Chief of the Fiji Forces) General Jone Vula tiba."
        assert [o.name for o in officials(text)] == ["Jone Vula"]

    @pytest.mark.parametrize(
        "text",
        [
            "Ratusan warga Bandung menonton pawai di Alun-Alun Kota.",
            "Sang jenderal tersenyum kepada kedua menteri.",
            "Ia dilantik sebagai Menteri Pertahanan pekan lalu.",
            "The Defence Cooperation Agreement was signed by the ministers.",
        ],
    )
    def test_finds_nobody(self, text):
        assert officials(text) == []
