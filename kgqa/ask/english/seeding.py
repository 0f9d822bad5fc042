"""Seeds of the grammar that are English rather than the graph's: degrees, numbers, ordinals, and values."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

from kgqa.ask.chart import Seed
from kgqa.ask.compose.measures import Degree, Measure, Superlative
from kgqa.ask.compose.structured import number_of
from kgqa.ask.english.degrees import attributes, degree, is_listed, measured_by_how
from kgqa.ask.english.morphology import is_participle, is_past, noun_bases, plural, verb_bases
from kgqa.ask.english.negatives import negative_seeds
from kgqa.ask.english.numbers import longest_number, read_ordinal, shared_scale
from kgqa.ask.english.synonyms import places_of, sourced_synonyms
from kgqa.ask.english.wording import PREPOSITIONS, noun_keys, verb_keys
from kgqa.ask.english.words import FUNCTION_WORDS, VERBS
from kgqa.ask.form import HOLE, Join, Relation, Union, Value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.english.synonyms import Synonym
    from kgqa.ask.form import Form
    from kgqa.ask.graded import Grades, Words
    from kgqa.ask.lexicon import Sense
    from kgqa.ask.tokens import Token
    from kgqa.ask.values import Value as Found

_LONGEST = 4
_ALONE = frozenset(("about", "for", "from", "in", "of", "on", "with"))
"""Prepositions by which alone a property may be called."""
_COST = 1
_COUNTING = frozenset(("number", "numbers", "count"))
"""Words that count what follows them: what else they may stand for is not meant."""
_SYNONYM_COST = 4
_JUDGED = "rating"
"""What words of judgement measure first: no other measure has an end that is the better one, say the best price."""
_INSIDE = frozenset(("member", "part"))
"""Nouns for what is in something."""
_SURE = 3
"""Words of a higher rank say only a part of what a property is: no word of degree measures "hire dates" as dates."""
_AGENTS = ("er", "or", "ress")
"""Nouns for whoever does a verb stand for it only as `agents` has it: who supplies is no supplier of itself."""


def english_seeds(tokens: Sequence[Token], kinds: Kinds, grades: Grades) -> list[Seed]:
    """The seeds of a question that need no name and no noun of the graph."""
    words = tuple(token.folded for token in tokens)
    found = [*_numbers(words), *_values(words, kinds), *negative_seeds(words, kinds), *_effects(words, kinds)]
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + _LONGEST) + 1):
            found += _declared(words[start:end], start, grades)
            if end - start <= 2:
                found += _general(words[start:end], start, kinds, grades)
    return found


def _effects(words: Words, kinds: Kinds) -> Iterator[Seed]:
    """Nouns of which the graph has the cause ("cause of death"): the cause, its owner lacking."""
    for place, word in enumerate(words):
        if word not in FUNCTION_WORDS:
            for sense in dict.fromkeys(
                s for key in noun_keys(("cause", "of", word)) for s in kinds.lexicon.nouns.get(key, ())
            ):
                if sense.relation is not None:
                    yield Seed(place, place + 1, "EFFECT", Join(sense.relation, HOLE), _COST)


def _declared(words: Words, start: int, grades: Grades) -> Iterator[Seed]:
    end = start + len(words)
    for symbol, index in (("SUP", grades.superlatives), ("COMP", grades.comparatives)):
        if words in index:
            yield from _degree_seeds(symbol, start, end, Degree(" ".join(words), index[words], _up(words)))
    for form in grades.spans.get(("age",) if words == ("aged",) else words, ()):
        yield Seed(start, end, "AGE", form, _COST)
    if len(words) == 1:
        for form in grades.lasting.get(words[0], ()):
            yield Seed(start, end, "LASTS", form, _COST)


def _degree_seeds(symbol: str, start: int, end: int, value: Degree) -> Iterator[Seed]:
    yield Seed(start, end, symbol, value, _COST)
    yield Seed(start, end, symbol + "V", value, _COST)
    if symbol == "COMP":
        yield Seed(start, end, "COMPS", value, _COST)


def _up(words: Words) -> bool | None:
    """Which end of a measure named beside it the word means."""
    found = degree(words)
    if found is None:
        return None
    measured = attributes(found.base) if is_listed(found.base) else ()
    up = measured[0][1] if measured and measured[0][0] != _JUDGED else None
    return None if up is None else up is not found.reversed


def _general(words: Words, start: int, kinds: Kinds, grades: Grades) -> Iterator[Seed]:
    """General adjectives: what they measure is sought among the graph's nouns."""
    found = degree(words)
    if found is None:
        return
    symbols = {"superlative": "SUP", "comparative": "COMP", "positive": "ADJ"}
    symbol = symbols[found.degree]
    if symbol == "ADJ":
        measures = _how(found.base, words, kinds, grades)
    elif words in (grades.superlatives if symbol == "SUP" else grades.comparatives):
        return
    else:
        measures = _measures(attributes(found.base), kinds, turned=found.reversed)
    value = Degree(" ".join(words), measures, _up(words))
    if measures or (value.up is not None and len(words) == 1):
        yield from _degree_seeds(symbol, start, start + len(words), value)


def _how(base: str, words: Words, kinds: Kinds, grades: Grades) -> tuple[Measure, ...]:
    """What "how old", "how long" ask for."""
    named = [(name, True) for name in measured_by_how(base)]
    spans = [Measure(form, True) for name, _ in named for form in grades.spans.get(tuple(name.split()), ())]
    del words
    return (*spans, *_measures(named, kinds, turned=False, told=("number", "date", "text")))


def _measures(
    named: Sequence[tuple[str, bool]], kinds: Kinds, *, turned: bool, told: Collection[str] = ("number", "date")
) -> tuple[Measure, ...]:
    found: dict[Relation, Measure] = {}
    for tier, (name, higher) in enumerate(named, 1):
        for key in noun_keys(tuple(name.split())):
            for sense in kinds.lexicon.nouns.get(key, ()):
                relation = sense.relation if sense.rank <= _SURE else None
                inside = None if relation is None or relation in found else number_of(kinds, relation)
                if relation is not None and inside is not None:
                    found[relation] = Measure(inside, higher is not turned, tier=tier)
                if relation is not None and relation not in found and kinds.literal(relation) in told:
                    found[relation] = Measure(Join(relation, HOLE), higher is not turned, tier=tier)
    return tuple(found.values())


def with_superlative_nouns(seeds: Sequence[Seed]) -> list[Seed]:
    """The seeds; what begins with a word of degree ("highest mountain") is a noun as good as the preferred one."""
    degrees = {(seed.start, seed.end) for seed in seeds if seed.symbol == "SUP"}
    return [
        replace(seed, cost=_COST)
        if seed.symbol == "N" and any(seed.start == start and end < seed.end for start, end in degrees)
        else seed
        for seed in seeds
    ]


def superlative_nouns(seeds: Iterable[Seed]) -> list[Seed]:
    """Nouns that begin with a word of degree: "highest elevation"."""
    degrees = [seed for seed in seeds if seed.symbol == "SUP"]
    return [
        Seed(noun.start, noun.end, "SUPN", Superlative(noun.value, degree.value), max(noun.cost - 1, 0))
        for noun in seeds
        for degree in degrees
        if noun.symbol == "N" and noun.start == degree.start and degree.end < noun.end
    ]


def synonym_seeds(
    words: Words, known: Collection[tuple[int, int]], kinds: Kinds, *, exact: bool = False
) -> Iterator[Seed]:
    """What general synonyms of words mean that the graph does not know by themselves; ranked lower.

    Where synonyms lead to different things, all are given at the cost of the likeliest. `exact`: only abbreviations
    and words made from one another, which say the same.
    """
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + 3) + 1):
            span = words[start:end]
            if (start, end) in known or all(word in FUNCTION_WORDS or word in _COUNTING for word in span):
                continue
            yield from _of_synonyms(span, start, kinds, exact=exact)


def _of_synonyms(span: Words, start: int, kinds: Kinds, *, exact: bool) -> Iterator[Seed]:
    for synonym in sourced_synonyms(" ".join(span)):
        if exact and synonym.source == "thesaurus":
            continue
        if synonym.source == "derivation" and synonym.phrase.endswith(_AGENTS):
            continue
        others = tuple(synonym.phrase.split())
        found = [s for key in noun_keys(others) for s in kinds.lexicon.nouns.get(key, ()) if s.rank <= _SURE]
        nouns = [s for s in found if _is_told(s, kinds)]
        verbs = [s for key in verb_keys(others) for s in kinds.lexicon.verbs.get(key, ()) if _is_told(s, kinds)]
        end = start + len(span)
        plural = len(noun_bases(span[-1])) > 1
        for sense in dict.fromkeys(nouns):
            if sense.relation is None and synonym.source == "derivation" and is_participle(span[0]):
                continue
            if sense.relation is None:
                yield Seed(start, end, "C", sense.class_iri, _SYNONYM_COST)
            else:
                yield Seed(start, end, "N", replace(sense.relation, plural=plural), _SYNONYM_COST)
                if _is_said_of_object(sense, span, kinds):
                    verb = replace(sense, kind="verb", preposition=span[-1], strict=True)
                    yield Seed(start, end - 1, "V", verb, _SYNONYM_COST)
                if len(span) == 1 and (is_participle(span[0]) or _is_verb(span[0], synonym)):
                    yield Seed(start, end, "V", replace(sense, kind="verb"), _SYNONYM_COST)
        for sense in dict.fromkeys(verbs):
            yield Seed(start, end, "V", sense, _SYNONYM_COST)
            if synonym.source == "derivation" and sense.preposition == "by" and span[-1] not in others:
                yield Seed(start, end, "N", sense.relation, _SYNONYM_COST)
        if (nouns or verbs) and not (is_past(span[0]) or span[0] in VERBS):
            return


def _is_told(sense: Sense, kinds: Kinds) -> bool:
    """Whether there are facts of a sense: a synonym leads to nothing that the graph never says."""
    return sense.relation is None or sense.relation.property in kinds.told


def _is_verb(word: str, synonym: Synonym) -> bool:
    """Whether a noun stands for a verb of whatever has it: what contains a thing has it as a part."""
    return (
        synonym.source == "thesaurus"
        and not synonym.phrase.endswith(_AGENTS)
        and any(base in VERBS for base in verb_bases(word))
    )


def _is_said_of_object(sense: Sense, span: Words, kinds: Kinds) -> bool:
    """Whether a verb with its preposition ("report to") stands for a noun for what follows it."""
    relation = sense.relation
    told = relation is not None and sense.preposition is None and kinds.literal(relation) is None
    return told and len(span) == 2 and (span[-1] in PREPOSITIONS or span[-1] == "about")


def _numbers(words: Words) -> Iterator[Seed]:
    for start in range(len(words)):
        found = longest_number(words, start)
        if found is not None:
            number, end = found
            yield Seed(start, end, "NUM", number * shared_scale(list(words), start, end), _COST)
        for end in range(start + 1, min(len(words), start + 3) + 1):
            place = read_ordinal(words[start:end])
            if place is not None and words[start] not in {"a", "an", "one"}:
                yield Seed(start, end, "ORD", place, _COST)


def _values(words: Words, kinds: Kinds) -> Iterator[Seed]:
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + 6) + 1):
            values, cost = kinds.lexicon.values.lookup(words[start:end]), _COST + 1
            if not values and end - start <= 2:
                values, cost = _otherwise(words[start:end], kinds), _SYNONYM_COST
            for value in values:
                yield Seed(start, end, "LIT", value.literal, cost)
            for form in _holders(values):
                yield Seed(start, end, "VAL", form, cost)


def _holders(values: Sequence[Found]) -> Iterator[Form]:
    """What has one of the values as that of a property; spellings of one text count as one value."""
    for iri in dict.fromkeys(value.property for value in values):
        spelt: list[Form] = [Join(Relation(iri, inverse=True), Value(v.literal)) for v in values if v.property == iri]
        yield reduce(Union, spelt)


def _otherwise(words: Words, kinds: Kinds) -> tuple[Found, ...]:
    """The values that words stand for without being them: places for what comes from there, letters for what they
    are short for.
    """
    said = " ".join(words)
    short = [s.phrase for s in sourced_synonyms(said) if len(s.phrase) == 1]
    several = () if words[-1] in FUNCTION_WORDS else (plural(said),)
    for other in (*places_of(said), *short, *several):
        if found := kinds.lexicon.values.lookup(other.split()):
            return found
    return ()


def prepositions(*words: Mapping[str, tuple[Sense, ...]]) -> dict[Relation, frozenset[str]]:
    """The prepositions with which a graph says its relations: "located in", "in state", "about"."""
    found: dict[Relation, set[str]] = {}
    for key, senses in (item for index in words for item in index.items()):
        for sense in senses:
            relation = sense.relation
            preposition = key if sense.kind == "noun" and key in _ALONE else sense.preposition
            if relation is not None and preposition is not None:
                found.setdefault(relation, set()).add(preposition)
            if relation is not None and sense.kind == "noun" and sense.rank < _SURE and key in _INSIDE:
                found.setdefault(relation.reversed(), set()).update(("in", "of", "from"))
    return {relation: frozenset(said) for relation, said in found.items()}
