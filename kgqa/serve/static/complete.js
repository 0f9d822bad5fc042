// Completes what is typed into the question box: an ARIA combobox with a list (WAI-ARIA Authoring Practices 1.2,
// "Editable Combobox With List Autocomplete"). Without this file the box is a plain one.

const WAIT = 90; // milliseconds after the last key
const MOST = 8;
const KINDS = { thing: "name", property: "property", class: "kind", question: "example" };

// JavaScript counts UTF-16 units, the server characters.
const points = (text) => [...text].length;
const units = (text, at) => [...text].slice(0, at).join("").length;

export function completing(input) {
  const list = document.createElement("div");
  list.id = `${input.id}-list`;
  list.className = "listbox";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Completions");
  list.hidden = true;
  const status = document.createElement("p");
  status.className = "unseen";
  status.setAttribute("role", "status");
  const combo = document.createElement("div");
  combo.className = "combo";
  const hadFocus = document.activeElement === input;
  input.replaceWith(combo);
  combo.append(input, list, status);
  if (hadFocus) input.focus();
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) {
    input.setAttribute(name, value);
  }

  let [shown, chosen, timer, request] = [[], -1, 0, null];

  function close() {
    clearTimeout(timer);
    request?.abort();
    list.hidden = true;
    [shown, chosen] = [[], -1];
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    status.textContent = "";
  }

  function choose(place) {
    chosen = place;
    [...list.children].forEach((option, k) => option.setAttribute("aria-selected", String(k === place)));
    const option = list.children[place];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function take(place) {
    const { question, at, kind } = shown[place];
    close();
    input.value = question;
    const cursor = units(question, at);
    input.setSelectionRange(cursor, cursor);
    input.focus();
    if (kind === "question") input.form.requestSubmit();
  }

  function option({ label, kind, description }, place) {
    const element = document.createElement("div");
    element.id = `${list.id}-${place}`;
    element.setAttribute("role", "option");
    element.setAttribute("aria-selected", "false");
    for (const [name, text] of [["what", label], ["about", description], ["kind", KINDS[kind] ?? kind]]) {
      if (!text) continue;
      const part = document.createElement(name === "what" ? "bdi" : "span");
      part.className = name;
      part.textContent = text;
      element.append(part, " ");
    }
    // The box keeps the focus.
    element.addEventListener("pointerdown", (event) => event.preventDefault());
    element.addEventListener("click", () => take(place));
    return element;
  }

  function show(completions) {
    if (document.activeElement !== input || !completions.length) return close();
    shown = completions;
    list.replaceChildren(...completions.map(option));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    choose(-1);
    status.textContent = `${completions.length} ${completions.length === 1 ? "completion" : "completions"}`;
  }

  async function ask() {
    request?.abort();
    request = new AbortController();
    const { signal } = request;
    const [text, cursor] = [input.value, input.selectionStart ?? input.value.length];
    const at = points(text.slice(0, cursor));
    try {
      const response = await fetch(`/v1/complete?${new URLSearchParams({ q: text, at, n: MOST })}`, { signal });
      if (!response.ok) return close();
      const { completions } = await response.json();
      if (!signal.aborted && input.value === text) show(completions);
    } catch {
      if (!signal.aborted) close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const [open, last] = [!list.hidden, shown.length - 1];
    const moves = { ArrowDown: chosen >= last ? -1 : chosen + 1, ArrowUp: chosen < 0 ? last : chosen - 1 };
    if (event.key in moves) {
      event.preventDefault();
      if (open) choose(moves[event.key]);
      else ask();
    } else if (open && event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (open && event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      take(chosen);
    } else if (open && event.key === "Tab" && chosen >= 0) take(chosen);
  });
}
