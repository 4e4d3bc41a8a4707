"""Who is who."""

from defgraph.extract.pipeline import story_of

TEXT = (
    "Menteri Pertahanan RI Bagas Wiranegara menerima Duta Besar Fiji Litia Vula di Jakarta. Menhan didampingi"
    " Sekjen Kemhan. Dubes Vula berterima kasih kepada Bagas. Sekjen Kemhan Letjen TNI Adi Karsa pulang."
)


def mentions(text: str) -> list[tuple[str | None, list[str]]]:
    story = story_of(text)
    return [
        (entity.name, [story.reading.text(*span) for span in entity.mentions])
        for entity in story.people.entities
    ]


def test_parts_of_names_and_posts_alone_are_references():
    assert mentions(TEXT) == [
        ("Bagas Wiranegara", ["Menteri Pertahanan RI Bagas Wiranegara", "Menhan", "Bagas"]),
        ("Litia Vula", ["Duta Besar Fiji Litia Vula", "Dubes Vula"]),
        ("Adi Karsa", ["Sekjen Kemhan", "Sekjen Kemhan Letjen TNI Adi Karsa"]),
    ]


def test_ministers_of_two_states_are_two():
    text = "Menhan RI Bagas Wira menjamu Menhan Fiji Jone Vula. Menhan Fiji tersenyum."
    assert mentions(text)[1] == ("Jone Vula", ["Menhan Fiji Jone Vula", "Menhan Fiji"])


def test_a_longer_name_takes_the_place_of_a_shorter_one():
    text = "Menhan Bagas hadir di sana. Menteri Pertahanan Bagas Wiranegara lalu pulang."
    assert [name for name, _ in mentions(text)] == ["Bagas Wiranegara"]


def test_that_minister_is_the_one_named_before():
    found = mentions("Letjen TNI Bagas Wira tiba di Suva. Rektor Universitas Samudra tersebut tersenyum.")
    assert [name for name, _ in found] == ["Bagas Wira"]
