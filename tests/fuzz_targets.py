"""What may be fed with any bytes, and what has to hold whatever they are.

A target takes bytes and raises if something is wrong: an error that is not defgraph's own, an answer that breaks
a promise. ``tests/test_fuzz.py`` feeds some to each, ``make fuzz`` feeds each for minutes, led by coverage.
"""

from __future__ import annotations

import functools
import json
import tempfile
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl

import pyoxigraph as ox

from conftest import ROOT
from defgraph import build, open_store, run_query
from defgraph.build.mapping import ArticleMapper
from defgraph.errors import DefgraphError
from defgraph.extract.pipeline import extract
from defgraph.extract.sources import Item, Source, read_item
from defgraph.identity.bounds import read_tenures
from defgraph.identity.judgements import Judgements
from defgraph.identity.register_files import read_entries
from defgraph.ids import Minter
from defgraph.queries.catalogue import list_queries
from defgraph.queries.header import parse_query
from defgraph.queries.run import run_sparql
from defgraph.records import Record, iter_records
from defgraph.records.explain import check
from defgraph.review import ReviewFolder, read_form, record_data, tree_of
from defgraph.validate import validate
from records_strategies import as_csv, as_json, as_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from defgraph.queries.header import SavedQuery

TESTS = ROOT / "tests"
UNREACHABLE = "http://127.0.0.1:9/"
"""An address that nothing listens at: an engine that is led to fetch it says so in its error."""


class Target(NamedTuple):
    """Something that takes bytes of anybody's.

    Args:
        feed: takes them, and raises if something is wrong.
        seeds: good and nearly good input to begin with.
    """

    feed: Callable[[bytes], None]
    seeds: Callable[[], Iterable[bytes]]


@functools.cache
def folder() -> Path:
    """Return a folder for input that is read from files; it is there as long as the process."""
    keeper = tempfile.TemporaryDirectory()
    folder.keeper = keeper  # type: ignore[attr-defined] # it goes with the function, at the end
    return Path(keeper.name)


def files(*patterns: str) -> list[bytes]:
    return [path.read_bytes() for pattern in patterns for path in sorted(ROOT.glob(pattern))[:40]]


def records(suffix: str) -> Callable[[bytes], None]:
    """Files of records: each is a problem with a place, or a record that makes statements."""

    def feed(data: bytes) -> None:
        path = folder() / f"input{suffix}"
        path.write_bytes(data)
        problems: list[Any] = []
        mapper = ArticleMapper(Minter())
        for loaded in iter_records([path], problems):
            again = Record.model_validate(loaded.record.to_dict())
            assert again == loaded.record
            lines = ox.serialize(mapper.map(loaded).quads, format=ox.RdfFormat.N_QUADS)
            assert sum(1 for _ in ox.parse(lines, format=ox.RdfFormat.N_QUADS))
        for problem in problems:
            assert problem.source == str(path)
            assert str(problem).isprintable()

    return feed


def query_file(data: bytes) -> None:
    """Query files of users: what is wrong is told, with the place."""
    path = folder() / "input.rq"
    path.write_bytes(data)
    with suppress(UnicodeDecodeError, DefgraphError):
        query = parse_query(data.decode(), path)
        parse_query(query.text, path)
    with suppress(DefgraphError), open_store("memory") as store:
        run_query(store, "input", {}, folders=[path.parent])


def free_query(data: bytes) -> None:
    """Free SPARQL: nothing is fetched, and a query writes nothing."""
    with open_store("memory") as store:
        store.update(
            "INSERT DATA { GRAPH <http://example.org/g> { <http://example.org/a> <http://example.org/b> 1 } }"
        )
        before = sorted(map(str, store.quads()))
        refused = ""
        try:
            run_sparql(store, data.decode("utf-8", "replace"))
        except DefgraphError as error:
            refused = str(error)
        assert "onnection" not in refused
        assert "os error" not in refused
        assert sorted(map(str, store.quads())) == before


@functools.cache
def asked() -> Any:
    """Return a store to ask, and what it holds."""
    store = open_store("memory")
    build([TESTS / "competency" / "records"], store)
    return store, frozenset(store.quads())


@functools.cache
def saved() -> list[SavedQuery]:
    return sorted(list_queries(), key=lambda query: query.name)


def parameters(data: bytes) -> None:
    """Values of parameters: an answer or an error of ours; the query around them stays as it is."""
    store, held = asked()
    query = saved()[data[0] % len(saved()) if data else 0]
    given = {}
    for name, value in zip(query.parameters, data[1:].split(b"\0"), strict=False):
        given[name] = value.decode("utf-8", "replace")
    with suppress(DefgraphError):
        result = run_query(store, query.name, given)
        assert all(len(row) == len(result.columns) for row in result.rows)
    assert frozenset(store.quads()) == held


def judgements(data: bytes) -> None:
    path = folder() / "judgements.tsv"
    path.write_bytes(data)
    with suppress(DefgraphError):
        read = Judgements.read(path)
        path.write_text(read.text(), encoding="utf-8")
        assert Judgements.read(path) == read
        read.check()


def draft(data: bytes) -> None:
    """A draft is listed whatever it holds, and what it holds is the same after a review that changes nothing."""
    place = folder() / "drafts"
    place.mkdir(exist_ok=True)
    (place / "draft.json").write_bytes(data)
    (place / ".defgraph-review").write_bytes(data)
    (entry,) = ReviewFolder(place).entries()
    opened = ReviewFolder(place).open("draft.json")
    assert entry.state == opened.state
    if opened.record is not None and entry.state != "problem":
        tree = tree_of(opened.record)
        assert tree_of(Record.model_validate(record_data(tree))) == tree


def review_form(data: bytes) -> None:
    """Any form makes a good record, or problems with their places."""
    fields = parse_qsl(data.decode("latin-1"), keep_blank_values=True)
    with suppress(DefgraphError):
        record, findings = check(record_data(read_form(tree_of(FORMED), fields)))
        assert (record is None) == bool(findings)


def tenures(data: bytes) -> None:
    path = folder() / "tenures.yaml"
    path.write_bytes(data)
    with suppress(DefgraphError):
        read_tenures(path)


def register(data: bytes) -> None:
    path = folder() / "register.yaml"
    path.write_bytes(data)
    with suppress(DefgraphError):
        read_entries([path])


def turtle(data: bytes) -> None:
    """Turtle in, and shapes that it may hold."""
    path = folder() / "shapes.ttl"
    path.write_bytes(data)
    with suppress(DefgraphError):
        validate((), shapes=path)


def article(data: bytes) -> None:
    """Texts of articles: a draft that fits the format, with evidence inside the text."""
    text = data.decode("utf-8", "replace")
    record = extract(text, published=date(2025, 10, 8))
    assert Record.model_validate(record.to_dict()) == record
    assert all(0 <= span.start < span.end <= len(text) for span in record.evidence)


def web_page(data: bytes) -> None:
    """Pages of the web: a source, or a problem that says what is wrong."""
    path = folder() / "page.html"
    path.write_bytes(data)
    found = read_item(Item(str(path), "page", ".html", path))
    assert isinstance(found, Source) or str(found).isprintable()


def written(write: Callable[[dict[str, Any]], str | bytes]) -> Callable[[], list[bytes]]:
    """Return seeds: the competency records, as ``write`` writes one."""

    def seeds() -> list[bytes]:
        read = [json.loads(raw) for raw in files("tests/competency/records/*.json")]
        return [text if isinstance(text, bytes) else text.encode() for text in map(write, read)]

    return seeds


def shapes() -> list[bytes]:
    """Return seeds: the shapes of the ontology, each with the prefixes."""
    blocks = (ROOT / "ontology" / "shapes.ttl").read_bytes().split(b"\n\n")
    (prefixes,) = (block for block in blocks if block.startswith(b"@prefix"))
    return [prefixes + b"\n\n" + block for block in blocks if block.startswith(b"shape:")]


UNFETCHED = [
    "SELECT * WHERE { ?s ?p ?o }",
    "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
    f"SELECT * WHERE {{ SERVICE <{UNREACHABLE}> {{ ?s ?p ?o }} }}",
    f"LOAD <{UNREACHABLE}>",
    f"ASK {{ ?a <?b)SERVICE<{UNREACHABLE}>{{?s?p?o}} # > }}",
    f"ASK {{ SER\\u0056ICE <{UNREACHABLE}> {{ ?s ?p ?o }} }}",
]
JUDGED = "same\tofficial/id/rani-kusuma\tofficial/id/kusuma\t2025-01-02\tA. Tester\tone person\n"
TENURES = """tenures:
- official: Rani Kusuma
  post: Sekretaris Jenderal
  organisation: Kementerian Pertahanan
  country: ID
  from: 2025-01-02
"""
PAGE = """<html><head><title>Pertemuan</title></head><body><article>
<p>Letjen TNI Rani Kusuma menerima tamu di Jakarta, Rabu (8/10/2025).</p></article></body></html>"""

FORMED = Record.model_validate({"id": "a", "meetings": [{"type": "courtesy-call", "date": "2025-10-08"}]})
FORM = (
    "%2Fmeetings%2F0%2Ftype=courtesy-call&%2Fmeetings%2F0%2Fparticipants%2F0%2Fname=Rani&%2Farticle%2Ftitle=A"
    "&evidence=%2Fmeetings%2F0%2Fparticipants%2F0+3+7&%2Fmeetings%2F0%2Fareas%2F1=space&do=save"
)

TARGETS = {
    "records-json": Target(records(".json"), written(as_json)),
    "records-jsonl": Target(
        records(".jsonl"), written(lambda record: as_json(record) + b"\n" + as_json(record))
    ),
    "records-yaml": Target(records(".yaml"), written(as_yaml)),
    "records-csv": Target(records(".csv"), written(as_csv)),
    "query-file": Target(query_file, lambda: files("queries/*.rq")),
    "free-query": Target(free_query, lambda: [query.encode() for query in UNFETCHED]),
    "parameters": Target(
        parameters, lambda: [bytes([number]) + b"ID\x002025\x00Rani" for number in range(25)]
    ),
    "judgements": Target(judgements, lambda: [JUDGED.encode()]),
    "draft": Target(draft, written(as_json)),
    "review-form": Target(review_form, lambda: [FORM.encode()]),
    "tenures": Target(tenures, lambda: [TENURES.encode()]),
    "register": Target(register, lambda: files("data/registry/*.yaml")),
    "turtle": Target(turtle, shapes),
    "article": Target(
        article, lambda: files("tests/articles/meetings/*.txt", "tests/articles/nothing/*.txt")
    ),
    "web-page": Target(web_page, lambda: [PAGE.encode()]),
}
