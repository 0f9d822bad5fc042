"""Claims of three parts as forms: what the words of each part name, exactly, and in which direction they say it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgqa.ask.english.numbers import read_number
from kgqa.ask.english.wording import PREPOSITIONS, noun_keys, verb_keys, wording
from kgqa.ask.form import THING, Class, Entity, Form, Join, Overlap, Relation, Value
from kgqa.ask.labels import local_words
from kgqa.ask.mention import WHOLE, find_mentions
from kgqa.ask.tokens import tokenize
from kgqa.ask.worded import WEAKER
from kgqa.dates import is_date, read_date
from kgqa.model import IRI, RDF_TYPE, XSD, Literal, is_absolute
from kgqa.reason.values import number
from kgqa.verify.finding import unknown
from kgqa.verify.measured import counted, graded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgqa.model import Term
    from kgqa.verify.claim import Claim
    from kgqa.verify.finding import Finding
    from kgqa.verify.known import Known
    from kgqa.verify.names import Names

_COPULAS = frozenset(("is", "was", "are", "were"))
_KINDS = ("a", "an", "is a", "is an", "type", "has type", "instance of", "is instance of", "is an instance of")
_IS_A = _COPULAS | {*_KINDS, "rdf:type", RDF_TYPE.value}
_AUXILIARIES = frozenset(("is", "was", "are", "were", "be", "been", "has", "have", "had", "the", "a", "an"))
_LONGEST_TOLD = 80
_HAVING = ("has", "have", "had")
_HUMPS = re.compile(r"[a-z0-9][A-Z]|_")


@dataclass(frozen=True, slots=True)
class Said:
    """A claim as forms, all of them as likely; `slot` is where its object belongs, without the object."""

    readings: tuple[Form, ...]
    slot: Form | None = None


def said(claim: Claim, known: Known, names: Names) -> Said | Finding:
    """What a claim says; a finding that leaves it open, with the reason, where a part of it names nothing."""
    subjects = things_named(claim.subject, known, names)
    if not subjects:
        return unknown(f"the graph has nothing named “{_short(claim.subject)}”")
    subject = Entity(subjects, claim.subject)
    if _folded(claim.predicate) in _IS_A or claim.predicate.strip() == RDF_TYPE.value:
        return _of_class(claim, subject, known)
    words = _words(claim.predicate)
    if amounts := counted(claim, subject, words, known):
        return Said(amounts)
    relations = relations_of(claim.predicate, known, names)
    readings = [form for relation in relations for form in _readings(claim, subject, relation, known, names)]
    if not readings and len(words) > 1 and words[-1] in PREPOSITIONS and read_date(claim.object) is not None:
        relations = relations_of(" ".join(words[:-1]), known, names)
        readings = [form for relation in relations for form in _readings(claim, subject, relation, known, names)]
    if readings:
        return Said(tuple(dict.fromkeys(readings)), Join(relations[0], subject))
    if degrees := graded(claim, subject, words, known, lambda text: things_named(text, known, names)):
        return Said(degrees)
    if relations:
        return unknown(f"the graph has nothing named “{_short(claim.object)}”")
    return unknown(f"the graph has no property named “{_short(claim.predicate)}”")


def things_named(text: str, known: Known, names: Names) -> tuple[IRI, ...]:
    """The things of a name, or of a name with the years in brackets that tell which is meant; an IRI names itself."""
    if found := names.thing(text):
        return found
    if (iri := _iri(text)) is not None and _occurs(iri, known):
        return (iri,)
    if not text.rstrip().endswith(")"):
        return ()
    tokens = tokenize(text)
    mentions = find_mentions(text, tokens, known.lexicon, known.store)
    whole = (m for m in mentions if (m.start, m.end, m.cost) == (0, len(tokens), WHOLE) and not m.entity.typo)
    return next((mention.entity.iris for mention in whole), ())


def relations_of(text: str, known: Known, names: Names) -> tuple[Relation, ...]:
    """The relations, from the subject to the object, that a predicate names; those that say less are left out.

    "father", "has father" and "hasFather" lead from a thing to its father, "father of" and "is the father of" back.
    An IRI, or a name as the graph writes it, is that property.
    """
    found = [Relation(iri) for iri in names.property(text)] or list(_worded(text, known))
    if not found and (iri := _iri(text)) is not None and any(True for _ in known.store.match(None, iri)):
        found = [Relation(iri)]
    return tuple(_most_general(dict.fromkeys(found), known))


def _iri(text: str) -> IRI | None:
    written = text.strip().removeprefix("<").removesuffix(">")
    return IRI(written) if is_absolute(written) else None


def _occurs(iri: IRI, known: Known) -> bool:
    """Whether the graph speaks of something, if only as a class or a property."""
    return any(True for _ in known.store.match(iri)) or any(True for _ in known.store.match(None, None, iri))


def _words(text: str) -> tuple[str, ...]:
    """The words of a predicate, without auxiliaries and articles before them."""
    words = tuple(t.folded for t in tokenize(local_words(text) if _HUMPS.search(text) else text))
    while len(words) > 1 and words[0] in _AUXILIARIES:
        words = words[1:]
    return words


def _worded(text: str, known: Known) -> Iterator[Relation]:
    has, words = text.lower().startswith(_HAVING), _words(text)
    back = len(words) > 1 and words[-1] == "of" and not has
    nouns = words[:-1] if back else words
    for key in noun_keys(nouns):
        for sense in known.lexicon.nouns.get(key, ()):
            if sense.relation is not None and sense.rank < WEAKER:
                yield sense.relation.reversed() if back else sense.relation
    said = wording(" ".join(words))
    if said is not None and said.kind == "verb":
        for key in verb_keys(said.words):
            for sense in known.lexicon.verbs.get(key, ()):
                if sense.relation is not None and sense.rank < WEAKER and sense.preposition == said.preposition:
                    yield sense.relation


def _most_general(relations: Iterator[Relation] | dict[Relation, None], known: Known) -> list[Relation]:
    """Without those that another one is wider than; of several that mean the same the first."""
    kept: list[Relation] = []
    every = list(relations)
    for relation in every:
        wider = known.schema.wider(relation)
        covered = any(o != relation and o in wider and (o in kept or not _covers(relation, o, known)) for o in every)
        if not covered:
            kept.append(relation)
    return kept


def _covers(relation: Relation, other: Relation, known: Known) -> bool:
    return relation in known.schema.wider(other)


def _of_class(claim: Claim, subject: Entity, known: Known) -> Said | Finding:
    iri = IRI(claim.object.strip().removeprefix("<").removesuffix(">"))
    keys = noun_keys(_without_article(claim.object))
    senses = [sense for key in keys for sense in known.lexicon.nouns.get(key, ()) if sense.rank < WEAKER]
    named = dict.fromkeys(sense.class_iri for sense in senses if sense.class_iri)
    classes = [iri] if iri in known.schema.classes else list(named)
    if classes:
        return Said(tuple(Overlap(subject, Class(each)) for each in classes))
    roles = [Join(sense.relation, THING) for sense in senses if sense.relation is not None]
    if roles:
        return Said(tuple(Overlap(subject, each) for each in dict.fromkeys(roles)))
    told = known.lexicon.values.lookup(_without_article(claim.object))
    values = [Join(Relation(value.property, inverse=True), Value(value.literal)) for value in told]
    if values:
        return Said(tuple(Overlap(subject, each) for each in values))
    return unknown(f"the graph has no class named “{_short(claim.object)}”")


def _readings(claim: Claim, subject: Entity, relation: Relation, known: Known, names: Names) -> Iterator[Form]:
    """The claim by one relation: with the things that its object names, else with the values that it writes."""
    recorded = _sample(relation, subject.iris, known)
    written = claim.value is not None or (isinstance(recorded, Literal) and not relation.inverse)
    things = () if written else things_named(claim.object, known, names)
    if things:
        yield Overlap(Entity(things, claim.object, at=1), Join(relation, subject))
        return
    for literal in _literals(claim, relation, recorded, known):
        yield Overlap(Value(literal), Join(relation, subject))


def _sample(relation: Relation, subjects: Sequence[IRI], known: Known) -> Term | None:
    """What the graph has in the place of an object: of the subject, else of anything."""
    recorded = next((t.object for iri in subjects for t in known.match(relation, iri)), None)
    return recorded or next((t.object for t in known.store.match(None, relation.property)), None)


def _literals(claim: Claim, relation: Relation, recorded: Term | None, known: Known) -> Iterator[Literal]:
    """The values that the object of a claim may write, like those that the graph has; none where it has things."""
    if claim.value is not None:
        yield claim.value
    elif relation.inverse:
        return
    elif recorded is None:
        yield from _by_range(claim.object, relation, known)
    elif isinstance(recorded, Literal):
        yield from _like(recorded, claim.object)


def _by_range(text: str, relation: Relation, known: Known) -> Iterator[Literal]:
    for datatype in sorted(known.schema.values(relation)):
        if datatype.value.startswith(XSD) or is_date(datatype.value):
            yield from _like(Literal(text, datatype.value), text)


def _like(recorded: Literal, text: str) -> Iterator[Literal]:
    """The value that a text writes, of the kind of a recorded one."""
    date = read_date(text)
    if is_date(recorded.datatype):
        yield from () if date is None else (date,)
    elif number(recorded) is not None:
        told = read_number([token.folded for token in tokenize(text)])
        plain = text.strip().replace(",", "")
        if number(Literal(plain, XSD + "decimal")) is not None:
            yield Literal(plain, XSD + "decimal")
        elif told is not None:
            yield Literal(str(told), XSD + "decimal")
    elif recorded.datatype == XSD + "boolean":
        lexical = {"yes": "true", "no": "false"}.get(text.strip().lower(), text.strip().lower())
        yield Literal(lexical, recorded.datatype)
    else:
        yield replace(recorded, lexical=text.strip())


def _folded(text: str) -> str:
    return " ".join(text.lower().split())


def _without_article(text: str) -> tuple[str, ...]:
    words = tuple(token.folded for token in tokenize(text))
    return words[1:] if len(words) > 1 and words[0] in {"a", "an", "the"} else words


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_TOLD else f"{text[:_LONGEST_TOLD]}…"
