"""kgqa itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from measure import Run

from kgqa.load import read_sources
from kgqa.model import IRI, BlankNode, Triple
from kgqa.reason import close

if TYPE_CHECKING:
    from pathlib import Path

    from measure import Terms


def main() -> None:
    run = Run()
    measured(run)


# SWAP HERE: the one function that knows the engine. Load (the triples in memory, in the engine's own form), reason,
# save, saved(), then report: closure size, distinct stated triples, the closure's triples.
def measured(run: Run) -> None:
    with run.lap("load_s"):
        facts = list({triple: None for part in read_sources(run.files) for triple in part.triples})
    with run.lap("reason_s"):
        closure = close(facts)
    with run.lap("save_s"):
        save([*facts, *closure.inferred], run.save / "closure.nt")
    run.saved()
    triples = {*facts, *closure.inferred}
    run.report(len(triples), len(facts), map(terms, triples))


def save(triples: list[Triple], file: Path) -> None:
    with file.open("w", encoding="utf-8") as opened:
        opened.writelines(f"{triple}\n" for triple in triples)


def terms(triple: Triple) -> Terms:
    subject, predicate, obj = (text(term) for term in triple)
    return subject, predicate, obj


def text(term: object) -> str:
    return f"<{term.value}>" if isinstance(term, IRI) else f"_:{term.value}" if isinstance(term, BlankNode) else '"'


if __name__ == "__main__":
    main()
