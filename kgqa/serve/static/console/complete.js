// Completion in the editor, fed by the graph's own vocabulary: by prefixed name, by IRI and by label.

import { element, shortened, terms } from "./terms.js";

const MOST = 60;
const NAME = /^[\w<][^\s{}()"';,]*$|^$/;

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

let byHand = false;

// Ctrl+Space: also where nothing is typed yet.
export function complete(editor) {
  byHand = true;
  editor.autocomplete();
  byHand = false;
}

// How well a term fits what was typed: the lower, the better; -1 is not at all.
function rank(term, typed, short) {
  if (!typed) return 3;
  const label = folded(term.label);
  const local = folded(short.slice(short.indexOf(":") + 1));
  if (folded(short) === typed || label === typed) return 0;
  if (folded(short).startsWith(typed) || term.iri.toLowerCase().startsWith(typed)) return 0.5;
  if (label.startsWith(typed) || local.startsWith(typed)) return 1;
  if (label.split(/[\s/-]+/).some((word) => word.startsWith(typed))) return 1;
  return typed.length > 2 && (label.includes(typed) || term.iri.toLowerCase().includes(typed)) ? 4 : -1;
}

function fitting(list, typed, own) {
  const wanted = folded(typed.replace(/^<|>$/g, ""));
  const found = [];
  for (const term of list) {
    const short = shortened(term.iri, own)?.text ?? `<${term.iri}>`;
    const at = rank(term, wanted, short);
    if (at >= 0) found.push({ term, short, at: at + (term.count ? 0 : 5) });
  }
  const better = (a, b) => a.at - b.at || b.term.labelled - a.term.labelled || b.term.count - a.term.count;
  return found.sort(better).slice(0, MOST);
}

function rendered(item, _, { term, short }) {
  item.append(
    element("b", { textContent: short }),
    element("span", { className: "label", textContent: term.label }),
    element("span", { className: "count", textContent: term.count ? term.count.toLocaleString("en") : "unused" }),
  );
}

// Puts the name in, and declares its prefix where the query has not.
function picked(yasqe) {
  return (editor, { from, to }, { term, short }) => {
    editor.replaceRange(short, from, to, "complete");
    const name = shortened(term.iri, yasqe.getPrefixesFromQuery());
    if (name && yasqe.getPrefixesFromQuery()[name.prefix] !== name.namespace) yasqe.addPrefixes({ [name.prefix]: name.namespace });
  };
}

function completer(name, list, isPlace) {
  return {
    name,
    bulk: false,
    autoShow: true,
    isValidCompletionPosition(yasqe) {
      const token = yasqe.getCompleteToken();
      if (!NAME.test(token.string.trim()) || /^(comment|string)$/.test(token.type ?? "")) return false;
      return isPlace(token, yasqe.getPreviousNonWsToken(yasqe.getDoc().getCursor().line, token));
    },
    get: (yasqe, token) => fitting(list(), token.string.trim(), yasqe.getPrefixesFromQuery()),
    postProcessSuggestion: (_, __, suggested) => suggested,
    postprocessHints: (yasqe, hints) =>
      hints.map((hint) => ({ ...hint, ...hint.text, text: hint.text.short, render: rendered, hint: picked(yasqe) })),
  };
}

const TYPES = new Set(["a", "rdf:type", "rdfs:subClassOf", "rdfs:domain", "rdfs:range"]);

// After a subject that is complete, or after `;`, a property is due; the mode's own state tells.
function isProperty(token, before) {
  if (!token.string.trim() && !byHand) return false;
  if (token.string === "a") return false;
  return Boolean(before?.state?.possibleCurrent) && expects(before, "a");
}

function expects(token, what) {
  const next = token.state.possibleNext ?? token.state.possibleCurrent ?? [];
  return next.includes(what);
}

function isClass(token, before) {
  if (!token.string.trim() && !byHand) return false;
  return TYPES.has(before?.string ?? "");
}

// Registered before the first editor is made.
export function registerCompleters(Yasqe, fetched) {
  Yasqe.registerAutocompleter(completer("class", () => terms.classes, isClass));
  Yasqe.registerAutocompleter(completer("property", () => terms.properties, isProperty));
  // The line moves when a prefix is declared above it: what was offered for it is offered anew.
  const add = Yasqe.prototype.addPrefixes;
  Yasqe.prototype.addPrefixes = function (added) {
    this.state.completionActive?.close();
    return add.call(this, added);
  };
  const prefixes = Yasqe.Autocompleters.prefixes;
  const declarations = () => Object.entries(terms.prefixes).map(([prefix, namespace]) => `${prefix}: <${namespace}>`);
  prefixes.get = () => fetched.then(declarations, () => []);
  prefixes.persistenceId = null;
}
