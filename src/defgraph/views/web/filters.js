// Which nodes and edges are visible: what is shown of the network, narrowed by the filters.
const spans = [...page.events.map((event) => event.d), ...edges.map((edge) => edge.d)].filter(Boolean);
const bounds = spans.length
  ? [Math.min(...spans.map((span) => dayNumber(span[0]))), Math.max(...spans.map((span) => dayNumber(span[1])))]
  : null;
const filters = { kinds: new Set(), edgeKinds: new Set(), areas: new Set(), from: 0, to: 0 };
let shown = new Set();

function clearFilters() {
  for (const name of ["kinds", "edgeKinds", "areas"]) filters[name].clear();
  [filters.from, filters.to] = bounds || [0, 0];
}

function showAtFirst() {
  shown.clear();
  for (const id of page.start.length ? page.start.map((row) => row[0]) : nodes.map((node) => node.id)) shown.add(id);
}

const narrowsDates = () => bounds !== null && (filters.from > bounds[0] || filters.to < bounds[1]);
const narrows = () => narrowsDates() || filters.areas.size > 0;
const spanPasses = (span) => !narrowsDates() || (span && dayNumber(span[0]) <= filters.to && dayNumber(span[1]) >= filters.from);
const eventPasses = (event) =>
  spanPasses(event.d) && (!filters.areas.size || event.a.some((area) => filters.areas.has(area)));

// The nodes of each meeting: its own, the ends of its edges, and what these name (a participation's position).
const parties = page.events.map(() => new Set());
for (const node of nodes) if (node.v !== undefined) parties[node.v].add(node.id);
for (const edge of edges) {
  const named = (edge.f || []).flatMap(([, ...values]) => values.filter((value) => typeof value === "number"));
  for (const event of edge.v) {
    for (const id of [edge.from, edge.to, ...named]) {
      if (nodes[id].v === undefined || nodes[id].v === event) parties[event].add(id);
    }
  }
}
const met = new Set();
for (const party of parties) for (const id of party) met.add(id);

const passingEvents = () => [...page.events.keys()].filter((event) => eventPasses(page.events[event]));

// Meetings decide about what takes part in them; the dates of an edge only about ends that no meeting has.
function passingNodes() {
  const passing = new Set();
  for (const event of passingEvents()) for (const id of parties[event]) passing.add(id);
  if (filters.areas.size) return passing;
  for (const edge of edges) {
    if (edge.v.length || !edge.d || !spanPasses(edge.d)) continue;
    for (const id of [edge.from, edge.to]) if (!met.has(id)) passing.add(id);
  }
  return passing;
}

// An edge of no meeting is seen when both of its ends are, at the time it tells of.
function edgePasses(edge) {
  if (edge.v.length) return edge.v.some((event) => eventPasses(page.events[event]));
  return !edge.d || spanPasses(edge.d);
}

const passes = (id) => !filters.kinds.has(nodes[id].group) && (!narrows() || passingNodes().has(id));

function visible() {
  const passing = narrows() ? passingNodes() : null;
  const visibleNodes = new Set();
  for (const id of shown) {
    if (!filters.kinds.has(nodes[id].group) && (!passing || passing.has(id))) visibleNodes.add(id);
  }
  const visibleEdges = new Set();
  for (const id of visibleNodes) {
    for (const edge of incident[id]) {
      if (!visibleNodes.has(otherEnd(edge, id)) || filters.edgeKinds.has(edge.k)) continue;
      if (!passing || edgePasses(edge)) visibleEdges.add(edge.id);
    }
  }
  return { nodes: visibleNodes, edges: visibleEdges };
}
