"""The ontology and the vocabularies: as triples for the store, and as look-ups for everything else.

Nothing is read before it is asked for, and each file is read once.
"""

from defgraph.ontology.concepts import (
    area_id,
    concept_ids,
    concept_labels,
    meeting_class,
    meeting_label,
    meeting_types,
    term_label,
)
from defgraph.ontology.countries import country_code, suggest_countries
from defgraph.ontology.drawing import DrawingRules, EdgeRule, NodeRule, drawing_rules
from defgraph.ontology.files import ontology_triples, skolemised
from defgraph.ontology.kinds import organisation_kind
from defgraph.ontology.ranks import rank_concept
from defgraph.ontology.words import closest

__all__ = [
    "DrawingRules",
    "EdgeRule",
    "NodeRule",
    "area_id",
    "closest",
    "concept_ids",
    "concept_labels",
    "country_code",
    "drawing_rules",
    "meeting_class",
    "meeting_label",
    "meeting_types",
    "ontology_triples",
    "organisation_kind",
    "rank_concept",
    "skolemised",
    "suggest_countries",
    "term_label",
]
