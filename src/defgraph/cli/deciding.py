"""Commands about who is who: identity candidates, decide and explain."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from defgraph.cli.answers import FORMATS, format_option, write_answer
from defgraph.cli.options import JUDGEMENTS, StorePlace, judgements_option, output_option, store_options

if TYPE_CHECKING:
    from defgraph.build.candidates import Pairs
    from defgraph.identity.propose import Candidate
    from defgraph.queries import Result

_STATUSES = ("candidate", "refused", "merged", "judged-same", "judged-different", "unsure")
_COLUMNS = ("score", "status", "a", "b", "name_a", "name_b", "reasons", "against")


@click.group
def identity() -> None:
    """Say which names are one official, organisation, post or meeting, and ask why."""


@identity.command
@click.option(
    "--officials", "kind", flag_value="official", default="official", help="Pairs of officials (the default)."
)
@click.option("--organisations", "kind", flag_value="organisation", help="Pairs of organisations.")
@click.option("--positions", "kind", flag_value="position", help="Pairs of positions.")
@click.option("--meetings", "kind", flag_value="meeting", help="Pairs of reports of meetings.")
@click.option(
    "--min",
    "minimum",
    metavar="SCORE",
    type=click.FloatRange(0, 1),
    help="The least score listed.  [default: from which a pair is worth a look]",
)
@click.option(
    "--status",
    "statuses",
    type=click.Choice(_STATUSES),
    multiple=True,
    help="What became of them; may be repeated.  [default: candidate and refused]",
)
@click.option("--limit", metavar="N", type=click.IntRange(min=1), help="How many, the best first.")
@store_options
@output_option()
@format_option(*FORMATS)
def candidates(
    kind: str,
    minimum: float | None,
    statuses: tuple[str, ...],
    limit: int | None,
    place: StorePlace,
    output: str,
    format_: str | None,
) -> None:
    """List pairs that may be one, the best first, with what speaks for it and against.

    A pair is a candidate (too unlikely to merge by itself), refused (would have merged, but for what speaks
    against it), merged by itself, or judged.
    """
    from defgraph.build.candidates import SUGGEST, Pairs
    from defgraph.identity.propose import OPEN

    with place.to_read() as store:
        pairs = Pairs(store, kind)
        least = SUGGEST[kind] if minimum is None else minimum
        rows = pairs.listed(least, statuses or OPEN)[:limit]
        answer = _table(pairs, rows)
    write_answer(answer, output, format_)


def _table(pairs: Pairs, rows: list[Candidate]) -> Result:
    from pyoxigraph import Literal

    from defgraph.namespaces import XSD
    from defgraph.queries import Result

    names = pairs.names({key for row in rows for key in (row.a, row.b)})
    return Result(
        _COLUMNS,
        [
            (
                Literal(f"{row.score:.2f}", datatype=XSD("decimal")),
                Literal(str(row.status)),
                pairs.iri(row.a),
                pairs.iri(row.b),
                Literal(names.get(row.a, "")),
                Literal(names.get(row.b, "")),
                Literal("; ".join(row.reasons)),
                Literal("; ".join(row.against)),
            )
            for row in rows
        ],
    )


@identity.command
@click.argument("a")
@click.argument("b")
@click.argument("verdict", type=click.Choice(("same", "different", "unsure")))
@click.option("--why", metavar="TEXT", default="", help="The reason.")
@click.option("--who", metavar="NAME", help="Who decides.  [default: the login name]")
@click.option("--on", "day", metavar="DAY", help="When.  [default: today]")
@judgements_option("The file to write it to.")
@store_options
def decide(
    a: str,
    b: str,
    verdict: str,
    why: str,
    who: str | None,
    day: str | None,
    judgements: Path | None,
    place: StorePlace,
) -> None:
    """Decide that A and B are the same, different, or that this is unsure.

    A and B are names as articles write them, ends of IRIs (official/id/sari-wijaya) or IRIs; meetings are
    given by the ids of records (2025-10-21-example/1). The decision becomes a line of the judgements file,
    and the store follows at once. One that contradicts others is refused, and they are listed.
    """
    import datetime as dt
    import getpass

    from defgraph.build.decide import decide as decide_pair
    from defgraph.identity.judgements import Judgement
    from defgraph.queries.told import find_pair

    file = judgements or Path(JUDGEMENTS)
    with place.to_write() as store:
        pair = find_pair(store, a, b)
        judgement = Judgement(
            verdict, *pair, day or dt.date.today().isoformat(), who or getpass.getuser(), why
        )
        are_one = decide_pair(store, judgement, file)
    click.echo(f"{judgement.a} and {judgement.b}: {judgement.words} ({file})")
    click.echo(f"they are {'one' if are_one else 'two'} in {store.location}")


@identity.command
@click.argument("a")
@click.argument("b")
@store_options
def explain(a: str, b: str, place: StorePlace) -> None:
    """Say why A and B are one or not: by what they show, and by what was judged.

    A and B are as for "defgraph identity decide".
    """
    from defgraph.build.candidates import Pairs
    from defgraph.queries.told import find_pair

    with place.to_read() as store:
        pair = find_pair(store, a, b)
        if pair[0] == pair[1]:
            click.echo(f"{pair[0]}: articles write it in several ways, but the key of these names is one")
            return
        pairs = Pairs(store, pair[0].partition("/")[0])
        row, names, joined = pairs.compare(*pair), pairs.names(pair), pairs.clusters.joined
    for key in (row.a, row.b):
        click.echo(f"{key}: {names.get(key, '')}")
    click.echo(f"status: {row.status}, score {row.score:.2f}")
    for title, lines in (("for", row.reasons), ("against", row.against)):
        for line in lines:
            click.echo(f"{title}: {line}")
    for key in (row.a, row.b):
        if key in joined:
            click.echo(f"{key} is one with {joined[key].partner}: {joined[key].reason}")
