"""Members of a body, listed by name."""

from extract_reading import officials


def test_members_listed_by_name_have_the_post():
    text = (
        "Mereka tergabung dalam Senior Maritime Council (SMC). Anggota SMC yang hadir yakni Laksda TNI (Purn)"
        " Adi Karsa dan Mayjen TNI (Purn) Rano Surya."
    )
    assert [(o.name, o.post.text) for o in officials(text)] == [
        ("Adi Karsa", "Anggota Senior Maritime Council"),
        ("Rano Surya", "Anggota Senior Maritime Council"),
    ]


def test_without_a_list_they_have_none():
    assert officials("Anggota Dewan melihat Laksda TNI Adi Karsa datang.")[-1].post is None
