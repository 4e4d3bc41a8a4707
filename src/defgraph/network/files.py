"""Networks as files: GraphML, GEXF and node-link JSON, the same bytes for the same network."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import IO, TYPE_CHECKING

from defgraph.errors import InputError

if TYPE_CHECKING:
    import networkx as nx

FORMATS = ("graphml", "gexf", "json")
"""Names of the file formats; each is also the ending of its files."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\ufffd"


def write_network(graph: nx.Graph[str], file: str | Path | IO[bytes], format: str | None = None) -> None:  # noqa: A002
    """Write ``graph`` to ``file``.

    Nodes and edges are sorted and nothing tells when it was written, so equal networks are equal
    files. Characters that XML 1.0 cannot hold become U+FFFD in GraphML and GEXF. In GEXF ``date``
    is written once more as ``start``, which with ``end`` gives a timeline. The keys of parallel
    edges become numbers; the attribute ``iri`` tells what an edge draws.

    Args:
        graph: a network of scalar attributes, such as :func:`~defgraph.network.network` gives.
        file: a path, or a binary file to write to.
        format: one of :data:`FORMATS`; by default the ending of the path.

    Raises:
        InputError: the format is none of these.
    """
    path = Path(file) if isinstance(file, str | Path) else None
    chosen = format or (path.suffix.removeprefix(".").lower() if path else "")
    writers = {"graphml": _graphml, "gexf": _gexf, "json": _json}
    if chosen not in writers:
        raise InputError(f"network file: format {chosen!r}; expected one of {', '.join(FORMATS)}")
    content = writers[chosen](_ordered(graph, clean=chosen != "json"))
    if path is not None:
        path.write_bytes(content)
    elif not isinstance(file, str | Path):
        file.write(content)


def _ordered(graph: nx.Graph[str], *, clean: bool) -> nx.Graph[str]:
    """Return a copy whose nodes, edges and attributes are in order; ``clean``: fit for XML."""
    copy = graph.__class__()
    text = _xml_text if clean else _same
    for node in sorted(graph):
        copy.add_node(text(node), **_sorted_attributes(graph.nodes[node], clean=clean))
    for number, (source, target, data) in enumerate(_sorted_edges(graph)):
        key = {"key": number} if graph.is_multigraph() else {}
        copy.add_edge(text(source), text(target), **key, **_sorted_attributes(data, clean=clean))
    return copy


def _sorted_edges(graph: nx.Graph[str]) -> list[tuple[str, str, dict[str, object]]]:
    """Return the edges sorted; ends of undirected edges too, as their order is chance."""
    found = []
    for source, target, data in graph.edges(data=True):
        ends = (source, target) if graph.is_directed() else tuple(sorted((source, target)))
        found.append((ends[0], ends[1], data))
    return sorted(found, key=lambda edge: (edge[0], edge[1], json.dumps(edge[2], sort_keys=True)))


def _sorted_attributes(data: dict[str, object], *, clean: bool) -> dict[str, object]:
    return {key: _xml_text(v) if clean and isinstance(v, str) else v for key, v in sorted(data.items())}


def _same(text: str) -> str:
    return text


def _xml_text(text: str) -> str:
    return _NOT_XML.sub(_REPLACEMENT, text)


def _graphml(graph: nx.Graph[str]) -> bytes:
    from networkx.readwrite.graphml import GraphMLWriter

    out = io.BytesIO()
    GraphMLWriter(graph, encoding="utf-8", prettyprint=True).dump(out)
    return out.getvalue()


def _gexf(graph: nx.Graph[str]) -> bytes:
    from networkx.readwrite.gexf import GEXFWriter

    for data in [*graph.nodes.values(), *graph.edges.values()]:
        if "date" in data:
            data["start"] = data["date"]
    writer = GEXFWriter(encoding="utf-8", prettyprint=True)
    writer.add_graph(graph)
    writer.xml.find("meta").attrib.pop("lastmodifieddate")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _json(graph: nx.Graph[str]) -> bytes:
    import networkx as nx

    linked = nx.node_link_data(graph, edges="edges")
    return (json.dumps(linked, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
