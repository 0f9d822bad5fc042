"""Terms as people write them in a call: IRIs, prefixed names, labels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from kgqa.ask.labels import ALTERNATIVE, PREFERRED, language_rank, local_words
from kgqa.dates import date_label, is_date
from kgqa.errors import InputError
from kgqa.model import IRI, OWL, RDF, RDF_TYPE, RDFS, SKOS, XSD, Literal, Term, is_absolute
from kgqa.store import Solutions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kgqa.store import Store

WELL_KNOWN = {"rdf": RDF, "rdfs": RDFS, "owl": OWL, "xsd": XSD, "skos": SKOS}
_MANY = 20_000
_KINDS = " ".join(f"<{OWL}{kind}>" for kind in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty"))
_USED = f"SELECT DISTINCT ?p WHERE {{ {{ ?s ?p ?o }} UNION {{ VALUES ?k {{ {_KINDS} <{RDF}Property> }} ?p a ?k }} }}"


@dataclass(frozen=True, slots=True)
class Naming:
    """What names mean in one store: by the prefixes its files declare and by labels in one language.

    A label must fit exactly, but for case; an alternative one counts where nothing bears the name as its own. Every
    method raises InputError when nothing bears the name (with close ones) or when several things do.
    """

    store: Store
    prefixes: Mapping[str, str]
    language: str

    def thing(self, text: str) -> Term:
        """The thing or class that `text` names."""
        return self._iri(text) or self._only(text, self._bearers(text))

    def property(self, text: str) -> IRI:
        """The property that `text` names; `a` is rdf:type, as in Turtle."""
        found = RDF_TYPE if text == "a" else self._iri(text)
        if found is None:
            properties = self._properties()
            labelled = [term for term in self._bearers(text) if term in properties]
            found = self._only(text, labelled or [term for term in properties if _is_local_name(term, text)])
        return found

    def object(self, text: str, subject: Term, predicate: IRI) -> Term:
        """The object that `text` names: a value as it is stored, else a thing."""
        iri = self._iri(text)
        if iri is not None and any(True for _ in self.store.match(None, predicate, iri)):
            return iri
        values = [triple.object for triple in self.store.match(subject, predicate, None)]
        values += [triple.object for triple in self.store.match(None, predicate, None)]
        literals = [value for value in values if isinstance(value, Literal)]
        if literals:
            return next((value for value in literals if text in _forms(value)), Literal(text))
        return self.thing(text)

    def _iri(self, text: str) -> IRI | None:
        if text.startswith("<") and text.endswith(">"):
            return _checked(text[1:-1])
        prefix, colon, local = text.partition(":")
        if not colon or " " in text:
            return None
        namespace = {**WELL_KNOWN, **self.prefixes}.get(prefix)
        return _checked(text if namespace is None or local.startswith("//") else namespace + local)

    def _bearers(self, text: str) -> list[IRI]:
        for predicates in (PREFERRED, ALTERNATIVE):
            found = {term for predicate in predicates for term, label in self._labels(predicate) if _same(label, text)}
            if found:
                return sorted(found)
        return []

    def _labels(self, predicate: IRI) -> Iterator[tuple[IRI, str]]:
        for subject, _, label in self.store.match(None, predicate, None):
            fits = isinstance(label, Literal) and language_rank(label, self.language) is not None
            if fits and isinstance(subject, IRI) and isinstance(label, Literal):
                yield subject, label.lexical

    def _only(self, text: str, bearers: list[IRI]) -> IRI:
        if len(bearers) == 1:
            return bearers[0]
        if bearers:
            listed = ", ".join(map(str, bearers[:5]))
            raise InputError(f"{text!r} names {len(bearers)} things: {listed}", remedy="give the IRI")
        known = [label for predicate in (*PREFERRED, *ALTERNATIVE) for _, label in self._labels(predicate)]
        close = get_close_matches(text, known, n=3, cutoff=0.75) if len(known) < _MANY else []
        remedy = f"did you mean {' or '.join(map(repr, dict.fromkeys(close)))}?" if close else "give a label or an IRI"
        raise InputError(f"nothing here is named {text!r}", remedy=remedy)

    def _properties(self) -> list[IRI]:
        """What stands between two terms, and what the ontology declares as a property."""
        found = self.store.query(_USED)
        assert isinstance(found, Solutions)
        return sorted(row[0] for row in found.rows if isinstance(row[0], IRI))


def _forms(value: Literal) -> set[str]:
    """How a value may be written: as it is stored, or as it is shown to people."""
    return {value.lexical, str(value), date_label(value) if is_date(value.datatype) else value.lexical}


def _is_local_name(term: IRI, text: str) -> bool:
    """Whether `text` is how the IRI of a property ends, in one word or in several."""
    return _same(local_words(term.value), text) or re.split(r"[/#:]", term.value)[-1] == text


def _checked(iri: str) -> IRI:
    if not is_absolute(iri):
        raise InputError(f"{iri!r} is no absolute IRI", remedy="give an IRI, a prefixed name or a label")
    return IRI(iri)


def _same(label: str, text: str) -> bool:
    return label.casefold().strip() == text.casefold().strip()
