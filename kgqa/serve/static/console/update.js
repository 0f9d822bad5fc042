// SPARQL updates, sent only where the server takes them and only with a key that was typed, kept for this tab alone.

import { fetchVocabulary, terms } from "./terms.js";

const KEY = "kgqa-write-key";

export async function runUpdate(update, told) {
  const box = document.getElementById("key");
  if (!box) throw new Error("This server only reads: it was not started with --writable.");
  const input = box.querySelector("input");
  box.hidden = false;
  input.value ||= sessionStorage.getItem(KEY) ?? "";
  if (!input.value) {
    input.focus();
    throw new Error("This is an update: type the key to write with, then run it again.");
  }
  told("Updating …");
  const start = performance.now();
  const headers = { "Content-Type": "application/sparql-update", Accept: "application/json", Authorization: `Bearer ${input.value}` };
  // With credentials the browser would put up a dialog of its own for a wrong key.
  const response = await fetch("/update", { method: "POST", headers, body: update, credentials: "omit" });
  const text = (await response.text()).trim();
  if (!response.ok) {
    if (response.status === 401 || response.status === 403) {
      sessionStorage.removeItem(KEY);
      input.value = "";
    }
    throw new Error(problem(response, text) || response.statusText);
  }
  sessionStorage.setItem(KEY, input.value);
  told(`${sum(JSON.parse(text))} ${((performance.now() - start) / 1000).toFixed(2)} s.`);
  terms.label.clear();
  await fetchVocabulary();
}

function sum({ revision, added, removed, inferred_added: more, inferred_removed: less }) {
  document.querySelector(".bottom code")?.replaceChildren(revision);
  return `Added: ${added} stated, ${more} inferred. Removed: ${removed} stated, ${less} inferred.`;
}

function problem(response, text) {
  return response.headers.get("Content-Type")?.includes("problem+json") ? JSON.parse(text).detail : text;
}
