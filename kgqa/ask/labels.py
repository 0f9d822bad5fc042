"""What things are called, for people: labels in their language, else words cut from IRIs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from kgqa.dates import date_label, is_date
from kgqa.model import IRI, RDFS_LABEL, SKOS, BlankNode, Literal, Term

if TYPE_CHECKING:
    from kgqa.store import Store

PREFERRED = (RDFS_LABEL, IRI(SKOS + "prefLabel"))
ALTERNATIVE = (IRI(SKOS + "altLabel"), IRI(SKOS + "hiddenLabel"))

_LOCAL = re.compile(r"([^/#:]+)[/#]?$")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_\s]+|(?<=\w)-(?=\w)")


def local_words(iri: str) -> str:
    """The words of an IRI's last segment: `.../birthPlace` and `.../birth_place` give "birth place".

    >>> local_words("http://example.org/Mary_Lee"), local_words("http://example.org/#hasMother")
    ('Mary Lee', 'has mother')
    """
    found = _LOCAL.search(iri)
    local = unquote(found[1]) if found else iri
    words = [word for word in _HUMP.split(local) if word]
    if local[:1].islower() and "_" not in local:
        words = [word if word.isupper() and len(word) > 1 else word.lower() for word in words]
    return " ".join(words) or iri


def language_rank(literal: Literal, language: str) -> int | None:
    """How well a label fits a language: 0 tagged with it (or a variety of it), 1 untagged, None another one."""
    if literal.language is None:
        return 1
    tag, wanted = literal.language.lower(), language.lower()
    return 0 if tag == wanted or tag.startswith(wanted + "-") else None


class Labels:
    """Labels of terms in one language, kept once looked up."""

    def __init__(self, store: Store, language: str) -> None:
        self._store = store
        self.language = language
        self._known: dict[str, str] = {}
        self._revision = store.revision
        self.naming: tuple[tuple[IRI, ...], ...] = ()
        """Properties whose texts name what has no label: see `naming_columns`."""

    def of(self, term: Term) -> str:
        """The label of a term: dates in words, other literals as written, unlabelled things by their IRI's words."""
        if isinstance(term, Literal):
            return date_label(term) if is_date(term.datatype) else term.lexical
        if self._revision != self._store.revision:
            self._known.clear()
            self._revision = self._store.revision
        if term.value not in self._known:
            self._known[term.value] = self._find(term)
        return self._known[term.value]

    def has(self, iri: IRI) -> bool:
        """Whether the graph states a label of the thing in the language, or an untagged one."""
        labels = (t.object for predicate in PREFERRED for t in self._store.match(iri, predicate))
        return any(isinstance(v, Literal) and language_rank(v, self.language) is not None for v in labels)

    def _find(self, term: IRI | BlankNode) -> str:
        best: tuple[int, int, str] | None = None
        for place, predicate in enumerate(PREFERRED):
            for triple in self._store.match(term, predicate):
                if not isinstance(triple.object, Literal) or not triple.object.lexical.strip():
                    continue
                rank = language_rank(triple.object, self.language)
                found = (2 if rank is None else rank, place, triple.object.lexical.strip())
                best = found if best is None else min(best, found)
        if best is not None:
            return best[2]
        for way in self.naming if isinstance(term, IRI) else ():
            texts = [[t.object.lexical for t in self._store.match(term, iri)] for iri in way]  # type: ignore[union-attr]
            if all(texts):
                return " ".join(min(found).strip() for found in texts)
        return local_words(term.value) if isinstance(term, IRI) else "something without a name"
