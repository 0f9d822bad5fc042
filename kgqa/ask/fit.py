"""Whether the types in a form fit together, and the answers the question word: "when" wants dates."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from kgqa.ask.form import (
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
    parts,
)
from kgqa.dates import is_date
from kgqa.model import EDTF, IRI, RDF, RDF_TYPE, RDFS, XSD, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

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

    def _classes(self, iri: IRI) -> frozenset[IRI]:
        return frozenset(t.object for t in self._store.match(iri, RDF_TYPE) if isinstance(t.object, IRI))

    def is_mutual(self, relation: Relation) -> bool:
        """Whether the relation is one of two things to each other: symmetric, or a kind of a symmetric one."""
        return any(wider.property in self._schema.symmetric for wider in self._schema.wider(relation))

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
    """The questions whose types fit, and of those the ones that fit the question word best."""
    rated = [(_rate(q, types), _placed(q, types)) for q in questions]
    best = max((rating for rating, _ in rated), default=IMPOSSIBLE)
    return [q for rating, q in rated if rating == best] if best > IMPOSSIBLE else []


def _rate(question: Question, types: Types) -> int:
    form = question.form
    if not _is_sound(form, types):
        return IMPOSSIBLE
    outer = form.right if isinstance(form, Intersection) else form
    return types.answers(question.wants, outer.relation) if isinstance(outer, Join) else POSSIBLE


def _is_sound(form: Form, types: Types) -> bool:
    if not all(_join_is_sound(join, types) for join in joins(form)):
        return False
    match form:
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
    inner = join.of.of if isinstance(join.of, Within) else join.of
    if isinstance(inner, Entity):
        given = types.words_of(inner)
    elif isinstance(inner, Join):
        if types.literal(inner.relation) is not None:
            return False
        given = types.words(inner.relation)
    else:
        return True
    needed = types.words(join.relation.reversed())
    return not needed or not given or bool(needed & given)


def _placed(question: Question, types: Types) -> Question:
    """The question with each "in" told by which property things lie in one another."""
    return replace(question, form=_place(question.form, types))


def _place(form: Form, types: Types) -> Form:
    match form:
        case Overlap(left=Join() as left, right=Within(of=of)):
            return replace(form, right=_within(of, types.container(left.relation)))
        case Join(relation=relation, of=Within(of=of)):
            return replace(form, of=_within(of, types.container(relation.reversed())))
        case Join() | Exists() if parts(form):
            return replace(form, of=_place(form.of, types))
        case _:
            return form


def _within(of: Form, by: IRI | None) -> Form:
    return of if by is None or not isinstance(of, Entity) else Within(of, by)
