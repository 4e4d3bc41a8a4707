// Makes the text area of a query an editor (Ace): colours, completions of terms by name and label, prefixes
// that are declared as they are used, Ctrl+Enter, the line of a mistake. Without it the text area works alone.
"use strict";

(() => {
  const area = document.querySelector("textarea[data-editor]");
  if (!area || !window.ace) return;
  const { prefixes, terms } = JSON.parse(document.getElementById("vocabulary").textContent);
  ace.config.set("useStrictCSP", true);
  ace.config.set("basePath", area.dataset.editor);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const theme = () => (dark.matches ? "ace/theme/github_dark" : "ace/theme/github");

  // Ace's rules take the # of an IRI for the beginning of a comment.
  const mode = new (ace.require("ace/mode/sparql").Mode)();
  const Rules = mode.HighlightRules;
  mode.HighlightRules = class extends Rules {
    constructor(...given) {
      super(...given);
      this.$rules.start.unshift({ token: "string", regex: /<[^<>"{}|^`\\\s]*>/ }, { token: "variable", regex: /[?$]\w+/ });
    }
  };

  const field = document.createElement("div");
  field.className = "ace-field";
  area.after(field);
  area.hidden = true;
  const editor = ace.edit(field, {
    mode, theme: theme(), value: area.value, useWorker: false, tabSize: 2,
    showPrintMargin: false, enableBasicAutocompletion: true, enableLiveAutocompletion: true, liveAutocompletionThreshold: 3,
    enableKeyboardAccessibility: true, fontSize: "inherit", useSoftTabs: true, wrap: true,
  });
  editor.textInput.getElement().setAttribute("aria-label", area.labels[0].textContent);
  editor.session.on("change", () => { area.value = editor.getValue(); });
  dark.addEventListener("change", () => editor.setTheme(theme()));

  const declared = (name, text) => new RegExp(`\\bPREFIX\\s+${name}:`, "i").test(text);
  function declare(name) {
    if (!prefixes[name] || declared(name, editor.getValue())) return;
    editor.session.insert({ row: 0, column: 0 }, `PREFIX ${name}: <${prefixes[name]}>\n`);
  }
  // Names before a colon, but not inside <…> or quotes.
  function declareAll() {
    const text = editor.getValue().replace(/<[^<>\s]*>|"[^"\n]*"|'[^'\n]*'|#.*/g, " ");
    for (const [, name] of text.matchAll(/(?<![\w?$])([a-z]+):/gi)) declare(name);
  }

  const completer = {
    identifierRegexps: [/[\w:\-]/],
    getCompletions(_editor, _session, _position, _prefix, callback) {
      callback(null, terms.map(([value, ...labels]) => ({
        value, caption: [value, ...labels].join(" · "), meta: value.split(":")[0], score: 1,
        completer: { insertMatch(into, chosen) {
          const { row, column } = into.getCursorPosition();
          const typed = into.session.getLine(row).slice(0, column).match(/[\w:\-]*$/)[0];
          into.session.replace({ start: { row, column: column - typed.length }, end: { row, column } }, chosen.value);
          declare(chosen.value.split(":")[0]);
        } },
      })));
    },
  };
  ace.require("ace/ext/language_tools").setCompleters([completer]);

  const run = () => { declareAll(); area.form.requestSubmit(); };
  editor.commands.addCommand({ name: "run", bindKey: { win: "Ctrl-Enter", mac: "Command-Enter" }, exec: run });
  area.form.addEventListener("submit", declareAll);

  const mistake = document.querySelector(".mistake");
  const line = mistake ? Number(mistake.dataset.line) : 0;
  if (line) {
    const text = mistake.querySelector("p").textContent;
    const Range = ace.require("ace/range").Range;
    editor.session.setAnnotations([{ row: line - 1, column: 0, text, type: "error" }]);
    editor.session.addMarker(new Range(line - 1, 0, line - 1, 1), "ace-wrong", "fullLine");
    editor.gotoLine(line, 0, false);
  } else editor.clearSelection();
  window.defgraphEditor = editor;
})();
