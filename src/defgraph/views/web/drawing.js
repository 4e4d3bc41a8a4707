// The drawing. vis-network draws what visible() says at places that were computed beforehand.
const dark = matchMedia("(prefers-color-scheme: dark)");
let places = new Map();
const drawnNodes = new vis.DataSet();
const drawnEdges = new vis.DataSet();
const HIGHLIGHT_UP_TO = 1500;
const EDGE_LABELS_UP_TO = 30;
const WRAP = 150;
const theme = () =>
  dark.matches
    ? { ink: "#e8eaed", paper: "#16191d", line: "#8b949e", faint: 0.13 }
    : { ink: "#1d2733", paper: "#fbfbf9", line: "#6b7683", faint: 0.1 };

const heaviest = edges.reduce((most, edge) => Math.max(most, edge.w || 1), 1);
function channels(colour) {
  return [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16));
}
// Mixes a class's colour with white on dark paper, so that deep colours stay visible.
function tone(colour) {
  const lift = dark.matches ? 0.32 : 0;
  return `rgb(${channels(colour).map((part) => Math.round(part + (255 - part) * lift)).join(",")})`;
}
const edgeColour = (edge) => (edgeKind(edge).c ? tone(edgeKind(edge).c) : theme().line);

function nodeItem(node, faint) {
  const { ink, paper, faint: faintness } = theme();
  const kind = page.kinds[node.group];
  const [x, y] = places.get(node.id);
  const colour = tone(kind.c);
  const picked = { background: colour, border: ink };
  return {
    borderWidth: node.id === page.centre ? 4 : 1.5,
    id: node.id, label: faint ? undefined : node.label, x, y, shape: kind.s, size: node.size,
    opacity: faint ? faintness : 1,
    color: { background: colour, border: node.id === page.centre ? ink : paper, highlight: picked, hover: picked },
    font: { color: ink, strokeColor: paper, size: 12 + Math.round(node.size / 6) },
  };
}

function edgeItem(edge, strength, labelled) {
  const width = edge.w === undefined ? 1.2 : 1 + (7 * edge.w) / Math.max(heaviest, 6);
  const { ink, paper, faint } = theme();
  return {
    id: edge.id, from: edge.from, to: edge.to, width,
    color: { color: edgeColour(edge), highlight: ink, hover: ink, opacity: { faint, plain: (edgeKind(edge).p ? 0.24 : 0.5) * thinning, strong: 0.95 }[strength] },
    label: labelled ? edgeLabel(edge, true) : undefined,
    font: { color: ink, strokeColor: paper, strokeWidth: 4, size: 11, align: "middle" },
  };
}

function useGivenPlaces(start) {
  places.clear();
  for (const node of nodes) places.set(node.id, [node.x, node.y]);
  if (start) for (const [id, x, y] of page.start) places.set(id, [x, y]);
}

const network = new vis.Network(find("network"), { nodes: drawnNodes, edges: drawnEdges }, {
  physics: false,
  layout: { improvedLayout: false, randomSeed: 1 },
  interaction: { hover: true, hoverConnectedEdges: false, selectConnectedEdges: false, hideEdgesOnDrag: edges.length > 3000, hideEdgesOnZoom: edges.length > 3000, zoomSpeed: 0.7 },
  nodes: {
    borderWidth: 1.5, borderWidthSelected: 3, widthConstraint: { maximum: WRAP },
    font: { face: "system-ui, sans-serif", strokeWidth: 3, vadjust: -2 },
    scaling: { label: { enabled: true, drawThreshold: 6.5, maxVisible: 26 } },
  },
  edges: { smooth: false, selectionWidth: 1.5, hoverWidth: 0.5, font: { face: "system-ui, sans-serif" } },
});

let highlighted = null;
let thinning = 1; // many lines over each other would hide the nodes

// Brings the drawing in line with what is visible, touching only what has changed.
function redraw({ repaint = false } = {}) {
  const now = visible();
  const focus = highlighted !== null && now.nodes.has(highlighted) && now.nodes.size <= HIGHLIGHT_UP_TO ? highlighted : null;
  const near = focus === null ? null : new Set([focus, ...incident[focus].filter((edge) => now.edges.has(edge.id)).map((edge) => otherEnd(edge, focus))]);
  thinning = Math.max(0.15, Math.min(1, Math.sqrt(1500 / Math.max(1, now.edges.size))));
  const labels = focus !== null && near.size <= EDGE_LABELS_UP_TO;
  const items = [...now.nodes].map((id) => nodeItem(nodes[id], near && !near.has(id)));
  const lines = [...now.edges].map((id) => {
    const edge = edges[id];
    const own = focus !== null && (edge.from === focus || edge.to === focus);
    return edgeItem(edge, focus === null ? "plain" : own ? "strong" : "faint", own && labels);
  });
  if (repaint) drawnEdges.clear(), drawnNodes.clear();
  drawnEdges.remove(drawnEdges.getIds().filter((id) => !now.edges.has(id)));
  drawnNodes.remove(drawnNodes.getIds().filter((id) => !now.nodes.has(id)));
  drawnNodes.update(items);
  drawnEdges.update(lines);
  return now;
}

// Free spots for new nodes: rings of a grid around the anchor, so that nothing that is there moves.
const CELL = [150, 76];
function placeBeside(ids, [x, y]) {
  const cellOf = ([px, py]) => `${Math.round(px / CELL[0])},${Math.round(py / CELL[1])}`;
  const taken = new Set([...shown].map((id) => cellOf(places.get(id))));
  const column = Math.round(x / CELL[0]);
  const row = Math.round(y / CELL[1]);
  let ring = 1;
  let spots = [];
  for (const id of ids) {
    while (!spots.length) {
      for (let step = -ring; step <= ring; step += 1) {
        spots.push([column + step, row - ring], [column + step, row + ring]);
        if (Math.abs(step) < ring) spots.push([column - ring, row + step], [column + ring, row + step]);
      }
      spots = spots.filter((spot) => !taken.has(spot.join(",")));
      spots.sort((a, b) => Math.hypot(b[0] - column, b[1] - row) - Math.hypot(a[0] - column, a[1] - row));
      ring += 1;
    }
    const [cx, cy] = spots.pop();
    taken.add(`${cx},${cy}`);
    places.set(id, [cx * CELL[0], cy * CELL[1]]);
  }
}

function neighboursOf(id) {
  return [...new Set(incident[id].map((edge) => otherEnd(edge, id)))].filter((other) => other !== id);
}

function reveal(ids, anchor) {
  const passing = narrows() ? passingNodes() : null;
  const fresh = ids.filter((id) => !shown.has(id) && (!passing || passing.has(id)));
  placeBeside(fresh, anchor);
  for (const id of fresh) shown.add(id);
  return fresh.length > 0;
}

function showNeighbours(id) {
  return reveal(neighboursOf(id), places.get(id));
}

// A node that is not shown yet comes in beside a neighbour that is, else beside the drawing.
function revealNode(id) {
  if (shown.has(id)) return;
  const beside = neighboursOf(id).find((other) => shown.has(other));
  const ys = [...shown].map((other) => places.get(other)[1]);
  const xs = [...shown].map((other) => places.get(other)[0]);
  reveal([id], beside !== undefined ? places.get(beside) : [Math.max(0, ...xs) + 2 * CELL[0], (Math.max(0, ...ys) + Math.min(0, ...ys)) / 2]);
}

network.on("dragEnd", (event) => {
  for (const [id, { x, y }] of Object.entries(network.getPositions(event.nodes))) places.set(Number(id), [x, y]);
});
