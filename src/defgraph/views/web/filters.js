// Which nodes and edges are visible: what is shown of the network, narrowed by the filters.
const spans = [...page.events.map((event) => event.d), ...edges.map((edge) => edge.d)].filter(Boolean);
const bounds = spans.length
  ? [Math.min(...spans.map((span) => dayNumber(span[0]))), Math.max(...spans.map((span) => dayNumber(span[1])))]
  : null;
const filters = { kinds: new Set(), edgeKinds: new Set(), areas: new Set(), from: 0, to: 0 };
const shown = new Set();

function clearFilters() {
  for (const name of ["kinds", "edgeKinds", "areas"]) filters[name].clear();
  [filters.from, filters.to] = bounds || [0, 0];
}

function showAtFirst() {
  shown.clear();
  for (const id of page.start.length ? page.start.map((row) => row[0]) : nodes.map((node) => node.id)) shown.add(id);
}

const narrowsDates = () => bounds && (filters.from > bounds[0] || filters.to < bounds[1]);
const spanPasses = (span) => !narrowsDates() || (span && dayNumber(span[0]) <= filters.to && dayNumber(span[1]) >= filters.from);
const eventPasses = (event) =>
  spanPasses(event.d) && (!filters.areas.size || event.a.some((area) => filters.areas.has(area)));

// true and false: the edge's meetings or dates decide; undefined: it has none, its ends decide.
function edgePasses(edge) {
  if (edge.v.length) return edge.v.some((event) => eventPasses(page.events[event]));
  return edge.d ? spanPasses(edge.d) : undefined;
}

// Nodes without a date stay when an edge of theirs passes, or, if no edge of theirs could, when a neighbour stays.
function passingNodes() {
  const decided = new Map(edges.map((edge) => [edge, edgePasses(edge)]));
  const passing = new Set();
  const undecided = [];
  for (const node of nodes) {
    const own = incident[node.id].map((edge) => decided.get(edge));
    if (node.v !== undefined) {
      if (eventPasses(page.events[node.v])) passing.add(node.id);
    } else if (own.includes(true)) passing.add(node.id);
    else if (!own.includes(false)) undecided.push(node.id);
  }
  for (const id of undecided.filter((id) => incident[id].some((edge) => passing.has(otherEnd(edge, id))))) passing.add(id);
  return { passing, decided };
}

function visible() {
  const narrowed = narrowsDates() || filters.areas.size;
  const { passing, decided } = narrowed ? passingNodes() : { passing: null, decided: null };
  const visibleNodes = new Set();
  for (const id of shown) {
    if (!filters.kinds.has(nodes[id].group) && (!passing || passing.has(id))) visibleNodes.add(id);
  }
  const visibleEdges = new Set();
  for (const id of visibleNodes) {
    for (const edge of incident[id]) {
      if (!visibleNodes.has(otherEnd(edge, id)) || filters.edgeKinds.has(edge.k)) continue;
      if (!decided || decided.get(edge) !== false) visibleEdges.add(edge.id);
    }
  }
  return { nodes: visibleNodes, edges: visibleEdges };
}
