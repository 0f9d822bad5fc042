"""What can be asked, as text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.cli.screen import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.coverage import ClassCoverage, Coverage, PropertyCoverage

_MOST_WORDS = 4


def schema_text(found: Coverage) -> str:
    """Classes and properties, each with a question that is answered; without a line end."""
    return "\n".join(map(shown, [*_terms("Classes", found.classes), *_terms("Properties", found.properties)]))


def _terms(title: str, terms: tuple[ClassCoverage, ...] | tuple[PropertyCoverage, ...]) -> Iterator[str]:
    yield f"{title}:"
    for term in terms:
        words = [word for word in term.words if word != term.label][:_MOST_WORDS]
        also = f" ({', '.join(words)})" if words else ""
        yield f"  {term.label}{also}: {term.count:,}"
        if term.example:
            yield f"      {term.example}"
