// Legend, filters and search.
const SHOW_ALL = find("show-all").textContent;
const show = (now) => {
  find("counts").textContent = filled(words.counts, {
    nodes: number(now.nodes.size), allNodes: number(nodes.length), edges: number(now.edges.size), allEdges: number(edges.length),
  });
  if (page.near) find("counts").append(` · ${filled(words.near, { near: number(page.near) })}`);
  const matching = passingEvents().length;
  const some = before !== null && shownMatches() < matching;
  if (narrows()) {
    const text = some ? words.matchingSome : matching === 1 ? words.matchingOne : words.matching;
    find("counts").append(` · ${filled(text, { n: number(matching), shown: some ? number(shownMatches()) : "" })}`);
  }
  find("show-all").hidden = isAllShown();
  find("show-all").textContent = some ? filled(words.allMatching, { n: number(matching) }) : SHOW_ALL;
  find("show-start").hidden = !page.start.length || before !== null || atStart();
  const message = find("message");
  message.hidden = nodes.length > 0 && now.nodes.size > 0;
  message.firstElementChild.textContent = nodes.length ? words.nothing : words.empty;
  message.lastElementChild.hidden = nodes.length === 0;
};
function update(options) {
  const look = turn();
  show(redraw(look ? { repaint: true } : options));
  look?.();
}
const atStart = () => shown.size === page.start.length && page.start.every(([id]) => shown.has(id));

function checkItem(kind, label, count, checked, onchange) {
  const box = element("input", { type: "checkbox" });
  box.checked = checked;
  box.addEventListener("change", () => onchange(box.checked));
  return element("li", {}, element("label", {}, box, kind ? swatch(kind) : "", element("span", { class: "name" }, textOf(label)), element("span", { class: "count" }, number(count))));
}

function counted(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return counts;
}

function fillLists() {
  const lists = [
    ["kinds", page.kinds, counted(nodes.map((node) => node.group)), filters.kinds],
    ["edge-kinds", page.edgeKinds, counted(edges.map((edge) => edge.k)), filters.edgeKinds],
  ];
  for (const [id, kinds, counts, off] of lists) {
    find(id).replaceChildren(...kinds.map((kind, k) => checkItem(kind, kind.l, counts.get(k) || 0, !off.has(k), (on) => {
      off[on ? "delete" : "add"](k);
      update();
    })));
  }
  const counts = counted(page.events.flatMap((event) => event.a));
  const order = [...page.areas.keys()].sort((a, b) => page.areas[a].localeCompare(page.areas[b], locale));
  find("area-list").replaceChildren(...order.map((area) => checkItem(null, page.areas[area], counts.get(area) || 0, filters.areas.has(area), (on) => {
    filters.areas[on ? "add" : "delete"](area);
    update();
  })));
  find("areas").hidden = !order.length;
  find("lines").hidden = page.edgeKinds.length < 2;
  find("legend").hidden = !page.kinds.length;
  find("dates").hidden = !bounds;
}

function showDates() {
  for (const end of ["from", "to"]) {
    find(end).value = isoDay(filters[end]);
    find(`${end}-slider`).value = filters[end];
    find(`${end}-slider`).setAttribute("aria-valuetext", asDate(isoDay(filters[end])));
  }
  for (const bar of find("histogram").children) {
    bar.classList.toggle("out", Number(bar.dataset.end) < filters.from || Number(bar.dataset.start) > filters.to);
  }
}

function setDate(end, day, { sliding = false } = {}) {
  if (Number.isNaN(day)) return;
  const kept = Math.min(Math.max(day, bounds[0]), bounds[1]);
  filters[end] = end === "from" ? Math.min(kept, filters.to) : Math.max(kept, filters.from);
  showDates();
  if (!sliding || !page.start.length) update();
}

const BARS = 48;
function makeDates() {
  if (!bounds) return;
  for (const end of ["from", "to"]) {
    for (const [id, min, max] of [[end, isoDay(bounds[0]), isoDay(bounds[1])], [`${end}-slider`, bounds[0], bounds[1]]]) {
      find(id).min = min;
      find(id).max = max;
    }
    find(end).addEventListener("change", (event) => (event.target.value ? setDate(end, dayNumber(event.target.value)) : showDates()));
    find(`${end}-slider`).addEventListener("input", (event) => setDate(end, Number(event.target.value), { sliding: true }));
    find(`${end}-slider`).addEventListener("change", () => update()); // a drawing of its own waits until the slider is let go
  }
  const width = (bounds[1] - bounds[0] + 1) / BARS;
  const heights = Array(BARS).fill(0);
  for (const event of page.events) {
    if (event.d) heights[Math.min(BARS - 1, Math.floor((dayNumber(event.d[0]) - bounds[0]) / width))] += 1;
  }
  const most = Math.max(1, ...heights);
  find("histogram").replaceChildren(...heights.map((height, bar) => {
    const made = element("span", { "data-start": Math.floor(bounds[0] + bar * width), "data-end": Math.floor(bounds[0] + (bar + 1) * width) });
    made.style.height = `${Math.round((100 * height) / most)}%`;
    return made;
  }));
}

// Search: a combobox with a list box, after the ARIA Authoring Practices.
const RESULTS = 12;
let haystack = null;
let results = [];
let active = -1;

function matches(text) {
  haystack ||= nodes.map((node) => [fold(fullLabel(node)), fold((node.f || []).flatMap(([, ...values]) => values.filter((v) => typeof v === "string")).join(" "))]);
  const wanted = fold(text.trim()).split(/\s+/).filter(Boolean);
  if (!wanted.length) return [];
  const rank = ([label, rest]) => {
    if (wanted.every((word) => label.includes(word))) return label.startsWith(wanted[0]) ? 0 : 1;
    return wanted.every((word) => label.includes(word) || rest.includes(word)) ? 2 : 3;
  };
  return nodes.map((node) => [rank(haystack[node.id]), node]).filter(([order]) => order < 3)
    .sort(([a, x], [b, y]) => a - b || y.n - x.n || x.id - y.id).slice(0, RESULTS).map(([, node]) => node);
}

function showResults(list) {
  const box = find("results");
  const input = find("search");
  box.replaceChildren(...results.map((node, n) => element("li", { id: `result-${n}`, role: "option", "aria-selected": String(n === active), onclick: () => pick(n) },
    swatch(page.kinds[node.group]), element("span", { class: "name" }, textOf(fullLabel(node))), element("span", { class: "count" }, page.kinds[node.group].l))));
  if (list && !results.length) box.append(element("li", { class: "quiet" }, words.noResult));
  box.hidden = !list;
  input.setAttribute("aria-expanded", String(list));
  if (active >= 0) input.setAttribute("aria-activedescendant", `result-${active}`);
  else input.removeAttribute("aria-activedescendant");
  box.children[active]?.scrollIntoView({ block: "nearest" });
}

function pick(n) {
  const node = results[n];
  if (!node) return;
  find("search").value = fullLabel(node);
  showResults(false);
  chooseNode(node.id);
}

function searchKey(event) {
  const open = !find("results").hidden;
  if (event.key === "Escape" && open) {
    event.stopPropagation();
    showResults(false);
  } else if (event.key === "Enter") pick(Math.max(active, 0));
  else if (open && results.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    active = (active + (event.key === "ArrowDown" ? 1 : active < 0 ? 0 : -1) + results.length) % results.length;
    showResults(true);
  }
}

function makeSearch() {
  const input = find("search");
  input.addEventListener("input", () => {
    results = matches(input.value);
    active = results.length ? 0 : -1;
    showResults(input.value.trim() !== "");
  });
  input.addEventListener("keydown", searchKey);
  input.addEventListener("blur", () => setTimeout(() => showResults(false), 200));
}
