"""Seeds for words of records: values that are nouns ("dogs"), kinds that are verbs ("visited"), "twice"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Seed
from kgqa.ask.compose.amounts import Amount, number
from kgqa.ask.compose.routes import steps
from kgqa.ask.english.morphology import is_gerund, is_past, verb_bases
from kgqa.ask.english.synonyms import sourced_synonyms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.form import Operator
    from kgqa.ask.tokens import Token
    from kgqa.model import IRI

_COST = 1
_ARTICLES = frozenset(("a", "an", "the", "each", "every", "all", "any", "which", "what", "many", "of"))
_TIMES = {"once": 1, "twice": 2, "thrice": 3}
_BOUNDS: dict[tuple[str, ...], Operator] = {
    ("more", "than"): ">",
    ("at", "least"): ">=",
    ("less", "than"): "<",
    (): "=",
}
_AUXILIARIES = frozenset(("do", "does", "did", "not", "who", "that", "which", "to"))


def record_seeds(tokens: Sequence[Token], seeds: Sequence[Seed], kinds: Kinds) -> Iterator[Seed]:
    """The seeds; values are nouns only where no capital makes them names."""
    for seed in seeds:
        if seed.symbol == "VAL" and tokens[seed.start].text[:1].islower():
            yield Seed(seed.start, seed.end, "VN", seed.value, seed.cost)
    words = tuple(token.folded for token in tokens)
    for place in range(len(words)):
        yield from _times(words, place)
        yield from _kind_verbs(words, place, kinds)


def _times(words: Sequence[str], place: int) -> Iterator[Seed]:
    many = _TIMES.get(words[place])
    for before, operator in _BOUNDS.items() if many else ():
        start = place - len(before)
        if many and start >= 0 and tuple(words[start:place]) == before:
            yield Seed(start, place + 1, "TIMES", Amount(((operator, number(many)),)), _COST)


def _kind_verbs(words: Sequence[str], place: int, kinds: Kinds) -> Iterator[Seed]:
    """A kind whose members refer to others, as what is done to them: "nominated" of what has a nomination."""
    word = words[place]
    bases = verb_bases(word)
    if is_past(word):
        bases = (*bases, *(noun for base in bases for noun in _nominals(base)))
    for noun in dict.fromkeys(noun for base in verb_bases(word) for noun in (base, *_agents(base))):
        for sense in kinds.lexicon.nouns.get(noun, ()):
            if sense.class_iri is not None and not (place and words[place - 1] in _ARTICLES):
                yield Seed(place, place + 1, "AGENTV", sense.class_iri, _COST + 2)
    shaped = is_past(word) or is_gerund(word) or (place and words[place - 1] in _AUXILIARIES)
    for base in bases if shaped else ():
        for sense in kinds.lexicon.nouns.get(base, ()):
            if sense.class_iri is not None and (number := _references(kinds, sense.class_iri)):
                if number > 1:
                    yield Seed(place, place + 1, "LINKV", sense.class_iri, _COST + 1)
                yield Seed(place, place + 1, "KINDV", sense.class_iri, _COST + 1)


def _nominals(verb: str) -> Iterator[str]:
    """Nouns that are made of a verb: "nomination", "enrolment", "assessment"."""
    stem = verb.removesuffix("e")
    yield from (f"{verb}ment", f"{stem}ion", f"{stem}ation", f"{stem}ing", f"{stem}al", f"{stem}ance")
    if verb.endswith("y"):
        yield f"{verb[:-1]}ication"


def _agents(verb: str) -> Iterator[str]:
    """Nouns for who does it, and what may stand for them: "teacher" and "professor" of "teach"."""
    for synonym in sourced_synonyms(verb):
        if synonym.source == "derivation" and synonym.phrase.endswith(("er", "or", "ist", "ian", "ant")):
            yield synonym.phrase
            yield from (s.phrase for s in sourced_synonyms(synonym.phrase) if s.source == "thesaurus")


def _references(kinds: Kinds, kind: IRI) -> int:
    """To how many kinds the members of a kind refer."""
    return sum(not step.inverse and kind in kinds.subjects(step) for step in steps(kinds))
