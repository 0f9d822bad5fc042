// What all pages share: the switch between light and dark, and proofs and pictures that are fetched when asked for.
// Without this file everything is there but the pictures.

const KEY = "kgqa-theme";
const THEMES = { auto: "as the system", light: "light", dark: "dark" };
const root = document.documentElement;

function kept() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage is refused
  }
}

function themed(theme) {
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  else delete root.dataset.theme;
}

function themeSwitch() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "theme";
  const names = Object.keys(THEMES);
  let now = kept() in THEMES ? kept() : "auto";
  const show = () => {
    themed(now);
    button.dataset.shows = now;
    button.setAttribute("aria-label", `Colours: ${THEMES[now]}. Change`);
    button.title = `Colours: ${THEMES[now]}`;
  };
  button.addEventListener("click", () => {
    now = names[(names.indexOf(now) + 1) % names.length];
    try {
      localStorage.setItem(KEY, now);
    } catch {
      // it holds for this page only
    }
    show();
  });
  show();
  document.getElementById("tools")?.append(button);
}

// "Why?" is a link to a page with the proof; here it unfolds below the fact.
async function unfold(link) {
  const shown = link.parentElement.querySelector(":scope > .unfolded");
  if (shown) {
    shown.hidden = !shown.hidden;
    link.setAttribute("aria-expanded", String(!shown.hidden));
    return;
  }
  link.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(link.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const proof = page.querySelector(".proofs");
    if (!proof) throw new Error("no proof");
    const box = document.createElement("div");
    box.className = "unfolded";
    box.append(document.adoptNode(proof));
    link.parentElement.append(box);
    link.setAttribute("aria-expanded", "true");
    offerPictures(box);
  } catch {
    location.assign(link.href);
  } finally {
    link.removeAttribute("aria-busy");
  }
}

// Beside each proof that rests on something a picture is offered, drawn when it is opened.
function offerPictures(within) {
  for (const proof of within.querySelectorAll(".proof:not([data-offered])")) {
    proof.dataset.offered = "";
    if (!proof.querySelector("details")) continue;
    const box = document.createElement("details");
    box.className = "picture";
    const summary = document.createElement("summary");
    summary.textContent = "Picture";
    box.append(summary);
    box.addEventListener("toggle", async () => {
      if (!box.open || box.querySelector("svg")) return;
      const { draw } = await import("./picture.js");
      if (!box.querySelector("svg")) draw(proof, box);
    });
    proof.before(box);
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-why]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  unfold(link);
});

// Told by ask.js when an answer has taken the place of another.
document.addEventListener("kgqa:shown", () => offerPictures(document));

for (const link of document.querySelectorAll("a[data-why]")) link.setAttribute("aria-expanded", "false");
themed(kept());
themeSwitch();
offerPictures(document);
