"""Proofs laid out for the pages: flat, since templates cannot nest as deep as proofs do."""

from __future__ import annotations

import re
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from typing import Literal as OneOf

from kgqa.model import IRI
from kgqa.proofs import steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kgqa.model import Proof, Term, Triple

DEEPEST = 40
"""What is nested deeper than that is shown apart."""


class Laid(NamedTuple):
    """One event of a proof that is written: a step that rests on others begins or ends, or a step without any.

    `elsewhere`: what it rests on is shown where the same statement stands besides.
    """

    event: OneOf["begin", "end", "leaf", "root"]
    proof: Proof
    depth: int
    elsewhere: bool = False


def laid_out(proof: Proof, depth: int = 0) -> Iterator[Laid]:
    """The events of a proof in the order in which they are written; a root event before each part shown apart."""
    open_: list[Laid] = []
    for step in steps(proof, deepest=DEEPEST):
        while len(open_) > step.depth:
            yield open_.pop()._replace(event="end")
        if step.depth == 0:
            yield Laid("root", step.proof, depth)
        at = depth + step.depth
        if step.proof.premises and not step.elsewhere:
            begun = Laid("begin", step.proof, at)
            open_.append(begun)
            yield begun
        else:
            yield Laid("leaf", step.proof, at, step.elsewhere)
    while open_:
        yield open_.pop()._replace(event="end")


def key_of(fact: Triple) -> str:
    """A short name for a fact, the same wherever it stands on a page."""
    return blake2b(str(fact).encode(errors="surrogatepass"), digest_size=6).hexdigest()


class Piece(NamedTuple):
    """A part of a sentence, and the thing that it names, if it names one."""

    text: str
    iri: str | None = None


def pieces(text: str, fact: Triple, label: Callable[[Term], str]) -> list[Piece]:
    """The sentence that says a fact, cut where it names the subject and the object."""
    found: list[tuple[int, int, str]] = []
    ends = [(label(term), term.value) for term in (fact.subject, fact.object) if isinstance(term, IRI)]
    # The longer name first: it may hold the shorter one.
    for name, iri in sorted(ends, key=lambda end: -len(end[0])):
        places = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text) if name else ()
        free = (m for m in places if all(m.end() <= start or end <= m.start() for start, end, _ in found))
        found += [(place.start(), place.end(), iri) for place in islice(free, 1)]
    made, at = [], 0
    for start, end, iri in sorted(found):
        made += [Piece(text[at:start]), Piece(text[start:end], iri)]
        at = end
    return [piece for piece in (*made, Piece(text[at:])) if piece.text]
