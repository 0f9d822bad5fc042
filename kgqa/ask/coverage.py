"""What can be asked of a graph: its classes and properties with their words, and questions that are answered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import islice, zip_longest
from typing import TYPE_CHECKING, Any

from kgqa.ask.english.examples import Trial, members, trials
from kgqa.ask.english.wording import wording
from kgqa.ask.form import Relation
from kgqa.ask.labels import language_rank
from kgqa.ask.worded import INVERSE_LABEL, words_of
from kgqa.model import IRI, ONTOLOGY_GRAPH, RDF_TYPE, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kgqa.ask.lexicon import Lexicon
    from kgqa.model import Answer, Term
    from kgqa.store import Store

MOST_EXAMPLES = 40
"""Examples that are listed by themselves; of each class and property one is given with it."""
_MOST_TRIED = 240
"""Questions asked at most in search of examples."""
_TRIED_OF_ONE = 4
_MOST_VALUES = 12
_LONGEST_NAME = 30
_SAMPLE = 12
_DESCRIBED = """SELECT ?thing (COUNT(*) AS ?facts) FROM <urn:kgqa:asserted>
WHERE { ?thing ?property ?value FILTER(isIRI(?thing)) }
GROUP BY ?thing ORDER BY DESC(?facts) ?thing LIMIT 300"""
"""What the graph says most about: good to ask about, and likely to be known."""
_FACTS = "SELECT ?property (COUNT(*) AS ?facts) WHERE { ?thing ?property ?value } GROUP BY ?property"
_MEMBERS = "SELECT ?class (COUNT(DISTINCT ?thing) AS ?members) WHERE { ?thing a ?class } GROUP BY ?class"


@dataclass(frozen=True, slots=True)
class ClassCoverage:
    """A class that questions can name: by which words, how many members it has, which question words they answer."""

    iri: IRI
    label: str
    words: tuple[str, ...]
    count: int
    question_words: tuple[str, ...]
    example: str | None = None


@dataclass(frozen=True, slots=True)
class PropertyCoverage:
    """A property that can be asked for: by which words (`inverse_words`: from value to subject), of what, with what
    values, how many facts it has, which question words its values answer, and a question that is answered.
    """

    iri: IRI
    label: str
    words: tuple[str, ...]
    inverse_words: tuple[str, ...]
    domain: tuple[IRI, ...]
    range: tuple[IRI, ...]
    count: int
    question_words: tuple[str, ...]
    example: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What can be asked: all that has members or facts, of terms that mean the same only one; and examples."""

    classes: tuple[ClassCoverage, ...]
    properties: tuple[PropertyCoverage, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A question that is answered, and the property or class that it asks for."""

    question: str
    term: IRI


def coverage(lexicon: Lexicon, store: Store, ask: Callable[[str], Answer]) -> Coverage:
    """What can be asked of the graph that the lexicon was compiled from; `ask` answers a question.

    The same for the same graph. It asks a bounded number of questions, and counts all facts once.
    """
    found = list(examples(lexicon, store, ask))
    of_term = {example.term: example.question for example in found}
    return Coverage(
        classes=tuple(_classes(lexicon, store, of_term)),
        properties=tuple(_properties(lexicon, store, of_term)),
        examples=tuple(example.question for example in found[:MOST_EXAMPLES]),
    )


def coverage_json(found: Coverage) -> dict[str, Any]:
    """The coverage as the interfaces give it: IRIs as texts."""
    return {
        "classes": [asdict(each) | {"iri": each.iri.value} for each in found.classes],
        "properties": [
            asdict(each)
            | {"iri": each.iri.value}
            | {"domain": [iri.value for iri in each.domain], "range": [iri.value for iri in each.range]}
            for each in found.properties
        ],
        "examples": list(found.examples),
    }


def _classes(lexicon: Lexicon, store: Store, example: Mapping[IRI, str]) -> Iterator[ClassCoverage]:
    schema, counts = lexicon.schema, _counted(store, _MEMBERS)
    for iri in _in_order(schema.classes - schema.unspoken, lexicon):
        if counts.get(iri):
            words = tuple(dict.fromkeys(words_of(iri, store, lexicon.language)))
            answered = tuple(sorted(schema.words_answered((iri,))))
            yield ClassCoverage(iri, lexicon.labels.of(iri), words, counts[iri], answered, example.get(iri))


def _properties(lexicon: Lexicon, store: Store, example: Mapping[IRI, str]) -> Iterator[PropertyCoverage]:
    schema, counts = lexicon.schema, _counted(store, _FACTS)
    for iri in _in_order(_asked_for(lexicon), lexicon):
        if counts.get(iri):
            yield PropertyCoverage(
                iri=iri,
                label=lexicon.labels.of(iri),
                words=tuple(dict.fromkeys(words_of(iri, store, lexicon.language))),
                inverse_words=tuple(_inverse_words(iri, lexicon, store)),
                domain=tuple(sorted(schema.domains.get(iri, ()))),
                range=tuple(sorted(schema.ranges.get(iri, ()))),
                count=counts[iri],
                question_words=tuple(sorted(_question_words(iri, lexicon, store))),
                example=example.get(iri),
            )


def _asked_for(lexicon: Lexicon) -> set[IRI]:
    """The properties that people name, of those that mean the same the one with a label."""
    schema, labels = lexicon.schema, lexicon.labels
    spoken = schema.properties - schema.unspoken
    kept: set[IRI] = set()
    for iri in sorted(spoken, key=lambda p: (not labels.has(p), p not in schema.used, p)):
        if not any(not same.inverse and same.property in kept for same in schema.same(Relation(iri))):
            kept.add(iri)
    return kept


def _in_order(iris: Iterable[IRI], lexicon: Lexicon) -> list[IRI]:
    return sorted(iris, key=lambda iri: (lexicon.labels.of(iri).casefold(), iri))


def _counted(store: Store, query: str) -> dict[Term, int]:
    rows = getattr(store.query(query), "rows", ())
    return {row[0]: int(row[1].lexical) for row in rows}


def _inverse_words(iri: IRI, lexicon: Lexicon, store: Store) -> list[str]:
    labels = [t.object for t in store.match(iri, INVERSE_LABEL) if isinstance(t.object, Literal)]
    return sorted({v.lexical.strip() for v in labels if language_rank(v, lexicon.language) is not None})


def _question_words(iri: IRI, lexicon: Lexicon, store: Store) -> frozenset[str]:
    """The question words that values of the property answer, as annotated; else as a few of its values do."""
    schema = lexicon.schema
    declared = schema.ranges.get(iri, frozenset())
    return schema.words_answered((*(declared or _sampled(iri, store)), iri))


def _sampled(iri: IRI, store: Store) -> set[IRI]:
    found: set[IRI] = set()
    for triple in islice(store.match(None, iri), _SAMPLE):
        if isinstance(triple.object, Literal):
            found.add(IRI(triple.object.datatype))
        else:
            found |= {t.object for t in store.match(triple.object, RDF_TYPE) if isinstance(t.object, IRI)}
    return found


def examples(lexicon: Lexicon, store: Store, ask: Callable[[str], Answer]) -> Iterator[Example]:
    """Questions of one property or class each that are answered rightly, in an order that is fixed and mixes them.

    Each is made from facts of the graph, asked, and kept if the answer is what those facts say.
    """
    schema = lexicon.schema
    things, taken, left = _described(lexicon, store), set[IRI](), _MOST_TRIED
    for place, term in enumerate(_mixed(lexicon)):
        thing = None if term in schema.classes else _subject(term, things, taken, lexicon, store)
        tried = _of_class(term, lexicon, store) if thing is None else _of_thing(thing, term, place, lexicon, store)
        for question, holds in islice(tried, min(left, _TRIED_OF_ONE)):
            left -= 1
            answer = ask(question)
            if answer.status == "answered" and holds(answer):
                taken |= {thing} if thing else set()
                yield Example(question, term)
                break


def _mixed(lexicon: Lexicon) -> Iterator[IRI]:
    """The properties with which facts are stated, and between them what else can be asked for."""
    schema = lexicon.schema
    terms = _asked_for(lexicon) | (schema.classes - schema.unspoken - schema.records)
    mixed = sorted(terms, key=lambda t: sha256(t.value.encode()).digest())
    stated, other = ([t for t in mixed if (t in schema.used) is used] for used in (True, False))
    for pair in zip_longest(stated, other):
        yield from (term for term in pair if term is not None)


def _described(lexicon: Lexicon, store: Store) -> dict[IRI, list[IRI]]:
    """The things that most is stated of, by the properties they have; those with plain names first."""
    rows = getattr(store.query(_DESCRIBED), "rows", ())
    things = [row[0] for row in rows if isinstance(row[0], IRI) and _is_thing(row[0], lexicon, store)]
    found: defaultdict[IRI, list[IRI]] = defaultdict(list)
    for thing in sorted(things, key=lambda t: (not lexicon.labels.has(t), not _is_plain(lexicon.labels.of(t)))):
        for predicate in {triple.predicate for triple in store.match(thing)}:
            found[predicate].append(thing)
    return found


def _is_plain(name: str) -> bool:
    return len(name) <= _LONGEST_NAME and all(c.isalpha() or c in " .-'" for c in name)


def _is_thing(thing: IRI, lexicon: Lexicon, store: Store) -> bool:
    """Whether it is neither part of the vocabulary nor a record that is told of, not by name."""
    schema = lexicon.schema
    if thing in schema.properties or thing in schema.classes or any(store.match(thing, graph=ONTOLOGY_GRAPH)):
        return False
    return not any(t.object in schema.records for t in store.match(thing, RDF_TYPE))


def _subject(term: IRI, things: Mapping[IRI, list[IRI]], taken: set[IRI], lexicon: Lexicon, store: Store) -> IRI | None:
    """A thing that has the property: if possible one that nothing was asked of, with few values of it."""
    known = things.get(term, [])
    few = [thing for thing in known if len(list(islice(store.match(thing, term), 4))) < 4]
    found = [t.subject for t in islice(store.match(None, term), _SAMPLE)] if not known else []
    other = [s for s in found if isinstance(s, IRI) and _is_thing(s, lexicon, store)]
    return next(iter([*(t for t in few if t not in taken), *few, *known, *other]), None)


def _of_class(term: IRI, lexicon: Lexicon, store: Store) -> Iterator[tuple[str, Callable[[Answer], bool]]]:
    """A question for the number of a class; none of a property."""
    if term in lexicon.schema.classes and any(store.match(None, RDF_TYPE, term)):
        number = str(len({t.subject for t in store.match(None, RDF_TYPE, term)}))
        trial = members(lexicon.labels.of(term))
        yield trial.question, lambda answer: [item.label for item in answer.answers] == [number]


def _of_thing(
    thing: IRI, iri: IRI, place: int, lexicon: Lexicon, store: Store
) -> Iterator[tuple[str, Callable[[Answer], bool]]]:
    """Questions about what a thing has by the property, each with what tells whether an answer is right."""
    labels = lexicon.labels
    values = sorted({t.object for t in store.match(thing, iri)}, key=lambda v: (labels.of(v), str(v)))
    if not values or len(values) > _MOST_VALUES:
        return
    wants = min(_question_words(iri, lexicon, store), default=None)
    called = [labels.of(value) for value in values]
    for text in dict.fromkeys(words_of(iri, store, lexicon.language)):
        if (said := wording(text)) is None:
            continue
        found = list(trials(said, wants, labels.of(thing), called[0], len(values)))
        turn = place // 2 % len(found) if place % 2 else 0
        for trial in found[turn:] + found[:turn]:
            yield trial.question, _holding(trial, labels.of(thing), called)


def _holding(trial: Trial, thing: str, values: list[str]) -> Callable[[Answer], bool]:
    """Whether an answer says what the fact says."""

    def holds(answer: Answer) -> bool:
        told = [item.label for item in answer.answers]
        if trial.expects == "yes":
            return told == ["yes"]
        if trial.expects == "number":
            return told == [str(len(values))]
        return thing in told if trial.expects == "subjects" else bool(told) and set(told) <= set(values)

    return holds
