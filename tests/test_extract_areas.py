"""Areas of cooperation are read from what a meeting discussed, and not from history, names or denials."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.extract.areas import find_areas
from defgraph.extract.lexicons import lexicon
from defgraph.ontology import concept_ids

SENTENCES = [
    ("Kedua menteri membahas kerja sama pertahanan.", "defence-cooperation"),
    ("Keduanya sepakat mempererat hubungan di bidang pertahanan.", "defence-cooperation"),
    ("Menhan ingin meningkatkan kerja sama bilateral di bidang pertahanan.", "defence-cooperation"),
    ("Pertemuan itu menjajaki kerja sama strategis di sektor pertahanan.", "defence-cooperation"),
    ("They want to deepen defence ties.", "defence-cooperation"),
    ("Both sides reviewed bilateral defense relations.", "defence-cooperation"),
    ("The two agreed to expand cooperation in the field of defence.", "defence-cooperation"),
    ("Mereka membahas draf DCA.", "defence-cooperation"),
    ("Kedua panglima membahas kerja sama militer.", "military-cooperation"),
    ("Keduanya berharap hubungan kedua angkatan bersenjata kian erat.", "military-cooperation"),
    ("Mereka membicarakan kerja sama antara kedua angkatan laut.", "military-cooperation"),
    ("They discussed military-to-military ties.", "military-cooperation"),
    ("The generals agreed on closer cooperation between the two armies.", "military-cooperation"),
    ("Disepakati pula dialog strategis tahunan.", "policy-dialogue"),
    ("Keduanya akan menghidupkan format 2+2.", "policy-dialogue"),
    ("They agreed to hold a strategic dialogue every year.", "policy-dialogue"),
    ("They agreed to start a defence policy dialogue.", "policy-dialogue"),
    ("Topiknya latihan bersama.", "joint-exercise"),
    ("Kedua pihak membahas latihan udara bersama.", "joint-exercise"),
    ("Keduanya sepakat menggelar latihan militer gabungan.", "joint-exercise"),
    ("They will hold joint naval exercises.", "joint-exercise"),
    ("They discussed combined drills at sea.", "joint-exercise"),
    ("Kerja sama pendidikan juga dibahas.", "education-training"),
    ("Menhan menawarkan beasiswa bagi para perwira.", "education-training"),
    ("Kedua negara akan melakukan pertukaran taruna.", "education-training"),
    ("Mereka membahas pelatihan prajurit.", "education-training"),
    ("They discussed training opportunities for young officers.", "education-training"),
    ("They agreed to exchange cadets.", "education-training"),
    ("They offered scholarships.", "education-training"),
    ("Kedua negara sepakat melanjutkan pertukaran perwira.", "personnel-exchange"),
    ("Pertukaran personel akan diperbanyak.", "personnel-exchange"),
    ("They want more exchanges of officers.", "personnel-exchange"),
    ("Officer exchanges will grow.", "personnel-exchange"),
    ("Pembicaraan menyentuh industri pertahanan.", "defence-industry"),
    ("Mereka membahas produksi bersama kapal cepat.", "defence-industry"),
    ("Kerja sama industri militer menjadi topik.", "defence-industry"),
    ("They discussed links between their defence industries.", "defence-industry"),
    ("Co-production of drones was discussed.", "defence-industry"),
    ("Kedua menteri membicarakan pengadaan alutsista.", "arms-procurement"),
    ("Mereka membahas rencana pembelian empat kapal selam.", "arms-procurement"),
    ("Modernisasi alutsista TNI menjadi bahasan.", "arms-procurement"),
    ("They discussed acquiring new fighter jets.", "arms-procurement"),
    ("The talks covered the sale of frigates.", "arms-procurement"),
    ("Alih teknologi menjadi syarat.", "technology-transfer"),
    ("Menhan mengharapkan transfer teknologi.", "technology-transfer"),
    ("Technology transfer was stressed.", "technology-transfer"),
    ("Keduanya menjajaki penelitian bersama.", "research-development"),
    ("Mereka membahas riset dan pengembangan.", "research-development"),
    ("They explored joint research and development.", "research-development"),
    ("Kerja sama logistik juga disinggung.", "logistics"),
    ("Mereka membahas pemeliharaan pesawat.", "logistics"),
    ("They discussed supply chains.", "logistics"),
    ("They discussed maintenance, repair and overhaul.", "logistics"),
    ("Mereka membahas pembangunan infrastruktur.", "infrastructure"),
    ("Keduanya menjajaki pembangunan rumah sakit militer di pulau itu.", "infrastructure"),
    ("Fokusnya penguatan kapasitas kelembagaan.", "capacity-building"),
    ("Keduanya membahas pengembangan sumber daya manusia.", "capacity-building"),
    ("They discussed capacity building.", "capacity-building"),
    ("Misi perdamaian PBB ikut dibahas.", "peacekeeping"),
    ("Mereka membahas pengiriman pasukan penjaga perdamaian.", "peacekeeping"),
    ("They discussed peacekeeping.", "peacekeeping"),
    ("They spoke about United Nations peace operations.", "peacekeeping"),
    ("Keamanan maritim menjadi perhatian.", "maritime-security"),
    ("Kedua angkatan laut akan menggelar patroli terkoordinasi.", "maritime-security"),
    ("Maritime domain awareness was discussed.", "maritime-security"),
    ("They discussed maritime security.", "maritime-security"),
    ("Keduanya membahas penangkapan ikan ilegal.", "maritime-security"),
    ("Mereka membahas pengamanan perbatasan.", "border-security"),
    ("Joint border patrols were agreed.", "border-security"),
    ("Penanggulangan terorisme dibahas.", "counter-terrorism"),
    ("They discussed counter-terrorism.", "counter-terrorism"),
    ("Ancaman siber menjadi topik.", "cyber-security"),
    ("They discussed cyber defence.", "cyber-security"),
    ("Keduanya sepakat bertukar informasi intelijen.", "intelligence-sharing"),
    ("Pertukaran intelijen dibahas.", "intelligence-sharing"),
    ("They agreed to share information.", "intelligence-sharing"),
    ("Bantuan kemanusiaan dibahas.", "humanitarian-assistance"),
    ("Mereka membahas penanggulangan bencana.", "humanitarian-assistance"),
    ("They discussed disaster relief.", "humanitarian-assistance"),
    ("HADR was on the agenda.", "humanitarian-assistance"),
    ("Kedokteran militer menjadi bahasan.", "military-medicine"),
    ("They discussed military medicine.", "military-medicine"),
    ("Kerja sama kesehatan militer dibahas.", "military-medicine"),
    ("Kerja sama antariksa dijajaki.", "space"),
    ("They discussed space cooperation.", "space"),
    ("Perubahan iklim ikut dibahas.", "climate-sustainability"),
    ("They discussed climate change.", "climate-sustainability"),
    ("Latihan KBRN diusulkan.", "cbrn"),
    ("They discussed CBRN protection.", "cbrn"),
    ("Mereka membahas pencarian dan pertolongan di laut.", "search-and-rescue"),
    ("They discussed search and rescue.", "search-and-rescue"),
    ("Stabilitas kawasan menjadi bahasan.", "regional-security"),
    ("Keduanya bertukar pandangan mengenai situasi keamanan di Indo-Pasifik.", "regional-security"),
    ("They exchanged views on the security of the region.", "regional-security"),
    ("They discussed the South China Sea.", "regional-security"),
    (
        "Kedua pejabat membahas kerja sama bidang pertahanan yang selama ini berjalan baik, termasuk kunjungan kapal perang.",
        "defence-cooperation",
    ),
    (
        "Kedua pihak sepakat meningkatkan hubungan antara TNI AD dan Angkatan Darat Filipina.",
        "military-cooperation",
    ),
    ("Mereka membicarakan peluang kerja sama di bidang pendidikan dan latihan.", "education-training"),
    ("Keduanya membahas program latihan bersama Super Garuda Shield.", "joint-exercise"),
    (
        "Mereka menyoroti pentingnya menjaga perdamaian dan stabilitas di kawasan Indo-Pasifik.",
        "regional-security",
    ),
    ("Mereka juga bertukar pikiran soal situasi di Gaza.", "regional-security"),
    (
        "Kedua menteri bertukar pandangan mengenai perkembangan situasi global dan regional.",
        "regional-security",
    ),
    ("Isu keamanan di Selat Malaka turut dibahas.", "maritime-security"),
    ("Kedua pihak menjajaki kerja sama pengamanan Selat Malaka.", "maritime-security"),
    ("Mereka membahas kejahatan lintas negara di laut dan penyelundupan.", "maritime-security"),
    ("Indonesia memesan enam pesawat tempur.", "arms-procurement"),
    ("Kedua menteri membahas kemajuan kontrak pesawat angkut A400M.", "arms-procurement"),
    ("Keduanya membahas rencana akuisisi kapal selam Scorpene.", "arms-procurement"),
    ("Pertemuan itu menyinggung penyerahan kapal patroli dari Jepang.", "arms-procurement"),
    ("Ia menawarkan kapal fregat buatan negaranya.", "arms-procurement"),
    ("Mereka membahas kerja sama pembuatan kapal perang di galangan PT PAL.", "defence-industry"),
    ("Kedua pihak menjajaki usaha patungan untuk memproduksi amunisi di dalam negeri.", "defence-industry"),
    ("Perusahaan pertahanan kedua negara didorong bekerja sama.", "defence-industry"),
    ("Mereka membahas peran industri pertahanan dalam negeri.", "defence-industry"),
    ("Mereka menyepakati pertukaran perwira instruktur.", "personnel-exchange"),
    ("Ada rencana saling mengirim perwira untuk belajar di sekolah staf.", "education-training"),
    ("TNI mengirim perwira siswa ke Sesko negara itu.", "education-training"),
    ("Kerja sama pendidikan bahasa juga dibicarakan.", "education-training"),
    ("Kursus bahasa Inggris bagi prajurit ditawarkan.", "education-training"),
    ("Kedua pihak membahas penempatan instruktur di akademi militer.", "education-training"),
    ("Mereka mengulas penanganan bencana alam.", "humanitarian-assistance"),
    ("Kedua negara akan bekerja sama menyalurkan bantuan kemanusiaan ke Gaza.", "humanitarian-assistance"),
    ("Keduanya membahas evakuasi medis warga Gaza.", "humanitarian-assistance"),
    ("Mereka membahas kerja sama rumah sakit lapangan dan tenaga medis militer.", "military-medicine"),
    ("Kerja sama kedokteran penerbangan dan kesehatan prajurit dibahas.", "military-medicine"),
    ("Mereka membahas pengiriman kontingen ke Lebanon di bawah bendera PBB.", "peacekeeping"),
    ("Kedua pihak menyoroti ancaman terorisme lintas batas.", "counter-terrorism"),
    ("Mereka membahas tapal batas di Pulau Timor.", "border-security"),
    ("Pos lintas batas akan dijaga bersama.", "border-security"),
    ("Keduanya membahas demarkasi batas darat.", "border-security"),
    ("Mereka membahas pertahanan siber dan kecerdasan buatan.", "cyber-security"),
    ("They discussed artificial intelligence and cyber defence.", "cyber-security"),
    ("The two sides discussed boosting defence cooperation and high-level visits.", "defence-cooperation"),
    ("They reviewed the state of bilateral defence engagement.", "defence-cooperation"),
    ("They agreed to step up military-to-military exchanges.", "military-cooperation"),
    ("They discussed exchange programmes for young officers.", "personnel-exchange"),
    ("The two exchanged views on regional and international security issues.", "regional-security"),
    ("Both sides shared perspectives on the situation in the Indo-Pacific.", "regional-security"),
    ("The ministers condemned North Korea's missile launches.", "regional-security"),
    ("They discussed Russia's invasion of Ukraine.", "regional-security"),
    ("They discussed a rules-based international order.", "regional-security"),
    ("They affirmed a free and open Indo-Pacific.", "regional-security"),
    ("They discussed the delivery of transport aircraft.", "arms-procurement"),
    ("The minister thanked Japan for donating patrol boats.", "arms-procurement"),
    ("They discussed joint development of a fighter jet.", "defence-industry"),
    ("They discussed co-production of rifles under licence.", "defence-industry"),
    ("They explored logistics support and access to ports.", "logistics"),
    ("They discussed a mutual logistics support agreement.", "logistics"),
    ("They discussed ship repair and maintenance.", "logistics"),
    ("They discussed building a naval base.", "infrastructure"),
    ("They discussed capacity building for the coast guard.", "capacity-building"),
    ("They discussed coast guard cooperation.", "maritime-security"),
    ("They discussed combating smuggling and illegal fishing at sea.", "maritime-security"),
    ("They discussed intelligence cooperation.", "intelligence-sharing"),
    ("They discussed sharing intelligence on extremists.", "intelligence-sharing"),
    ("They agreed to set up a hotline and an annual defence dialogue.", "policy-dialogue"),
    ("They agreed to hold regular consultations between the two ministries.", "policy-dialogue"),
    ("Kedua negara sepakat membentuk mekanisme dialog rutin tingkat menteri.", "policy-dialogue"),
    ("Kedua angkatan laut sepakat melanjutkan Navy to Navy Talks.", "policy-dialogue"),
    ("They discussed SAR operations.", "search-and-rescue"),
    ("Mereka membahas operasi SAR gabungan.", "search-and-rescue"),
    ("Mereka membahas pencarian korban kecelakaan laut.", "search-and-rescue"),
    ("They discussed satellite data.", "space"),
    ("Kerja sama satelit pertahanan dijajaki.", "space"),
    ("Mereka membahas energi terbarukan.", "climate-sustainability"),
    ("They discussed green defence and climate resilience.", "climate-sustainability"),
    ("They discussed nuclear, biological and chemical defence.", "cbrn"),
    ("They help responders in chemical, biological, radiological and nuclear incidents.", "cbrn"),
    ("Keduanya mengulas peluang pelatihan bagi prajurit.", "education-training"),
    ("Isu Myanmar memenuhi obrolan mereka.", "regional-security"),
    ("Percakapan itu menyentuh keamanan Timur Tengah.", "regional-security"),
    ("Ia berbagi cara memelihara kapal lama.", "logistics"),
    ("Keduanya menyoroti penugasan pasukan garuda.", "peacekeeping"),
    ("Mereka membahas pengisian bekal dan bahan bakar kapal.", "logistics"),
    ("Korean yards could do repair work on navy vessels.", "logistics"),
    ("Jumlah perwira yang saling ditugaskan akan naik.", "personnel-exchange"),
    ("Mereka membahas alih teknologi drone.", "technology-transfer"),
    ("Mereka membahas kerja sama riset antara Unhan dan lembaga riset.", "research-development"),
    ("Kedua pihak membahas pelatihan pasukan khusus.", "education-training"),
    ("Kedua pasukan khusus akan berlatih bersama di hutan.", "joint-exercise"),
    ("Keduanya sepakat meningkatkan intensitas latihan gabungan kedua angkatan.", "joint-exercise"),
    ("Kedua angkatan laut akan mengadakan passing exercise.", "joint-exercise"),
    ("They want more passing exercises.", "joint-exercise"),
    ("Kerja sama intelijen militer juga dibahas.", "intelligence-sharing"),
    ("Tukar menukar informasi menjadi perhatian.", "intelligence-sharing"),
    ("Mereka membahas kerja sama keamanan laut dengan Bakamla.", "maritime-security"),
    ("Pembahasan meliputi penegakan hukum di laut.", "maritime-security"),
    ("Mereka membahas dukungan logistik dan suku cadang pesawat.", "logistics"),
    ("They discussed military cooperation between the two countries' forces.", "military-cooperation"),
    (
        "Kedua negara akan memperkuat hubungan persahabatan antara kedua angkatan bersenjata.",
        "military-cooperation",
    ),
    (
        "Kedua panglima membahas kerja sama antara TNI dan Angkatan Bersenjata Filipina.",
        "military-cooperation",
    ),
]

SEVERAL = [
    (
        "Keduanya membahas pendidikan dan pelatihan, latihan bersama, serta industri pertahanan.",
        {"education-training", "joint-exercise", "defence-industry"},
    ),
    (
        "They discussed joint military training and exercises, border patrols and disaster relief.",
        {"education-training", "joint-exercise", "border-security", "humanitarian-assistance"},
    ),
    (
        "Dibahas pula kerja sama industri pertahanan dan alih teknologi.",
        {"defence-industry", "technology-transfer"},
    ),
    ("Defence cooperation, including logistics, was reviewed.", {"defence-cooperation", "logistics"}),
    (
        "The talks covered training, exercises, logistics and procurement.",
        {"education-training", "joint-exercise", "logistics", "arms-procurement"},
    ),
    (
        "Kerja sama yang dibahas mencakup bidang maritim, siber, dan antariksa.",
        {"maritime-security", "cyber-security", "space"},
    ),
    ("They discussed artificial intelligence and cyber defence.", {"cyber-security"}),
    ("Mereka membahas pengadaan pesawat patroli maritim.", {"arms-procurement"}),
]

TRAPS = [
    "Hadir Direktur Kerja Sama Industri Pertahanan Rini Sulastri.",
    "Hadir Kepala Badan Penelitian dan Pengembangan Rini Sulastri.",
    "The Minister of Education and Training Rini Sulastri was there.",
    "Hadir Kepala Badan Nasional Penanggulangan Bencana.",
    "Landasan kerja sama pertahanan kedua negara kokoh.",
    "Sebagai catatan, latihan bersama terakhir digelar di Bandung.",
    "Latihan bersama itu tidak dibahas.",
    "The South China Sea was not discussed.",
    "Frega menampik isu pembelian kapal selam.",
    "Over the years thousands of officers attended courses there.",
    "Menteri Pertahanan menerima hubungan telepon dari Menteri Pertahanan.",
    "They met at the Training Centre.",
    "Singgahnya kapal itu berarti dalam mewujudkan Indo-Pasifik yang aman.",
    "He called the forces an anchor of stability in the region.",
    "Pesawat itu mampu melakukan pengisian bahan bakar di udara.",
    "AUKUS was left aside.",
    "Latihan bersama itu baru saja usai.",
    "Pembelian pesawat sama sekali tidak disebut.",
    "The talks are run by a Joint Training Working Group.",
    "Industri musik dan maritim tidak disebut.",
    "Selama ini prajurit kedua negara rutin berlatih bersama.",
    "Ia pernah mengikuti pendidikan di sana.",
    "Cuaca di kawasan itu cerah.",
    "",
]

HISTORY = [
    "Mereka bertemu pada 5 Mei 2025. Perjanjian kerja sama pertahanan diteken di sini pada 3 Maret 2019.",
    "Mereka bertemu pada 5 Mei 2025. Pada November 2024 kedua negara menggelar latihan bersama.",
    "They met on May 5, 2025. In February 2019 they had signed a defence cooperation agreement. It allows joint exercises.",
]


FIGURES = [
    ("Singa Perkasa ingin lebih banyak kursi bagi perwiranya di akademi militer.", "education-training"),
    ("He asked for three more places for young officers at the staff college.", "education-training"),
    ("Menhan berniat mengirim pejabatnya belajar ke Suva.", "education-training"),
    ("Sergeants of both battalions would swap barracks and trade places for a year.", "personnel-exchange"),
    ("Perwira kedua markas akan saling ditempatkan dan bertukar tempat.", "personnel-exchange"),
    ("Latihan darat dan udara tahun ini dinilai berhasil.", "joint-exercise"),
    ("They went through the drills that the two militaries plan for May.", "joint-exercise"),
    ("The crews will train for such an emergency together.", "joint-exercise"),
    ("Menhan menyebut rencana meremajakan alutsista dengan produk Fiji.", "arms-procurement"),
    ("Suva is thinking of buying light vehicles.", "arms-procurement"),
    ("Keduanya ingin pabrik kedua negara menggarap kendaraan tempur.", "defence-industry"),
    ("They want yards in Suva to take part in building frigates.", "defence-industry"),
    ("Keduanya membahas pengembangan bersama jet tempur.", "defence-industry"),
    ("It was settled what know-how will be passed on.", "technology-transfer"),
    ("Insinyur Fiji akan mempelajari rancang bangun antena.", "technology-transfer"),
    ("Yards in Fiji could do more of the repair work on the patrol boats.", "logistics"),
    ("Mereka mencari cara menjaga jalur laut dari perompakan.", "maritime-security"),
    ("How to monitor the waters around the islands came up.", "maritime-security"),
    ("Penjagaan garis batas darat dibicarakan.", "border-security"),
    ("They compared notes on the East and South China seas.", "regional-security"),
    ("Keduanya berbicara mengenai Myanmar.", "regional-security"),
    ("Mereka berkepentingan atas Pasifik yang terbuka.", "regional-security"),
    ("Mereka mengulas tugas tentara ketika bencana melanda.", "humanitarian-assistance"),
    ("Both asked how to let food and medicine in.", "humanitarian-assistance"),
    ("Tim kedua negara saling belajar mencari korban gempa.", "search-and-rescue"),
    ("The pair spoke of treating the wounded.", "military-medicine"),
    ("Peretasan lintas negara dibicarakan.", "cyber-security"),
    ("Informasi kapal mencurigakan bisa cepat berpindah tangan.", "intelligence-sharing"),
    ("Hubungan kedua kementerian pertahanan dibahas.", "defence-cooperation"),
    ("Two Fijian officers will attend the staff college in Bandung.", "education-training"),
    ("Penerbang kedua angkatan udara akan saling bertukar penugasan.", "personnel-exchange"),
    ("They spoke of co-producing a frigate.", "defence-industry"),
    ("Syaratnya, cetak biru kapal ikut diserahkan.", "technology-transfer"),
    ("Keeping the old tanks running was on the list.", "logistics"),
    ("They agreed to pass each other radar data.", "intelligence-sharing"),
    ("Kedua kepala staf mematangkan skenario latihan di Sentul.", "joint-exercise"),
    ("On the Indo-Pacific they were of one mind.", "regional-security"),
    ("Keduanya sepakat bertemu setahun sekali.", "policy-dialogue"),
    ("Manila is shopping for coastal missile batteries.", "arms-procurement"),
    ("Pemulangan eks kombatan dibicarakan.", "counter-terrorism"),
    ("Protection against nerve agents was a topic.", "cbrn"),
]


@pytest.mark.parametrize(("sentence", "area"), FIGURES)
def test_area_told_by_what_is_done_with_what(sentence: str, area: str) -> None:
    assert area in [mention.normal for mention in find_areas(sentence)]


def test_words_that_name_two_areas() -> None:
    found = [mention.normal for mention in find_areas("Mereka membahas pelatihan penjaga perdamaian.")]
    assert sorted(found) == ["education-training", "peacekeeping"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Pembelian senjata tidak diangkat.",
        "Weapons purchases were no part of the talks.",
        "Bagaimana dengan pembelian jet tempur? Hal itu tidak dibahas.",
        "Was the sale of frigates raised? No, he said.",
        "Fiji dikenal lewat pembelian jet tempur. Namun, pesawat tidak disinggung.",
        "Mereka berkunjung ke sekolah militer.",
        "A widely reported sale of missiles found no mention.",
        "Batas laut tidak disentuh.",
        "Awak kapal bertanding futsal dalam rangka latihan bersama Komodo.",
    ],
)
def test_what_was_not_raised_is_no_area(sentence: str) -> None:
    assert not find_areas(sentence)


@pytest.mark.parametrize(("text", "area"), SENTENCES)
def test_a_sentence_about_an_area_shows_it(text, area):
    assert {m.normal for m in find_areas(text)} == {area}


@pytest.mark.parametrize(("text", "areas"), SEVERAL)
def test_a_list_shows_each_of_its_areas(text, areas):
    assert {m.normal for m in find_areas(text)} == areas


@pytest.mark.parametrize("text", TRAPS)
def test_names_denials_and_habits_show_no_area(text):
    assert find_areas(text) == []


@pytest.mark.parametrize("text", HISTORY)
def test_a_sentence_with_an_old_date_shows_no_area(text):
    assert find_areas(text) == []


def test_plans_keep_a_sentence_with_a_past_in_it():
    text = "Kerja sama pertahanan yang selama ini terjalin akan terus diperkuat."
    assert [m.normal for m in find_areas(text)] == ["defence-cooperation"]


def test_the_two_parts_of_a_pair_stand_in_one_sentence():
    assert find_areas("Mereka membahas latihan. Bersama itu hujan turun.") == []
    assert find_areas("Mereka membahas latihan; bersama itu hujan turun.") == []


def test_every_area_of_the_lists_is_in_the_ontology_and_every_area_has_words():
    lists = lexicon("areas")
    named = set(lists["phrases"]) | {pair["area"] for pair in lists["pairs"]}
    assert named == set(concept_ids("area"))


@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(
            st.sampled_from(
                [
                    *(text for text, _ in SENTENCES + SEVERAL),
                    *TRAPS,
                    *HISTORY,
                    "latihan",
                    "bersama",
                    ",",
                    "\n",
                ]
            ),
            max_size=8,
        ).map(" ".join),
    )
)
def test_any_text_gives_exact_spans_in_order(text):
    found = find_areas(text)
    assert all(text[m.start : m.end] == m.text and m.text for m in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert {m.normal for m in found} <= set(concept_ids("area"))
