"""Yes and no: what is entailed, what is refuted, and what is only not recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.clashes import most_precise
from kgqa.ask.complete import is_complete, is_single
from kgqa.ask.english.phrases.measures import all_parts
from kgqa.ask.evaluate import Outcome, evaluate
from kgqa.ask.explain import READING, facts_for
from kgqa.ask.form import (
    Aggregate,
    All,
    Best,
    Compare,
    Count,
    DateIn,
    Entity,
    Exists,
    Form,
    Join,
    Minus,
    Overlap,
    Question,
    Thing,
    Value,
)
from kgqa.ask.refute import Refutation, refute
from kgqa.ask.structure import fill
from kgqa.ask.unrecorded import missing
from kgqa.ask.verbalise import verbalise
from kgqa.model import IRI, XSD, AnswerItem, Proof, Reason, RuleName, Triple

if TYPE_CHECKING:
    from kgqa.ask.asking import Asking
    from kgqa.model import Answer, Certainty, Reading, Term

MOST_INSTEAD = 3
_MOST_MEMBERS = 100
"""Of larger sets nothing is refuted or proved member by member."""


def tell_truth(asking: Asking, outcome: Outcome, reading: Reading) -> Answer:
    """The answer to a yes/no question."""
    match outcome.form:
        case DateIn() as form:
            return _dated(asking, form, outcome, reading)
        case All() as form:
            return _all(asking, form, outcome, reading)
        case form if outcome.truth is None:
            return _untold(asking, outcome, reading)
        case Overlap() as form if (found := comparison(form)) is not None:
            return _compared(asking, outcome, *found, reading)
        case form if outcome.truth:
            instead = asking.labels(_members(asking, form.of)) if isinstance(form, Exists) else ()
            complete = not _by_absence(form) or is_complete(form, asking.lexicon.schema, asking.store)
            text = asking.phrases.truth(form, True, complete=complete, instead=instead)
            return _answer(asking, True, text, reading, _proof(asking, form), complete=complete)
        case form:
            return _denied(asking, form, reading)


def _by_absence(form: Form) -> bool:
    """Whether it is so only as more is not recorded: nothing is excluded, no more counted, none is better."""
    return any(isinstance(part, Minus | Best | Aggregate | Count) for part in all_parts(form))


def _answer(
    asking: Asking,
    value: bool,
    text: str,
    reading: Reading,
    known: tuple[Certainty, Proof | None] = ("derived", None),
    *,
    complete: bool,
) -> Answer:
    label, lexical = ("yes", "true") if value else ("no", "false")
    item = AnswerItem(label, lexical, "literal", known[0], XSD + "boolean", proof=known[1])
    return asking.answered((item,), text, reading, complete=complete)


def _untold(asking: Asking, outcome: Outcome, reading: Reading) -> Answer:
    """That what is recorded does not decide it, and which value it would take."""
    if outcome.missing:
        return asking.failed("no_answer", missing(asking, outcome.missing[0]), reading=reading)
    told = asking.told(outcome.uncertain)
    message = asking.phrases.undecided(outcome.form, told, _values_compared(asking, outcome.form))
    phrase = asking.phrases.reading(outcome.form)
    return asking.failed("no_answer", Reason("missing_fact", message, missing=phrase), reading=reading)


def _compared(asking: Asking, outcome: Outcome, test: Compare, thing: Entity, reading: Reading) -> Answer:
    """Yes or no to a comparison, with the values that were compared."""
    value = bool(outcome.truth)
    values = _values_compared(asking, outcome.form)
    text = asking.phrases.compared(outcome.form, value, values)
    complete = all(_is_sure(asking, part, test.operator, value) for part in measured(test, thing))
    return _answer(asking, value, text, reading, complete=complete)


def _is_sure(asking: Asking, form: Form, operator: str, value: bool) -> bool:
    """Whether a comparison with this value would come out the same if more were recorded."""
    if isinstance(form, Count) and not is_complete(form, asking.lexicon.schema, asking.store):
        return value == (operator in {">", ">="}) and operator != "="
    return value or isinstance(form, Count) or is_single(form, asking.lexicon.schema)


def comparison(form: Form) -> tuple[Compare, Entity] | None:
    """The comparison of a named thing that a form is; None when it is something else."""
    if not isinstance(form, Overlap):
        return None
    test, thing = (form.right, form.left) if isinstance(form.left, Entity) else (form.left, form.right)
    return (test, thing) if isinstance(test, Compare) and isinstance(thing, Entity) else None


def measured(test: Compare, thing: Entity) -> list[Form]:
    """The sets of values that a comparison looks at."""
    forms = (fill(test.by, thing), test.than)
    return [form for form in forms if not isinstance(form, Value)]


def _values_compared(asking: Asking, form: Form) -> list[str]:
    """What is recorded of the values of a comparison with a named thing: "the height of X is 5 m"."""
    compared = comparison(form)
    told = []
    for part in () if compared is None else measured(*compared):
        found = evaluate(Question(part), asking.lexicon, asking.store)
        if found.number is not None:
            told.append(asking.phrases.number(part, f"{found.number}", found.unit).removesuffix("."))
        elif found.terms:
            terms = asking.told(most_precise(found.terms), found.unit)
            told.append(asking.phrases.items(part, terms).removesuffix("."))
    return told


def _denied(asking: Asking, form: Form, reading: Reading) -> Answer:
    """The answer to what is not entailed: no where something rules it out, else that it is not recorded."""
    if (against := _opposite(form)) is not None and _holds_of(asking, against):
        text = asking.phrases.denied(against)
        return _answer(asking, False, text, reading, _proof(asking, against), complete=True)
    refuted = _refuted(asking, form)
    if refuted is not None and refuted.text is not None:
        return _answer(asking, False, f"No: {refuted.text}.", reading, ("derived", refuted.proof), complete=True)
    if refuted is None and _may_be_mutual(asking, form):
        return asking.failed("no_answer", missing(asking, form), reading=reading)
    complete = refuted is not None or is_complete(form, asking.lexicon.schema, asking.store)
    instead = asking.labels(_instead(asking, form))
    text = asking.phrases.truth(form, False, complete=complete, instead=instead)
    return _answer(asking, False, text, reading, complete=complete)


def _may_be_mutual(asking: Asking, form: Form) -> bool:
    """Whether the other way round it is so, by a property of which nothing tells that this makes a difference."""
    thing, group = _sides(form)
    if not isinstance(thing, Entity) or not isinstance(group, Join) or not isinstance(group.of, Entity):
        return False
    schema, said = asking.lexicon.schema, group.relation.property
    if said in schema.irreflexive or any(told.get(said) for told in (schema.domains, schema.ranges, schema.inverses)):
        return False
    return _holds_of(asking, Overlap(group.of, Join(group.relation, thing)))


def _opposite(form: Form) -> Overlap | None:
    """What is so where it is not so that a thing lacks something: that it has it."""
    thing, group = _sides(form)
    if isinstance(thing, Entity) and isinstance(group, Minus) and isinstance(group.of, Thing):
        return Overlap(thing, group.without)
    return None


def _sides(form: Form) -> tuple[Form | None, Form | None]:
    """The named thing that a set is asked about, and the set; the sides as they are where neither is named."""
    if not isinstance(form, Overlap):
        return None, None
    return (form.right, form.left) if isinstance(form.right, Entity) else (form.left, form.right)


def _holds_of(asking: Asking, form: Overlap) -> bool:
    return bool(evaluate(Question(form), asking.lexicon, asking.store).truth)


def _refuted(asking: Asking, form: Form) -> Refutation | None:
    if not isinstance(form, Overlap):
        return None
    for group, thing in ((form.left, form.right), (form.right, form.left)):
        if isinstance(thing, Entity):
            return refute(asking, group, thing)
    return None


def _dated(asking: Asking, form: DateIn, outcome: Outcome, reading: Reading) -> Answer:
    if not outcome.terms:
        return asking.failed("no_answer", missing(asking, form.of), reading=reading)
    single = is_single(form.of, asking.lexicon.schema)
    of_several = isinstance(form.of, Join) and not isinstance(form.of.of, Entity) and not single
    if outcome.truth is None or (of_several and len(outcome.terms) > 1):
        phrase, recorded = asking.phrases.phrase(form.of), ", ".join(asking.labels(outcome.terms))
        vague = Reason("missing_fact", f"Only this is recorded of {phrase}: {recorded}.", missing=phrase)
        return asking.failed("no_answer", vague, reading=reading)
    terms = most_precise(outcome.terms) if single else outcome.terms
    known = asking.known(form.of, terms[0])
    complete = outcome.truth or single or is_complete(form, asking.lexicon.schema, asking.store)
    text = asking.phrases.dated(form, asking.labels(terms), outcome.truth, complete=complete)
    return _answer(asking, outcome.truth, text, reading, known, complete=complete)


def _all(asking: Asking, form: All, outcome: Outcome, reading: Reading) -> Answer:
    """Yes when all recorded members are as asked; no when one certainly is not."""
    members = outcome.terms
    if not members:
        return asking.failed("no_answer", missing(asking, form.of), reading=reading)
    schema = asking.lexicon.schema
    complete = is_single(form.of, schema) or is_complete(form.of, schema, asking.store)
    if outcome.truth:
        text = asking.phrases.of_all(form, len(members), complete=complete)
        return _answer(asking, True, text, reading, _proof_of_all(asking, form, members), complete=complete)
    few = [Entity((m,), "") for m in members[:_MOST_MEMBERS] if isinstance(m, IRI)]
    certain = [(m, found) for m in few if (found := _refuted_member(asking, form.within, m)) is not None]
    for member, found in sorted(certain, key=lambda pair: (pair[1].proof is None, pair[1].text is None)):
        text = found.text or asking.phrases.not_one(form, asking.lexicon.labels.of(member.iri))
        return _answer(asking, False, f"No: {text}.", reading, ("derived", found.proof), complete=True)
    known = sum(1 for member in few if _holds(asking, form.within, member))
    text = asking.phrases.not_all(form, known, len(members))
    return _answer(asking, False, text, reading, complete=False)


def _holds(asking: Asking, within: Form, member: Entity) -> bool:
    return bool(evaluate(Question(Overlap(within, member)), asking.lexicon, asking.store).truth)


def _refuted_member(asking: Asking, within: Form, member: Entity) -> Refutation | None:
    """Why a member is not as asked; None when it is, or may be."""
    if isinstance(within, Entity):
        return Refutation() if asking.unique_names and member.iri != within.iri else None
    if isinstance(within, Compare):
        test = Overlap(member, within)
        if evaluate(Question(test), asking.lexicon, asking.store).truth is not False:
            return None
        return Refutation(asking.phrases.joined(_values_compared(asking, test)))
    return None if _holds(asking, within, member) else refute(asking, within, member)


def _proof_of_all(asking: Asking, form: All, members: tuple[Term, ...]) -> tuple[Certainty, Proof | None]:
    """The proofs of all members together; none where they are many, or one cannot be proved."""
    proofs: list[Proof] = []
    for member in members if len(members) <= _MOST_MEMBERS else ():
        for part in (form.of, form.within):
            facts = facts_for(part, member, asking.store)
            found = [asking.prove(fact) for fact in facts or ()]
            if facts is None or None in found:
                return "derived", None
            proofs += [proof for proof in found if proof is not None and proof not in proofs]
    if not proofs:
        return "derived", None
    text = asking.phrases.reading(form).removeprefix("whether ")
    conclusion = Triple(proofs[0].fact.subject, READING, members[-1])
    together = Proof(conclusion, "rule", rule=RuleName("reading", text), premises=tuple(proofs), text=text)
    return "derived", verbalise(together, asking.lexicon.labels)


def _instead(asking: Asking, form: Form) -> tuple[Term, ...]:
    """What is recorded in the place of what was asked, if that is little: the sisters, when it is none of them."""
    if not isinstance(form, Overlap) or form.mutual:
        return ()
    group = _sides(form)[1]
    recorded = _members(asking, group) if isinstance(group, Join | Best) else ()
    return recorded if len(recorded) <= MOST_INSTEAD else ()


def _proof(asking: Asking, form: Form) -> tuple[Certainty, Proof | None]:
    """How a yes is known."""
    if isinstance(form, Exists):
        members = _members(asking, form.of)
        return asking.known(form.of, members[0]) if members else ("derived", None)
    if not isinstance(form, Overlap):
        return "derived", None
    left, right = (form.right, form.left) if isinstance(form.left, Entity) else (form.left, form.right)
    members = (right.iri,) if isinstance(right, Entity) else _members(asking, left)
    for member in members:
        facts, others = facts_for(left, member, asking.store), facts_for(right, member, asking.store)
        if facts is not None and others is not None:
            if form.mutual and isinstance(left, Join) and isinstance(left.of, Entity):
                others = facts_for(Join(left.relation, right), left.of.iri, asking.store) or ()
            return asking.known_by((*facts, *others), left, member)
    return "derived", None


def _members(asking: Asking, form: Form) -> tuple[Term, ...]:
    return evaluate(Question(form), asking.lexicon, asking.store).terms
