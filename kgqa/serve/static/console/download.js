// A result as a file, as the server writes it: asked for again in that format.

import { element } from "./terms.js";
import { asked, parameters } from "./asking.js";

const TABLE = { CSV: ["text/csv", "csv"], TSV: ["text/tab-separated-values", "tsv"], JSON: ["application/sparql-results+json", "json"] };
const GRAPH = { Turtle: ["text/turtle", "ttl"], "N-Triples": ["application/n-triples", "nt"], "JSON-LD": ["application/ld+json", "jsonld"] };

export function download(yasr) {
  const isGraph = yasr.results.getType() === "ttl";
  const box = element("span", { className: "downloads" }, element("span", { textContent: "Save as " }));
  for (const [name, [accept, ending]] of Object.entries(isGraph ? GRAPH : TABLE)) {
    const button = element("button", { type: "button", textContent: name });
    button.addEventListener("click", () => save(yasr, accept, ending, button));
    box.append(button);
  }
  return box;
}

async function save(yasr, accept, ending, button) {
  const { query, facts } = asked(yasr);
  button.disabled = true;
  try {
    const response = await fetch("/sparql", { method: "POST", headers: { Accept: accept }, body: parameters(query, facts) });
    if (!response.ok) throw new Error(await response.text());
    const url = URL.createObjectURL(await response.blob());
    element("a", { href: url, download: `result.${ending}` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  } catch (error) {
    document.getElementById("told").textContent = error.message.trim();
  } finally {
    button.disabled = false;
  }
}
