// Searches the index of a static site. An entry is [label, kind, detail, path, keys, number]; its keys are names
// without case, accents and order, their words joined by hyphens, parted by spaces.
"use strict";

(() => {
  const { kinds, entries } = window.defgraphIndex;
  const FEW = 12;
  const found = document.getElementById("found");
  const field = document.getElementById("q");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/['’‘`´]/g, "").match(/[\p{L}\p{N}]+/gu) || [];

  // One letter more, less or other (Levenshtein).
  function isSlip(one, other) {
    if (one.length < 4 || Math.abs(one.length - other.length) > 1) return false;
    let at = 0;
    while (at < one.length && one[at] === other[at]) at++;
    const [rest, left] = [one.slice(at), other.slice(at)];
    return rest.slice(1) === left.slice(1) || rest === left.slice(1) || rest.slice(1) === left;
  }

  function rank(entry, wanted, matches) {
    const words = entry[4].split(/[ -]/);
    if (!wanted.every((word) => words.some((each) => matches(word, each)))) return -1;
    const keys = entry[4].split(" ");
    const key = wanted.join("-");
    if (keys.includes(key)) return 0;
    if (keys.some((each) => each.startsWith(key))) return 1;
    return wanted.every((word) => words.includes(word)) ? 2 : 3;
  }

  function matching(text) {
    const wanted = fold(text);
    if (!wanted.length) return [];
    for (const matches of [(word, each) => each.startsWith(word), (word, each) => each.startsWith(word) || isSlip(word, each)]) {
      const ranked = entries.map((entry) => [rank(entry, wanted, matches), entry]).filter(([value]) => value >= 0);
      if (ranked.length) return ranked.sort(([a, one], [b, other]) => a - b || other[5] - one[5] || one[0].localeCompare(other[0])).map(([, entry]) => entry);
    }
    return [];
  }

  function element(name, text, attributes = {}) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text) made.append(text);
    return made;
  }

  function item([label, , detail, path]) {
    const link = element("a", element("bdi", label), { href: path });
    const made = element("li", link);
    if (detail) made.append(" ", element("span", element("bdi", detail), { class: "quiet" }));
    return made;
  }

  function group(title, of, all) {
    const section = element("section");
    const heading = element("h2", `${title} `);
    heading.append(element("span", String(of.length), { class: "count" }));
    const list = element("ul", "", { class: "hits" });
    list.append(...of.slice(0, all ? undefined : FEW).map(item));
    section.append(heading, list);
    if (list.children.length < of.length) {
      const more = element("button", `+ ${of.length - FEW}`, { type: "button", class: "button" });
      more.addEventListener("click", () => section.replaceWith(group(title, of, true)));
      section.append(more);
    }
    return section;
  }

  function search(text) {
    const every = matching(text);
    const groups = kinds.map((title, kind) => [title, every.filter((entry) => entry[1] === kind)]).filter(([, of]) => of.length);
    const said = text.trim() ? [element("p", found.dataset.nothing, { class: "lead" })] : [];
    found.replaceChildren(...(groups.length ? groups.map(([title, of]) => group(title, of)) : [...said, element("p", found.dataset.help, { class: "quiet" })]));
  }

  const asked = new URLSearchParams(location.search).get("q") || "";
  field.value = asked;
  search(asked);
  field.addEventListener("input", () => search(field.value));
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    search(field.value);
  });
  for (const link of document.querySelectorAll(".languages a")) {
    link.addEventListener("click", () => { if (field.value.trim()) link.href = `${link.getAttribute("href").split("?")[0]}?${new URLSearchParams({ q: field.value })}`; });
  }
})();
