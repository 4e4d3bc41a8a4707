// Suggestions below a field: the combobox of the ARIA Authoring Practices (1.2), with a list that filters.
// A field asks for it by data-suggest, the address that answers; data-follow: choosing opens the page chosen,
// else it sets the value. Without this script the field is a field.
"use strict";

const WAIT = 120;
const announcer = document.createElement("div");
announcer.className = "unseen";
announcer.setAttribute("role", "status");

class Suggestions {
  constructor(input, number) {
    this.input = input;
    this.found = [];
    this.active = -1;
    this.asked = 0;
    this.list = document.createElement("ul");
    this.list.id = `suggestions-${number}`;
    this.list.className = "suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.labels[0]?.textContent.trim() || input.name);
    this.list.hidden = true;
    input.after(this.list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", this.list.id);
    input.autocomplete = "off";
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const item = event.target.closest("li");
      if (item) this.choose(Number(item.dataset.number));
    });
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    const text = this.input.value.trim();
    const asked = ++this.asked;
    const found = text ? await this.answer(text) : [];
    if (asked !== this.asked || document.activeElement !== this.input) return;
    this.found = found;
    this.show();
  }

  async answer(text) {
    const address = new URL(this.input.dataset.suggest, document.baseURI);
    address.searchParams.set("q", text);
    address.searchParams.set("lang", document.documentElement.lang);
    if (this.input.dataset.kind) address.searchParams.set("kind", this.input.dataset.kind);
    try {
      const response = await fetch(address, { headers: { Accept: "application/json" } });
      if (!response.ok) return [];
      return (await response.json()).map((each) => ({ ...each, href: new URL(each.path, address).href }));
    } catch {
      return [];
    }
  }

  show() {
    this.active = -1;
    this.list.replaceChildren(...this.found.map((each, number) => this.item(each, number)));
    this.mark();
    this.list.hidden = !this.found.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    announcer.textContent = this.found.length ? String(this.found.length) : "";
  }

  item(each, number) {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${number}`;
    item.dataset.number = number;
    item.setAttribute("role", "option");
    const label = document.createElement("bdi");
    label.textContent = each.label;
    const about = document.createElement("bdi");
    about.className = "quiet";
    about.textContent = [each.kind, each.detail].filter(Boolean).join(" · ");
    item.append(label, about);
    return item;
  }

  mark() {
    for (const [number, item] of [...this.list.children].entries()) {
      item.setAttribute("aria-selected", String(number === this.active));
    }
    const item = this.list.children[this.active];
    if (item) {
      this.input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const last = this.found.length - 1;
    if (event.key === "ArrowDown" && this.list.hidden) this.ask();
    else if (event.key === "ArrowDown") this.active = this.active >= last ? -1 : this.active + 1;
    else if (event.key === "ArrowUp" && !this.list.hidden) this.active = this.active < 0 ? last : this.active - 1;
    else if (event.key === "Enter" && this.active >= 0) this.choose(this.active);
    else if (event.key === "Escape" && !this.list.hidden) this.close();
    else return;
    event.preventDefault();
    if (!this.list.hidden) {
      clearTimeout(this.timer); // what is being chosen from stays as it is
      this.asked++;
    }
    this.mark();
  }

  choose(number) {
    const chosen = this.found[number];
    this.close();
    if (this.input.dataset.follow) location.assign(chosen.href);
    else {
      this.input.value = chosen.value;
      this.input.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  close() {
    clearTimeout(this.timer);
    this.asked++;
    this.found = [];
    this.show();
  }
}

document.body.append(announcer);
for (const [number, input] of document.querySelectorAll("input[data-suggest]").entries()) new Suggestions(input, number);
