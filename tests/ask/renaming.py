"""A graph and its questions in invented words: every word of the graph replaced, inflections kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgqa.ask.english.degrees import degree
from kgqa.ask.english.morphology import noun_bases, verb_bases
from kgqa.ask.english.numbers import read_number, read_ordinal
from kgqa.ask.english.syntax.english import ENGLISH
from kgqa.ask.english.variants import CLOSED
from kgqa.ask.english.words import FUNCTION_WORDS, IRREGULAR_VERBS, VERBS, VERBS_AND_NOUNS
from kgqa.ask.tokens import tokenize
from kgqa.dates import read_date

if TYPE_CHECKING:
    from collections.abc import Iterator

_AUXILIARIES = frozenset(("do", "have", "be", "live", "name"))
EXAMPLE = "http://example.org/"
KGQA = "https://w3id.org/kgqa/vocabulary#"
SPOKEN = frozenset((KGQA + "inverseLabel", KGQA + "word"))
WORD = re.compile(r"(?:\be-)?[^\W\d_]+")
PARTS_OF_IRIS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W\d_]+")
IRREGULAR = frozenset(word for forms in IRREGULAR_VERBS.values() for word in forms.split()) | frozenset(IRREGULAR_VERBS)


def invented() -> Iterator[str]:
    """Words that mean nothing, none near another, none with an ending of English."""
    for first, vowel, middle, last in product("bdfgkmptvz", "aiou", ("lb", "nk", "rp", "mb", "lt", "rk"), "oau"):
        other = {"a": "o", "i": "u", "o": "i", "u": "a"}[vowel]
        yield f"{first}{vowel}{middle}{other}{'kvzx'[len(middle + last) % 4]}{last}{first}"


def is_kept(word: str) -> bool:
    """Whether a word is English rather than the graph's: of the grammar or of degree, a number, a verb of the lists."""
    return (
        len(word) < 3 or word in ENGLISH.words or any(base in CLOSED for base in noun_bases(word))
        or word in FUNCTION_WORDS or word in IRREGULAR
        or bool(_verbs(word))
        or degree((word,)) is not None or read_number([word]) is not None or read_ordinal(word) is not None
        or read_date(f"3 {word} 1900") is not None
    )  # fmt: skip


def _verbs(word: str) -> set[str]:
    """What verb of the closed lists a word is a form of."""
    return {verb for verb in verb_bases(word) if verb in VERBS or verb in VERBS_AND_NOUNS} - _AUXILIARIES


def folded(word: str) -> str:
    """The word without accents and capitals, as questions are looked at."""
    return "".join(token.folded for token in tokenize(word)).replace("-", "")


@dataclass
class Renaming:
    """Folded words with what is said instead.

    `own` are the words of the graph, as they were; `verbs` are those of the closed lists that it has, which stay as
    they are; `left` are words that were looked for and are none of the graph's.
    """

    table: dict[str, str] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)
    verbs: set[str] = field(default_factory=set)
    words: Iterator[str] = field(default_factory=invented)

    def learn(self, text: str) -> None:
        """Invent words for those of a text of the graph; those of one stem are one."""
        for word in WORD.findall(text):
            self._word(folded(word))
            self.own.add(folded(word))
            self.verbs.update(_verbs(folded(word)))

    def _word(self, word: str) -> str | None:
        if is_kept(word):
            return None
        if (known := self._known(word)) is None:
            stem, ending = _cut(word)
            self.table[stem] = next(self.words)
            known = self.table[stem] + ending
        return known

    def _known(self, word: str) -> str | None:
        stem, ending = _cut(word)
        return None if stem not in self.table else self.table[stem] + ending

    def text(self, text: str) -> str:
        """A text with the words of the graph replaced."""

        def said(match: re.Match[str]) -> str:
            word = folded(match[0])
            if is_kept(word):
                self.left.update({word} if _verbs(word) and not _verbs(word) & self.verbs else ())
                return match[0]
            found = self._known(word)
            if found is None:
                self.left.add(word)
                return match[0]
            return _with_case(found, match[0])

        return WORD.sub(said, text)

    def iri(self, iri: str) -> str:
        """An IRI of the graph with the words that it is made of replaced."""
        if not iri.startswith(EXAMPLE):
            return iri
        return EXAMPLE + PARTS_OF_IRIS.sub(lambda m: self.text(m[0]), iri.removeprefix(EXAMPLE))


def _cut(word: str) -> tuple[str, str]:
    """The stem of a word and its ending, as an invented word would have it."""
    noun, verb = noun_bases(word), verb_bases(word)
    if len(noun) > 1:
        return min(noun[1:], key=len).rstrip("e"), "s"
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(verb) > 1:
            return min(verb[1:], key=len).rstrip("e"), ending
    return word.rstrip("e"), ""


def _with_case(word: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word.capitalize() if like[:1].isupper() else word


def renamed(turtle: str) -> tuple[str, Renaming]:
    """A graph as N-Triples in invented words, and how they were made."""
    triples, renaming = [quad.triple for quad in ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE)], Renaming()
    for triple in triples:
        for term in (triple.subject, triple.predicate, triple.object):
            if isinstance(term, ox.NamedNode) and term.value.startswith(EXAMPLE):
                for word in PARTS_OF_IRIS.findall(term.value.removeprefix(EXAMPLE)):
                    renaming.learn(word)
        if isinstance(triple.object, ox.Literal) and _is_spoken(triple):
            renaming.learn(triple.object.value)
    lines = [f"{_term(t.subject, renaming)} {_term(t.predicate, renaming)} {_object(t, renaming)} ." for t in triples]
    return "\n".join(lines), renaming


def _is_spoken(triple: ox.Triple) -> bool:
    if not isinstance(triple.object, ox.Literal):
        return False
    told = triple.object.datatype.value.endswith(("#string", "#langString"))
    predicate = triple.predicate.value
    return told and (not predicate.startswith(KGQA) or predicate in SPOKEN)


def _term(term: object, renaming: Renaming) -> str:
    return str(ox.NamedNode(renaming.iri(term.value))) if isinstance(term, ox.NamedNode) else str(term)


def _object(triple: ox.Triple, renaming: Renaming) -> str:
    literal = triple.object
    if not isinstance(literal, ox.Literal) or not _is_spoken(triple):
        return _term(literal, renaming)
    return str(ox.Literal(renaming.text(literal.value), language=literal.language))
