// What was asked: the query of each result, and which facts it was asked of.

const results = new WeakMap();
let current = () => ({ query: "", facts: "" });

// `now` tells the query of the tab that is open, and the facts chosen.
export function ask(now) {
  current = now;
}

// Remembered when a query is sent, so that an edit afterwards does not change what its rows mean.
export function remember(yasr, query, facts) {
  results.set(yasr, { query, facts });
}

export function asked(yasr) {
  return results.get(yasr) ?? current();
}

// The form of the SPARQL 1.1 Protocol; which facts are asked is its default graph.
export function parameters(query, facts) {
  const form = new URLSearchParams({ query });
  if (facts) form.append("default-graph-uri", facts);
  return form;
}
