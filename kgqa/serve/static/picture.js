// A proof as a picture: what is proved above, what it rests on below, sources at the bottom. Read from the list that
// the page shows, so that both always say the same; one box for a fact however often the list has it.
import { Graph, layout } from "./dagre.js";

const SVG = "http://www.w3.org/2000/svg";
const [LINE, CHARS, MOST_LINES, PAD] = [16, 30, 4, 10];
const [SMALLEST, LARGEST, STEP] = [0.2, 2, 1.25];

function made(tag, attributes, text) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

function button(label, text, act) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = text;
  element.setAttribute("aria-label", label);
  element.addEventListener("click", act);
  return element;
}

// The statements of a list of steps, each once, and which rests on which.
function read(proof) {
  const facts = new Map();
  const links = new Map();
  const visit = (item) => {
    const own = item.querySelector(":scope > details > summary, :scope > p");
    const key = item.dataset.fact;
    const text = (of) => item.querySelector(of)?.textContent.trim().replace(/\s+/g, " ") ?? "";
    const steps = [...item.querySelectorAll(":scope > details > ul > .step")];
    const kind = ["asserted", "rule", "data"].find((name) => item.classList.contains(name)) ?? "rule";
    const told = steps.length ? text(":scope > details > .by") : own.querySelector("cite")?.textContent.trim() ?? "";
    const known = facts.get(key);
    if (!known || (steps.length && !known.rests)) {
      const claim = own.querySelector(".claim").textContent.trim().replace(/\s+/g, " ");
      facts.set(key, { key, kind, claim, told, rests: steps.length });
    }
    for (const step of steps) {
      links.set(`${key} ${step.dataset.fact}`, { from: key, to: step.dataset.fact });
      visit(step);
    }
  };
  proof.querySelectorAll(":scope > .step").forEach(visit);
  return { facts: [...facts.values()], links: [...links.values()] };
}

function wrapped(text) {
  const lines = [""];
  for (const word of text.split(" ")) {
    for (let rest = word; rest; rest = rest.slice(CHARS)) {
      const piece = rest.slice(0, CHARS);
      const last = lines[lines.length - 1];
      if (last && last.length + piece.length + 1 > CHARS) lines.push(piece);
      else lines[lines.length - 1] = last ? `${last} ${piece}` : piece;
    }
  }
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES - 1), `${lines[MOST_LINES - 1].slice(0, CHARS - 2)} …`];
}

function shortened(text) {
  return text.length > CHARS + 6 ? `${text.slice(0, CHARS + 5)}…` : text;
}

function arranged({ facts, links }) {
  const graph = new Graph();
  graph.setGraph({ rankdir: "TB", nodesep: 22, ranksep: 46, marginx: 16, marginy: 16 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const fact of facts) {
    const lines = wrapped(fact.claim);
    const small = fact.kind === "asserted" || fact.kind === "data" ? [shortened(fact.told)] : [];
    const longest = Math.max(...lines.map((line) => line.length), ...small.map((line) => line.length * 0.85));
    const height = (lines.length + small.length) * LINE + 2 * PAD;
    graph.setNode(fact.key, { fact, lines, small, width: longest * 7.2 + 2 * PAD, height });
  }
  for (const { from, to } of links) graph.setEdge(from, to);
  layout(graph);
  return graph;
}

const HOW = { asserted: "stated", data: "computed", rule: "derived" };

function box(node, root, place, number) {
  const { fact, lines, small, x, y, width, height } = node;
  const rests = fact.rests ? `, rests on ${fact.rests} ${fact.rests === 1 ? "statement" : "statements"}` : "";
  const group = made("g", {
    class: `${fact.kind}${root ? " root" : ""}`,
    transform: `translate(${x - width / 2} ${y - height / 2})`,
    tabindex: root ? "0" : "-1",
    role: "img",
    "aria-label": `${place} of ${number}: ${fact.claim}. ${HOW[fact.kind]}${rests}. ${fact.told}`,
  });
  group.append(made("title", {}, `${fact.claim}\n${fact.told}`), made("rect", { width, height, rx: 7 }));
  lines.forEach((line, k) => group.append(made("text", { x: PAD, y: PAD + LINE * (k + 0.78) }, line)));
  small.forEach((line, k) =>
    group.append(made("text", { class: "small", x: PAD, y: PAD + LINE * (lines.length + k + 0.78) }, line)));
  return group;
}

let pictures = 0;

function pictured(graph) {
  const { width, height } = graph.graph();
  const [roots, keys] = [new Set(graph.sources()), graph.nodes()];
  const arrow = `arrow-${++pictures}`;
  const svg = made("svg", {
    viewBox: `0 0 ${width} ${height}`,
    role: "group",
    "aria-label": `The proof as a picture, ${keys.length} statements. The arrow keys go from one to another.`,
  });
  const marker = made("marker", { id: arrow, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" });
  marker.append(made("path", { d: "M0 0 8 4 0 8z" }));
  const defs = made("defs", {});
  defs.append(marker);
  svg.append(defs);
  const [boxes, edges] = [new Map(), []];
  for (const edge of graph.edges()) {
    const points = graph.edge(edge).points;
    const d = `M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`;
    const path = made("path", { d, "marker-end": `url(#${arrow})` });
    edges.push({ ...edge, path });
    svg.append(path);
  }
  keys.forEach((key, k) => {
    const element = box(graph.node(key), roots.has(key), k + 1, keys.length);
    boxes.set(key, element);
    svg.append(element);
  });
  return { svg, boxes, edges, width, height };
}

// The arrow keys lead along what rests on what, and between those that stand beside each other.
function neighbour(graph, key, pressed) {
  if (pressed === "ArrowDown") return graph.successors(key)[0];
  if (pressed === "ArrowUp") return graph.predecessors(key)[0];
  const here = graph.node(key);
  const beside = graph.nodes().map((other) => graph.node(other)).filter((node) => Math.abs(node.y - here.y) < LINE * 2)
    .sort((a, b) => a.x - b.x);
  return beside[beside.indexOf(here) + (pressed === "ArrowRight" ? 1 : -1)]?.fact.key;
}

function followed(graph, { boxes, edges }, told) {
  const lit = (key) => {
    const [fact, rests] = [graph.node(key).fact, new Set(graph.successors(key))];
    for (const [other, element] of boxes) {
      element.classList.toggle("lit", rests.has(other));
      element.setAttribute("tabindex", other === key ? "0" : "-1");
    }
    for (const { v, path } of edges) path.classList.toggle("lit", v === key);
    told.textContent = fact.told ? `${fact.claim} – ${fact.told}` : fact.claim;
  };
  for (const [key, element] of boxes) {
    element.addEventListener("focus", () => lit(key));
    element.addEventListener("click", () => element.focus());
    element.addEventListener("keydown", (event) => {
      if (!event.key.startsWith("Arrow")) return;
      event.preventDefault();
      boxes.get(neighbour(graph, key, event.key))?.focus();
    });
  }
}

// A picture that is larger than its window is moved by its scroll bars, by touch, or by dragging.
function dragged(canvas) {
  let from = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button) return;
    from = [event.clientX + canvas.scrollLeft, event.clientY + canvas.scrollTop];
    canvas.classList.add("held");
  });
  addEventListener("pointermove", (event) => {
    if (from) canvas.scrollTo(from[0] - event.clientX, from[1] - event.clientY);
  });
  addEventListener("pointerup", () => {
    from = null;
    canvas.classList.remove("held");
  });
}

export function draw(proof, into) {
  const graph = arranged(read(proof));
  const picture = pictured(graph);
  const canvas = document.createElement("div");
  canvas.className = "canvas";
  canvas.append(picture.svg);
  const told = document.createElement("p");
  told.className = "told";
  told.setAttribute("role", "status");
  const bar = document.createElement("div");
  bar.className = "zoom";
  into.append(bar, canvas, told);
  const whole = () => Math.min(1, (canvas.clientWidth - 2) / picture.width);
  let scale = Math.max(whole(), 0.75);
  const sized = (to) => {
    scale = Math.min(LARGEST, Math.max(SMALLEST, to));
    picture.svg.setAttribute("width", String(Math.round(picture.width * scale)));
    picture.svg.setAttribute("height", String(Math.round(picture.height * scale)));
  };
  bar.append(
    button("Larger", "+", () => sized(scale * STEP)),
    button("Smaller", "−", () => sized(scale / STEP)),
    button("All of the picture", "Fit", () => sized(whole())),
  );
  if (document.fullscreenEnabled) bar.append(button("The picture on the full screen", "Full screen", () => canvas.requestFullscreen()));
  sized(scale);
  const root = graph.node(graph.sources()[0]);
  canvas.scrollTo(root.x * scale - canvas.clientWidth / 2, 0);
  dragged(canvas);
  followed(graph, picture, told);
}
