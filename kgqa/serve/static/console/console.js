// The console: YASGUI over this server's own /sparql, with its tools around it.

import { ask, asked, parameters, remember } from "./asking.js";
import { complete, registerCompleters } from "./complete.js";
import { mark } from "./mark.js";
import { Failure, Table } from "./results.js";
import { element, fetchVocabulary, terms } from "./terms.js";
import { runUpdate } from "./update.js";

const { Yasgui } = window;
const { Yasqe, Yasr } = Yasgui;
const SPARQL = location.origin + "/sparql";
const START = "SELECT * WHERE {\n  ?thing ?property ?value .\n}\nLIMIT 50";
const byId = (id) => document.getElementById(id);
const told = (text) => (byId("told").textContent = text);

let yasgui;
const facts = () => document.querySelector("input[name=facts]:checked").value;
const tab = () => yasgui.getTab();
const editor = () => tab().getYasqe();

// Queries go to this server alone, whatever an old tab remembers; updates go to /update with a key.
const send = Yasqe.prototype.query;
Yasqe.prototype.query = function () {
  told("");
  if (this.getQueryMode() === "update") return runUpdate(this.getValue(), told).then(() => {}, (error) => told(error.message));
  const open = Object.values(yasgui._tabs).find((each) => each.getYasqe()?.rootEl === this.rootEl);
  if (open) remember(open.getYasr(), this.getValue(), facts());
  const args = facts() ? [{ name: "default-graph-uri", value: facts() }] : [];
  return send.call(this, { endpoint: SPARQL, method: "POST", headers: {}, args });
};
Yasqe.prototype.getAsCurlString = function () {
  const headers = "-H 'Accept: application/sparql-results+json'";
  return `curl ${headers} --data '${parameters(this.getValue(), facts())}' ${SPARQL}`;
};
Yasgui.Tab.prototype.getShareableLink = () => link();

export function link() {
  const shared = new URLSearchParams({ query: editor().getValue() });
  if (facts()) shared.set("facts", facts());
  return `${location.origin}/console?${shared}`;
}

function makeYasgui(fetched) {
  registerCompleters(Yasqe, fetched);
  Yasr.registerPlugin("table", Table);
  Yasr.registerPlugin("error", Failure);
  Yasqe.defaults.extraKeys["Ctrl-Space"] = complete;
  Yasqe.defaults.editorHeight = "auto";
  return new Yasgui(byId("console"), {
    persistenceId: "kgqa-console",
    populateFromUrl: false,
    autofocus: false,
    copyEndpointOnNewTab: false,
    requestConfig: { endpoint: SPARQL, method: "POST" },
    yasqe: { value: START, resizeable: false, showQueryButton: false, screenReaderLabel: "SPARQL query" },
    yasr: { prefixes: () => terms.prefixes },
    endpointCatalogueOptions: { getData: () => [], keys: [], renderItem: () => {} },
  });
}

function examples() {
  const list = byId("examples").querySelector("ul");
  for (const { title, query } of terms.examples) {
    const button = element("button", { type: "button", textContent: title });
    button.addEventListener("click", () => {
      byId("examples").open = false;
      open(query, title);
      run();
    });
    list.append(element("li", {}, button));
  }
  byId("examples").hidden = !terms.examples.length;
}

// Shows a query in the tab that has it, or in a new one.
function open(query, name) {
  const has = Object.values(yasgui._tabs).find((each) => each.getPersistedJson().yasqe.value === query);
  if (has) yasgui.selectTabId(has.getId());
  else yasgui.addTab(true, { name: yasgui.createTabName(name), yasqe: { value: query } });
}

const run = () => editor().query().catch(() => {});

function choose(value) {
  const radio = [...document.getElementsByName("facts")].find((each) => each.value === value);
  if (radio) radio.checked = true;
}

async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
    told(done);
  } catch {
    prompt("Copy this:", text);
  }
}

function running(is) {
  byId("stop").hidden = !is;
  byId("run").hidden = is;
}

function tools() {
  byId("run").addEventListener("click", run);
  byId("stop").addEventListener("click", () => editor().abortQuery());
  byId("share").addEventListener("click", () => copy(link(), "Link copied."));
  byId("copy").addEventListener("click", () => copy(editor().getValue(), "Query copied."));
  for (const radio of document.getElementsByName("facts")) {
    radio.addEventListener("change", () => tab().hasResults() && editor().getQueryMode() === "query" && run());
  }
  yasgui.on("query", (_, each) => each === tab() && running(true));
  for (const event of ["queryResponse", "queryAbort", "tabSelect"]) yasgui.on(event, () => running(Boolean(editor()?.req)));
  // There is always a tab; YASGUI tells of a closed one before it has let go of it.
  yasgui.on("tabClose", () => setTimeout(() => tab() || yasgui.addTab(true)));
  document.addEventListener("kgqa:failed", ({ detail }) => mark(editor(), detail.text));
  document.addEventListener("click", (event) => {
    if (!byId("examples").contains(event.target)) byId("examples").open = false;
  });
  byId("key")?.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  byId("bar").hidden = false;
}

// A shared query is shown and run; a shared update is only shown.
function shared() {
  const given = new URLSearchParams(location.search);
  if (!given.get("query")) return;
  choose(given.get("facts") ?? "");
  open(given.get("query"), "Shared");
  history.replaceState(null, "", "/console");
  if (editor().getQueryMode() === "query") run();
}

// What is there at once does not wait for the vocabulary, which a large graph takes a moment to count.
async function start() {
  const fetched = fetchVocabulary();
  yasgui = makeYasgui(fetched);
  // YASGUI has it among the tabs, and the arrow keys go to it as to them.
  document.querySelector(".addTab").setAttribute("role", "tab");
  window.kgqaConsole = { yasgui, asked };
  ask(() => ({ query: editor().getValue(), facts: facts() }));
  tools();
  shared();
  try {
    await fetched;
    examples();
    if (tab().hasResults()) tab().getYasr().draw();
  } catch (error) {
    told(`The vocabulary could not be fetched: ${error.message}`);
  }
}

start();
