"""Properties whose texts name the things that have no label: "name", "title", "company name"; first and last names."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from kgqa.ask.english.variants import name_part
from kgqa.model import IRI, RDF_TYPE, XSD, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from kgqa.ask.schema import Schema
    from kgqa.store import Store

Naming: TypeAlias = tuple[tuple[IRI, ...], ...]
"""Ways to name a thing: the properties whose texts, one after the other, are its name."""
_TEXTS = frozenset((XSD + "string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"))


def naming_columns(
    store: Store, schema: Schema, has_label: Callable[[IRI], bool], words_of: Callable[[IRI], list[str]]
) -> Naming:
    """The ways to name unlabelled things, a whole name before one of parts; of each property its first fact tells."""
    whole: list[IRI] = []
    parts: dict[IRI, dict[int, IRI]] = {}
    for iri in sorted(schema.used & schema.properties - schema.unspoken):
        first = next(iter(store.match(None, iri)), None)
        if first is None or not isinstance(first.object, Literal) or first.object.datatype not in _TEXTS:
            continue
        if not isinstance(first.subject, IRI) or has_label(first.subject):
            continue
        owners = [t.object for t in store.match(first.subject, RDF_TYPE) if isinstance(t.object, IRI)]
        place = _place(words_of(iri), [text for owner in owners for text in words_of(owner)])
        if place == 0:
            whole.append(iri)
        elif place is not None:
            for owner in owners:
                parts.setdefault(owner, {})[place] = iri
    joined = dict.fromkeys(tuple(found[k] for k in sorted(found)) for found in parts.values() if len(found) == 2)
    return (*((iri,) for iri in whole), *joined)


def _place(labels: list[str], owners: list[str]) -> int | None:
    places = [place for label in labels if (place := name_part(label, owners)) is not None]
    return min(places, default=None)
