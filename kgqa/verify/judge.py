"""Judging claims: the three-valued finding on what is said, told with its proof, its conflict or the reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from kgqa.ask.english.phrases import Phrases
from kgqa.ask.form import Class, Entity, Form, Intersection, Join, Overlap, Question, Union, Within
from kgqa.ask.resolve import candidates, read_choices, resolve
from kgqa.ask.schema import SUBPROPERTY
from kgqa.ask.structure import changed, entities, joins, parts, with_entities
from kgqa.model import IRI, Candidate, ClaimVerdict
from kgqa.verify.chains import Chains
from kgqa.verify.correction import instead_of, other_side, recorded_in
from kgqa.verify.finding import DISTINCT, Finding, opposite, unknown
from kgqa.verify.known import Known
from kgqa.verify.names import Names
from kgqa.verify.periods import Periods
from kgqa.verify.somewhere import called, means_any
from kgqa.verify.spoken import said
from kgqa.verify.telling import doubts, told
from kgqa.verify.weighing import Weighing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgqa.ask.labels import Labels
    from kgqa.ask.lexicon import Lexicon
    from kgqa.store import Store
    from kgqa.verify.claim import Claim, Stated
    from kgqa.verify.finding import Prove
    from kgqa.verify.known import Contradiction

MOST_MEANINGS = 12
"""So many combinations of namesakes are judged before a claim is too ambiguous."""
_MOST_SIMILAR = 3


@dataclass(frozen=True, slots=True)
class Settled:
    """A finding with the form that it is on, and what its names may mean where that is open."""

    finding: Finding
    form: Form | None = None
    candidates: tuple[Candidate, ...] = ()


class Judge:
    """Judges claims against one revision of a graph, by entailment and by nothing else; changes nothing."""

    def __init__(
        self,
        store: Store,
        lexicon: Lexicon,
        prove: Prove,
        contradiction: Contradiction,
        *,
        unique_names: bool = True,
        names: Names | None = None,
    ) -> None:
        """`prove` gives the proof of an entailed triple or None; `contradiction` as `Known` has it.

        `names` are built from the lexicon if not given.
        """
        self.known = Known(store, lexicon, Phrases(lexicon), prove, contradiction, unique_names)
        self._names = names

    @property
    def store(self) -> Store:
        """The graph."""
        return self.known.store

    @property
    def labels(self) -> Labels:
        """What things are called."""
        return self.known.labels

    @cached_property
    def names(self) -> Names:
        """The exact names of things and properties."""
        return self._names or Names.build(self.known.lexicon, self.store)

    @cached_property
    def periods(self) -> Periods:
        """What the graph says of the times at which facts hold."""
        return _declared(self.store)[1]

    @cached_property
    def weighing(self) -> Weighing:
        """Weighs forms against the graph."""
        return Weighing(self.known, _declared(self.store)[0])

    def judge(self, claim: Claim) -> ClaimVerdict:
        """The verdict on a claim of three parts. Names are matched exactly, case and accents apart."""
        verdict = ClaimVerdict(
            text=claim.text,
            subject=claim.subject,
            predicate=claim.predicate,
            object=claim.object,
            verdict="unknown",
            reason="",
            negated=claim.negated,
        )
        what = said(claim, self.known, self.names)
        if isinstance(what, Finding):
            return replace(verdict, reason=what.reason, candidates=self._similar(claim))
        settled = self._settled(what.readings, types=False)
        finding = settled.finding
        if claim.value is not None and finding.value is None:
            finding = self._excluded(claim, what.slot) or finding
        if (claim.since or claim.until) and finding.value:
            finding = self.periods.finding(self.known, finding, claim)
        verdict = self._told(verdict, replace(settled, finding=finding))
        if verdict.verdict != "contradicted" or claim.negated or settled.form is None:
            return verdict
        if settled.finding.value:
            return replace(verdict, instead=self.periods.told(self.known, settled.finding, claim))
        slot = what.slot
        given = instead_of(self.weighing, settled.form, "") if slot is None else None
        return replace(verdict, instead=given if slot is None else recorded_in(self.weighing, slot, settled.form))

    def _excluded(self, claim: Claim, slot: Form | None) -> Finding | None:
        """The conflict of a literal given as such: another text is another value."""
        if not isinstance(slot, Join) or not isinstance(slot.of, Entity) or len(slot.of.iris) > 1 or not claim.value:
            return None
        conflict = self.known.excluded(self.known.triple(slot.relation, slot.of.iri, claim.value))
        return None if conflict is None else Finding(False, conflict=conflict)

    def judge_stated(self, stated: Stated) -> ClaimVerdict:
        """The verdict on a claim that was read from a text."""
        verdict = ClaimVerdict(
            text=stated.text,
            subject=stated.subject,
            predicate=stated.predicate,
            object=stated.object,
            verdict="unknown",
            reason="",
            negated=stated.negated,
            start=stated.start,
            end=stated.end,
        )
        settled = self._settled(stated.readings, types=True)
        verdict = self._told(verdict, settled)
        if verdict.verdict != "contradicted" or stated.negated or settled.form is None:
            return verdict
        other = other_side(self.weighing, settled.form, stated.object)
        if other is not None and (place := _place(other[1], stated)) is not None:
            return replace(verdict, instead=other[0], focus=place)
        return replace(verdict, instead=instead_of(self.weighing, settled.form, stated.object), focus=stated.focus)

    def _told(self, verdict: ClaimVerdict, settled: Settled) -> ClaimVerdict:
        finding = opposite(settled.finding) if verdict.negated else settled.finding
        verdict = told(self.known, verdict, finding, settled.form)
        if warning := doubts(self.known, finding):
            verdict = replace(verdict, reason=f"{verdict.reason} ({warning})")
        return replace(verdict, candidates=settled.candidates)

    def _settled(self, readings: Sequence[Form], *, types: bool) -> Settled:
        """The finding on which all readings, and all that their names may mean, agree."""
        self.known.searched.clear()
        if not readings:
            return Settled(unknown("it could not be read"))
        found: list[Settled] = []
        for reading in self._spoken_of(readings):
            settled = self._meant(reading, types=types)
            if settled.candidates and settled.finding.value is None:
                return settled
            found.append(settled)
        # That two things of different names are one is hardly what is said, if something else may be.
        telling = [each for each in found if each.finding.value is not False or each.finding.rule != DISTINCT]
        telling = telling or found
        if len({each.finding.value for each in telling}) > 1:
            return Settled(unknown("it can be read in different ways, which do not come to the same"))
        return telling[0]

    def _spoken_of(self, readings: Sequence[Form]) -> list[Form]:
        """The readings without those about a property of which the graph has no fact, if others are left.

        Of two that differ in whether what lies in a thing counts as well only that by which it does.
        """
        distinct = list(dict.fromkeys(readings))
        if len(distinct) == 1:
            return distinct
        used = [form for form in distinct if all(self.known.is_used(join.relation) for join in joins(form))]
        wide = {narrowed(form) for form in distinct if narrowed(form) != form}
        # A place is claimed at its own precision, as a date is: what lies in it is in it.
        return [form for form in used or distinct if form not in wide]

    def _meant(self, form: Form, *, types: bool) -> Settled:
        known = self.known
        if (typo := next((e for e in entities(form) if e.typo), None)) is not None:
            meant = candidates(typo, 1, known.lexicon, known.store)
            named = ", ".join(candidate.label for candidate in meant[:_MOST_SIMILAR])
            reason = f"the graph has nothing named “{typo.mention}”; did you mean {named}?"
            return Settled(unknown(reason), form, meant)
        if types and _is_open(form) and not _says_kind(form):
            form = resolve(Question(form), read_choices(()), known.schema, known.store).form
        if known.lexicon.same_as:
            form = with_entities(form, self._apart)
        if types:
            form = called(known, form)
        several = next((e for e in entities(form) if len(e.iris) > 1 and not e.every), None)
        if several is None:
            return Settled(self.weighing.truth(form), form)
        found = [(self.weighing.truth(each), each) for each in self._meanings(form)]
        if found and len({finding.value for finding, _ in found}) == 1 and found[0][0].value is not None:
            return Settled(*found[0])
        if means_any(known, form) and (so := next((pair for pair in found if pair[0].value), None)) is not None:
            return Settled(*so)
        reason = f"“{several.mention}” may be any of {len(several.iris)} things"
        return Settled(unknown(reason), form, candidates(several, 1, known.lexicon, known.store))

    def _apart(self, entity: Entity) -> Entity:
        """A name without what it means a second time under another IRI."""
        if len(entity.iris) == 1 or entity.every:
            return entity
        kept: list[IRI] = []
        for iri in entity.iris:
            if not any(self.known.identical(iri, other) for other in kept):
                kept.append(iri)
        return replace(entity, iris=tuple(kept))

    def _meanings(self, form: Form) -> Iterator[Form]:
        """The form with each ambiguous name meaning one thing; nothing where there are too many."""
        open_ones = list(dict.fromkeys(e for e in entities(form) if len(e.iris) > 1 and not e.every))
        number = 1
        for entity in open_ones:
            number *= len(entity.iris)
        if number > MOST_MEANINGS:
            return
        for chosen in product(*(entity.iris for entity in open_ones)):
            meant = dict(zip(open_ones, chosen, strict=True))
            yield with_entities(form, lambda e, meant=meant: _as(e, meant.get(e)))  # type: ignore[misc]

    def _similar(self, claim: Claim) -> tuple[Candidate, ...]:
        """Things whose names are like one that names nothing: candidates, never matches."""
        for text in (claim.subject, claim.object):
            if self.names.thing(text) or not text.strip():
                continue
            found = [iri for name in self.names.things.similar(text, _MOST_SIMILAR) for iri in self.names.thing(name)]
            if found:
                entity = Entity(tuple(dict.fromkeys(found)), text)
                return candidates(entity, 1, self.known.lexicon, self.known.store)
        return ()


def _is_open(form: Form) -> bool:
    """Whether a name in the form may mean several things."""
    return any(len(entity.iris) > 1 and not entity.every for entity in entities(form))


def _says_kind(form: Form) -> bool:
    """Whether it is said of a named thing what kind of thing it is, which must not choose between namesakes."""
    if not isinstance(form, Overlap):
        return False
    sides = ((form.left, form.right), (form.right, form.left))
    return any(isinstance(one, Entity) and _has_class(other) for one, other in sides)


def _has_class(form: Form) -> bool:
    return isinstance(form, Class) or (isinstance(form, Intersection | Union) and any(map(_has_class, parts(form))))


def _place(entity: Entity, stated: Stated) -> tuple[int, int] | None:
    """Where a claim mentions a thing, if it does so in one place."""
    found = stated.text.find(entity.mention)
    if not entity.mention or found < 0 or stated.text.count(entity.mention) > 1:
        return None
    return stated.start + found, stated.start + found + len(entity.mention)


def narrowed(form: Form) -> Form:
    """A form with each thing alone, where it means all that lies in it as well."""
    return narrowed(form.of) if isinstance(form, Within) else changed(form, narrowed)


_KEPT: WeakKeyDictionary[Store, tuple[str, Chains, Periods]] = WeakKeyDictionary()


def _declared(store: Store) -> tuple[Chains, Periods]:
    """What a graph declares of chains and of periods; kept for its revision."""
    kept = _KEPT.get(store)
    if kept is None or kept[0] != store.revision:
        kept = _KEPT[store] = (store.revision, Chains.read(store), Periods.read(store.match(None, SUBPROPERTY)))
    return kept[1:]


def _as(entity: Entity, iri: IRI | None) -> Entity:
    return entity if iri is None else replace(entity, iris=(iri,))
