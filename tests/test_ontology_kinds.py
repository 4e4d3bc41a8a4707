"""The words of a name say what kind of organisation it is."""

from __future__ import annotations

import pytest

from defgraph.namespaces import DG
from defgraph.ontology import organisation_kind

ORGANISATIONS = {
    "dg:Ministry": [
        "Kementerian Pertahanan",
        "Kementerian Koordinator Bidang Politik dan Keamanan",
        "Kementerian Sekretariat Negara",
        "Departemen Pertahanan",
        "Department of National Defense",
        "Ministry of Foreign Affairs",
        "Royal Thai Ministry of Defence",
        "Pentagon",
    ],
    "dg:ArmedForce": [
        "Tentara Nasional Indonesia",
        "TNI Angkatan Laut",
        "Markas Besar Tentara Nasional Indonesia",
        "Angkatan Bersenjata Kerajaan Kamboja",
        "Pasukan Bela Diri Jepang",
        "Tentara Pembebasan Rakyat",
        "Royal Australian Navy",
        "U.S. Indo-Pacific Command",
        "Papua New Guinea Defence Force",
    ],
    "dg:InternationalOrganisation": [
        "Komando Perserikatan Bangsa-Bangsa",
        "Perhimpunan Bangsa-Bangsa Asia Tenggara",
        "Association of Southeast Asian Nations",
        "United Nations Office for Project Services",
        "UNOPS",
        "PBB",
        "NATO",
        "Uni Eropa",
    ],
    "dg:DiplomaticMission": [
        "Kedutaan Besar Australia",
        "Embassy of Japan",
        "British High Commission",
        "Permanent Mission of Indonesia to the United Nations",
    ],
    "dg:GovernmentAgency": [
        "Badan Intelijen Negara",
        "Dewan Keamanan",
        "Kejaksaan Agung",
        "Layanan Federal Kerja Sama Teknik-Militer",
        "Indonesian National Police",
        "Philippine Coast Guard",
    ],
    "dg:Legislature": ["Dewan Perwakilan Rakyat", "DPR", "Parliament of Malaysia", "United States Senate"],
    "dg:Company": [
        "PT LEN Industri",
        "PT Pindad",
        "Bharat Forge",
        "Mahindra Defence",
        "Mazagon Dock Shipbuilders",
        "Example Systems Ltd.",
    ],
    "dg:EducationalInstitution": [
        "Universitas Pertahanan",
        "National Defence University",
        "Akademi Militer",
        "Naval Command and Staff College",
        "International Institute for Strategic Studies",
    ],
    "dg:Association": ["Ikatan Alumni Pertahanan Indonesia-Australia", "Kamar Dagang dan Industri"],
    "dg:Organisation": ["Panitia Kecil", "pt", "the un-named", "Ministrypolis"],
}


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind in ORGANISATIONS for name in ORGANISATIONS[kind]]
)
def test_the_words_of_a_name_say_what_kind_of_organisation_it_is(kind, name):
    assert organisation_kind(name) == DG(kind.removeprefix("dg:"))
