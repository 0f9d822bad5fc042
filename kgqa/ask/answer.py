"""From a question to an answer: link, parse, fit, resolve, run, explain; or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgqa.ask.complete import has_one_value, is_complete
from kgqa.ask.describe import summary
from kgqa.ask.english.grammar import GRAMMAR
from kgqa.ask.english.phrases import Phrases
from kgqa.ask.evaluate import Outcome, evaluate, is_truth
from kgqa.ask.explain import facts_for, prove_answer
from kgqa.ask.fit import Types, fitting
from kgqa.ask.form import (
    Count,
    DateIn,
    Describe,
    Entity,
    Exists,
    Form,
    Join,
    Overlap,
    Question,
    entities,
    parts,
)
from kgqa.ask.link import Links, link
from kgqa.ask.refuse import refusal
from kgqa.ask.resolve import Choices, ambiguous, candidates, read_choices, reading_choice, resolve
from kgqa.ask.tokens import tokenize
from kgqa.ask.verbalise import verbalise
from kgqa.dates import edtf, is_date
from kgqa.model import (
    XSD,
    Answer,
    AnswerItem,
    Candidate,
    Certainty,
    Literal,
    Proof,
    Reading,
    Reason,
    Term,
    Triple,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kgqa.ask.lexicon import Lexicon
    from kgqa.config import Settings
    from kgqa.store import Store

MOST_TOKENS = 48
"""Longer questions are not read: no reading would be sure."""
MOST_READINGS = 16
MOST_INSTEAD = 3
MOST_PROOFS = 20
"""Answers after these come without a proof; `explain` gives it."""


@dataclass(frozen=True, slots=True)
class _Asking:
    """One question on its way."""

    question: str
    lexicon: Lexicon
    store: Store
    prove: Callable[[Triple], Proof | None]
    choices: Choices
    phrases: Phrases
    unique_names: bool
    notes: tuple[str, ...] = ()


def answer_question(
    question: str,
    *,
    lexicon: Lexicon,
    store: Store,
    prove: Callable[[Triple], Proof | None],
    choose: Sequence[str] = (),
    settings: Settings,
) -> Answer:
    """Answer a question from the graph, or say why not; never raises for what the question says.

    `choose` holds what was chosen from the candidates of earlier answers. `id`, `conversation` and `elapsed_ms` are
    for the caller to fill in.
    """
    asking = _Asking(question, lexicon, store, prove, read_choices(choose), Phrases(lexicon), settings.unique_names)
    if not question.strip():
        return _failed(asking, "error", Reason("empty", "The question is empty."))
    if len(question) > settings.max_question:
        limit = f"The question has {len(question)} characters; at most {settings.max_question} are read."
        return _failed(asking, "error", Reason("too_long", limit))
    if (number := len(tokenize(question))) > MOST_TOKENS:
        limit = f"The question has {number} words; at most {MOST_TOKENS} are understood."
        return _failed(asking, "not_understood", Reason("no_reading", limit))
    return _answer_links(asking, link(question, lexicon, store))


def _answer_links(asking: _Asking, links: Links) -> Answer:
    parsed = [] if links.unknown else parse(links)
    if not parsed:
        return _failed(asking, "not_understood", refusal(links, asking.lexicon))
    questions = fitting(parsed, Types(asking.lexicon, asking.store))
    if not questions:
        return _failed(asking, "not_understood", _misfit(asking, parsed))
    settled = list(dict.fromkeys(resolve(q, asking.choices, asking.lexicon.schema, asking.store) for q in questions))
    unsettled = ambiguous(question.form for question in settled)
    if unsettled is not None:
        return _which_thing(asking, unsettled)
    noted = _with_notes(asking, links, settled)
    return _choose_reading(noted, [evaluate(q, asking.lexicon, asking.store) for q in settled[:MOST_READINGS]])


def parse(links: Links) -> list[Question]:
    """The readings of the whole question with the least cost, in a fixed order."""
    words = [token.folded for token in links.tokens]
    if not words:
        return []
    chart = GRAMMAR.parse(words, links.seeds)
    found: dict[Question, int] = chart[0][len(words)].get("TOP", {})
    least = min(found.values(), default=0)
    return sorted((question for question, cost in found.items() if cost == least), key=repr)


def _misfit(asking: _Asking, parsed: Sequence[Question]) -> Reason:
    wants = parsed[0].wants
    if wants is not None:
        return Reason("no_reading", f'Nothing in the question has an answer to "{wants}".')
    return Reason("no_reading", "The parts of the question do not fit together.")


def _with_notes(asking: _Asking, links: Links, questions: Sequence[Question]) -> _Asking:
    """What was taken for something else: misspelt words and names."""
    notes = [f'"{said}" is read as "{meant}"' for said, meant in links.respelt]
    for entity in dict.fromkeys(e for question in questions for e in entities(question.form) if e.typo):
        notes.append(f'"{entity.mention}" is read as {asking.lexicon.labels.of(entity.iri)}')
    return replace(asking, notes=tuple(dict.fromkeys(notes)))


def _choose_reading(asking: _Asking, outcomes: list[Outcome]) -> Answer:
    chosen = [o for o in outcomes if asking.phrases.reading(o.form) in asking.choices.readings]
    outcomes = chosen or outcomes
    telling = [outcome for outcome in outcomes if not outcome.is_empty]
    if len({outcome.result for outcome in telling}) > 1:
        return _which_reading(asking, telling)
    return _answer(asking, (telling or outcomes)[0])


def _which_thing(asking: _Asking, entity: Entity) -> Answer:
    found = candidates(entity, asking.lexicon, asking.store)
    more = f" (the first {len(found)} are listed)" if len(entity.iris) > len(found) else ""
    message = f'"{entity.mention}" may be {len(entity.iris)} different things{more}: choose one.'
    return _failed(asking, "ambiguous", Reason("ambiguous", message), found)


def _which_reading(asking: _Asking, outcomes: list[Outcome]) -> Answer:
    found: dict[str, Candidate] = {}
    for outcome in outcomes:
        restated = asking.phrases.reading(outcome.form)
        told = ", ".join(map(asking.lexicon.labels.of, outcome.terms[:3]))
        found.setdefault(restated, Candidate(restated, restated, told, reading_choice(restated)))
    message = "The question can be read in different ways: choose one."
    return _failed(asking, "ambiguous", Reason("ambiguous", message), tuple(found.values()))


def _failed(
    asking: _Asking, status: str, reason: Reason, found: tuple[Candidate, ...] = (), reading: Reading | None = None
) -> Answer:
    return Answer(
        id="", question=asking.question, status=status, text=_noted(asking, reason.message),  # type: ignore[arg-type]
        revision=asking.store.revision, reason=reason, candidates=found, reading=reading,
    )  # fmt: skip


def _noted(asking: _Asking, text: str) -> str:
    return f"{text} ({'; '.join(asking.notes)})" if asking.notes else text


# What an outcome says


def _answer(asking: _Asking, outcome: Outcome) -> Answer:
    reading = Reading(_noted(asking, asking.phrases.reading(outcome.form)), outcome.sparql)
    if is_truth(outcome.form):
        return _truth(asking, outcome, reading)
    complete = is_complete(outcome.form, asking.lexicon.schema, asking.store)
    if isinstance(outcome.form, Count) and outcome.number is not None:
        text = asking.phrases.count(outcome.form.of, outcome.number, complete=complete)
        item = AnswerItem(str(outcome.number), str(outcome.number), "literal", "derived", XSD + "integer")
        return _answered(asking, (item,), text, reading, complete=complete)
    if isinstance(outcome.form, Describe):
        item = _item(asking, outcome.form.of.iri, outcome, prove=False)
        return _answered(asking, (item,), summary(outcome.form.of.iri, asking.lexicon, asking.store), reading)
    if not outcome.terms:
        if complete:
            return _answered(asking, (), asking.phrases.none(outcome.form, complete=True), reading, complete=True)
        return _failed(asking, "no_answer", _missing(asking, outcome.form), reading=reading)
    terms, clashing = _without_clashes(asking, outcome)
    items = tuple(_item(asking, term, outcome, prove=k < MOST_PROOFS) for k, term in enumerate(terms))
    text = asking.phrases.items(outcome.form, [item.label for item in items])
    if clashing:
        text += f" {asking.phrases.clash([asking.lexicon.labels.of(term) for term in clashing])}"
    return _answered(asking, items, text, reading, complete=complete or _is_single(asking, outcome.form))


def _without_clashes(asking: _Asking, outcome: Outcome) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """The answers, and those that cannot be true beside them.

    Where there can be but one value, what sources state goes before what is derived against it.
    """
    form, terms = outcome.form, outcome.terms
    only_one = isinstance(form, Join) and isinstance(form.of, Entity) and len(terms) > 1
    if not only_one or not has_one_value(form.relation, asking.lexicon.schema):  # type: ignore[union-attr]
        return terms, ()
    stated = tuple(t for t in terms if _is_stated(asking, form, t))  # type: ignore[arg-type]
    kept = stated or terms
    return kept, tuple(t for t in terms if t not in kept) or kept[1:]


def _is_stated(asking: _Asking, form: Join, value: Term) -> bool:
    assert isinstance(form.of, Entity)
    for same in asking.lexicon.schema.same(form.relation):
        ends = (value, form.of.iri) if same.inverse else (form.of.iri, value)
        if asking.store.source_of(Triple(ends[0], same.property, ends[1])) is not None:
            return True
    return False


def _is_single(asking: _Asking, form: Form) -> bool:
    """Whether the set has one member at most, so that one answer is all there is."""
    while isinstance(form, Join):
        if not has_one_value(form.relation, asking.lexicon.schema):
            return False
        form = form.of
    return isinstance(form, Entity)


def _truth(asking: _Asking, outcome: Outcome, reading: Reading) -> Answer:
    form = outcome.form
    if isinstance(form, DateIn) and outcome.truth is None:
        reason = _too_vague(asking, outcome) if outcome.terms else _missing(asking, form.of)
        return _failed(asking, "no_answer", reason, reading=reading)
    value = bool(outcome.truth)
    instead = () if value else _instead(asking, form)
    refuted = asking.unique_names and bool(instead) and isinstance(form, Overlap) and _is_single(asking, form.left)
    complete = value or refuted or is_complete(form, asking.lexicon.schema, asking.store)
    told = [asking.lexicon.labels.of(term) for term in instead]
    if isinstance(form, DateIn):
        text = asking.phrases.dated(form, [asking.lexicon.labels.of(t) for t in outcome.terms], value)
    else:
        text = asking.phrases.truth(form, value, complete=complete, instead=told)
    certainty, proof = _truth_proof(asking, outcome, reading.text) if value else ("derived", None)
    label, lexical = ("yes", "true") if value else ("no", "false")
    item = AnswerItem(label, lexical, "literal", certainty, XSD + "boolean", proof=proof)
    return _answered(asking, (item,), text, reading, complete=complete)


def _instead(asking: _Asking, form: Form) -> tuple[Term, ...]:
    """What is recorded in the place of what was asked, if that is little: the mother, when it is someone else."""
    if not isinstance(form, Overlap) or form.mutual or not isinstance(form.left, Join):
        return ()
    recorded = evaluate(Question(form.left), asking.lexicon, asking.store).terms
    return recorded if len(recorded) <= MOST_INSTEAD else ()


def _too_vague(asking: _Asking, outcome: Outcome) -> Reason:
    recorded = ", ".join(asking.lexicon.labels.of(term) for term in outcome.terms)
    assert isinstance(outcome.form, DateIn)
    phrase = asking.phrases.phrase(outcome.form.of)
    return Reason("missing_fact", f"Only this is recorded of {phrase}: {recorded}.", missing=phrase)


def _truth_proof(asking: _Asking, outcome: Outcome, reading: str) -> tuple[Certainty, Proof | None]:
    form = outcome.form
    if isinstance(form, Overlap) and isinstance(form.right, Entity):
        return _known(asking, form.left, form.right.iri)
    if isinstance(form, Overlap) and isinstance(form.left, Entity):
        return _known(asking, form.right, form.left.iri)
    if isinstance(form, DateIn):
        return _known(asking, form.of, outcome.terms[0])
    if isinstance(form, Exists):
        members = evaluate(Question(form.of), asking.lexicon, asking.store).terms
        return _known(asking, form.of, members[0]) if members else ("derived", None)
    if isinstance(form, Overlap):
        shared = evaluate(Question(form.left), asking.lexicon, asking.store).terms
        both = set(evaluate(Question(form.right), asking.lexicon, asking.store).terms).intersection(shared)
        return _known(asking, form.left, min(both, key=str)) if both else ("derived", None)
    return "derived", None


def _missing(asking: _Asking, form: Form) -> Reason:
    """Which fact is not there: of a chain, the first hop that leads nowhere."""
    missing = form
    while parts(missing):
        inner = parts(missing)[-1]
        if isinstance(inner, Entity) or not isinstance(inner, Join):
            break
        if not evaluate(Question(inner), asking.lexicon, asking.store).is_empty:
            break
        missing = inner
    phrase = asking.phrases.phrase(missing)
    return Reason("missing_fact", asking.phrases.none(missing, complete=False), missing=phrase)


def _item(asking: _Asking, term: Term, outcome: Outcome, *, prove: bool) -> AnswerItem:
    certainty, proof = _known(asking, outcome.form, term, prove=prove)
    label = asking.lexicon.labels.of(term)
    if isinstance(term, Literal):
        value = edtf(term) if is_date(term.datatype) else term.lexical
        return AnswerItem(label, value, "literal", certainty, term.datatype, proof=proof)
    return AnswerItem(label, term.value, "uri", certainty, proof=proof)


def _known(asking: _Asking, form: Form, answer: Term, *, prove: bool = True) -> tuple[Certainty, Proof | None]:
    """How an answer is known, with its proof."""
    if isinstance(form, Describe):
        return "asserted", None
    facts = facts_for(form, answer, asking.store)
    if facts is None:
        return "derived", None
    asserted = all(asking.store.source_of(fact) is not None for fact in facts)
    proof = None
    if prove and facts:
        start = next((e.iri for e in entities(form)), answer)
        proof = prove_answer(start, answer, facts, asking.phrases.phrase(form), asking.prove)
    return ("asserted" if asserted else "derived"), proof and verbalise(proof, asking.lexicon.labels)


def _answered(
    asking: _Asking, items: tuple[AnswerItem, ...], text: str, reading: Reading, *, complete: bool | None = None
) -> Answer:
    weakest: Certainty | None = None
    if items:
        weakest = "derived" if any(item.certainty == "derived" for item in items) else "asserted"
    return Answer(
        id="", question=asking.question, status="answered", text=_noted(asking, text), source="graph",
        revision=asking.store.revision, certainty=weakest, answers=items, reading=reading,
        completeness=None if complete is None else "complete" if complete else "recorded",
    )  # fmt: skip
