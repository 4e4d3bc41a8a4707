// The side panel: what is known about the node or edge that was chosen.
const panel = find("panel");
const LISTED = 12;

const swatchShapes = {
  dot: "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12z", square: "M2.5 2.5h11v11h-11z", diamond: "M8 1l7 7-7 7-7-7z",
  triangle: "M8 2l6.5 12h-13z", triangleDown: "M8 14l6.5-12h-13z", hexagon: "M4.5 2h7l3.5 6-3.5 6h-7l-3.5-6z",
  star: "M8 1l2.1 4.6 4.9.5-3.7 3.3 1.1 4.9L8 11.8l-4.4 2.5 1.1-4.9L1 6.1l4.9-.5z",
};
function swatch(kind) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  for (const [key, value] of [["viewBox", "0 0 16 16"], ["class", "swatch"], ["aria-hidden", "true"]]) svg.setAttribute(key, value);
  path.setAttribute("d", swatchShapes[kind.s] || "M0 6.5h16v3h-16z");
  path.setAttribute("fill", kind.c ? tone(kind.c) : theme().line);
  svg.append(path);
  return svg;
}

const section = (title, ...content) => element("section", {}, element("h3", {}, title), ...content);
const nodeButton = (id) =>
  element("button", { type: "button", class: "link", "data-node": id, onclick: () => chooseNode(id) }, textOf(fullLabel(nodes[id])));

function valueItem(value) {
  return typeof value === "number" ? nodeButton(value) : textOf(valueText(value));
}
function factRows(facts) {
  return (facts || []).flatMap(([property, ...values]) => [
    element("dt", {}, page.properties[property]),
    ...values.map((value) => element("dd", {}, valueItem(value))),
  ]);
}
function factList(rows) {
  return rows.length ? section(words.facts, element("dl", {}, rows)) : "";
}

// A list that begins with a dozen items and grows by a button.
function longList(name, items, make) {
  const list = element("ul", { class: name }, items.slice(0, LISTED).map(make));
  if (items.length <= LISTED) return list;
  const rest = items.length - LISTED;
  const more = element("button", { type: "button", class: "button small", onclick: () => {
    list.append(...items.slice(LISTED).map(make));
    more.remove();
  } }, filled(words.more, { n: number(rest) }));
  return element("div", {}, list, more);
}

function articleItem(id) {
  const article = page.articles[id];
  const title = article.t || article.u || words.untitled;
  const heading = article.u
    ? element("a", { href: article.u, rel: "noopener noreferrer", target: "_blank" }, textOf(title))
    : textOf(title);
  const about = [article.p, article.d && asDate(article.d)].filter(Boolean).join(", ");
  return element("li", {}, heading, element("div", { class: "quiet" }, textOf(about)),
    article.i ? element("div", { class: "quiet" }, `${words.record}: `, element("code", {}, article.i)) : "");
}
function sourceList(ids) {
  const latest = (id) => page.articles[id].d || page.articles[id].i || "";
  const unique = [...new Set(ids)].sort((a, b) => latest(b).localeCompare(latest(a)) || a - b);
  const title = `${words.sources} (${number(unique.length)})`;
  return section(title, unique.length ? longList("sources", unique, articleItem) : element("p", { class: "quiet" }, words.noSource));
}

const byDate = (a, b) => ((edgeSpan(b) || [""])[0]).localeCompare((edgeSpan(a) || [""])[0]) || a.id - b.id;
function connectionItem(edge, id) {
  const other = otherEnd(edge, id);
  const facts = (edge.f || []).flatMap(([, ...values]) => values).filter((value) => !(edge.d || []).includes(value)).map((value) => (typeof value === "number" ? fullLabel(nodes[value]) : valueText(value)));
  const span = spanText(edgeSpan(edge));
  const first = edge.w !== undefined ? edgeLabel(edge) : ownLabel(edge);
  const about = [...new Set([first, ...facts, span].filter(Boolean))].join(" · ");
  return element("li", {}, swatch(page.kinds[nodes[other].group]), element("div", {}, nodeButton(other),
    element("button", { type: "button", class: "about", "data-edge": edge.id, title: words.details, onclick: () => chooseEdge(edge.id) }, textOf(about || words.details))));
}
function connectionSections(id) {
  return page.edgeKinds.map((kind, k) => {
    const own = incident[id].filter((edge) => edge.k === k).sort(byDate);
    if (!own.length) return "";
    return element("div", {}, element("h4", {}, `${kind.l} (${number(own.length)})`), longList("connections", own, (edge) => connectionItem(edge, id)));
  }).filter(Boolean);
}
function namedSection(id) {
  const rows = namedIn[id].filter(([, edge]) => edge.from !== id && edge.to !== id).sort(([, a], [, b]) => byDate(a, b));
  if (!rows.length) return "";
  const make = ([property, edge]) => element("li", {}, swatch(page.kinds[nodes[edge.from].group]), element("div", {}, nodeButton(edge.from),
    element("button", { type: "button", class: "about", "data-edge": edge.id, title: words.details, onclick: () => chooseEdge(edge.id) },
      textOf([page.properties[property], fullLabel(nodes[edge.to])].join(" · ")))));
  return section(`${words.named} (${number(rows.length)})`, longList("connections", rows, make));
}

function fill(kind, className, title, ...content) {
  const close = element("button", { type: "button", class: "close", "aria-label": words.close, title: words.close, onclick: closePanel }, "×");
  const head = element("div", { class: "panel-head" }, element("p", { class: "kind" }, kind ? swatch(kind) : "", className), close);
  panel.replaceChildren(head, element("h2", { tabindex: "-1", dir: "auto" }, title), ...content.filter((part) => part !== ""));
  panel.hidden = false;
  panel.scrollTop = 0;
  document.body.classList.add("with-panel");
}

function nodePanel(id) {
  const node = nodes[id];
  const kind = page.kinds[node.group];
  const event = page.events[node.v];
  const rows = factRows(node.f);
  const tellsDate = (value) => typeof value === "string" && valueText(value) === spanText(event.d);
  if (event && event.d && !(node.f || []).some(([, ...values]) => values.some(tellsDate))) rows.unshift(element("dt", {}, words.date), element("dd", {}, spanText(event.d)));
  const measures = [[words.degree, number(node.n)], [words.betweenness, node.b.toLocaleString(locale, { maximumFractionDigits: 4 })], [words.community, number(node.c)]];
  const articles = [...(node.r || []), ...(event ? event.r : []), ...incident[id].flatMap(edgeArticles)];
  const links = connectionSections(id);
  fill(kind, [kind.l, ...(node.h || [])].join(" · "), fullLabel(node),
    element("div", { class: "panel-tools" },
      node.p ? element("a", { class: "button small", href: node.p }, words.page) : "",
      element("button", { type: "button", id: "neighbours", class: "button small", onclick: () => growFrom(id) }, words.neighbours),
      element("button", { type: "button", class: "button small", onclick: () => centreOn(id) }, words.centre)),
    factList(rows),
    links.length ? section(words.connections, ...links) : "",
    namedSection(id),
    sourceList(articles),
    section(words.measures, element("dl", { class: "measures" }, measures.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]))));
}

function meetingItem(id) {
  const event = page.events[id];
  const label = event.n === undefined ? textOf(event.l) : nodeButton(event.n);
  const about = [spanText(event.d) || words.undated, ...event.a.map((area) => page.areas[area])].join(" · ");
  return element("li", {}, label, element("div", { class: "quiet" }, about));
}

function edgePanel(id) {
  const edge = edges[id];
  const kind = edgeKind(edge);
  const span = spanText(edgeSpan(edge));
  const ends = element("p", { class: "ends" }, nodeButton(edge.from), element("span", { "aria-hidden": "true" }, " — "), nodeButton(edge.to));
  const rows = factRows(edge.f);
  if (span && !edge.d) rows.unshift(element("dt", {}, words.date), element("dd", {}, span));
  const start = (event) => (page.events[event].d || [""])[0];
  const meetings = [...edge.v].sort((a, b) => start(b).localeCompare(start(a)) || a - b).filter((event) => page.events[event].n === undefined);
  fill({ c: kind.c }, kind.l, edgeLabel(edge), ends, factList(rows),
    meetings.length ? section(`${words.meetings} (${number(meetings.length)})`, longList("meetings", meetings, meetingItem)) : "",
    sourceList(edgeArticles(edge)));
}
