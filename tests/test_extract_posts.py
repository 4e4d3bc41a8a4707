"""Posts: written out, with their organisation and state."""

import pytest

from extract_reading import post

POSTS = [
    ("Komandan Resimen Artileri ke-12 Angkatan Bersenjata Republik Ceko tiba.", "Komandan Resimen Artileri ke-12", "Angkatan Bersenjata Republik Ceko", "CZ"),
    ("Panglima Angkatan Laut Kerajaan Thailand tiba.", "Panglima", "Angkatan Laut Kerajaan Thailand", "TH"),
    ("Permanent Secretary Kementerian Pertahanan dan Urusan Veteran Fiji tiba.", "Permanent Secretary", "Kementerian Pertahanan dan Urusan Veteran", "FJ"),
    ("Asisten Deputi Koordinasi Kerja Sama Amerika, Eropa, dan Afrika Kemenko Polkam tiba.", "Asisten Deputi Koordinasi Kerja Sama Amerika, Eropa, dan Afrika", "Kementerian Koordinator Bidang Politik dan Keamanan", "ID"),
    ("Kasubdit Australia-Pasifik tiba.", "Kepala Subdirektorat Australia-Pasifik", None, None),
    ("Raksha Mantri (Defence Minister) Shri Arun Verma came.", "Defence Minister", "Ministry of Defence", None),
    ("Menhan RI Bagas Wira tiba.", "Menteri Pertahanan", "Kementerian Pertahanan", "ID"),
    ("Wamenhan tiba.", "Wakil Menteri Pertahanan", "Kementerian Pertahanan", None),
    ("Sekjen Kemhan tiba.", "Sekretaris Jenderal", "Kementerian Pertahanan", None),
    ("Plt. Irjen Kemhan tiba.", "Pelaksana Tugas Inspektur Jenderal", "Kementerian Pertahanan", None),
    ("Dirjen Strahan Kemhan tiba.", "Direktur Jenderal Strategi Pertahanan", "Kementerian Pertahanan", None),
    ("Dirkersinhan Ditjen Strahan Kemhan tiba.", "Direktur Kerja Sama Internasional Pertahanan", "Kementerian Pertahanan", "ID"),
    ("Karo Infohan Setjen Kemhan tiba.", "Kepala Biro Informasi Pertahanan", "Kementerian Pertahanan", None),
    ("Ses Baranahan Kemhan tiba.", "Sekretaris Badan Sarana Pertahanan", "Kementerian Pertahanan", None),
    ("Kabaranahan Kemhan tiba.", "Kepala Badan Sarana Pertahanan", "Kementerian Pertahanan", "ID"),
    ("Panglima TNI tiba.", "Panglima", "Tentara Nasional Indonesia", "ID"),
    ("KSAL tiba.", "Kepala Staf Angkatan Laut", "TNI Angkatan Laut", "ID"),
    ("Kepala Staf TNI Angkatan Laut (KSAL) tiba.", "Kepala Staf Angkatan Laut", "TNI Angkatan Laut", "ID"),
    ("Asintel Kasad tiba.", "Asisten Intelijen Kepala Staf Angkatan Darat", "TNI Angkatan Darat", "ID"),
    ("Wakil KSAL Laksdya Rano tiba.", "Wakil Kepala Staf Angkatan Laut", "TNI Angkatan Laut", "ID"),
    ("Asops Panglima TNI tiba.", "Asisten Operasi Panglima", "Tentara Nasional Indonesia", "ID"),
    ("Athan RI di Tokyo tiba.", "Atase Pertahanan", None, "ID"),
    ("Pangdam II/Sriwijaya tiba.", "Panglima Komando Daerah Militer II", "TNI Angkatan Darat", "ID"),
    ("Duta Besar Fiji untuk Indonesia, Tonga, dan ASEAN tiba.", "Duta Besar", None, "FJ"),
    ("Duta Besar RI untuk Fiji tiba.", "Duta Besar", None, "ID"),
    ("Panglima Angkatan Bersenjata Arab Saudi tiba.", "Panglima", "Angkatan Bersenjata Arab Saudi", "SA"),
    ("Kepala Staf Angkatan Darat Korea Selatan tiba.", "Kepala Staf Angkatan Darat", None, "KR"),
    ("Ketua Komisi I DPR RI Sinta Dewi hadir.", "Ketua Komisi I", "Dewan Perwakilan Rakyat", "ID"),
    ("Deputi Bidang Koordinasi Pertahanan Negara dan Kesatuan Bangsa Kemenko Polkam hadir.", "Deputi Bidang Koordinasi Pertahanan Negara dan Kesatuan Bangsa", "Kementerian Koordinator Bidang Politik dan Keamanan", "ID"),
    ("Wakil Perdana Menteri sekaligus Menteri Pertahanan Australia tiba.", "Wakil Perdana Menteri sekaligus Menteri Pertahanan", "Kementerian Pertahanan", "AU"),
    ("Menteri Angkatan Bersenjata Prancis tiba.", "Menteri Angkatan Bersenjata", "Kementerian Angkatan Bersenjata", "FR"),
    ("Kepala Badan Sarana Pertahanan Marsdya TNI Rano tiba.", "Kepala Badan Sarana Pertahanan", None, None),
    ("Direktur Utama PT Pindad hadir.", "Direktur Utama", "PT Pindad", "ID"),
    ("Thai Deputy Prime Minister and Defence Minister Anan Rak came.", "Deputy Prime Minister and Defence Minister", "Ministry of Defence", "TH"),
    ("U.S. Secretary of Defense Joan Hart came.", "Secretary of Defense", "Department of Defense", "US"),
    ("Fiji's Minister for Defence came.", "Minister for Defence", "Ministry of Defence", "FJ"),
    ("Secretary General of Indonesia's Ministry of Defence came.", "Secretary General", "Ministry of Defence", "ID"),
    ("Minister of State for Defence Inggris Lord Vane tiba.", "Minister of State for Defence", "Ministry of Defence", "GB"),
    ("Deputy Chief of Defense Staff Italia tiba.", "Deputy Chief of Defense Staff", None, "IT"),
    ("Commander U.S. Pacific Fleet Admiral Jo Hart came.", "Commander U.S. Pacific Fleet", None, "US"),
    ("Danpusterad Mayjen TNI Rano tiba.", "Komandan Pusat Teritorial Angkatan Darat", "TNI Angkatan Darat", "ID"),
    ("Komandan Seskoad Mayjen TNI Rano tiba.", "Komandan Sekolah Staf dan Komando Angkatan Darat", "TNI Angkatan Darat", "ID"),
    ("Wadan Lantamal IX Kolonel Laut (P) Rano tiba.", "Wakil Komandan Pangkalan Utama TNI Angkatan Laut IX", "TNI Angkatan Laut", "ID"),
    ("Danlanal Bitung Rano Karsa tiba.", "Komandan Pangkalan TNI Angkatan Laut Bitung", "TNI Angkatan Laut", "ID"),
    ("Komandan Pangkalan TNI AL (Danlanal) Bitung Letkol Rano tiba.", "Komandan Pangkalan TNI Angkatan Laut Bitung", "TNI Angkatan Laut", "ID"),
    ("Menteri Perhubungan dan Telekomunikasi Fiji tiba.", "Menteri Perhubungan dan Telekomunikasi", "Kementerian Perhubungan dan Telekomunikasi", "FJ"),
    ("Wakil Rektor I Bidang Akademik dan Kemahasiswaan hadir.", "Wakil Rektor I Bidang Akademik dan Kemahasiswaan", None, None),
    ("Kepala Biro Kerja Sama Budi Karsa hadir.", "Kepala Biro Kerja Sama", None, None),
    ("Kepala Kantor SAR Ambon Budi Karsa hadir.", "Kepala Kantor SAR Ambon", None, None),
    ("Komandan KRI Layar Biru Letkol Laut (P) Budi Karsa hadir.", "Komandan KRI Layar Biru", None, None),
    ("Kuasa Usaha Ad Interim Chile hadir.", "Kuasa Usaha Ad Interim", None, "CL"),
    ("Panglima Wilayah Laut 4 Laksamana Pertama Omar tiba.", "Panglima Wilayah Laut 4", None, None),
    ("Minister for Defence and Veterans Affairs, Jone Vula, came.", "Minister for Defence and Veterans Affairs", "Ministry of Defence and Veterans Affairs", None),
    ("Under-Secretary-General Ana Ruiz came.", "Under-Secretary-General", None, None),
    ("Head of Asset Recovery General Jone Vula came.", "Head of Asset Recovery", None, None),
    ("Commander of the Peruvian Navy came.", "Commander", "Peruvian Navy", "PE"),
    ("Head of the Bridges Agency at Fiji's Ministry of Defence came.", "Head of the Bridges Agency", "Ministry of Defence", "FJ"),
    ("Director of the Bridges Agency came.", "Director", "Bridges Agency", None),
    ("Paban VIII/Operasi Luar Negeri Kolonel Rano tiba.", "Perwira Pembantu VIII/Operasi Luar Negeri", None, None),
    ("Duta Besar Republik Rakyat Tiongkok untuk Indonesia tiba.", "Duta Besar", None, "CN"),
    ("Chief of Defence of the Netherlands General Vos came.", "Chief of Defence", None, "NL"),
    ("Minister of National Defence of the Republic of Korea came.", "Minister of National Defence", "Ministry of National Defence", "KR"),
    ("Minister of the Armed Forces came.", "Minister of the Armed Forces", None, None),
    ("Commander of U.S. Indo-Pacific Command came.", "Commander", "United States Indo-Pacific Command", "US"),
    ("Kepala Kantor UNODC Indonesia tiba.", "Kepala Kantor", "United Nations Office on Drugs and Crime", None),
    ("Deputi Bidkoor Kamtibmas Kemenko Polkam tiba.", "Deputi Bidang Koordinasi Keamanan dan Ketertiban Masyarakat", "Kementerian Koordinator Bidang Politik dan Keamanan", "ID"),
    ("CEO Tidal Group tiba.", "CEO", "Tidal Group", None),
    ("Permanent Secretary (Defence Policy) Mr Lim came.", "Permanent Secretary (Defence Policy)", None, None),
    ("Kasal (KSAL) Laksamana Rano tiba.", "Kepala Staf Angkatan Laut", "TNI Angkatan Laut", "ID"),
    ("Asisten Menteri Pertahanan Fiji Bidang Keamanan Laut tiba.", "Asisten Menteri Pertahanan Bidang Keamanan Laut", None, "FJ"),
    ("Wakil Kepala Baranahan Kemhan tiba.", "Wakil Kepala Badan Sarana Pertahanan", "Kementerian Pertahanan", None),
    ("Chief of the South African National Defence Force came.", "Chief", "South African National Defence Force", "ZA"),
    ("Chief of the Defence Force came.", "Chief of the Defence Force", "Defence Force", None),
    ("Assistant to the President for National Security Affairs Jo Hart came.", "Assistant to the President for National Security Affairs", None, None),
]  # fmt: skip


class TestReadPost:
    @pytest.mark.parametrize(("text", "written", "organisation", "country"), POSTS)
    def test_reads(self, text, written, organisation, country):
        found = post(text)
        assert found is not None
        assert (found.text, found.organisation, found.country) == (written, organisation, country)

    @pytest.mark.parametrize(
        "text",
        [
            "Jenderal Budi tiba.",
            "Defence Cooperation Agreement was signed.",
            "Military Attaché Gathering dibuka.",
            "National Defence Academy opened.",
            "Bandung ramai.",
            "Karena hujan, acara ditunda.",
            "Military Attaché (Milat) Tour dibuka.",
            "Raja Ampat indah.",
        ],
    )
    def test_is_none(self, text):
        assert post(text) is None

    def test_a_former_post_is_none(self):
        assert post("Menhan tiba.") is not None
        from extract_reading import officials

        assert officials("Ia mantan Menteri Pertahanan yang disegani.") == []

    def test_in_apposition_all_capitals_are_of_the_post(self):
        found = post("Komandan Skadron Elang Utara dari Jerman tiba.", apposition=True)
        assert found is not None
        assert found.text == "Komandan Skadron Elang Utara"

    def test_lower_case_only_where_asked_for(self):
        assert post("the defence minister came.") is None
        found = post("menteri pertahanan Fiji tiba.", lower=True)
        assert found is not None
        assert found.country == "FJ"
