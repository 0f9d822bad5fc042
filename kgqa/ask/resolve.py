"""Which thing each mention means: as chosen, or the only candidate; kgqa never guesses between two."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from kgqa.ask.alike import likened
from kgqa.ask.describe import descriptions, prominence
from kgqa.ask.form import Entity, Form, Join, Overlap, Question, Relation, Within
from kgqa.ask.stages import stage
from kgqa.ask.structure import entities, joins, with_entities
from kgqa.ask.tokens import tokenize
from kgqa.model import IRI, OWL_SAME_AS, RDF_TYPE, Candidate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kgqa.ask.lexicon import Lexicon
    from kgqa.ask.schema import Schema
    from kgqa.store import Store

_NAME, _READING = "name:", "reading:"
_KEPT: WeakKeyDictionary[Store, dict[tuple[IRI, frozenset[IRI]], bool]] = WeakKeyDictionary()
MOST_CANDIDATES = 50


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen in earlier rounds: things for each mention, the restated reading, or just things."""

    names: Mapping[str, frozenset[IRI]]
    readings: frozenset[str]
    things: frozenset[IRI]


def read_choices(chosen: Iterable[str]) -> Choices:
    """The choices that opaque strings (`Candidate.choose`) stand for; a bare IRI chooses that thing."""
    names: dict[str, frozenset[IRI]] = {}
    readings, things = set(), set()
    for text in chosen:
        if text.startswith(_READING):
            readings.add(text.removeprefix(_READING))
        elif text.startswith(_NAME) and "=" in text:
            mention, _, iri = text.removeprefix(_NAME).partition("=")
            names[mention] = names.get(mention, frozenset()) | {IRI(iri)}
        else:
            things.add(IRI(text))
    return Choices(names, frozenset(readings), frozenset(things))


def name_choice(mention: str, iri: IRI, occurrence: int = 1) -> str:
    """The opaque string that chooses a thing for a mention; the second mention of the same name has its own."""
    return f"{_NAME}{_mention_key(mention, occurrence)}={iri.value}"


def reading_choice(restated: str) -> str:
    """The opaque string that chooses a reading."""
    return f"{_READING}{restated}"


def _mention_key(mention: str, occurrence: int = 1) -> str:
    key = "_".join(token.folded for token in tokenize(mention) if "=" not in token.folded)
    return key if occurrence == 1 else f"{key}#{occurrence}"


def occurrences(entity: Entity, forms: Iterable[Form]) -> list[int]:
    """Where the forms mention the same name."""
    key = _mention_key(entity.mention)
    same = {e.at for form in forms for e in entities(form) if _mention_key(e.mention) == key}
    return sorted(same | {entity.at})


@stage("resolve")
def resolve(question: Question, choices: Choices, schema: Schema, store: Store) -> Question:
    """The question with every mention narrowed as far as choices and types allow."""
    places = {e: occurrences(e, (question.form,)) for e in entities(question.form)}
    form = with_entities(question.form, lambda entity: _same_once(_chosen(entity, places[entity], choices), store))
    for named, relation in [*_starts(form), *_ends(form)]:
        settled = _typed(named, relation, schema, store)
        form = with_entities(form, lambda e, old=named, new=settled: new if e == old else e)  # type: ignore[misc]
    return replace(question, form=likened(form, store))


def _starts(form: Form) -> Iterator[tuple[Entity, Relation]]:
    """The named things that a relation starts from."""
    for join in joins(form):
        named = _named(join.of)
        if named is not None:
            yield named, join.relation


def _ends(form: Form) -> Iterator[tuple[Entity, Relation]]:
    """The named things that are asked to be what a relation leads to, each with the relation back."""
    if isinstance(form, Overlap):
        for one, other in ((form.left, form.right), (form.right, form.left)):
            named = _named(other)
            if isinstance(one, Join) and named is not None:
                yield named, one.relation.reversed()


def _named(form: Form) -> Entity | None:
    inner = form.of if isinstance(form, Within) else form
    return inner if isinstance(inner, Entity) else None


def _chosen(entity: Entity, places: Sequence[int], choices: Choices) -> Entity:
    """The mention as chosen; choices that contradict each other choose nothing."""
    if len(entity.iris) == 1:
        return entity
    key = _mention_key(entity.mention, places.index(entity.at) + 1)
    named = choices.names.get(key) or (choices.things if len(places) == 1 else frozenset())
    picked = [iri for iri in entity.iris if iri in named]
    return replace(entity, iris=tuple(picked)) if len(picked) == 1 else entity


def _same_once(entity: Entity, store: Store) -> Entity:
    """Candidates that are the same thing count once."""
    if len(entity.iris) == 1 or not any(True for _ in store.match(None, OWL_SAME_AS)):
        return entity
    kept: dict[IRI, None] = {}
    for iri in entity.iris:
        if not any(t.object in kept for t in store.match(iri, OWL_SAME_AS)):
            kept[iri] = None
    return replace(entity, iris=tuple(kept))


def _typed(entity: Entity, relation: Relation, schema: Schema, store: Store) -> Entity:
    """The candidates that can have the relation: those that types exclude are gone, unless that leaves none."""
    if len(entity.iris) == 1:
        return entity
    fits = tuple(iri for iri in entity.iris if not _is_excluded(iri, relation, schema, store))
    return replace(entity, iris=fits) if fits else entity


def _is_excluded(iri: IRI, relation: Relation, schema: Schema, store: Store) -> bool:
    """Whether the thing has classes, but none that the relation starts from."""
    known, key = _KEPT.setdefault(store, {}), (iri, schema.subjects(relation))
    if key not in known:
        known[key] = _is_of_others(iri, key[1], schema, store)
    return known[key]


def _is_of_others(iri: IRI, needed: frozenset[IRI], schema: Schema, store: Store) -> bool:
    if all(any(True for _ in store.match(iri, RDF_TYPE, kind)) for kind in needed):
        return False
    classes = {t.object for t in store.match(iri, RDF_TYPE) if isinstance(t.object, IRI)} & schema.classes
    held = {above for c in classes for above in schema.classes_above(c)}
    return bool(held) and not needed <= held


def ambiguous(forms: Iterable[Form]) -> Entity | None:
    """The first mention that may still mean several things."""
    open_ones = (e for form in forms for e in entities(form) if len(e.iris) > 1 and not e.every)
    return min(open_ones, key=lambda e: e.at, default=None)


def candidates(entity: Entity, occurrence: int, lexicon: Lexicon, store: Store) -> tuple[Candidate, ...]:
    """What the mention may mean, each with a description: the better known first, then by labels and IRIs."""

    def order(iri: IRI) -> tuple[float, int, str, IRI]:
        stated, raised = prominence(iri, store)
        return (-stated, -raised, lexicon.labels.of(iri), iri)

    ordered = sorted(entity.iris, key=order)[:MOST_CANDIDATES]
    told = descriptions(ordered, lexicon, store)
    return tuple(
        Candidate(
            label=lexicon.labels.of(iri),
            value=iri.value,
            description=told[iri],
            choose=name_choice(entity.mention, iri, occurrence),
        )
        for iri in ordered
    )
