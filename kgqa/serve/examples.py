"""Example questions for whatever graph is loaded: each has been asked, and was answered."""

from __future__ import annotations

from hashlib import sha256
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING

from kgqa.model import IRI, RDFS_LABEL, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.model import Term
    from kgqa.pipeline import KnowledgeBase

WANTED = 6
TRIED = 60
"""Questions asked at most in search of those wanted."""
SAMPLE = 40
"""Facts looked at for each property."""
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
    """One question per labelled property, about the best described subject among a few that have it."""
    for predicate in _properties(kb):
        facts = islice(kb.store.match(None, predicate, None), SAMPLE)
        subjects = {fact.subject for fact in facts if isinstance(fact.subject, IRI) and _label(kb, fact.subject)}
        if subjects:
            best = max(subjects, key=lambda subject: (_weight(kb, subject), subject))
            yield best, f"{_possessive(_label(kb, best))} {_label(kb, predicate)}"


def _properties(kb: KnowledgeBase) -> list[IRI]:
    """Labelled things that facts use as predicate, in an order that is fixed and mixes vocabularies."""
    labelled = {fact.subject for fact in kb.store.match(None, RDFS_LABEL, None) if _speaks(kb, fact.object)}
    used = {term for term in labelled if isinstance(term, IRI) and any(kb.store.match(None, term, None))}
    return sorted(used, key=lambda term: sha256(term.value.encode()).digest())


def _speaks(kb: KnowledgeBase, label: Term) -> bool:
    language = label.language if isinstance(label, Literal) else None
    return language is None or language.partition("-")[0] == kb.settings.language


def _weight(kb: KnowledgeBase, subject: IRI) -> int:
    return sum(1 for _ in islice(kb.store.match(subject, None, None), 200))


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
