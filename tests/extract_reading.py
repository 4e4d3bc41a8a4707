"""Short texts taken apart, for the tests of single stages."""

from defgraph.extract.meetings import find_scenes
from defgraph.extract.official import Official
from defgraph.extract.organisations import find_organisations
from defgraph.extract.persons import find_officials
from defgraph.extract.pipeline import story_of
from defgraph.extract.posts import Post, read_post
from defgraph.extract.reading import read
from defgraph.extract.scene import Scene
from defgraph.extract.story import Story


def officials(text: str) -> list[Official]:
    reading = read(text)
    return find_officials(reading, find_organisations(reading))


def post(text: str, *, apposition: bool = False, lower: bool = False) -> Post | None:
    """The post with which ``text`` begins."""
    reading = read(text)
    return read_post(reading, find_organisations(reading), 0, apposition=apposition, lower=lower)


def scenes(text: str) -> tuple[Story, list[Scene]]:
    story = story_of(text)
    return story, find_scenes(story)


def parts(text: str) -> list[dict[str, str]]:
    """The parts played in each meeting of ``text``, by name or post."""
    story, found = scenes(text)
    return [
        {story.entity(n).name or story.entity(n).post.text: part for n, part in scene.parts.items()}
        for scene in found
    ]
