// What the graph calls its things: the vocabulary of queries, prefixes, and labels fetched as they are needed.

export const terms = { classes: [], properties: [], prefixes: {}, examples: [], label: new Map() };

export async function fetchVocabulary() {
  const response = await fetch("/v1/vocabulary");
  if (!response.ok) throw new Error(await response.text());
  const { classes, properties, prefixes, examples } = await response.json();
  Object.assign(terms, { classes, properties, prefixes, examples });
  for (const each of [...classes, ...properties]) terms.label.set(each.iri, each.label);
}

// Labels of many things with one request; those already known are not asked for again.
export async function fetchLabels(iris) {
  const unknown = [...new Set(iris)].filter((iri) => !terms.label.has(iri));
  for (let i = 0; i < unknown.length; i += 1000) {
    const body = JSON.stringify({ iris: unknown.slice(i, i + 1000).filter((iri) => iri.length <= 4000) });
    const response = await fetch("/v1/labels", { method: "POST", headers: { "Content-Type": "application/json" }, body });
    if (!response.ok) return;
    for (const [iri, label] of Object.entries((await response.json()).labels)) terms.label.set(iri, label);
  }
}

const LOCAL = /^[A-Za-z0-9_][\w-]*$/;

// The prefixed name of an IRI, with the prefixes of the query before those of the graph; null where there is none.
export function shortened(iri, own = {}) {
  let best = null;
  for (const prefixes of [own, terms.prefixes]) {
    for (const [prefix, namespace] of Object.entries(prefixes)) {
      if (!namespace || !iri.startsWith(namespace) || !LOCAL.test(iri.slice(namespace.length))) continue;
      if (!best || namespace.length > best.namespace.length) best = { prefix, namespace, text: `${prefix}:${iri.slice(namespace.length)}` };
    }
    if (best) return best;
  }
  return null;
}

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
