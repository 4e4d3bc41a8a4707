"""Deriving: from what articles show to what follows from all of them together.

Given everything, all is derived; given what a change touches, only what follows from that. Either way
the same statements come out, because each step widens what is touched to all that it can bear on:

1. organisations, positions and officials that may be one with something touched;
2. tenures of the officials reached, and so who may have held a post that an article names alone;
3. reports that name anything which stands for something else now, and reports that may tell of the same
   meetings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from defgraph.build.derived import (
    inference_lines,
    meeting_lines,
    partner_lines,
    stand_in,
    tenure_lines,
    thing_lines,
)
from defgraph.build.matters import Bodies, Officials, Positions, Reports
from defgraph.build.meeting import canonical_meeting
from defgraph.build.offices import Offices
from defgraph.build.profiles import MEETING, REPORT, meeting_key, organisation_of, post_words, report_iri
from defgraph.build.resolving import Resolution, reach
from defgraph.build.scope import Held, Reach, Touched, nothing
from defgraph.build.tenures import adjusted, by_pair, seen_otherwise
from defgraph.build.things import OFFICIAL, ORGANISATION, POSITION, kind_of
from defgraph.identity.offices import Sighting, spans

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from pyoxigraph import NamedNode

    from defgraph.build.corpus import Corpus
    from defgraph.build.meeting import CanonicalMeeting
    from defgraph.build.resolving import Matter
    from defgraph.build.scope import Knowledge
    from defgraph.identity.offices import Bound, Span
    from defgraph.ids import Minter


class Derivation:
    """Derives from a corpus.

    Args:
        minter: makes the IRIs.
        corpus: what articles show, after the change.
        knowledge: what identity rests on besides.
        held: what was derived before the change; None where nothing was.
    """

    def __init__(
        self, minter: Minter, corpus: Corpus, knowledge: Knowledge, held: Held | None = None
    ) -> None:
        self._minter = minter
        self._corpus = corpus
        self._knowledge = knowledge
        self._held = held or Held({}, {}, frozenset(), nothing, nothing)
        self._mates: defaultdict[str, set[str]] = defaultdict(set)
        for key, other in self._held.canonical.items():
            self._mates[other] |= {key, other}
        self._keys: defaultdict[str, set[str]] = defaultdict(set)
        for thing in corpus.all_named():
            self._keys[kind_of(minter, thing)].add(minter.path(thing))
        self._resolution = Resolution(dict(self._held.canonical), dict(self._held.because))
        self._changed: set[str] = set()
        self._standing: defaultdict[str, set[str]] = defaultdict(set)

    def reach(self, touched: Touched) -> Reach:
        """Resolve all that ``touched`` bears on, and return what that is."""
        out = Reach(set(touched.things), touched.countries, touched.judged)
        moved = self._resolve_things(out, touched.shown)
        out.described = touched.things | self._changed | moved
        for canonical in (self._held.canonical, self._resolution.canonical):
            out.described |= {canonical[key] for key in out.described & canonical.keys()}
        out.things |= out.described
        self._see_tenures(out, touched)
        seeds = touched.reports | self._unnamed(self._posts_to_judge(out)) | self._naming_changed()
        matter = Reports(self._corpus, self._minter, self._resolution)
        out.reports = self._resolve(matter, seeds, self._among_reports)
        return out

    def statements(self, reach: Reach) -> Iterator[tuple[NamedNode, list[str]]]:
        """Yield what follows for all of ``reach``: a graph, and statements in it.

        A statement is a line of N-Triples without the full stop; none comes twice.
        """
        certain = self._minter.derived_graph
        for country in self._corpus.partners_among(reach.countries):
            yield certain, list(partner_lines(country))
        for span in (*(s for s in reach.tenures if s.official not in reach.adjusted), *reach.entering):
            yield certain, list(tenure_lines(self._minter, span))
        for lines in self._descriptions(reach):
            yield certain, list(lines)
        yield from self._meetings(reach)

    def everything(self) -> Touched:
        """Return all there is to derive about."""
        named = {key for keys in self._keys.values() for key in keys}
        reports = set(map(self._meeting_key, self._corpus.all_reports()))
        return Touched(named, self._keys[OFFICIAL], reports, self._corpus.partner_countries(), None)

    def _resolve_things(self, out: Reach, shown: set[str]) -> set[str]:
        """Resolve organisations first, for positions are in them, then positions and officials.

        Return the positions whose organisations have changed.
        """
        minter, knowledge = self._minter, self._knowledge
        if seeds := self._anew(out, ORGANISATION):
            bodies = Bodies(self._corpus, minter, knowledge.register, self._keys[ORGANISATION])
            out.things |= self._resolve(bodies, seeds, self._among_things)
        moved = self._moved()
        if seeds := self._anew(out, POSITION) | moved:
            positions = Positions(minter, knowledge.register, self._keys[POSITION], self._resolution)
            out.things |= self._resolve(positions, seeds, self._among_things)
        seeds, anew = self._seeds(out, OFFICIAL) | shown, self._anew(out, OFFICIAL)
        judged = {key for judgement in self._knowledge.judgements for key in judgement.pair}
        states = {key.split("/")[1] for key in seeds | judged if key.startswith(f"{OFFICIAL}/")}
        officials = Officials(
            self._corpus, minter, [key for key in self._keys[OFFICIAL] if key.split("/")[1] in states]
        )
        # Whether a short name may merge depends on whom else it fits, so whoever comes or goes bears on it.
        officials.look_around(anew)
        near = {mate for key in anew for mate in officials.mates(key)}
        out.things |= self._resolve(officials, seeds | near, self._among_things)
        return moved

    def _anew(self, out: Reach, kind: str) -> set[str]:
        """Return what has come or gone, or is judged otherwise: of the rest, names alone tell nothing new."""
        seeds, known = self._seeds(out, kind), self._held.known
        if out.judged is None:
            return seeds
        return {key for key in seeds if key in out.judged or (key in known) != self._is_named(key)}

    def _moved(self) -> set[str]:
        """Return the positions whose organisation stands for another now, or for itself."""
        if not self._changed:
            return set()
        bodies = ((key, organisation_of(self._minter, self._minter.iri(key))) for key in self._keys[POSITION])
        return {key for key, body in bodies if body and self._minter.path(body) in self._changed}

    def _seeds(self, out: Reach, kind: str) -> set[str]:
        return {key for key in out.things if key.partition("/")[0] == kind}

    def _of(self, keys: Iterable[str], kind: str) -> set[str]:
        return {self._resolution.of(key) for key in keys if key.partition("/")[0] == kind}

    def _is_named(self, key: str) -> bool:
        return key in self._keys[key.partition("/")[0]]

    def _among_things(self, keys: Iterable[str]) -> set[str]:
        """Return those of ``keys`` that any article names."""
        return set(filter(self._is_named, keys))

    def _among_reports(self, keys: Iterable[str]) -> set[str]:
        """Return those of ``keys`` that are of reports there are."""
        reports = self._corpus.reports([report_iri(self._minter, key) for key in keys])
        return set(map(meeting_key, reports.values()))

    def _resolve(
        self, matter: Matter, seeds: set[str], among: Callable[[Iterable[str]], set[str]]
    ) -> set[str]:
        """Resolve what ``seeds`` bear on, and return the keys of all of it, also of what is no more."""
        judgements = self._knowledge.judgements
        canonical, held = self._resolution.canonical, self._held.canonical

        def tied(key: str) -> set[str]:
            mates = {*judgements.algebra.group(key), *self._mates.get(held.get(key, key), ())} - {key}
            return among(mates) if mates else mates

        there = among(seeds)
        gone = seeds - there
        for key in gone:
            canonical.pop(key, None)
        reached = reach(matter, there.union(*map(tied, gone)), tied)
        self._resolution.settle(matter, reached, judgements)
        self._changed |= {key for key in reached.members | gone if canonical.get(key) != held.get(key)}
        self._standing = defaultdict(set)
        for key, other in canonical.items():
            self._standing[other].add(key)
        return reached.members | gone

    def _iris(self, keys: Iterable[str]) -> list[NamedNode]:
        return [self._minter.iri(key) for key in keys]

    def _group(self, key: str) -> list[NamedNode]:
        """Return all that stands for the thing with ``key``, itself among it."""
        return self._iris(sorted({key, *self._standing.get(key, ())}))

    def _canonical(self, thing: NamedNode) -> NamedNode:
        return self._resolution.stand_in(self._minter, thing)

    def _see_tenures(self, out: Reach, touched: Touched) -> None:
        """Work out the tenures that may have changed, with as little as will do."""
        of, held = self._resolution.of, self._held.canonical
        gone = self._anew(out, OFFICIAL) | {key for key in self._changed if key.startswith(OFFICIAL)}
        gone = {key for key in gone if self._is_seen_elsewhere(out, key)}
        gone |= {seen.official for seen in touched.before | touched.after if seen.post in self._changed}
        gone |= {held[key] for key in gone & held.keys()}
        anew = self._holders(out, gone)
        out.holders = anew | gone
        nobody: frozenset[Sighting] = frozenset()
        before, after = by_pair(touched.before, self._stood_for), by_pair(touched.after, of)
        pairs = {pair for pair in seen_otherwise(before, after) if pair[0] not in out.holders}
        officials = {official for official, _ in pairs}
        spans = {(span.official, span.post): span for span in self._held.tenures_of(officials)}
        found = {
            pair: adjusted(pair, spans.get(pair), before.get(pair, nobody), after.get(pair, nobody))
            for pair in pairs
        }
        unclear = {pair[0] for pair, adjustment in found.items() if adjustment is None}
        out.adjusted = officials - unclear
        out.holders |= out.adjusted | unclear
        for pair, adjustment in found.items():
            if adjustment is not None and pair[0] in out.adjusted:
                spans[pair] = adjustment.entering
                out.entering.append(adjustment.entering)
                out.leaving += [adjustment.leaving] if adjustment.leaving else []
        out.tenures = self._tenures(self._among_things(anew | unclear))
        out.tenures += [span for span in spans.values() if span.official in out.adjusted]

    def _is_seen_elsewhere(self, out: Reach, key: str) -> bool:
        """Return whether more than the articles that change may tell of the tenures of an official.

        Of one who came or went they tell all: what stands for it otherwise than before is seen as before.
        """
        if out.judged is None or key in out.judged or (key in self._held.known and self._is_named(key)):
            return True
        return any(key == bound.official for bound in self._knowledge.bounds)

    def _stood_for(self, key: str) -> str:
        """Return the key that ``key`` stood for before the change."""
        return self._held.canonical.get(key, key)

    def _holders(self, out: Reach, touched: set[str]) -> set[str]:
        """Return whose tenures have to be seen anew: those of ``touched``, and of who is in changed posts."""
        found = self._of(touched, OFFICIAL)
        changed = [key for key in self._changed if not key.startswith(OFFICIAL)]
        for thing, reports in self._corpus.naming(self._iris(changed)).items():
            for seen in (seen for report in reports for seen in report.participations):
                if seen.official is not None and thing in (seen.position, seen.organisation):
                    found.add(self._resolution.of(self._minter.path(seen.official)))
        bounds = self._knowledge.bounds
        posts = {self._meaning(key) for key in self._seeds(out, POSITION)} if bounds else set()
        bounds = tuple(bound for bound in bounds if self._meaning(bound.post) in posts)
        return self._among_things(found.union(self._resolution.of(bound.official) for bound in bounds))

    def _posts_to_judge(self, out: Reach) -> set[str]:
        """Return the posts whose holder on some day may be another now: somebody's tenures have changed."""
        before = {_told(span): span for span in self._held.tenures_of(out.holders)}
        now = {_told(span): span for span in out.tenures}
        differing = [
            *(before[told] for told in before.keys() - now),
            *(now[told] for told in now.keys() - before),
        ]
        officials = {span.official for span in differing}
        return {span.post for span in (*before.values(), *now.values()) if span.official in officials}

    def _meaning(self, post: str) -> str:
        """Return what the register calls the post with this key, or the key: a bound may be of either."""
        known = self._knowledge.register.post(*post_words(post))
        return known.id if known else post

    def _tenures(self, holders: Collection[str]) -> list[Span]:
        """Return what articles and the register of tenures show of ``holders`` in their posts."""
        path, of = self._minter.path, self._resolution.of
        members = {iri: holder for holder in holders for iri in self._group(holder)}
        sightings = (
            Sighting(members[official], of(path(position)), first, last, path(article))
            for official, position, first, last, article in self._corpus.seen(list(members))
        )
        return spans(sightings, self._bounds(holders))

    def _bounds(self, holders: Collection[str]) -> Iterator[Bound]:
        """Yield what the register of tenures says of ``holders``, in posts that any article names."""
        bounds = [b for b in self._knowledge.bounds if self._resolution.of(b.official) in holders]
        wanted = {self._meaning(bound.post) for bound in bounds}
        posts = {
            meaning: self._resolution.of(key)
            for key in (sorted(self._keys[POSITION], reverse=True) if wanted else ())
            if (meaning := self._meaning(key)) in wanted
        }
        for bound in bounds:
            if (post := posts.get(self._meaning(bound.post))) is not None:
                yield bound._replace(official=self._resolution.of(bound.official), post=post)

    def _unnamed(self, posts: Iterable[str]) -> set[str]:
        """Return the keys of the reports that have any of ``posts`` without a name."""
        positions = [iri for post in posts for iri in self._group(post)]
        return set(map(self._meeting_key, self._corpus.unnamed_in(positions)))

    def _meeting_key(self, report: NamedNode) -> str:
        return MEETING + self._minter.path(report).removeprefix(REPORT)

    def _naming_changed(self) -> set[str]:
        """Return the keys of the reports that name anything which stands for something else now."""
        naming = self._corpus.naming(self._iris(sorted(self._changed)))
        return {meeting_key(report) for reports in naming.values() for report in reports}

    def _descriptions(self, reach: Reach) -> Iterator[Iterator[str]]:
        """Yield what things are, what they are called, what they stand for, and which are partners."""
        minter = self._minter
        there = self._among_things(reach.things)
        for key in there & self._resolution.canonical.keys():
            yield stand_in(minter, key, self._resolution.of(key), self._resolution.because[key])
        for key in {self._resolution.of(key) for key in there & reach.described}:
            group, iri = self._group(key), minter.iri(key)
            names: Counter[str] = Counter()
            for called in self._corpus.names(group).values():
                names.update(called)
            body = organisation_of(minter, iri) if key.startswith(POSITION) else None
            within = self._canonical(body) if body else None
            yield thing_lines(minter, iri, names, within)
            if key.startswith(ORGANISATION) and self._corpus.partners_among(group):
                yield partner_lines(iri)

    def _meetings(self, reach: Reach) -> Iterator[tuple[NamedNode, list[str]]]:
        """Yield what meetings there are, and who probably attended for a post that articles name alone."""
        certain, inferred = self._minter.derived_graph, self._minter.inferred_graph
        there = self._among_reports(reach.reports)
        by_meeting: defaultdict[str, list[NamedNode]] = defaultdict(list)
        for key in there:
            by_meeting[self._resolution.of(key)].append(report_iri(self._minter, key))
            if key in self._resolution.canonical:
                other, because = self._resolution.of(key), self._resolution.because[key]
                yield certain, list(stand_in(self._minter, key, other, because))
        offices = Offices(self._knowledge, reach.tenures, reach.holders, self._held)
        for key, reports in by_meeting.items():
            told = self._corpus.reports(reports).values()
            meeting = canonical_meeting(self._minter.iri(key), told, self._canonical)
            yield certain, list(dict.fromkeys(meeting_lines(self._minter, meeting)))
            if lines := list(self._infer(meeting, offices)):
                yield inferred, lines

    def _infer(self, meeting: CanonicalMeeting, offices: Offices) -> Iterator[str]:
        present = {one.official for one in meeting.participations}
        days = {part.iri: (r.first, r.last) for r in meeting.reports for part in r.participations}
        found = []
        for one in meeting.participations:
            if one.official is None and one.position is not None:
                inference = offices.holder(self._minter.path(one.position), *days[one.seen.iri])
                if inference is not None:
                    found.append((one.seen, one.position, inference))
        inferred = Counter(inference.official for _, _, inference in found)
        for seen, position, inference in found:
            holder = self._minter.iri(inference.official)
            if holder not in present and inferred[inference.official] == 1:
                tenure = self._minter.tenure(holder, position)
                yield from inference_lines(meeting.iri, seen, holder, tenure, inference.reason)


def _told(span: Span) -> tuple[str | None, ...]:
    """Return what of a span bears on who held a post."""
    return (span.official, span.post, span.first, span.last, span.bounded_from, span.bounded_to, span.source)
