"""Example questions for whatever graph is loaded: each has been asked, and was answered."""

from __future__ import annotations

from hashlib import sha256
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING

from kgqa.model import IRI, ONTOLOGY_GRAPH, RDF_TYPE, RDFS_LABEL, Literal
from kgqa.store import Solutions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.model import Term
    from kgqa.pipeline import KnowledgeBase

WANTED = 6
TRIED = 60
"""Questions asked at most in search of those wanted."""
MOST_STATED = """SELECT ?thing (COUNT(*) AS ?facts) FROM <urn:kgqa:asserted>
WHERE { ?thing ?property ?value FILTER(isIRI(?thing)) }
GROUP BY ?thing ORDER BY DESC(?facts) ?thing LIMIT 500"""
"""What the graph says most about: good to ask about, and likely to be known."""
MOST_ANSWERS = 3


class Examples:
    """Example questions about one graph, found when first wanted and kept for its revision."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._lock = Lock()
        self._revision: str | None = None
        self._questions: tuple[str, ...] = ()

    def questions(self) -> tuple[str, ...]:
        """The same few questions for the same revision."""
        with self._lock:
            if self._revision != self._kb.revision:
                self._questions = tuple(islice(_answered(self._kb), WANTED))
                self._revision = self._kb.revision
            return self._questions


def _answered(kb: KnowledgeBase) -> Iterator[str]:
    subjects: set[Term] = set()
    for subject, question in islice(_possible(kb), TRIED):
        if subject in subjects:
            continue
        answer = kb.ask(question, model=False)
        if answer.status == "answered" and 0 < len(answer.answers) <= MOST_ANSWERS:
            subjects.add(subject)
            yield question


def _possible(kb: KnowledgeBase) -> Iterator[tuple[Term, str]]:
    """Questions of one property each about the things that most is stated of, each property once."""
    properties = _properties(kb)
    for subject in _well_described(kb):
        known = {fact.predicate for fact in kb.store.match(subject, None, None)}
        predicate = next((each for each in properties if each in known), None)
        if predicate is not None:
            properties.remove(predicate)
            yield subject, f"{_possessive(_label(kb, subject))} {_label(kb, predicate)}"


def _well_described(kb: KnowledgeBase) -> list[IRI]:
    found = kb.store.query(MOST_STATED)
    things = [row[0] for row in found.rows if isinstance(row[0], IRI)] if isinstance(found, Solutions) else []
    return [thing for thing in things if _label(kb, thing) and not _is_vocabulary(kb, thing)]


def _is_vocabulary(kb: KnowledgeBase, thing: IRI) -> bool:
    return any(kb.store.match(thing, None, None, graph=ONTOLOGY_GRAPH)) or any(kb.store.match(None, RDF_TYPE, thing))


def _properties(kb: KnowledgeBase) -> list[IRI]:
    """Labelled things that facts use as predicate, in an order that is fixed and mixes vocabularies."""
    labelled = {fact.subject for fact in kb.store.match(None, RDFS_LABEL, None) if _speaks(kb, fact.object)}
    used = (term for term in labelled if isinstance(term, IRI) and any(kb.store.match(None, term, None)))
    return sorted(used, key=lambda term: sha256(term.value.encode()).digest())


def _speaks(kb: KnowledgeBase, label: Term) -> bool:
    language = label.language if isinstance(label, Literal) else None
    return language is None or language.partition("-")[0] == kb.settings.language


def _label(kb: KnowledgeBase, term: IRI) -> str:
    return next(
        (
            fact.object.lexical
            for fact in kb.store.match(term, RDFS_LABEL, None)
            if isinstance(fact.object, Literal) and _speaks(kb, fact.object)
        ),
        "",
    )


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"
