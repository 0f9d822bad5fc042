// Sends a file to /v1/load and shows how far it is; removes sources; fills in how many facts each states.

const KEY = "kgqa-write-key";
const at = (id) => document.getElementById(id);
const [form, file, key, drop, bar] = ["upload", "file", "key", "drop", "bar"].map(at);

try {
  key.value = sessionStorage.getItem(KEY) ?? "";
} catch {
  // storage is refused: the key is typed again
}

function authorized() {
  try {
    sessionStorage.setItem(KEY, key.value);
  } catch {
    // as above
  }
  return { Authorization: `Bearer ${key.value}` };
}

function element(tag, text, className) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function told(className, ...lines) {
  const box = element("div", "", className);
  if (className === "alert") box.setAttribute("role", "alert");
  box.append(...lines.map((line) => (line instanceof Node ? line : element("p", line))));
  at("outcome").replaceChildren(box);
  at("outcome").focus();
}

const place = ({ file: name, line }) => (name ? `${name}${line ? `, line ${line}` : ""}: ` : "");

function failed(problem, fallback) {
  const said = problem?.detail ?? problem?.title ?? fallback;
  told("alert", place(problem ?? {}) + said, ...(problem?.remedy ? [problem.remedy] : []));
}

function link(text, href) {
  const made = element("a", text);
  made.href = href;
  return made;
}

function loaded(result) {
  const same = !result.created && ![result.added, result.removed, result.inferred_added, result.inferred_removed].some(Boolean);
  const counts = `${result.added.toLocaleString()} facts stated, ${result.inferred_added.toLocaleString()} derived`;
  const gone = result.removed ? `; ${result.removed.toLocaleString()} stated before are gone` : "";
  const lines = [`${result.file} is loaded: ${same ? "the graph says all of it already" : counts + gone}.`];
  const own = result.problems.filter((each) => each.file === result.file);
  if (own.length) {
    const list = document.createElement("ul");
    list.append(...own.slice(0, 50).map((each) => element("li", place(each) + each.message)));
    lines.push(`${own.length.toLocaleString()} ${own.length === 1 ? "place" : "places"} in it to look at:`, list);
  }
  const next = element("p", "");
  next.append(link("Ask a question", "/"), " · ", link("See the conflicts", "/conflicts"));
  told("done", ...lines, next);
  renewed();
}

function going(doing, part) {
  at("progress").hidden = doing === null;
  if (doing === null) return;
  at("doing").textContent = doing;
  if (part === undefined) bar.removeAttribute("value");
  else bar.value = 100 * part;
}

// Server-sent events, as they have come in so far; gives what is left of an unfinished one.
function events(text, act) {
  const blocks = text.split("\n\n");
  const rest = blocks.pop();
  for (const block of blocks) {
    const fields = Object.fromEntries(block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]));
    if (fields.data) act(fields.event, JSON.parse(fields.data));
  }
  return rest;
}

function upload() {
  const body = new FormData();
  body.append("file", file.files[0]);
  const request = new XMLHttpRequest();
  let [seen, rest, ended] = [0, "", false];
  const end = (act) => {
    ended = true;
    going(null);
    form.querySelector("button").disabled = false;
    act();
  };
  const read = () => {
    const text = rest + request.responseText.slice(seen);
    seen = request.responseText.length;
    rest = events(text, (event, data) => {
      if (event === "progress") going(`${data.doing === file.files[0].name ? "Reading" : data.doing}: ${data.count.toLocaleString()}`);
      if (event === "done") end(() => loaded(data));
      if (event === "failed") end(() => failed(data, "The file was not loaded."));
    });
  };
  request.open("POST", "/v1/load");
  for (const [name, value] of Object.entries(authorized())) request.setRequestHeader(name, value);
  request.setRequestHeader("Accept", "text/event-stream");
  request.upload.addEventListener("progress", ({ loaded: sent, total }) => going("Sending", sent / total));
  request.upload.addEventListener("load", () => going("Reading"));
  request.addEventListener("progress", () => request.status === 200 && read());
  request.addEventListener("load", () => {
    if (request.status === 200) read();
    if (ended) return;
    let problem = null;
    try {
      problem = JSON.parse(request.responseText);
    } catch {
      // no problem document: its status must do
    }
    end(() => failed(problem, `The server answered ${request.status}.`));
  });
  request.addEventListener("error", () => end(() => failed(null, "The server could not be reached, or ended the connection: is the file larger than it takes?")));
  form.querySelector("button").disabled = true;
  at("outcome").replaceChildren();
  going("Sending", 0);
  request.send(body);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  upload();
});

for (const name of ["dragover", "dragleave", "drop"]) {
  drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.toggle("over", name === "dragover");
    if (name === "drop" && event.dataTransfer.files.length) file.files = event.dataTransfer.files;
  });
}

async function remove(row, button) {
  if (!key.value) {
    key.focus();
    return told("alert", "Removing a source needs the key for writing.");
  }
  if (button.dataset.asked === undefined) {
    button.dataset.asked = "";
    button.firstChild.textContent = "Really remove";
    return undefined;
  }
  button.disabled = true;
  const name = row.querySelector("td").textContent;
  going(`Removing ${name}`);
  try {
    const address = `/rdf-graph-store?${new URLSearchParams({ graph: row.dataset.graph })}`;
    const response = await fetch(address, { method: "DELETE", headers: authorized() });
    if (!response.ok) throw new Error((await response.text()).slice(0, 500));
    told("done", `${name} is removed, with all that followed from it alone.`);
    await renewed();
  } catch (error) {
    button.disabled = false;
    told("alert", error.message);
  }
  going(null);
  return undefined;
}

async function counted() {
  const response = await fetch("/v1/sources");
  if (!response.ok) return;
  const { sources } = await response.json();
  const rows = new Map([...document.querySelectorAll("tr[data-graph]")].map((row) => [row.dataset.graph, row]));
  for (const { graph, triples } of sources) {
    const cell = rows.get(graph)?.querySelector(".number");
    if (cell) cell.textContent = triples.toLocaleString();
  }
}

// The page as it is now has the sources as they are now.
async function renewed() {
  const response = await fetch("/upload");
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page.querySelector("tbody");
  if (fresh) document.querySelector("tbody").replaceWith(document.adoptNode(fresh));
  shown();
}

function shown() {
  for (const button of document.querySelectorAll(".remove")) {
    button.hidden = false;
    button.addEventListener("click", () => remove(button.closest("tr"), button));
  }
  counted();
}

shown();
