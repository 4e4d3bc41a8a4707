// What happens when: choosing, growing, resetting; and the first drawing.
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const moving = () => (still() ? false : { duration: 350, easingFunction: "easeInOutQuad" });

// What the panel leaves free of the drawing, in pixels of the window.
function free() {
  const { width, height } = find("network").getBoundingClientRect();
  if (panel.hidden) return { width, height };
  const { width: wide, height: high } = panel.getBoundingClientRect();
  return wide < width ? { width: width - wide, height } : { width, height: height - high };
}

function centreOn(id) {
  const [x, y] = places.get(id);
  const { width, height } = find("network").getBoundingClientRect();
  const left = free();
  network.moveTo({
    position: { x, y }, scale: Math.max(network.getScale(), 0.9), animation: moving(),
    offset: { x: (left.width - width) / 2, y: (left.height - height) / 2 },
  });
}

function isCovered(id) {
  const [x, y] = places.get(id);
  const seen = network.canvasToDOM({ x, y });
  return seen.x > free().width - 20 || seen.y > free().height - 20;
}

// A node that a filter hides is worth more than the filter to somebody who asks for it.
function makeVisible(id) {
  if (!passes(id)) {
    clearFilters();
    showDates();
    fillLists();
    update();
  }
  revealNode(id);
}

function chooseNode(id, { centre = true } = {}) {
  makeVisible(id);
  highlighted = id;
  update();
  network.selectNodes([id], false);
  nodePanel(id);
  if (centre || isCovered(id)) centreOn(id);
  document.body.classList.remove("with-side");
}

function chooseEdge(id) {
  const edge = edges[id];
  makeVisible(edge.from);
  makeVisible(edge.to);
  highlighted = null;
  update();
  if (drawnEdges.get(id)) network.setSelection({ nodes: [], edges: [id] });
  edgePanel(id);
}

function closePanel() {
  panel.hidden = true;
  document.body.classList.remove("with-panel");
  highlighted = null;
  network.unselectAll();
  update();
}

function growFrom(id) {
  showNeighbours(id);
  chooseNode(id, { centre: false });
}

function fit() {
  network.fit({ animation: false, maxZoomLevel: 1.25 });
}

function start() {
  showAtFirst();
  useGivenPlaces(true);
  closePanel();
  update({ repaint: true });
  fit();
  if (innerWidth < NARROW && network.getScale() < READABLE) centreAtFirst();
}

// On a phone the whole would be too small to read: begin in its middle.
const NARROW = 860;
const READABLE = 0.55;
function centreAtFirst() {
  const most = [...shown].reduce((best, id) => (best === null || nodes[id].n > nodes[best].n ? id : best), null);
  const [x, y] = places.get(page.centre ?? most);
  network.moveTo({ position: { x, y }, scale: READABLE, animation: false });
}

function showAll() {
  if (before !== null) {
    showEveryMatch();
    return;
  }
  for (const node of nodes) shown.add(node.id);
  useGivenPlaces(false);
  update({ repaint: true });
  fit();
}

function reset() {
  const narrowed = before !== null;
  clearFilters();
  find("search").value = "";
  showDates();
  fillLists();
  if (narrowed) closePanel();
  else start();
}

network.on("click", (event) => {
  if (event.nodes.length) chooseNode(event.nodes[0], { centre: false });
  else if (event.edges.length) chooseEdge(event.edges[0]);
  else if (!panel.hidden) closePanel();
});
network.on("doubleClick", (event) => event.nodes.length && growFrom(event.nodes[0]));
network.on("hoverNode", () => find("network").classList.add("pointing"));
network.on("blurNode", () => find("network").classList.remove("pointing"));
document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input:not([type=checkbox]):not([type=range]), textarea");
  if (event.key === "Escape" && document.body.classList.contains("with-side")) toggleSide(false);
  else if (event.key === "Escape" && !panel.hidden) closePanel();
  else if (event.key === "/" && !typing) {
    event.preventDefault();
    toggleSide(true);
    find("search").focus();
  }
});
function toggleSide(open) {
  document.body.classList.toggle("with-side", open);
  find("open-filters").setAttribute("aria-expanded", String(open));
}
find("open-filters").addEventListener("click", () => toggleSide(!document.body.classList.contains("with-side")));
find("show-all").addEventListener("click", showAll);
find("show-start").addEventListener("click", start);
find("fit").addEventListener("click", fit);
find("zoom-in").addEventListener("click", () => network.moveTo({ scale: network.getScale() * 1.4, animation: moving() }));
find("zoom-out").addEventListener("click", () => network.moveTo({ scale: network.getScale() / 1.4, animation: moving() }));
for (const button of [find("reset"), find("message").lastElementChild]) button.addEventListener("click", reset);
dark.addEventListener("change", () => {
  fillLists();
  update({ repaint: true });
});

makeDates();
makeSearch();
reset();
window.defgraph = { network, nodes, edges, page };
