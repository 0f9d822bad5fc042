// Marks the place in the editor that an error names: "error at LINE:COLUMN: ..."

const PLACE = /\bat (?:line )?(\d+)(?::|,? column )(\d+)/i;

export function mark(yasqe, text) {
  const found = PLACE.exec(text);
  if (!found) return;
  const doc = yasqe.getDoc();
  const line = Math.min(Number(found[1]), doc.lineCount()) - 1;
  const ch = Math.min(Math.max(Number(found[2]) - 1, 0), doc.getLine(line).length);
  const end = Math.max(ch + 1, doc.getLine(line).slice(ch).search(/\s|$/) + ch);
  const from = end > doc.getLine(line).length ? { line, ch: Math.max(0, ch - 1) } : { line, ch };
  const mark = doc.markText(from, { line, ch: end }, { className: "misplaced", title: text });
  doc.setCursor({ line, ch });
  yasqe.scrollIntoView({ line, ch }, 60);
  const clear = () => {
    mark.clear();
    yasqe.off("change", clear);
  };
  yasqe.on("change", clear);
}
