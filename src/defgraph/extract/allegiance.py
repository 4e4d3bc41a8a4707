"""What the words beside someone tell about the state served: "delegasi Fiji dipimpin …"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from defgraph.extract.houses import ship_state
from defgraph.extract.lexicons import lexicon
from defgraph.extract.phrases import word_key
from defgraph.extract.places import find_cities

if TYPE_CHECKING:
    from defgraph.extract.references import Entity
    from defgraph.extract.sentences import Sentence
    from defgraph.extract.story import Story

HOME = "ID"
_BACK = 12  # words back to the state that someone stands for
_ON = 5  # words on from a name to the state that its holder comes from
_ACRONYM = 3  # letters of the name of a body
_OBJECT = 2  # words between a word of meeting and who was met
_PAGES = 4  # sentences back to where a visitor was last said to be
_MET = frozenset(["meets", "visits", "bilateral", "is_received"])
_CALLED = _MET | {"courtesy"}
_STOPS = frozenset([";", ".", ":", '"', "“", "”"])
_FOR = frozenset(["mewakili", "representing"])
_LINKS = frozenset(["the", "oleh", "by", "langsung", ","])


@cache
def words_of(name: str) -> frozenset[str]:
    """Return one of the lists of words in ``lexicon/states.yaml``, as they are compared."""
    return frozenset(word_key(word) for word in lexicon("states")[name])


def told_state(story: Story, entity: Entity) -> str | None:
    """Return the state that the words beside one of the mentions of ``entity`` tell, if any do."""
    for first, after in entity.mentions:
        state = (
            _ending(story, first)
            or _right_behind(story, entity, first, after)
            or (_inside(story, first, after) if _is_named(entity, first, after) else None)
            or _of_side(story, first)
            or _of_guest(story, first)
            or _of_origin(story, after)
            or _of_apposition(story, after)
            or _of_copula(story, after)
            or _of_headed(story, after)
            or _of_service(story, after)
            or _of_body_before(story, entity, first)
        )
        if state is not None:
            return state
    ship = ship_state(entity.post.text) if entity.post is not None else None
    tail = _of_tail(story, entity.mentions[0][1]) if entity.name is None else None
    return (
        tail
        or ship
        or _of_hosts(story, entity)
        or _of_body(story, entity)
        or _of_visitors(story, entity)
        or _of_neighbour(story, entity)
    )


def _of_body(story: Story, entity: Entity) -> str | None:
    """Return the state that a body in someone's post is told to be from: "ASTARA dari Fiji"."""
    reading = story.reading
    name = entity.organisation or (entity.post.text if entity.post is not None else "")
    written = name.split()[-1] if name else ""
    last = word_key(written)
    alone = written.isupper() or written == name
    if len(last) < _ACRONYM or not (alone and written[0].isupper()):
        return None
    for at in range(len(reading.words)):
        if reading.key(at) == last and (state := _of_origin(story, at + 1)) is not None:
            return state
    return None


def _is_named(entity: Entity, first: int, after: int) -> bool:
    return any(first <= begin < after for begin, _ in entity.name_spans)


def _inside(story: Story, first: int, after: int) -> str | None:
    """Return the state in a post: "Inspector of French Armed Forces Admiral …"."""
    reading = story.reading
    return next(
        (
            reading.countries[at].normal
            for at in range(first, after)
            if at in reading.countries and reading.key(at - 1) not in words_of("clause")
        ),
        None,
    )


def _leads_on(story: Story, at: int) -> bool:
    """Whether a word may stand between a post and its body: "Director at the …", "Resimen ke-31 …"."""
    key = story.reading.key(at)
    return key == "the" or key in words_of("serving") or any(letter.isdigit() for letter in key)


def _of_tail(story: Story, after: int) -> str | None:
    """Return the state that ends what a post goes on with: "Secretary … dan Urusan Veteran Fiji,"."""
    reading = story.reading
    for at in range(after, min(after + _ON, len(reading.words))):
        span = reading.countries.get(at)
        if span is not None:
            return span.normal if at > after and reading.words[span.after : span.after + 1] else None
        if not (reading.words[at].capital or reading.key(at) in words_of("tail")):
            return None
    return None


def _right_behind(story: Story, entity: Entity, first: int, after: int) -> str | None:
    """Return the state right behind a post that follows a name: ", Secretary to the Ministry of Fiji"."""
    named = [end for begin, end in entity.name_spans if first <= begin < after]
    if entity.post is None or not named or after in named:
        return None
    at = after
    body = next((n for n in range(after, after + _ON) if n in story.organisations), None)
    if body is not None and all(_leads_on(story, n) for n in range(after, body)):
        if (state := story.organisations[body].country) is not None:
            return state
        at = story.organisations[body].after
        at += story.reading.key(at) == "of"
    span = story.reading.countries.get(at)
    return span.normal if span is not None else None


def _of_copula(story: Story, after: int) -> str | None:
    """Return the state of the post that someone is told to hold: "Sari adalah Duta Besar Fiji"."""
    reading = story.reading
    at = after + (reading.key(after) == ",")
    if reading.key(at) not in words_of("copula"):
        return None
    near = range(at + 1, at + 1 + _OBJECT)
    return next(
        (
            other.country
            for other in story.people.entities
            if other.name is None and other.given_country and any(f in near for f, _ in other.mentions)
        ),
        None,
    )


def _ending(story: Story, after: int) -> str | None:
    """Return the state whose name ends before ``after``: "Direktur Umum Fiji Mayjen …"."""
    for first in range(max(0, after - 4), after):
        span = story.reading.countries.get(first)
        if span is not None and span.after == after:
            return span.normal
    return None


def _of_side(story: Story, first: int) -> str | None:
    """Return the state for which someone stands: "Delegasi Fiji dipimpin …", "dari Fiji hadir …"."""
    reading = story.reading
    number = reading.sentence_of[first]
    begin = max(reading.sentences[number].first, first - _BACK)
    others = {r.after - 1 for r in story.references[number] if r.first < first and r.named}
    led = False
    for at in range(first - 1, begin - 1, -1):
        if at in others or reading.words[at].text in _STOPS:
            return None
        led = led or reading.key(at) in words_of("led")
        if at in reading.countries:
            side = reading.key(at - 1) in words_of("side") or reading.key(at - 2) in words_of("side")
            return reading.countries[at].normal if led or (side and _no_comma(story, at, first)) else None
    return None


def _no_comma(story: Story, first: int, after: int) -> bool:
    return all(story.reading.words[at].text != "," for at in range(first, after))


def _of_visitors(story: Story, entity: Entity) -> str | None:
    """Return the state of visitors named before, whom someone leads: "Rombongan itu diketuai …"."""
    reading = story.reading
    first = entity.first
    begin = reading.sentences[reading.sentence_of[first]].first
    keys = [reading.key(at) for at in range(max(begin, first - _BACK), first)]
    led = words_of("led") | words_of("leaders")
    for_them = keys[-1:] in (["by"], ["oleh"]) and keys[-2:-1] and keys[-2] in words_of("visitors")
    if not for_them and (led.isdisjoint(keys) or words_of("visitors").isdisjoint(keys)):
        return None
    earlier = [at for at in reading.countries if at < first and reading.countries[at].normal != HOME]
    return reading.countries[max(earlier)].normal if earlier else None


def _of_hosts(story: Story, entity: Entity) -> str | None:
    """Return the state of the hosts whom someone leads, as the city tells it: "tuan rumah diketuai …"."""
    reading = story.reading
    part = reading.sentences[reading.sentence_of[entity.first]]
    keys = [reading.key(at) for at in range(max(part.first, entity.first - _BACK), entity.first)]
    if words_of("led").isdisjoint(keys) or words_of("hosting").isdisjoint(keys):
        return None
    cities = [c for c in find_cities(reading.prose.body) if c.details.get("dateline") is None]
    near = [city for city in cities if part.start <= city.start < part.end] or cities
    return near[0].details.get("country") if near else None


@cache
def _services() -> dict[str, str]:
    """Return the state of each service by its initials."""
    return {name: state for state, found in lexicon("states")["services"].items() for name in found}


def _of_service(story: Story, after: int) -> str | None:
    """Return the state whose service stands behind a name: "Commander A, RNZN, …"."""
    words = story.reading.words
    at = after + (story.reading.key(after) in (",", "("))
    return _services().get(words[at].text) if at < len(words) else None


def _of_body_before(story: Story, entity: Entity, first: int) -> str | None:
    """Return the state that ends a post before a comma: "Secretary Kementerian Pertahanan Fiji, A, …"."""
    reading = story.reading
    if entity.post is not None or reading.key(first - 1) != ",":
        return None
    begun = next((at for at, span in reading.countries.items() if span.after == first - 1), None)
    if begun is None or reading.words[begun - 1].mark or reading.key(begun - 1) in words_of("clause"):
        return None
    return reading.countries[begun].normal


def _of_headed(story: Story, after: int) -> str | None:
    """Return the state of what someone heads: "…, who heads the Fijian Navy"."""
    reading = story.reading
    at = after + (reading.key(after) == ",")
    if reading.key(at) not in ("who", "yang") or reading.key(at + 1) not in words_of("heads"):
        return None
    return next(
        (reading.countries[n].normal for n in range(at + 2, at + 2 + _ON) if n in reading.countries), None
    )


def _of_guest(story: Story, first: int) -> str | None:
    """Return the state of a guest: "her Fijian guest, Deputy Minister …"."""
    reading = story.reading
    at = first - 1
    at -= at > 0 and reading.words[at].text == ","
    return _ending(story, at) if at > 0 and reading.key(at) in words_of("guest") else None


def _of_origin(story: Story, after: int) -> str | None:
    """Return the state that someone is told to be from: "… dari Angkatan Laut Fiji"."""
    reading = story.reading
    after += reading.key(after) == "," and reading.key(after + 1) in _FOR
    if reading.key(after) not in words_of("origin"):
        return None
    for at in range(after + 1, min(after + 1 + _ON, len(reading.words))):
        if at in reading.countries:
            return reading.countries[at].normal
        body = story.organisations.get(at)
        if body is not None and body.country is not None:
            return body.country
        if not (reading.words[at].capital or reading.key(at) in _LINKS) or reading.words[at].mark:
            return None
    return None


def _of_apposition(story: Story, after: int) -> str | None:
    """Return the state in what stands behind a name: ", Deputy at Fiji's Ministry of Defence, …"."""
    reading = story.reading
    after = _past_brackets(story, after)
    if reading.key(after) != "," or not reading.words[after + 1 : after + 2]:
        return None
    if reading.key(after + 1) == "its":
        earlier = [at for at in reading.countries if at < after]
        return reading.countries[max(earlier)].normal if earlier else None
    for at in range(after + 1, min(after + _BACK, reading.limit(after))):
        span = reading.countries.get(at)
        if span is not None:
            own = reading.key(span.after) == "'s" or reading.key(at - 1) in words_of("origin")
            first = at == after + 1 and reading.words[at].capital
            return span.normal if (own or first or span.form == "adjective") else None
        office = reading.key(at) == "to" and reading.key(at + 1) == "the"
        if reading.words[at].mark or (reading.key(at) in words_of("clause") and not office):
            return None
    return None


def _past_brackets(story: Story, at: int) -> int:
    """Return where the text goes on behind a short remark in brackets: "A (Retd), Secretary …"."""
    if story.reading.key(at) == "(":
        return next((n + 1 for n in range(at, at + _ON) if story.reading.key(n) == ")"), at)
    return at


def title_state(story: Story, entity: Entity, served: set[str | None]) -> str | None:
    """Return the state in what someone is called elsewhere: "the Fijian minister" of a Defence Minister."""
    reading = story.reading
    heads = entity.post_key.split()[-1:]
    return next(
        (
            span.normal
            for _, span in sorted(reading.countries.items())
            if span.normal not in served and reading.key(span.after) in heads
        ),
        None,
    )


def _of_neighbour(story: Story, entity: Entity) -> str | None:
    """Return the state of the one joined by "and": "Fijian Prime Minister A and Defence Minister B"."""
    if story.reading.key(entity.first - 1) != "and":
        return None
    for other in story.people.entities:
        joined = any(after == entity.first - 1 for _, after in other.mentions)
        if joined and other.given_country and other.post_key != entity.post_key:
            return other.country
    return None


def met_in(story: Story, entity: Entity, own: str | None) -> str | None:
    """Return the state of the city in which a visitor met someone: "called on Prime Minister A in Suva"."""
    reading = story.reading
    for first, after in entity.mentions:
        cues = story.cues[reading.sentence_of[first]]
        if not any(_CALLED.intersection(c.kinds) and 0 <= first - c.after <= _OBJECT for c in cues):
            continue
        if reading.key(after) not in ("in", "at"):
            continue
        body, start = reading.prose.body, reading.words[after].end
        for city in find_cities(body):
            state = city.details.get("country")
            if start < city.start <= start + 1 and state != own:
                return state
    return None


def met_abroad(story: Story, entity: Entity) -> str | None:
    """Return the state in which a visitor met someone: "Di Suva, Fiji, ia bertemu Presiden …"."""
    reading = story.reading
    number = reading.sentence_of[entity.first]
    met = any(
        _MET.intersection(cue.kinds) and 0 <= entity.first - cue.after <= _OBJECT
        for cue in story.cues[number]
    )
    if not met:
        return None
    for part in reversed(reading.sentences[max(0, number - _PAGES) : number + 1]):
        for at, span in sorted(reading.countries.items(), reverse=True):
            place = part.first <= at < part.after and reading.key(at - 1) in ("di", "ke", "kota", ",")
            left = reading.key(at - 1) == "," and reading.key(at - 3) == "dari"
            if place and not left:
                return span.normal if span.normal != HOME else None
        city = _city_in(story, part)
        if city is not None:
            return city if city != HOME else None
    return None


def _city_in(story: Story, part: Sentence) -> str | None:
    """Return the state of the city in which a sentence is set: "di Suva", but not "dari Suva"."""
    body = story.reading.prose.body
    for city in find_cities(body):
        before = body[max(0, city.start - 4) : city.start].split()[-1:]
        if part.start <= city.start < part.end and before and before[0].casefold() in ("di", "ke"):
            return city.details.get("country")
    return None


def is_of_home(entity: Entity) -> bool:
    """Whether a rank is written as only Indonesia writes it: "Letjen TNI", "Kolonel Laut (P)"."""
    return not words_of("home-marks").isdisjoint(_rank_words(entity)[1:])


def is_foreign(entity: Entity) -> bool:
    """Whether rank or post is in a language that in an Indonesian text only other states use."""
    rank = _rank_words(entity)
    if rank and rank[0] in words_of("foreign-ranks"):
        return True
    return not words_of("foreign-posts").isdisjoint(entity.post_key.replace("-", " ").split())


def _rank_words(entity: Entity) -> list[str]:
    marks = str.maketrans(dict.fromkeys("()./,", " "))
    return word_key((entity.rank or "").replace("H.E", "he")).translate(marks).split()
