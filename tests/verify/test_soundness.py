"""What no verdict may ever do, whatever is claimed and whatever is left out of a graph."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.ask.form import (
    THING,
    All,
    Best,
    Class,
    Compare,
    Count,
    DateIn,
    Exists,
    Form,
    Intersection,
    Minus,
    Overlap,
    Span,
)
from kgqa.model import IRI, Literal
from kgqa.verify.claim import Claim, Stated
from tests.verify.graphs import BASE, COMPANY, COUNTRIES, iri, judge_of, knowledge
from tests.verify.test_weighing import date, number, step, thing

if TYPE_CHECKING:
    from kgqa.model import Term
    from kgqa.verify.judge import Judge

OTHERS = '\n:zed a :Unrelated ; rdfs:label "Zed" ; :likes "1900-01-01" . :yak :sees :zed ; rdfs:label "Yak" .'
TURNED = {"supported": "contradicted", "contradicted": "supported", "unknown": "unknown"}
PEOPLE = ("ada", "bob", "cy", "dee", "eve")
OPEN = COMPANY.replace(" ; kgqa:isComplete true", "")
FACTS = tuple(line for line in OPEN.splitlines() if line.startswith((":ada", ":bob", ":cy", ":dee", ":eve")))
SCHEMA = "\n".join(line for line in OPEN.splitlines() if line not in FACTS)


@cache
def _judge(graph: str) -> Judge:
    with TemporaryDirectory() as folder:
        return judge_of(knowledge(Path(folder), graph))


def text_of(term: Term) -> str:
    """A term as claims write it."""
    return term.lexical if isinstance(term, Literal) else term.value


def _names(graph: str) -> tuple[list[str], list[str], list[str]]:
    """The things, properties and objects of a graph, as claims write them."""
    judge = _judge(graph)
    properties = sorted(p for p in judge.known.schema.properties if p.value.startswith(BASE))
    facts = [fact for p in properties for fact in judge.store.match(None, p) if isinstance(fact.subject, IRI)]
    things = sorted({fact.subject.value for fact in facts if isinstance(fact.subject, IRI)})
    objects = {text_of(fact.object) for fact in facts}
    return things, [p.value for p in properties], sorted({*objects, *things, "1831", "July 1821", "5"})


def _claims(graph: str) -> st.SearchStrategy[Claim]:
    things, properties, objects = _names(graph)
    return st.builds(Claim, *(st.sampled_from(names) for names in (things, properties, objects)))


@given(_claims(COUNTRIES))
def test_a_denial_is_the_other_way_round(claim: Claim) -> None:
    judge, denial = _judge(COUNTRIES), Claim(claim.subject, claim.predicate, claim.object, negated=True)
    assert judge.judge(denial).verdict == TURNED[judge.judge(claim).verdict]


@given(_claims(COUNTRIES))
def test_facts_about_something_else_change_nothing(claim: Claim) -> None:
    one, other = _judge(COUNTRIES).judge(claim), _judge(COUNTRIES + OTHERS).judge(claim)
    assert (one.verdict, one.instead) == (other.verdict, other.instead)


@given(_claims(COMPANY))
def test_what_is_contradicted_has_a_conflict_and_what_is_supported_a_proof(claim: Claim) -> None:
    found = _judge(COMPANY).judge(claim)
    assert (found.proof is not None) == (found.verdict == "supported")
    assert (found.conflict is not None) == (found.verdict == "contradicted")
    assert found.reason


def test_all_that_is_entailed_is_supported() -> None:
    judged = 0
    for graph in (COUNTRIES, COMPANY):
        judge = _judge(graph)
        for predicate in sorted(judge.known.schema.properties):
            for fact in judge.store.match(None, predicate):
                assert isinstance(fact.subject, IRI)
                literal = fact.object if isinstance(fact.object, Literal) else None
                claim = Claim(fact.subject.value, predicate.value, text_of(fact.object), value=literal)
                assert judge.judge(claim).verdict == "supported", claim
                judged += 1
    assert judged > 30


def _forms() -> list[Form]:
    pairs = [(one, other) for one in PEOPLE for other in PEOPLE]
    found: list[Form] = []
    for one, other in pairs:
        a, b = thing(one), thing(other)
        found += [
            Overlap(a, step("boss", b)),
            Overlap(a, step("report", b)),
            Overlap(a, step("boss", step("boss", b))),
            Overlap(a, step("grandboss", b)),
            Overlap(a, Compare(step("hired"), "<", step("hired", b))),
            Overlap(a, Compare(Span(step("hired"), step("left")), ">=", Span(step("hired", b), step("left", b)))),
            Overlap(a, Best(step("report", b), step("hired"), highest=True)),
            Overlap(a, Minus(Class(iri("Person")), step("mentor", b))),
            Overlap(a, Intersection(Class(iri("Manager")), step("boss", b))),
        ]
    for one in PEOPLE:
        a = thing(one)
        found += [Exists(step(name, a)) for name in ("report", "mentor", "boss", "left")]
        found += [DateIn(step("hired", a), date(year)) for year in ("1999", "2001", "June 2010", "after 2000")]
        found += [Overlap(a, Compare(Count(step("report")), operator, number(1))) for operator in ("<", ">", ">=")]
        found += [All(step("report", a), Compare(step("salary"), "<", number(55)))]
        found += [Overlap(a, Minus(THING, step("boss", THING)))]
    return found


FORMS = _forms()


def _verdicts(facts: tuple[str, ...]) -> dict[Form, str]:
    judge = _judge(f"{SCHEMA}\n" + "\n".join(facts))
    return {form: judge.judge_stated(Stated("", 0, 0, "", "", "", (form,))).verdict for form in FORMS}


@cache
def _single_facts() -> tuple[str, ...]:
    """The facts of the company, one a line; labels are always there."""
    found = []
    for line in FACTS:
        subject, _, rest = line.removesuffix(" .").partition(" ")
        found += [f"{subject} {part} ." for part in rest.split(" ; ") if not part.startswith("rdfs:label")]
    return tuple(found)


LABELS = tuple(f':{name} rdfs:label "{name.capitalize()}" .' for name in PEOPLE)


@settings(max_examples=20)
@given(st.sets(st.integers(0, len(_single_facts()) - 1), max_size=6))
def test_what_is_not_recorded_turns_no_verdict_into_its_opposite(left_out: set[int]) -> None:
    """What a graph entails no part of it excludes; what it excludes no part of it entails."""
    facts = _single_facts()
    whole = _verdicts((*LABELS, *facts))
    part = _verdicts((*LABELS, *(fact for k, fact in enumerate(facts) if k not in left_out)))
    opposite = {("supported", "contradicted"), ("contradicted", "supported")}
    assert not [form for form in FORMS if (whole[form], part[form]) in opposite]
    assert {"supported", "contradicted", "unknown"} == set(whole.values())
