"""Places: a node for the full recorded text, inside nodes for the larger places that the text names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.load.gedcom.facts import family

if TYPE_CHECKING:
    from kgqa.load.gedcom.facts import Facts
    from kgqa.model import IRI


_DEEPEST = 12
"""Parts that become places of their own; what follows is one more place."""


def place(text: str, line: int, facts: Facts) -> IRI | None:
    """The node of a place such as "Kensington,Palace,London,England"; None when no part of it is filled.

    Empty parts are dropped, as in "Boston, , Suffolk County, MA, USA".
    """
    parts = [part for part in (" ".join(part.split()) for part in text.split(",")) if part]
    parts[_DEEPEST:] = [", ".join(parts[_DEEPEST:])] if parts[_DEEPEST:] else []
    return _node(parts, line, facts) if parts else None


def _node(parts: list[str], line: int, facts: Facts) -> IRI:
    label = ", ".join(parts)
    node = facts.iri("place", label)
    larger = parts[1:]
    smaller = node
    while smaller not in facts.lines:
        facts.begin(smaller, "Place", line)
        facts.label(smaller, label, (label.partition(", ")[0],) if larger else ())
        if not larger:
            break
        label = ", ".join(larger)
        outer = facts.iri("place", label)
        facts.state(smaller, family("locatedIn"), outer)
        smaller, larger = outer, larger[1:]
    return node
