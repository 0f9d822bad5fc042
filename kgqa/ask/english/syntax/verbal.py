"""What verbs say of sets: "S verb O" holds when S stands in the verb's relation to O; "film directed by person" is
said of the film.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.compose.joint import among_them
from kgqa.ask.compose.joint_owners import are_few
from kgqa.ask.compose.sets import holding, joined, overlapping, placed
from kgqa.ask.forest import Ranked
from kgqa.ask.form import THING, Form, Join, Relation

if TYPE_CHECKING:
    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.lexicon import Sense

PLACING = frozenset(("in", "at", "on", "within", "inside"))
"""Prepositions of place."""
_AT_OR_IN = {"at", "in"}
"""Who works at an office in a city works in the city."""
_LYING = ("base", "locate", "situate", "lie", "stand", "find", "set")
_OF_TWO = frozenset(("to", "with"))


def active(verb: Sense) -> Relation:
    """The relation from whoever does it to what is done."""
    assert verb.relation is not None
    return verb.relation.reversed() if verb.preposition == "by" else verb.relation


def does(kinds: Kinds, subject: Form, verb: Sense) -> Form | None:
    """Whom `subject` marries: active verbs, and those whose "to" is left out."""
    fits = verb.preposition in {None, "by", "to"} and not verb.strict
    return joined(kinds, active(verb), subject) if fits else None


def doing(kinds: Kinds, verb: Sense, patient: Form) -> Form | None:
    """Who marries `patient`."""
    fits = verb.preposition in {None, "by"} and not verb.strict
    return holding(kinds, active(verb), patient) if fits else None


def done(kinds: Kinds, preposition: str | None, subject: Form, verb: Sense) -> Ranked | None:
    """What `subject` is born in, married to, directed by.

    The preposition is the verb's own; or "by", of whoever does it; or, at a cost, one of place, or of two to each
    other, where types allow it.
    """
    reached = _reached(kinds, preposition, verb)
    form = None if reached is None else joined(kinds, reached[0], subject)
    if form is None or reached is None:
        return None
    among = among_them(kinds, reached[0], subject)
    if among is None or not isinstance(subject, Join):
        return Ranked(((form, reached[1]),))
    apart = 1 if are_few(kinds, subject.relation) else 0
    return Ranked(((among, reached[1]), (form, reached[1] + apart)))


def located(kinds: Kinds, subject: Form, verb: Sense) -> Ranked | None:
    """Where `subject` does it: by what answers to "where", else by verbs that take a preposition of place, else, at a
    cost, by others that take a preposition: what one paints is not where one does.
    """
    assert verb.relation is not None
    told = kinds.words(verb.relation)
    if "where" not in told and not told and verb.preposition in PLACING:
        form = joined(kinds, verb.relation, subject)
        return None if form is None else Ranked(((form, 0),))
    found = done(kinds, None, subject, verb)
    if found is None or "where" in told:
        return found
    said = kinds.lexicon.said.get(verb.relation)
    if verb.preposition is None and said is not None and said.kind == "verb":
        return None
    return Ranked(tuple((form, cost + 1) for form, cost in found.alternatives))


def lying(kinds: Kinds) -> list[Relation]:
    """The properties by which things are in a place, as their words say: "based in", "in country"."""
    key = ("lying",)
    if key not in kinds.between:
        verbs = [s for verb in _LYING for s in kinds.lexicon.verbs.get(verb, ()) if s.preposition in PLACING]
        nouns = [s for senses in kinds.lexicon.nouns.values() for s in senses if s.preposition in PLACING]
        found = {s.relation for s in (*verbs, *nouns) if s.relation is not None}
        kinds.between[key] = sorted(r for r in found if kinds.literal(r) is None)
    return kinds.between[key]


def _reached(kinds: Kinds, preposition: str | None, verb: Sense) -> tuple[Relation, int] | None:
    """The relation from a verb's subject to what follows the preposition, and its cost."""
    assert verb.relation is not None
    if preposition == "by":
        return (active(verb).reversed(), 0) if verb.preposition in {None, "by"} else None
    if verb.preposition == preposition:
        return verb.relation, 0
    if preposition is None:
        return None if verb.strict or verb.preposition == "by" else (verb.relation, 0)
    if {verb.preposition, preposition} == _AT_OR_IN and not verb.strict:
        return verb.relation, 2
    if verb.preposition is not None:
        return None
    if preposition in kinds.prepositions.get(verb.relation, ()):
        return verb.relation, 1
    if preposition in PLACING:
        return (verb.relation, 1) if _is_placing(kinds, verb.relation) else None
    return (verb.relation, 1) if preposition in _OF_TWO and kinds.is_mutual(verb.relation) else None


def _is_placing(kinds: Kinds, relation: Relation) -> bool:
    words = kinds.words(relation)
    return "where" in words if words else kinds.literal(relation) is None and not relation.inverse


def placed_verb(kinds: Kinds, preposition: str, verb: Sense, place: Form) -> Ranked | None:
    """What is born in, married to, directed by `place`."""
    reached = _reached(kinds, preposition, verb)
    if reached is None:
        return None
    of = placed(kinds, place, kinds.values(reached[0])) if preposition in PLACING else place
    form = holding(kinds, reached[0], of)
    return None if form is None else Ranked(((form, reached[1]),))


def at_all(kinds: Kinds, verb: Sense) -> Ranked | None:
    """What does it, to whatever: "who married". That it is done to something goes before when and where."""
    if verb.relation is None or verb.strict:
        return None
    relation = active(verb)
    cost = 1 if kinds.literal(relation) is not None else 2 if "where" in kinds.words(relation) else 0
    return Ranked(((Join(relation.reversed(), THING), cost),))


def undergone(kinds: Kinds, verb: Sense) -> Ranked | None:
    """What it is done to, by whomever: "the books sold", "which were sold".

    What tells when, where or how much, and what two do to each other, is said of the same thing in either voice.
    """
    if verb.relation is None or verb.strict or verb.preposition not in {None, "by"}:
        return at_all(kinds, verb)
    relation = active(verb)
    tells = kinds.literal(relation) is not None or "where" in kinds.words(relation)
    if verb.preposition is None and (tells or kinds.is_mutual(relation)):
        return at_all(kinds, verb)
    return Ranked(((Join(relation, THING), 0),))


def stands(kinds: Kinds, preposition: str, subject: Form, verb: Sense, place: Form) -> Ranked | None:
    """Whether one thing, or a member of a set, is born in, married to, directed by another."""
    reached = _reached(kinds, preposition, verb)
    left = None if reached is None else joined(kinds, reached[0], subject)
    right = placed(kinds, place, kinds.of(left or place)) if preposition in PLACING else place
    if left is None or reached is None or kinds.literal_of(left) is not None or not kinds.meet(left, right):
        return None
    return Ranked(((overlapping(left, right), reached[1]),))


def measured(verb: Sense) -> Relation | None:
    """The relation of a verb to its date or number, the preposition left out."""
    return None if verb.strict or verb.preposition == "by" else verb.relation
