"""Whether the types in a form fit together, and the answers the question word: "when" wants dates."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from kgqa.ask.form import (
    All,
    Count,
    DateIn,
    Entity,
    Exists,
    Form,
    Intersection,
    Join,
    Overlap,
    Question,
    Relation,
    Within,
    joins,
)
from kgqa.dates import is_date
from kgqa.model import EDTF, IRI, RDF, RDF_TYPE, RDFS, XSD, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgqa.ask.lexicon import Lexicon
    from kgqa.store import Store

_SAMPLE = 12
_MOST_CANDIDATES = 8
_TEXTS = frozenset((XSD + "string", RDF + "langString", RDFS + "Literal", XSD + "anyURI"))
CERTAIN, POSSIBLE, IMPOSSIBLE = 2, 1, 0


class Types:
    """What the relations of one graph lead from and to: as declared, else as seen in a sample of the data."""

    def __init__(self, lexicon: Lexicon, store: Store) -> None:
        self._lexicon, self._schema, self._store = lexicon, lexicon.schema, store
        self._seen: dict[Relation, frozenset[IRI]] = {}

    def values(self, relation: Relation) -> frozenset[IRI]:
        """Classes and datatypes of what the relation leads to."""
        declared = self._schema.values(relation)
        if declared:
            return declared
        if relation not in self._seen:
            self._seen[relation] = self._sampled(relation)
        return self._seen[relation]

    def _sampled(self, relation: Relation) -> frozenset[IRI]:
        found: set[IRI] = set()
        for triple in islice(self._store.match(None, relation.property), _SAMPLE):
            end = triple.subject if relation.inverse else triple.object
            if isinstance(end, Literal):
                found.add(IRI(end.datatype))
            elif isinstance(end, IRI):
                found |= self._classes(end)
        return frozenset(found)

    def words(self, relation: Relation) -> frozenset[str]:
        """The question words that the relation's values answer to, as annotated."""
        own = () if relation.inverse else (relation.property,)
        return self._schema.words_answered((*self.values(relation), *own))

    def literal(self, relation: Relation) -> str | None:
        """The kind of literals that the relation leads to: "date", "text", "other"; None for things."""
        if relation.inverse:
            return None
        values = self.values(relation)
        kinds = {kind for value in values if (kind := _literal_kind(value.value)) is not None}
        if not values and "when" in self._schema.question_words.get(relation.property, ()):
            return "date"
        return min(kinds) if kinds else None

    def from_literals(self, relation: Relation) -> bool:
        """Whether what the relation starts from are literals (a property of text, read backwards)."""
        return relation.inverse and self.literal(relation.reversed()) is not None

    def answers(self, wants: str | None, relation: Relation) -> int:
        """How well the relation's values answer the question word."""
        words, literal = self.words(relation), self.literal(relation)
        if wants is None:
            return POSSIBLE
        if wants in words:
            return CERTAIN
        if words or literal == "other":
            return IMPOSSIBLE
        if literal == "date" or wants == "when":
            return CERTAIN if literal == "date" and wants == "when" else IMPOSSIBLE
        return POSSIBLE

    def words_of(self, entity: Entity) -> frozenset[str]:
        """The question words that the thing, or any of the few it may be, answers to; none: nobody knows."""
        if len(entity.iris) > _MOST_CANDIDATES:
            return frozenset()
        found = [self._schema.words_answered(self._classes(iri)) for iri in entity.iris]
        return frozenset().union(*found) if all(found) else frozenset()

    def excludes(self, thing: Entity, relation: Relation) -> bool:
        """Whether none of what the thing may be can have the relation, since its classes are disjoint."""
        needed = self._schema.subjects(relation)
        return bool(needed) and all(
            any(self._schema.are_disjoint(held, kind) for held in self._classes(iri) for kind in needed)
            for iri in thing.iris[:_MOST_CANDIDATES]
        )

    def _classes(self, iri: IRI) -> frozenset[IRI]:
        return frozenset(t.object for t in self._store.match(iri, RDF_TYPE) if isinstance(t.object, IRI))

    def is_mutual(self, relation: Relation) -> bool:
        """Whether the relation is one of two things to each other: symmetric, or a kind of a symmetric one."""
        return any(wider.property in self._schema.symmetric for wider in self._schema.wider(relation))

    def lying(self) -> IRI | None:
        """The property by which things lie in one another, if there is but one."""
        found = self._lexicon.containers
        return next(iter(found)) if len(found) == 1 else None

    def container(self, relation: Relation) -> IRI | None:
        """The transitive property by which values of the relation lie in one another ("located in")."""
        values = {above for c in self.values(relation) for above in self._schema.classes_above(c)}
        for iri in sorted(self._lexicon.containers):
            if values & self.values(Relation(iri, inverse=True)):
                return iri
        return None


def _literal_kind(datatype: str) -> str | None:
    if is_date(datatype):
        return "date"
    if datatype in _TEXTS:
        return "text"
    return "other" if datatype.startswith(XSD) or datatype == EDTF else None


def fitting(questions: Iterable[Question], types: Types) -> list[Question]:
    """The questions whose types fit, and of those the ones that fit best, whatever their answers.

    First the question word counts, then prepositions that are the verb's own, then classes that are not disjoint,
    then what a thing is before what it is to others ("a teacher").
    """
    rated = [(rating, _placed(q, types)) for q in questions if (rating := _rate(q, types)) is not None]
    best = max((rating for rating, _ in rated), default=None)
    return [q for rating, q in rated if rating == best]


def _rate(question: Question, types: Types) -> tuple[int, bool, bool, bool] | None:
    form = question.form
    outer = form.right if isinstance(form, Intersection) else form
    answers = types.answers(question.wants, outer.relation) if isinstance(outer, Join) else POSSIBLE
    if answers == IMPOSSIBLE or not _is_sound(form, types):
        return None
    own = all(join.granted is None for join in joins(form))
    possible = not any(types.excludes(thing, relation) for thing, relation in ends(form))
    return answers, own, possible, not isinstance(form, Exists)


def ends(form: Form) -> Iterator[tuple[Entity, Relation]]:
    """The named things at the ends of relations: what each is asked to have, read from the thing."""
    for join in joins(form):
        if isinstance(thing := _bare(join.of), Entity):
            yield thing, join.relation
    pairs: tuple[tuple[Form, Form], ...] = ()
    if isinstance(form, Overlap):
        pairs = ((form.left, form.right), (form.right, form.left))
    for one, other in pairs:
        if isinstance(one, Join) and isinstance(thing := _bare(other), Entity):
            yield thing, one.relation.reversed()


def _bare(form: Form) -> Form:
    return form.of if isinstance(form, Within) else form


def _is_sound(form: Form, types: Types) -> bool:
    if not all(_join_is_sound(join, types) for join in joins(form)):
        return False
    if not all(_words_fit(thing, relation, types) for thing, relation in ends(form)):
        return False
    match form:
        case All(of=of, within=within):
            return _is_set_of_things(of, types) and (isinstance(within, Entity) or _is_set_of_things(within, types))
        case Intersection(right=right) | Count(of=Intersection(right=right)):
            return _is_set_of_things(right, types)
        case Overlap(left=Entity(), right=Within()):
            return types.lying() is not None
        case DateIn(of=Join(relation=relation)):
            return types.answers("when", relation) == CERTAIN
        case Overlap(left=Join(relation=relation), mutual=mutual):
            return types.literal(relation) is None and (not mutual or types.is_mutual(relation))
        case Overlap(right=Join(relation=relation)):
            return types.literal(relation) is None
        case Exists() | DateIn():
            return isinstance(form, Exists)
        case _:
            return True


def _join_is_sound(join: Join, types: Types) -> bool:
    if types.from_literals(join.relation):
        return False
    if join.granted is not None and not _may_be_granted(join, types):
        return False
    inner = _bare(join.of)
    if not isinstance(inner, Join):
        return True
    if types.literal(inner.relation) is not None:
        return False
    given, needed = types.words(inner.relation), types.words(join.relation.reversed())
    return not needed or not given or bool(needed & given)


def _words_fit(thing: Entity, relation: Relation, types: Types) -> bool:
    """Whether the thing answers the question words of what has the relation, as far as is known."""
    given, needed = types.words_of(thing), types.words(relation.reversed())
    return not needed or not given or bool(needed & given)


def _may_be_granted(join: Join, types: Types) -> bool:
    """Whether the relation takes a preposition that is not in its words: of a place, or of two to each other."""
    if join.granted == "mutual":
        return types.is_mutual(join.relation)
    place = join.relation.reversed() if isinstance(join.of, Within) else join.relation
    words = types.words(place)
    return "where" in words if words else types.literal(place) is None and not place.inverse


def _is_set_of_things(form: Form, types: Types) -> bool:
    return not isinstance(form, Join) or types.literal(form.relation) is None


def _placed(question: Question, types: Types) -> Question:
    """The question with each "in" told by which property things lie in one another, and nothing left to be granted."""
    return replace(question, form=_place(question.form, types))


def _place(form: Form, types: Types) -> Form:
    match form:
        case Overlap(left=Entity() as left, right=Within(of=of)) if (by := types.lying()) is not None:
            return Overlap(Join(Relation(by), left), of)
        case Overlap(left=Join() as left, right=Within(of=of)):
            return Overlap(_place(left, types), _within(of, types.container(left.relation)))
        case Join(relation=relation, of=Within(of=of)):
            return Join(relation, _within(of, types.container(relation.reversed())))
        case Join(relation=relation, of=of):
            return Join(relation, _place(of, types))
        case All(of=of, within=within):
            return All(_place(of, types), _place(within, types))
        case Overlap(left=left, right=right) | Intersection(left=left, right=right):
            return replace(form, left=_place(left, types), right=_place(right, types))
        case Exists(of=of) | Count(of=of) | DateIn(of=of):
            return replace(form, of=_place(of, types))
        case _:
            return form


def _within(of: Form, by: IRI | None) -> Form:
    return of if by is None or not isinstance(of, Entity) else Within(of, by)
