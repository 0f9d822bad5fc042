"""SPARQL results as a table for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.cli.screen import shown
from kgqa.model import Literal, Term
from kgqa.store.protocol import Solutions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgqa.sparql_results import Result

WIDEST = 60


def table(result: Result) -> Iterator[str]:
    """The lines of `result`: columns of equal width, a count last; "yes" or "no" for a boolean."""
    if isinstance(result, bool):
        return iter(["yes\n" if result else "no\n"])
    if isinstance(result, Solutions):
        return _columns(result.variables, result.rows)
    return _columns(("subject", "predicate", "object"), result.triples)


def _columns(names: Sequence[str], rows: Sequence[Sequence[Term | None]]) -> Iterator[str]:
    from rich.cells import cell_len

    names = [shown(name) for name in names]
    cells = [["" if term is None else _cell(term) for term in row] for row in rows]
    widths = [min(WIDEST, max(cell_len(row[column]) for row in [names, *cells])) for column in range(len(names))]
    for row in [names, ["-" * width for width in widths], *cells]:
        padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip() + "\n"
    yield f"({len(cells):,} {'row' if len(cells) == 1 else 'rows'})\n"


def _cell(term: Term) -> str:
    return shown(" ".join(term.lexical.split()) if isinstance(term, Literal) else str(term))
