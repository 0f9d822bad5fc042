"""From a question to an answer: link, parse, fit, resolve, run, tell; or the reason why there is none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kgqa.ask.asking import Asking
from kgqa.ask.clashes import clashes
from kgqa.ask.complete import is_declared
from kgqa.ask.english.phrases import Phrases
from kgqa.ask.english.sentences import boundaries
from kgqa.ask.evaluate import Outcome, evaluate, is_truth
from kgqa.ask.form import THING, Entity, Join, Overlap, Question
from kgqa.ask.link import Links, link
from kgqa.ask.members import tell_members
from kgqa.ask.quotes import quoted
from kgqa.ask.readings import differ_in_a_word, read
from kgqa.ask.refuse import refusal
from kgqa.ask.relating import is_between_two, relate
from kgqa.ask.resolve import ambiguous, candidates, occurrences, read_choices, reading_choice, resolve
from kgqa.ask.stages import stage
from kgqa.ask.structure import entities, joins
from kgqa.ask.tokens import tokenize
from kgqa.ask.truth import tell_truth
from kgqa.ask.understanding import understanding_of
from kgqa.model import Answer, Candidate, Literal, Reading, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kgqa.ask.conversation import Context
    from kgqa.ask.form import Form
    from kgqa.ask.lexicon import Lexicon
    from kgqa.config import Settings
    from kgqa.model import Proof, Triple
    from kgqa.store import Store

MOST_TOKENS = 48
"""Longer questions are not read: no reading would be sure."""
MOST_READINGS = 16


def answer_question(
    question: str,
    *,
    lexicon: Lexicon,
    store: Store,
    prove: Callable[[Triple], Proof | None],
    choose: Sequence[str] = (),
    settings: Settings,
    context: Context | None = None,
) -> Answer:
    """Answer a question from the graph, or say why not; never raises for what the question says.

    `context` is what was asked before, which pronouns may stand for; `choose` holds what was chosen from the candidates
    of earlier answers. `id`, `conversation` and `elapsed_ms` are for the caller to fill in.
    """
    asking = Asking(question, lexicon, store, prove, read_choices(choose), Phrases(lexicon), settings.unique_names)
    if not question.strip():
        return asking.failed("error", Reason("empty", "The question is empty."))
    if len(question) > settings.max_question:
        limit = f"The question has {len(question)} characters; at most {settings.max_question} are read."
        return asking.failed("error", Reason("too_long", limit))
    if (number := len(tokenize(question))) > MOST_TOKENS:
        limit = f"The question has {number} words; at most {MOST_TOKENS} are understood."
        return asking.failed("not_understood", Reason("no_reading", limit))
    links = link(question, understanding_of(lexicon, store), context)
    if _asks_more(question, links):
        return asking.failed("not_understood", Reason("no_reading", "These are several questions: ask one at a time."))
    return _answer_links(asking, links)


def answer_form(
    question: str,
    readings: Sequence[Question],
    *,
    lexicon: Lexicon,
    store: Store,
    prove: Callable[[Triple], Proof | None],
    choose: Sequence[str] = (),
    settings: Settings,
) -> Answer:
    """Answer a question by readings of it that were found elsewhere, as those that the grammar finds are answered."""
    asking = Asking(question, lexicon, store, prove, read_choices(choose), Phrases(lexicon), settings.unique_names)
    return _answer_readings(asking, Links((), (), (), (), ()), readings)


def _asks_more(question: str, links: Links) -> bool:
    """Whether another question follows the first, outside names and quotation marks."""
    named = [(links.tokens[m.start].start, links.tokens[m.end - 1].end) for m in links.mentions]
    apart = [*named, *quoted(question)]
    return any(not any(start < place < end for start, end in apart) for place in boundaries(question))


def _answer_links(asking: Asking, links: Links) -> Answer:
    kinds = understanding_of(asking.lexicon, asking.store).kinds
    tiers = [] if links.unknown else read([token.folded for token in links.tokens], links.seeds, kinds)
    if not tiers:
        return asking.failed("not_understood", refusal(links, asking.lexicon))
    first = _answer_readings(asking, links, tiers[0])
    if not _says_nothing(first):
        return first
    for questions in tiers[1:]:
        alike = [q for q in questions if any(differ_in_a_word(q.form, other.form) for other in tiers[0])]
        answer = _answer_readings(asking, links, alike) if alike else first
        if answer.status == "answered" and not _says_nothing(answer):
            return answer
    return first


def _says_nothing(answer: Answer) -> bool:
    """Whether a dearer reading may be meant: nothing is recorded for this one, or none is counted."""
    counted = answer.status == "answered" and all(item.value == "0" for item in answer.answers)
    return answer.status == "no_answer" or counted


def _answer_readings(asking: Asking, links: Links, questions: Sequence[Question]) -> Answer:
    """The answer to readings that cost the same."""
    settled = list(dict.fromkeys(resolve(q, asking.choices, asking.lexicon.schema, asking.store) for q in questions))
    settled = [q for q in settled if ambiguous((q.form,)) is None] or settled
    unsettled = ambiguous(question.form for question in settled)
    if unsettled is not None:
        return _which_thing(asking, unsettled, occurrences(unsettled, (q.form for q in settled)))
    noted = _with_notes(asking, links, settled)
    return _choose_reading(noted, [_outcome(asking, question) for question in settled[:MOST_READINGS]])


@stage("run")
def _outcome(asking: Asking, question: Question) -> Outcome:
    between = is_between_two(question.form)
    return relate(question) if between else evaluate(question, asking.lexicon, asking.store)


def _with_notes(asking: Asking, links: Links, questions: Sequence[Question]) -> Asking:
    """What was taken for something else: misspelt words and names."""
    notes = [f'"{said}" is read as "{meant}"' for said, meant in links.respelt]
    for entity in dict.fromkeys(e for question in questions for e in entities(question.form) if e.typo):
        notes.append(f'"{entity.mention}" is read as {asking.lexicon.labels.of(entity.iri)}')
    return replace(asking, notes=tuple(dict.fromkeys(notes)))


def _choose_reading(asking: Asking, outcomes: list[Outcome]) -> Answer:
    chosen = [o for o in outcomes if asking.phrases.reading(o.form) in asking.choices.readings]
    outcomes = chosen or outcomes
    telling = [outcome for outcome in outcomes if _tells(outcome)]
    if len(_results(asking, telling)) > 1 and len({asking.phrases.reading(o.form) for o in telling}) > 1:
        return _which_reading(asking, telling)
    return _tell(asking, (telling or outcomes)[0])


def _results(asking: Asking, outcomes: Sequence[Outcome]) -> set[object]:
    """The different results: a thing that is called as a text is found elsewhere ("male") is no other answer."""
    texts = {t.lexical: t for outcome in outcomes for t in outcome.terms if isinstance(t, Literal)}
    told = asking.lexicon.labels.of
    return {
        replace(outcome, terms=tuple(texts.get(told(t), t) for t in outcome.terms)).result if texts else outcome.result
        for outcome in outcomes
    }


def _tells(outcome: Outcome) -> bool:
    """Whether the outcome counts among several: what is not recorded does not, but no reading goes for being true."""
    return not outcome.is_empty or isinstance(outcome.form, Overlap)


@stage("tell")
def _tell(asking: Asking, outcome: Outcome) -> Answer:
    reading = Reading(asking.noted(asking.phrases.reading(outcome.form)), outcome.sparql)
    tell = tell_truth if is_truth(outcome.form) else tell_members
    answer = tell(asking, outcome, reading)
    if answer.completeness == "recorded" and (unused := _unused(asking, outcome)) is not None:
        told = asking.phrases.none(unused, complete=False)
        return asking.failed("no_answer", Reason("missing_fact", told, missing=told), reading=reading)
    warnings = clashes(asking, outcome.form, outcome.terms)
    return replace(answer, text=" ".join((answer.text, *warnings)))


def _unused(asking: Asking, outcome: Outcome) -> Form | None:
    """Of a no or of none: a relation of which the graph records nothing at all, so that nothing follows from it."""
    if outcome.truth or outcome.number or (outcome.terms and not is_truth(outcome.form)) or outcome.rows:
        return None
    schema, store = asking.lexicon.schema, asking.store
    for join in joins(outcome.form):
        if is_declared(join.relation, schema) or join.relation.property not in schema.properties:
            continue
        if not any(True for _ in store.match(None, join.relation.property)):
            return Join(join.relation, THING)
    return None


def _which_thing(asking: Asking, entity: Entity, places: Sequence[int]) -> Answer:
    occurrence = places.index(entity.at) + 1
    found = candidates(entity, occurrence, asking.lexicon, asking.store)
    more = f" (the first {len(found)} are listed)" if len(entity.iris) > len(found) else ""
    where = f" (mention {occurrence} of {len(places)})" if len(places) > 1 else ""
    message = f'"{entity.mention}"{where} may be {len(entity.iris)} different things{more}: choose one.'
    return asking.failed("ambiguous", Reason("ambiguous", message), candidates=found)


def _which_reading(asking: Asking, outcomes: list[Outcome]) -> Answer:
    found: dict[str, Candidate] = {}
    for outcome in outcomes:
        restated = asking.phrases.reading(outcome.form)
        told = ", ".join(map(asking.lexicon.labels.of, outcome.terms[:3]))
        found.setdefault(restated, Candidate(restated, restated, told, reading_choice(restated)))
    message = "The question can be read in different ways: choose one."
    return asking.failed("ambiguous", Reason("ambiguous", message), candidates=tuple(found.values()))
