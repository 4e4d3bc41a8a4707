// What the page holds. Short keys, as a large page repeats them often:
//   node   id, label (as drawn), t full label, group class, h finer classes, f facts, n edges, p its page,
//          b betweenness, c community, v its own meeting, r articles, x and y, size, iri
//   edge   id, from, to, k kind, l label, w weight, v meetings, d its own first and last day, f facts, r articles
//   event  l label, d first and last day, a areas, r articles, n node
//   fact   [property, value, …]; a value that is a number is a node
const { nodes, edges, page } = JSON.parse(document.getElementById("data").textContent);
const words = page.words;
const locale = page.language === "id" ? "id-ID" : "en-GB";
const find = (id) => document.getElementById(id);

const number = (value) => value.toLocaleString(locale);
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const fullLabel = (node) => node.t || node.label;

// Makes an element. Text of the data only ever becomes text: nothing here parses HTML.
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "onclick") made.addEventListener("click", value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== undefined) made.setAttribute(key, value);
  }
  for (const child of children.flat()) {
    if (child !== undefined && child !== null && child !== "") made.append(child);
  }
  return made;
}
const textOf = (text) => element("bdi", {}, text);

const incident = nodes.map(() => []);
const namedIn = nodes.map(() => []);
for (const edge of edges) {
  incident[edge.from].push(edge);
  if (edge.to !== edge.from) incident[edge.to].push(edge);
  for (const [property, ...values] of edge.f || []) {
    for (const value of values) {
      if (typeof value === "number") namedIn[value].push([property, edge]);
    }
  }
}
const otherEnd = (edge, id) => (edge.from === id ? edge.to : edge.from);

const DAY = 86400000;
const dayNumber = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);
const isoDay = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const dateFormat = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const monthFormat = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" });
const asDate = (iso) => dateFormat.format(new Date(`${iso}T00:00:00Z`));

// A span of days as people write it; a span that is exactly a month is that month.
function spanText(span) {
  if (!span) return "";
  const [start, end] = span;
  if (start === end) return asDate(start);
  const first = new Date(`${start}T00:00:00Z`);
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).toISOString().slice(0, 10);
  if (start.endsWith("-01") && end === last) return monthFormat.format(first);
  return `${asDate(start)} – ${asDate(end)}`;
}
// A day, a month or an interval of days as ISO 8601 writes them; anything else stays as it is.
function valueText(value) {
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return asDate(value);
  if (/^\d{4}-\d\d$/.test(value)) return monthFormat.format(new Date(`${value}-01T00:00:00Z`));
  const [start, end, ...more] = value.split("/");
  const isDay = /^\d{4}-\d\d-\d\d$/;
  return !more.length && isDay.test(start) && isDay.test(end || "") ? spanText([start, end]) : value;
}

const edgeKind = (edge) => page.edgeKinds[edge.k];
// A label that is only the edge's date is told by the date.
const ownLabel = (edge) => (edge.l && !(edge.d || []).includes(edge.l) ? edge.l : "");
function edgeLabel(edge, short = false) {
  if (edge.w === undefined) return [short && ownLabel(edge) ? "" : edgeKind(edge).l, ownLabel(edge)].filter(Boolean).join(": ");
  return edge.w === 1 ? words.weightOne : filled(words.weight, { n: number(edge.w) });
}
function edgeSpan(edge) {
  if (edge.d) return edge.d;
  const spans = edge.v.map((event) => page.events[event].d).filter(Boolean);
  if (!spans.length) return undefined;
  return [spans.map((span) => span[0]).sort()[0], spans.map((span) => span[1]).sort().at(-1)];
}
const edgeArticles = (edge) => edge.r || edge.v.flatMap((event) => page.events[event].r);
