"""Which properties and classes a graph keeps from models (kgqa:policy), and what touches them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from typing import Literal as OneOf

from kgqa.ask.english.wording import noun_keys, verb_keys
from kgqa.ask.english.words import FUNCTION_WORDS
from kgqa.ask.form import Relation
from kgqa.ask.tokens import tokenize
from kgqa.ask.worded import words_of
from kgqa.model import IRI, KGQA, RDF_TYPE, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kgqa.ask.lexicon import Lexicon
    from kgqa.ask.schema import Schema
    from kgqa.ask.tokens import Token
    from kgqa.model import Proof, Term, Triple
    from kgqa.store import Store

Policy: TypeAlias = OneOf["open", "guarded", "strict"]

ANNOTATION = IRI(KGQA + "policy")
_ORDER: tuple[Policy, ...] = ("open", "guarded", "strict")
_LONGEST = 6
_BEGINNING = 5
_IN_QUERY = re.compile(r"<([^<>\s]+)>")


def strictest(policies: Iterable[Policy]) -> Policy:
    """The strictest of some policies; `open` of none."""
    return max(policies, key=_ORDER.index, default="open")


@dataclass(frozen=True, slots=True)
class Risk:
    """The policies that a graph asks for, by property or class; narrower ones included. Most graphs ask for none."""

    policies: Mapping[IRI, Policy]
    store: Store

    @classmethod
    def read(cls, store: Store, schema: Schema) -> Risk:
        """The annotations of a graph; a value that is no policy is the strictest."""
        stated: dict[IRI, Policy] = {}
        for subject, _, value in store.match(None, ANNOTATION, None):
            if isinstance(subject, IRI):
                text = value.lexical.strip().lower() if isinstance(value, Literal) else ""
                named: Policy = "guarded" if text == "guarded" else "open" if text == "open" else "strict"
                stated[subject] = strictest((named, stated.get(subject, "open")))
        if not stated:
            return cls({}, store)
        found = dict(stated)
        for iri in schema.properties:
            above = {relation.property for relation in schema.wider(Relation(iri))}
            found[iri] = strictest(stated.get(each, "open") for each in (iri, *above))
        for iri in schema.classes:
            found[iri] = strictest(stated.get(each, "open") for each in (iri, *schema.classes_above(iri)))
        return cls({iri: policy for iri, policy in found.items() if policy != "open"}, store)

    def of(self, iris: Iterable[Term]) -> Policy:
        """The policy for some properties, classes or things: a thing has that of its classes."""
        return strictest(self._of(iri) for iri in iris) if self.policies else "open"

    def of_fact(self, fact: Triple) -> Policy:
        """The policy for a fact."""
        return self.of(fact)

    def of_proof(self, proof: Proof) -> Policy:
        """The policy for a fact and for all that it is derived from."""
        return strictest(self.of_fact(each.fact) for each in _steps(proof)) if self.policies else "open"

    def of_words(self, tokens: Sequence[Token], lexicon: Lexicon) -> Policy:
        """The policy for the properties and classes that any words of a text may mean, or begin like."""
        if not self.policies:
            return "open"
        words = [token.folded for token in tokens]
        alike = (iri for iri in self.policies if _is_like(words, words_of(iri, self.store, lexicon.language)))
        return self.of((*_meant(words, lexicon), *alike))

    def of_query(self, sparql: str) -> Policy:
        """The policy for whatever a query names."""
        named = (iri for iri in self.policies if str(iri) in sparql)
        return strictest((self.of(named), self.of(map(IRI, _IN_QUERY.findall(sparql))))) if self.policies else "open"

    def _of(self, term: Term) -> Policy:
        if isinstance(term, Literal):
            return "open"
        named = self.policies.get(term, "open") if isinstance(term, IRI) else "open"
        kinds = (triple.object for triple in self.store.match(term, RDF_TYPE, None))
        return strictest((named, *(self.policies.get(kind, "open") for kind in kinds if isinstance(kind, IRI))))


def _meant(words: Sequence[str], lexicon: Lexicon) -> Iterator[IRI]:
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
            said = tuple(words[start:end])
            nouns = (sense for key in noun_keys(said) for sense in lexicon.nouns.get(key, ()))
            verbs = (sense for key in verb_keys(said) for sense in lexicon.verbs.get(key, ()))
            for sense in (*nouns, *verbs):
                if sense.relation is not None:
                    yield sense.relation.property
                if sense.class_iri is not None:
                    yield sense.class_iri


def _is_like(words: Iterable[str], names: Iterable[str]) -> bool:
    """Whether a word begins as one of the names' words does: another form of it, or a word made of it."""
    own = {token.folded for name in names for token in tokenize(name)} - FUNCTION_WORDS
    return any(_begins_alike(word, part) for word in words for part in own)


def _begins_alike(one: str, other: str) -> bool:
    length = max(_BEGINNING, min(len(one), len(other)) - 3)
    return min(len(one), len(other)) >= length and one[:length] == other[:length]


def _steps(proof: Proof) -> Iterator[Proof]:
    """A proof and all its premises; a premise that is used often is told once."""
    waiting, seen = [proof], set[int]()
    while waiting:
        step = waiting.pop()
        if id(step) not in seen:
            seen.add(id(step))
            yield step
            waiting += step.premises
