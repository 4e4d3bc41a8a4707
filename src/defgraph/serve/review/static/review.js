// What scripts add to the pages of the review: evidence shown for the field in hand, values picked in the text,
// and keys. Offsets count code points of the article's file; each piece of the text says where it begins.
"use strict";

(() => {
  const form = document.getElementById("record");
  const text = document.getElementById("text");
  const pick = document.getElementById("pick");
  const press = (id) => document.getElementById(id)?.click();
  let current = null; // the field in hand
  let picked = null; // {start, end, value} of the selection
  let isChanged = document.querySelector("[data-unsaved]") !== null;

  // The text

  const pieces = () => [...text.querySelectorAll("[data-at]")];
  const startOf = (piece) => Number(piece.dataset.at);
  const signs = (string) => [...string]; // code points, where a string counts units of UTF-16

  function splitAt(offset) {
    for (const piece of pieces()) {
      const place = offset - startOf(piece);
      const all = signs(piece.textContent);
      if (place > 0 && place < all.length) {
        const rest = piece.cloneNode(false);
        rest.dataset.at = offset;
        rest.textContent = all.slice(place).join("");
        piece.textContent = all.slice(0, place).join("");
        piece.after(rest);
        return;
      }
    }
  }

  const within = ({ start, end }) =>
    pieces().filter((piece) => startOf(piece) >= start && startOf(piece) < end);

  function light(spans, isToScroll) {
    text.querySelectorAll(".on").forEach((piece) => piece.classList.remove("on"));
    const found = spans.flatMap(within);
    found.forEach((piece) => piece.classList.add("on"));
    if (!found.length || !isToScroll) return;
    const frame = text.getBoundingClientRect();
    const place = found[0].getBoundingClientRect();
    if (place.top < frame.top + 8 || place.bottom > frame.bottom - 24) {
      text.scrollTop += place.top - frame.top - frame.height / 3;
    }
  }

  function mark(span) {
    splitAt(span.start);
    splitAt(span.end);
    for (const piece of within(span)) {
      if (piece.tagName === "MARK") continue;
      const marked = document.createElement("mark");
      marked.dataset.at = piece.dataset.at;
      marked.textContent = piece.textContent;
      piece.replaceWith(marked);
    }
  }

  // Evidence

  function spanOf(box) {
    const [pointer, start, end] = box.value.split(" ");
    return { pointer, start: Number(start), end: Number(end) };
  }

  const boxes = () => [...form.querySelectorAll('input[name="evidence"]')];

  // What shows a part of the record: its own evidence, else that of what it is part of.
  function shownBy(pointer) {
    for (let way = pointer; way; way = way.slice(0, way.lastIndexOf("/"))) {
      const found = boxes().filter((box) => box.checked && spanOf(box).pointer === way);
      if (found.length) return found.map(spanOf);
    }
    return [];
  }

  function addEvidence(part, { start, end, value }) {
    const pointer = part.dataset.pointer;
    const posted = `${pointer} ${start} ${end}`;
    const same = boxes().find((box) => box.value === posted);
    if (same) {
      same.checked = true;
      return;
    }
    let list = part.querySelector(".quotes");
    if (!list) {
      list = document.createElement("ul");
      list.className = "quotes";
      part.append(list);
    }
    const item = document.createElement("li");
    const label = document.createElement("label");
    const quote = document.createElement("q");
    const box = document.createElement("input");
    Object.assign(box, { type: "checkbox", name: "evidence", value: posted, checked: true });
    item.className = "fresh";
    quote.dir = "auto";
    quote.textContent = value;
    label.append(box, quote);
    item.append(label);
    list.append(item);
  }

  // Picking

  function selected() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.commonAncestorContainer)) return null;
    const found = [];
    let line = null;
    for (const piece of pieces()) {
      if (!range.intersectsNode(piece)) continue;
      const part = document.createRange();
      part.selectNodeContents(piece);
      const before = part.cloneRange();
      if (piece.contains(range.startContainer)) part.setStart(range.startContainer, range.startOffset);
      if (piece.contains(range.endContainer)) part.setEnd(range.endContainer, range.endOffset);
      before.setEnd(part.startContainer, part.startOffset);
      if (line !== null && line !== piece.parentNode) found.push({ at: null, sign: " " });
      line = piece.parentNode;
      let at = startOf(piece) + signs(before.toString()).length;
      for (const sign of signs(part.toString())) found.push({ at: at++, sign });
    }
    while (found.length && !found[0].sign.trim()) found.shift();
    while (found.length && !found.at(-1).sign.trim()) found.pop();
    if (!found.length) return null;
    const said = found.map(({ sign }) => sign).join("");
    const value = said.replace(/\uFFFD/g, "").replace(/\s+/g, " ").trim();
    return { start: found[0].at, end: found.at(-1).at + 1, value };
  }

  const control = (part) => part.querySelector(".input > input, .input > select");

  function labelOf(part) {
    const title = part.closest(".group")?.querySelector("legend").textContent.trim().replace(/\s+/g, " ");
    const label = part.dataset.label;
    return title ? `${title} · ${label}` : label;
  }

  function offer() {
    picked = selected();
    pick.hidden = !picked;
    if (!picked) return;
    const isUsable = current !== null && !control(current).matches(":disabled");
    document.getElementById("picked").textContent = picked.value;
    const goal = document.getElementById("pick-for");
    goal.textContent = isUsable ? `${goal.dataset.for}: ${labelOf(current)}` : pick.dataset.first;
    document.getElementById("pick-show").disabled = !isUsable || !control(current).value; // of what?
    document.getElementById("pick-set").disabled = !isUsable || valueFor(control(current), picked.value) === null;
  }

  // What a text comes to in a field; null where the field cannot hold it.
  function valueFor(field, value) {
    if (field.tagName === "SELECT") {
      const same = [...field.options].find((option) => option.text.toLowerCase() === value.toLowerCase());
      return same?.value || null;
    }
    if (!field.closest(".date")) return value;
    const day = /(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})/.exec(value);
    if (day) return `${day[3]}-${day[2].padStart(2, "0")}-${day[1].padStart(2, "0")}`;
    return /^\d{4}-\d{2}(-\d{2})?$/.test(value) ? value : null;
  }

  function take(isWithValue) {
    if (!picked || !current || control(current).matches(":disabled")) return;
    const pointer = current.dataset.pointer;
    const field = control(current);
    const value = valueFor(field, picked.value);
    if (isWithValue ? value === null : !field.value) return;
    if (isWithValue) {
      field.value = value;
      for (const box of boxes()) {
        if (spanOf(box).pointer === pointer) box.checked = false;
      }
    }
    isChanged = true;
    mark(picked);
    addEvidence(current, picked);
    document.getSelection().removeAllRanges();
    field.focus({ preventScroll: true });
    light(shownBy(pointer), false);
  }

  function attend(part) {
    if (!part) return;
    current?.classList.remove("current");
    current = part;
    part.classList.add("current");
    light(shownBy(part.dataset.pointer), true);
  }

  // A click on evidence leads to what it shows.
  function find(piece) {
    const at = startOf(piece);
    const [span] = boxes()
      .map(spanOf)
      .filter(({ start, end }) => start <= at && at < end)
      .sort((one, other) => one.end - one.start - (other.end - other.start));
    const part = span && document.getElementById(span.pointer);
    const goal = part && (part.matches(".field") ? part : part.querySelector(".field"));
    if (!goal) return;
    goal.scrollIntoView({ block: "center" });
    control(goal).focus({ preventScroll: true });
  }

  if (form && text) {
    form.addEventListener("focusin", (event) => attend(event.target.closest(".field")));
    form.addEventListener("click", (event) => {
      if (!event.target.matches(".jump")) return;
      event.preventDefault();
      light([spanOf(event.target.closest("li").querySelector("input"))], true);
    });
    text.addEventListener("click", (event) => {
      const piece = event.target.closest("mark");
      if (piece && document.getSelection().isCollapsed) find(piece);
    });
    document.addEventListener("selectionchange", offer);
    document.getElementById("pick-set").addEventListener("click", () => take(true));
    document.getElementById("pick-show").addEventListener("click", () => take(false));
    pick.addEventListener("mousedown", (event) => event.preventDefault()); // else the selection would end
  }

  // What is not saved yet

  form?.addEventListener("input", () => {
    isChanged = true;
  });
  document.addEventListener("submit", (event) => {
    if (event.submitter?.value === "check") event.preventDefault(); // Enter in a field
    else isChanged = false;
  });
  addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });

  // Who has added an entry wants to fill it; before the page is loaded, the browser would move on to its anchor.
  addEventListener("load", () => {
    if (!location.hash.startsWith("#add/")) return;
    const added = document.getElementById(location.hash.slice(1))?.closest(".series");
    const entries = [...(added?.children ?? [])].filter((part) => part.matches(".group, .field"));
    entries.at(-1)?.querySelector(".input > input, .input > select").focus();
  });

  // Keys

  const dialog = document.getElementById("keys");
  const keys = {
    j: () => press("next"),
    k: () => press("previous"),
    a: () => press("accept"),
    s: () => press("save"),
    r: () => press("reject"),
    v: () => take(true),
    e: () => take(false),
    "?": () => dialog?.showModal(),
  };
  const help = document.getElementById("help");
  if (help && dialog) {
    help.hidden = false;
    help.addEventListener("click", keys["?"]);
  }
  const typed = "input:not([type=checkbox]):not([type=radio]), select, textarea";
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches?.(typed);
    if (event.key === "Escape" && isTyping) event.target.blur();
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || dialog?.open) return;
    if (Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  });
})();
