// "Why?" of a row: for each triple pattern of the query the fact that it stands for here, and its source or proof.

import { asked, parameters } from "./asking.js";
import { element } from "./terms.js";

export function explainButton(yasr, row, line, number) {
  const button = element("button", { type: "button", className: "why", textContent: "why?" });
  button.ariaExpanded = "false";
  button.setAttribute("aria-label", `Why row ${number}?`);
  button.addEventListener("click", async () => {
    if (line.nextElementSibling?.classList.contains("explained")) {
      line.nextElementSibling.remove();
      button.ariaExpanded = "false";
      return;
    }
    const box = element("div", { className: "inside", textContent: "…" });
    line.after(element("tr", { className: "explained" }, element("td", { colSpan: line.children.length }, box)));
    button.ariaExpanded = "true";
    try {
      box.replaceChildren(...(await explained(asked(yasr), row)));
    } catch (error) {
      box.replaceChildren(element("p", { className: "failure", textContent: error.message }));
    }
  });
  return button;
}

async function explained({ query, facts }, row) {
  let found = await why(query, row);
  const parts = [];
  if (found.witness) {
    const more = await witness(found.witness, facts);
    if (more) {
      found = await why(query, { ...more, ...row });
      parts.push(element("p", { className: "note", textContent: "What the row does not show is filled in with one way that it comes about." }));
    }
  }
  if (!found.patterns.length) parts.push(element("p", { className: "note", textContent: "This query has no triple pattern to explain." }));
  parts.push(...found.patterns.map(pattern));
  return parts;
}

async function why(query, row) {
  const body = JSON.stringify({ query, row: plain(row) });
  const response = await fetch("/v1/explain/row", { method: "POST", headers: { "Content-Type": "application/json" }, body });
  const told = await response.json();
  if (!response.ok) throw new Error(told.detail ?? response.statusText);
  return told;
}

async function witness(query, facts) {
  const headers = { Accept: "application/sparql-results+json" };
  const response = await fetch("/sparql", { method: "POST", headers, body: parameters(query, facts) });
  return response.ok ? (await response.json()).results.bindings[0] : null;
}

function plain(row) {
  const terms = {};
  for (const [name, term] of Object.entries(row)) {
    if (term?.value === undefined) continue;
    terms[name] = { type: term.type === "typed-literal" ? "literal" : term.type, value: term.value };
    if (term.datatype) terms[name].datatype = term.datatype;
    if (term["xml:lang"]) terms[name]["xml:lang"] = term["xml:lang"];
  }
  return terms;
}

const SAID = { asserted: "stated", derived: "derived", absent: "not entailed", unbound: "not bound", other: "no proof" };

function pattern(each) {
  const head = element("p", { className: "pattern" },
    element("span", { className: `badge ${each.status}`, textContent: SAID[each.status] ?? each.status }), " ",
    element("code", { textContent: each.text }));
  const box = element("div", { className: "why-pattern" }, head);
  if (each.note) box.append(element("p", { className: "note", textContent: each.note }));
  if (each.proof) box.append(element("div", { className: "proof" }, tree(each.proof, 0), ...(each.proof.apart ?? []).map((part) => tree(part, 2))));
  return box;
}

function tree(proof, depth) {
  const box = element("div", { className: `step ${proof.by}` });
  const claim = element("span", { className: "claim", textContent: proof.fact.text });
  if (proof.by !== "rule") {
    const cite = element("cite", { textContent: proof.by === "data" ? "computed" : stated(proof.source) });
    box.append(element("p", {}, claim, " ", cite));
    return box;
  }
  const details = element("details", { open: depth < 2 });
  details.append(element("summary", {}, claim, " ", element("span", { className: "because", textContent: "because" })));
  const list = element("ul");
  for (const premise of proof.premises) list.append(element("li", {}, tree(premise, depth + 1)));
  if (proof.elsewhere) list.append(element("li", { className: "note", textContent: "proved elsewhere in this proof" }));
  details.append(list, element("p", { className: "by" }, `${proof.rule.name}: `, element("code", { textContent: proof.rule.text })));
  box.append(details);
  return box;
}

function stated(source) {
  if (!source) return "stated";
  const place = source.file ? source.file.replace(/.*[/\\]/, "") : source.graph;
  return source.line ? `stated in ${place}, line ${source.line}` : `stated in ${place}`;
}
