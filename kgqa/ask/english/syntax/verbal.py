"""What verbs say of sets: "S verb O" holds when S stands in the verb's relation to O; "film directed by person" is
said of the film.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.compose.sets import joined, placed
from kgqa.ask.form import THING, Form, Join, Relation

if TYPE_CHECKING:
    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.lexicon import Sense

PLACING = frozenset(("in", "at", "on", "within", "near", "inside"))
"""Prepositions of place."""
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
    return joined(kinds, active(verb).reversed(), patient) if fits else None


def done(kinds: Kinds, preposition: str | None, subject: Form, verb: Sense) -> Form | None:
    """What `subject` is born in, married to, directed by.

    The preposition is the verb's own; or "by", of whoever does it; or one of place, or of two to each other, where
    types allow it.
    """
    relation = reached(kinds, preposition, verb)
    return None if relation is None else joined(kinds, relation, subject)


def reached(kinds: Kinds, preposition: str | None, verb: Sense) -> Relation | None:
    """The relation from a verb's subject to what follows the preposition."""
    assert verb.relation is not None
    if preposition == "by":
        return active(verb).reversed() if verb.preposition in {None, "by"} else None
    if verb.preposition == preposition:
        return verb.relation
    if preposition is None:
        return None if verb.strict or verb.preposition == "by" else verb.relation
    if verb.preposition is not None:
        return None
    if preposition in PLACING:
        return verb.relation if _is_placing(kinds, verb.relation) else None
    return verb.relation if preposition in _OF_TWO and kinds.is_mutual(verb.relation) else None


def _is_placing(kinds: Kinds, relation: Relation) -> bool:
    words = kinds.words(relation)
    return "where" in words if words else kinds.literal(relation) is None and not relation.inverse


def placed_verb(kinds: Kinds, preposition: str, verb: Sense, place: Form) -> Form | None:
    """What is born in, married to, directed by `place`."""
    relation = reached(kinds, preposition, verb)
    if relation is None:
        return None
    return joined(kinds, relation.reversed(), placed(kinds, place) if preposition in PLACING else place)


def at_all(kinds: Kinds, verb: Sense) -> Form | None:
    """What does it, to whatever: "who married"."""
    del kinds
    return None if verb.relation is None or verb.strict else Join(active(verb).reversed(), THING)


def measured(verb: Sense) -> Relation | None:
    """The relation of a verb to its date or number, the preposition left out."""
    return None if verb.strict or verb.preposition == "by" else verb.relation
