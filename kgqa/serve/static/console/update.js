// SPARQL updates, sent only where the server takes them and only with a key that was typed, kept for this tab alone.

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
  const headers = { "Content-Type": "application/sparql-update", Authorization: `Bearer ${input.value}` };
  const response = await fetch("/update", { method: "POST", headers, body: update });
  const text = (await response.text()).trim();
  if (!response.ok) {
    if (response.status === 401 || response.status === 403) sessionStorage.removeItem(KEY);
    throw new Error(text || response.statusText);
  }
  sessionStorage.setItem(KEY, input.value);
  const seconds = ((performance.now() - start) / 1000).toFixed(2);
  told(`Updated in ${seconds} s. ${text}`.trim());
}
