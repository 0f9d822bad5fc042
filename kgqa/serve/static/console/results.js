// How results and errors are shown. All that comes from the graph is put in as text, never as HTML.

import { explainButton } from "./explain.js";
import { download } from "./download.js";
import { element, fetchLabels, shortened, terms } from "./terms.js";

const PAGE = 100;
const XSD = "http://www.w3.org/2001/XMLSchema#";
const PLAIN = new Set(["string", "integer", "decimal", "boolean"].map((name) => XSD + name));

export const entity = (iri) => "/entity?" + new URLSearchParams({ iri });

// One term of a result, as YASR's parsers give it: {type, value, datatype, "xml:lang"}.
export function cell(term, own, named) {
  if (!term) return element("span", { className: "unbound", title: "unbound" });
  if (term.type === "uri") {
    const prefixed = shortened(term.value, own)?.text;
    const short = prefixed ?? `<${term.value}>`;
    const label = terms.label.get(term.value);
    const link = element("a", { className: "iri", href: entity(term.value), textContent: named ? label ?? short : short });
    link.title = named ? `${short}\n${term.value}` : `${label ?? ""}\n${term.value}`.trim();
    const box = element("span", {}, link);
    box.dataset.iri = term.value;
    // An IRI without a prefix says little by itself.
    if (!prefixed && label && !named) box.append(element("small", { className: "label", textContent: label }));
    return box;
  }
  if (term.type === "bnode") return element("span", { className: "blank", textContent: `_:${term.value.replace(/^_:/, "")}` });
  const text = element("span", { className: "literal", textContent: term.value, title: term.datatype ?? "" });
  const kind = term["xml:lang"] ? `@${term["xml:lang"]}` : typed(term.datatype, own);
  if (!kind) return text;
  return element("span", {}, text, element("small", { className: "datatype", textContent: kind, title: term.datatype ?? "" }));
}

function typed(datatype, own) {
  if (!datatype || PLAIN.has(datatype)) return "";
  return shortened(datatype, own)?.text ?? datatype.replace(/.*[/#]/, "");
}

function compare(a, b) {
  const [x, y] = [a?.value ?? "", b?.value ?? ""];
  const [m, n] = [Number(x), Number(y)];
  return x !== "" && y !== "" && !Number.isNaN(m) && !Number.isNaN(n) ? m - n : x.localeCompare(y, "en", { numeric: true });
}

export class Table {
  priority = 10;
  label = "Table";

  constructor(yasr) {
    this.yasr = yasr;
    this.filter = "";
    this.order = null;
    this.named = localStorage.getItem("kgqa-console-labels") === "yes";
  }

  canHandleResults() {
    return Boolean(this.yasr.results?.getVariables()?.length);
  }

  async draw() {
    this.columns = this.yasr.results.getVariables();
    this.rows = this.yasr.results.getBindings() ?? [];
    this.shown = PAGE;
    this.order = null;
    this.filter = "";
    this.controls();
    this.box = element("div", { className: "table-box", tabIndex: 0, role: "region", ariaLabel: "Result" });
    this.more = element("button", { type: "button", className: "more" });
    this.more.addEventListener("click", () => {
      this.shown += 10 * PAGE;
      this.fill();
    });
    this.yasr.resultsEl.append(this.box, this.more);
    this.fill();
  }

  destroy() {
    this.yasr.pluginControls.replaceChildren();
  }

  controls() {
    const filter = element("input", { type: "search", placeholder: "Filter rows", ariaLabel: "Filter rows" });
    filter.addEventListener("input", () => {
      this.filter = filter.value.toLowerCase();
      this.shown = PAGE;
      this.fill();
    });
    const named = element("input", { type: "checkbox", checked: this.named });
    named.addEventListener("change", () => {
      this.named = named.checked;
      localStorage.setItem("kgqa-console-labels", named.checked ? "yes" : "no");
      this.fill();
    });
    const labels = element("label", { className: "named" }, named, " names for IRIs");
    this.yasr.pluginControls.replaceChildren(filter, labels, download(this.yasr));
  }

  visible() {
    let rows = this.rows.map((row, index) => [row, index + 1]);
    if (this.filter) rows = rows.filter(([row]) => this.columns.some((name) => this.fits(row[name])));
    if (this.order) {
      const { name, down } = this.order;
      rows.sort(([a], [b]) => (down ? -1 : 1) * compare(a[name], b[name]));
    }
    return rows;
  }

  fits(term) {
    if (!term) return false;
    const texts = [term.value, terms.label.get(term.value) ?? "", shortened(term.value, this.yasr.getPrefixes())?.text ?? ""];
    return texts.some((text) => text.toLowerCase().includes(this.filter));
  }

  fill() {
    const rows = this.visible();
    const drawn = rows.slice(0, this.shown);
    const own = this.yasr.getPrefixes();
    const body = element("tbody");
    for (const [row, number] of drawn) body.append(this.row(row, number, own));
    const table = element("table", { className: "rows" }, this.head(), body);
    this.box.replaceChildren(table);
    if (!rows.length) this.box.append(element("p", { className: "note", textContent: this.rows.length ? "No row fits." : "No rows." }));
    const rest = rows.length - drawn.length;
    this.more.hidden = rest <= 0;
    this.more.textContent = `Show more of ${rows.length.toLocaleString("en")} rows`;
    this.named_(drawn, own, table);
  }

  // Labels come after the table is there.
  async named_(drawn, own, table) {
    const iris = drawn.flatMap(([row]) => this.columns.map((name) => row[name])).filter((term) => term?.type === "uri");
    if (iris.every((term) => terms.label.has(term.value))) return;
    await fetchLabels(iris.map((term) => term.value));
    for (const shown of table.querySelectorAll("[data-iri]")) {
      shown.replaceWith(cell({ type: "uri", value: shown.dataset.iri }, own, this.named));
    }
  }

  head() {
    const line = element("tr", {}, element("th", { className: "number", scope: "col", textContent: "#" }));
    for (const name of this.columns) {
      const button = element("button", { type: "button", textContent: name, title: "Sort" });
      const head = element("th", { scope: "col" }, button);
      if (this.order?.name === name) head.ariaSort = this.order.down ? "descending" : "ascending";
      button.addEventListener("click", () => {
        this.order = { name, down: this.order?.name === name && !this.order.down };
        this.fill();
      });
      line.append(head);
    }
    line.append(element("th", { scope: "col", className: "why" }, element("span", { className: "unseen", textContent: "Why" })));
    return element("thead", {}, line);
  }

  row(row, number, own) {
    const line = element("tr", {}, element("td", { className: "number", textContent: number }));
    for (const name of this.columns) line.append(element("td", {}, cell(row[name], own, this.named)));
    line.append(element("td", { className: "why" }, explainButton(this.yasr, row, line, number)));
    return line;
  }
}

// An error is the server's own text. Where it names a place, that is marked in the editor.
export class Failure {
  priority = 20;
  hideFromSelection = true;

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return Boolean(this.yasr.results?.getError());
  }

  async draw() {
    const text = this.yasr.results.getError()?.text ?? "";
    const stopped = /abort/i.test(text);
    const told = stopped ? "Stopped." : text.trim() || "The server gave no answer.";
    this.yasr.resultsEl.append(element("pre", { className: stopped ? "stopped" : "failure", role: "alert", textContent: told }));
    this.yasr.rootEl.dispatchEvent(new CustomEvent("kgqa:failed", { bubbles: true, detail: { text } }));
  }
}
