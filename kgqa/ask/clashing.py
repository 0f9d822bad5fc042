"""Why facts cannot all be true, in English: what is supposed, what would follow, what is recorded, what forbids it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from kgqa.ask.english.morphology import conjoined, with_article
from kgqa.ask.english.wording import wording
from kgqa.model import RDF_TYPE, BlankNode
from kgqa.reason import SUPPOSED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kgqa.ask.labels import Labels
    from kgqa.model import Conflict, Proof, Triple

    Law: TypeAlias = "Callable[[Conflict, Labels], str]"


def clash_text(conflict: Conflict, labels: Labels) -> str:
    """A conflict as a sentence without its full stop; its premises have their texts.

    "it cannot be that Ann is the mentor of Bob: Eve is the mentor of Bob, and there can be only one mentor"
    """
    claims = list(dict.fromkeys(claim.text for premise in conflict.premises for claim in supposed_in(premise)))
    told = [premise for premise in conflict.premises if premise.by != "data" and _can_be_said(premise.fact)]
    law = _law(conflict, labels)
    if not claims:
        return f"{_joined(told)}, but {law}" if told else law
    if conflict.rule.name.startswith("eq-diff"):
        told = []  # Whatever it would follow of one thing is of the other one under the same name.
    derived = [p for p in told if p.source != SUPPOSED and any(True for _ in supposed_in(p))]
    recorded = [p for p in told if p not in derived and p.source != SUPPOSED]
    reason = f"it would follow that {_joined(derived)}, but " if derived else ""
    reason += f"{_joined(recorded)}, and " if recorded else ""
    return f"it cannot be that {conjoined(claims)}: {reason}{law}"


def supposed_in(proof: Proof) -> Iterator[Proof]:
    """The supposed facts that a proof rests on."""
    queue = [proof]
    while queue:
        step = queue.pop()
        if step.source == SUPPOSED:
            yield step
        queue += step.premises[::-1]


def _joined(proofs: Iterable[Proof]) -> str:
    return conjoined(list(dict.fromkeys(proof.text for proof in proofs)))


def _can_be_said(fact: Triple) -> bool:
    """Whether a fact is not about a class that has no name."""
    return not (fact.predicate == RDF_TYPE and isinstance(fact.object, BlankNode))


def _law(conflict: Conflict, labels: Labels) -> str:
    """What forbids it: a user's rule by its label, a rule of OWL in words."""
    name = conflict.rule.name
    if " " in name:
        return name
    return _LAWS[name](conflict, labels) if name in _LAWS else "that cannot all be so"


def _properties(conflict: Conflict, labels: Labels) -> list[str]:
    """The labels of the properties of what clashes, as nouns; in quotes where they are none."""
    facts = (p.fact for p in conflict.premises if p.by != "data" and p.fact.predicate != RDF_TYPE)
    return [_noun(labels.of(predicate)) for predicate in dict.fromkeys(fact.predicate for fact in facts)]


def _noun(label: str) -> str:
    said = wording(label)
    return said.text if said is not None and said.kind != "verb" and not said.backwards else f'"{label}"'


def _kinds(conflict: Conflict, labels: Labels) -> list[str]:
    """The classes of what clashes, each with its article."""
    facts = (p.fact for p in conflict.premises if p.fact.predicate == RDF_TYPE and _can_be_said(p.fact))
    return [with_article(labels.of(kind)) for kind in dict.fromkeys(fact.object for fact in facts)]


def _only_one(conflict: Conflict, labels: Labels) -> str:
    return f"there can be only one {_properties(conflict, labels)[0]}"


def _own(conflict: Conflict, labels: Labels) -> str:
    return f"nothing can be its own {_properties(conflict, labels)[0]}"


def _shared(conflict: Conflict, labels: Labels) -> str:
    return f"no two things have the same {conjoined(_properties(conflict, labels))}"


def _both_kinds(conflict: Conflict, labels: Labels) -> str:
    kinds = _kinds(conflict, labels)
    return f"nothing is both {conjoined(kinds)}" if len(kinds) > 1 else "that cannot be"


def _both_ends(conflict: Conflict, labels: Labels) -> str:
    return f"nothing is both the {' and the '.join(_properties(conflict, labels))} of the same thing"


def _none(conflict: Conflict, labels: Labels) -> str:
    return f"{_holder(conflict, labels)} can have no {_properties(conflict, labels)[0]}"


def _one(conflict: Conflict, labels: Labels) -> str:
    return f"{_holder(conflict, labels)} can have only one {_properties(conflict, labels)[0]}"


def _one_such(conflict: Conflict, labels: Labels) -> str:
    return f"{_holder(conflict, labels)} can have only one such {_properties(conflict, labels)[0]}"


def _no_such(conflict: Conflict, labels: Labels) -> str:
    return f"{_holder(conflict, labels)} can have no such {_properties(conflict, labels)[0]}"


def _holder(conflict: Conflict, labels: Labels) -> str:
    facts = (premise.fact for premise in conflict.premises if premise.fact.predicate != RDF_TYPE)
    return labels.of(next(facts).subject)


def _datatype(conflict: Conflict, labels: Labels) -> str:
    for test in (premise.fact for premise in conflict.premises if premise.by == "data"):
        return f"{labels.of(test.subject)} is no {labels.of(test.object)}"
    return "that is no value of its datatype"


_LAWS: dict[str, Law] = {
    "prp-fp": _only_one,
    "prp-ifp": _shared,
    "prp-key": _shared,
    "prp-irp": _own,
    "prp-asyp": lambda conflict, labels: "that cannot hold both ways",
    "prp-pdw": _both_ends,
    "prp-adp": _both_ends,
    "prp-npa1": lambda conflict, labels: "that is recorded not to be so",
    "prp-npa2": lambda conflict, labels: "that is recorded not to be so",
    "prp-rng": _datatype,
    "cax-dw": _both_kinds,
    "cax-adc": _both_kinds,
    "cls-com": _both_kinds,
    "cls-maxc1": _none,
    "cls-maxc2": _one,
    "cls-maxqc1": _no_such,
    "cls-maxqc2": _none,
    "cls-maxqc3": _one_such,
    "cls-maxqc4": _one,
    "cls-nothing2": lambda conflict, labels: "nothing can be that",
    "eq-diff1": lambda conflict, labels: "they are different things",
    "eq-diff2": lambda conflict, labels: "they are different things",
    "eq-diff3": lambda conflict, labels: "they are different things",
    "dt-not-type": lambda conflict, labels: "that is no value of its datatype",
}
"""What the rules of OWL 2 RL that end in falsehood forbid (W3C OWL 2 Profiles, section 4.3)."""
