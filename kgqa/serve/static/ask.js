// Asks without reloading the page. Without this file the form and the links do the same.
import { completing } from "./complete.js";

const form = document.getElementById("ask");
const result = document.getElementById("result");
let latest = 0;

async function show(url, remember) {
  const turn = ++latest;
  result.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(url, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById("result");
    if (turn !== latest) return;
    if (!fresh) throw new Error("not a page");
    result.replaceChildren(...fresh.childNodes);
    for (const id of ["q", "conversation"]) {
      const [shown, sent] = [document.getElementById(id), page.getElementById(id)];
      shown.value = sent.value;
      shown.disabled = sent.disabled;
    }
    document.title = page.title;
    document.dispatchEvent(new CustomEvent("kgqa:shown"));
    if (remember) history.pushState(null, "", url);
  } catch {
    if (turn === latest) location.assign(url);
  } finally {
    if (turn === latest) result.removeAttribute("aria-busy");
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  show("/?" + new URLSearchParams(new FormData(form)), true);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-ask]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  show(link.href, true).then(() => result.focus());
});

addEventListener("popstate", () => show(location.href, false));

completing(document.getElementById("q"));
