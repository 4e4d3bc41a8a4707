"""Mappers of tables to RDF, as peers of a build: the main statements of the same records.

Neither maplib nor Morph-KGC takes records that nest, so both get tables of articles, reports, participations,
partnerships and areas, with IRIs in them; making the tables is not measured. They state what a record says
of each, and neither names as keys, evidence, digests, nor anything that follows from several articles.

Morph-KGC needs an environment of its own (its pyoxigraph is another one), whose Python ``MORPH_PYTHON`` names.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from corpora import Corpus

DATA = "https://w3id.org/defgraph/data/"
DG = "https://w3id.org/defgraph/ontology#"
TERMS = "https://w3id.org/defgraph/vocabulary/"
DCTERMS = "http://purl.org/dc/terms/"
IRI, TEXT, DAY = "iri", "string", "date"

TABLES: dict[str, dict[str, tuple[str, str]]] = {
    "Article": {
        "title": (DCTERMS + "title", TEXT),
        "publisher": (DCTERMS + "publisher", TEXT),
        "language": (DCTERMS + "language", TEXT),
    },
    "Report": {
        "article": (DG + "statedIn", IRI),
        "type": (DG + "meetingType", IRI),
        "date": (DG + "dateAsTold", TEXT),
        "start": (DG + "startAsTold", DAY),
        "end": (DG + "endAsTold", DAY),
        "mode": (DG + "modeAsTold", IRI),
        "city": (DG + "cityAsTold", TEXT),
        "country": (DG + "heldInAsTold", IRI),
    },
    "Participation": {
        "report": (DG + "inReport", IRI),
        "role": (DG + "role", IRI),
        "country": (DG + "actsFor", IRI),
        "rank": (DG + "rankAsWritten", TEXT),
        "name": (DG + "participantAsTold", TEXT),
        "position": (DG + "positionAsTold", TEXT),
        "organisation": (DG + "organisationAsTold", TEXT),
    },
    "Partnership": {
        "report": (DG + "inReport", IRI),
        "status": (DG + "partnerStatus", IRI),
        "country": (DG + "partnerAsTold", IRI),
    },
    "Area": {"report": (DG + "areaOf", IRI), "area": (DG + "areaAsTold", IRI)},
}
"""For each class its columns, each with its property and the kind of its values; ``id`` is the IRI."""


def _rows(record: dict) -> Iterator[tuple[str, dict[str, str]]]:
    article, own = f"{DATA}article/{record['id']}", record["article"]
    yield "Article", {"id": article} | {key: own[key] for key in ("title", "publisher", "language")}
    for number, meeting in enumerate(record["meetings"], 1):
        path = f"{record['id']}/{number}"
        report, place = f"{DATA}report/{path}", meeting["place"]
        yield (
            "Report",
            {
                "id": report,
                "article": article,
                "type": DG + meeting["type"],
                "mode": f"{TERMS}mode/in-person",
                "city": place["city"],
                "country": f"{TERMS}country/{place['country']}",
            }
            | dict.fromkeys(("date", "start", "end"), meeting["date"]),
        )
        for index, one in enumerate(meeting["participants"], 1):
            told = {key: one.get(key, "") for key in ("rank", "name", "position", "organisation")}
            yield (
                "Participation",
                {"id": f"{DATA}participation/{path}/{index}", "report": report, **told}
                | {"role": f"{TERMS}role/{one['role']}", "country": f"{TERMS}country/{one['country']}"},
            )
        for index, one in enumerate(meeting["partners"], 1):
            told = {"status": f"{TERMS}status/{one['status']}", "country": f"{TERMS}country/{one['country']}"}
            yield "Partnership", {"id": f"{DATA}partnership/{path}/{index}", "report": report, **told}
        for index, area in enumerate(meeting["areas"], 1):
            told = {"report": report, "area": f"{TERMS}area/{area}"}
            yield "Area", {"id": f"{DATA}area/{path}/{index}", **told}


def tables(corpus: Corpus) -> Path:
    """Return a folder with a CSV file for each class of the records of a corpus."""
    folder = corpus.folder / "tables"
    if folder.is_dir():
        return folder
    folder.mkdir()
    files = {name: (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") for name in TABLES}
    writers = {name: csv.DictWriter(files[name], ["id", *TABLES[name]]) for name in TABLES}
    for writer in writers.values():
        writer.writeheader()
    with corpus.records.open(encoding="utf-8") as lines:
        for line in lines:
            for name, row in _rows(json.loads(line)):
                writers[name].writerow(row)
    for file in files.values():
        file.close()
    return folder


def maplib(corpus: Corpus) -> Callable[[], int] | None:
    """Return what maps the tables of a corpus with maplib, in memory, and counts the statements."""
    if find_spec("maplib") is None or find_spec("polars") is None:
        return None
    folder = tables(corpus)
    kinds = {IRI: "ottr:IRI", TEXT: "xsd:string", DAY: "xsd:date"}
    templates = [
        "@prefix ottr: <http://ns.ottr.xyz/0.4/> .",
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .",
    ]
    for name, columns in TABLES.items():
        told = [f"? {kinds[kind]} ?{column}" for column, (_, kind) in columns.items()]
        triples = [f"ottr:Triple(?id, <{iri}>, ?{column})" for column, (iri, _) in columns.items()]
        body = ", ".join([f"ottr:Triple(?id, a, <{DG}{name}>)", *triples])
        templates.append(f"<{DATA}{name}> [ottr:IRI ?id, {', '.join(told)}] :: {{ {body} }} .")

    def run() -> int:
        import polars
        from maplib import Model

        model = Model()
        for template in templates[2:]:
            model.add_template("\n".join([*templates[:2], template]))
        for name, columns in TABLES.items():
            table = polars.read_csv(folder / f"{name}.csv", infer_schema=False)
            days = [polars.col(key).str.to_date() for key, (_, kind) in columns.items() if kind == DAY]
            model.map(DATA + name, table.with_columns(days))
        return int(model.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")["n"][0])

    return run


def morph(corpus: Corpus) -> Callable[[], int] | None:
    """Return what maps the tables of a corpus with Morph-KGC to N-Triples, and counts the statements."""
    python = os.environ.get("MORPH_PYTHON")
    if python is None:
        return None
    folder = tables(corpus)
    rules = [
        "@prefix rr: <http://www.w3.org/ns/r2rml#> .",
        "@prefix rml: <http://semweb.mmlab.be/ns/rml#> .",
        "@prefix ql: <http://semweb.mmlab.be/ns/ql#> .",
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .",
    ]
    ends = {IRI: "rr:termType rr:IRI", TEXT: "rr:termType rr:Literal", DAY: "rr:datatype xsd:date"}
    for name, columns in TABLES.items():
        maps = [
            f'rr:predicateObjectMap [ rr:predicate <{iri}> ; rr:objectMap [ rml:reference "{key}" ; {ends[kind]} ] ]'
            for key, (iri, kind) in columns.items()
        ]
        source = f'rml:source "{folder / name}.csv" ; rml:referenceFormulation ql:CSV'
        subject = f'rr:subjectMap [ rml:reference "id" ; rr:termType rr:IRI ; rr:class <{DG}{name}> ]'
        rules.append(
            f"<{DATA}{name}> a rr:TriplesMap ; rml:logicalSource [ {source} ] ; {' ; '.join([subject, *maps])} ."
        )
    (folder / "rules.ttl").write_text("\n".join(rules), encoding="utf-8")
    output = folder / "mapped.nt"
    settings = f"[CONFIGURATION]\noutput_file: {output}\n[tables]\nmappings: {folder / 'rules.ttl'}\n"
    (folder / "morph.ini").write_text(settings, encoding="utf-8")

    def run() -> int:
        command = [python, "-m", "morph_kgc", folder / "morph.ini"]
        subprocess.run(command, check=True, capture_output=True)
        with output.open("rb") as lines:
            return sum(1 for _ in lines)

    return run
