"""What a record calls an international body: as the article writes it out, or in the article's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.extract.lexicons import lexicon

if TYPE_CHECKING:
    from defgraph.extract.organisations import Organisation
    from defgraph.extract.story import Story

_LONG = 3  # words of a name that is written out


def name_bodies(story: Story, language: str) -> None:
    """Give each international body one name throughout the text.

    Args:
        story: the story of the text, whose organisations and entities are changed.
        language: the language of the text.
    """
    names: dict[str, str] = {}
    for body in story.organisations.values():
        if body.kind != "international" or body.name in names:
            continue
        name = _spelt(story, body)
        if name is None and language == "id":
            name = lexicon("organisations")["indonesian"].get(body.name)
        if name is not None:
            names[body.name] = name
    if not names:
        return
    story.organisations = {
        at: body._replace(name=names.get(body.name, body.name)) for at, body in story.organisations.items()
    }
    for entity in story.people.entities:
        if entity.organisation is not None:
            entity.organisation = names.get(entity.organisation, entity.organisation)


def _spelt(story: Story, body: Organisation) -> str | None:
    """Return the name of a body as the text writes it out, if it does."""
    for at, same in story.organisations.items():
        known = same.abbreviation is not None and same.abbreviation == body.abbreviation
        if (same.name == body.name or known) and same.after - at >= _LONG:
            return story.reading.text(at, same.after)
    return None
