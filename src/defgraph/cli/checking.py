"""Commands that check and infer: validate, reason."""

from __future__ import annotations

import click

from defgraph.cli.options import StorePlace, output_option, store_options


@click.command
@store_options
@click.option("-l", "--language", type=click.Choice(("en", "id")), default="en", show_default=True)
def validate(place: StorePlace, language: str) -> None:
    """Check the graph against the SHACL shapes of the ontology. Needs the extra "validate"."""
    from defgraph.validate import validate as check

    with place.to_read() as store:
        report = check(store.quads(), language=language)
    for finding in report.findings:
        click.echo(finding)
    click.echo(f"{len(report.findings)} findings", err=True)
    if not report.conforms:
        click.get_current_context().exit(1)


@click.command
@store_options
@output_option()
def reason(place: StorePlace, output: str) -> None:
    """Write, as N-Triples, what follows by the OWL 2 RL rules and is not stated. Needs the extra "reason".

    Contradictions are listed, and end with exit code 1.
    """
    from pyoxigraph import RdfFormat, serialize

    from defgraph.files import open_output
    from defgraph.reason import reason as close

    with place.to_read() as store:
        closure = close(store.quads())
    for contradiction in closure.contradictions:
        click.echo(contradiction, err=True)
    with open_output(output) as file:
        serialize(closure.inferred, file, RdfFormat.N_TRIPLES)
    if closure.contradictions:
        click.get_current_context().exit(1)
