"""What a rule lacks to conclude something, and that no rule can, in English."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kgqa.ask.labels import Labels
from kgqa.ask.verbalise import fact_text, values_text, verbalise_conflict
from kgqa.model import KGQA, OWL, RDF_TYPE, BlankNode, Triple
from kgqa.reason.rule import DIFFERENT, Var, readable

if TYPE_CHECKING:
    from kgqa.model import IRI, Conflict, RuleName, Term
    from kgqa.reason.blocked import Blocked
    from kgqa.reason.missing import Missing
    from kgqa.reason.rule import Atom, Builtin, Node

_VARIABLE = "?"
TOLD = 3
"""So many of the reasons against a claim are told in one sentence."""


def missing_text(missing: Missing, labels: Labels) -> str:
    """A line for the rule, one for each premise that holds, that is missing and each test that fails.

    What is missing of things that nothing names is told as "some ?x with ...", with the tests they have to pass.
    """
    spoken = _Spoken(labels)
    lines = [f"The nearest rule: {_rule_text(missing.rule)}"]
    lines += [f"  holds: {fact_text(fact, labels)}" for fact in missing.held]
    lines += [f"  missing: {_atom_text(atom, spoken)}" for atom in missing.lacking if not _variables(atom)]
    open_atoms = [_atom_text(atom, spoken) for atom in missing.lacking if _variables(atom)]
    tests = [_test_text(test, spoken) for test in missing.undecided]
    if open_atoms:
        names = ", ".join(map(str, missing.unknown))
        lines.append(f"  missing: some {names} with: {'; '.join([*open_atoms, *tests])}")
    lines += [f"  fails: {_test_text(test, spoken)}" for test in missing.failed]
    return "\n".join(lines)


def verbalise_refutation(blocked: Blocked, labels: Labels) -> Conflict:
    """The conflict of a refuted claim with its text and that of its proofs filled in."""
    claim, property = fact_text(blocked.goal, labels), labels.of(blocked.goal.predicate)
    told = _told(blocked, labels)
    recorded = ", and ".join(told[:TOLD]) + (", which with all else that is recorded" if told[TOLD:] else ", which")
    leaves = f'leaves no room for any of the rules for "{property}"'
    text = f"it cannot be that {claim}: {recorded if told else 'what is recorded'} {leaves}"
    return verbalise_conflict(replace(blocked.conflict, text=text), labels)


def _told(blocked: Blocked, labels: Labels) -> list[str]:
    """What leaves no room, first of the two things that the claim is about: all values of a property at once."""
    groups: dict[tuple[Term, IRI], list[Triple]] = defaultdict(list)
    for fact in dict.fromkeys(premise.fact for premise in blocked.conflict.premises):
        if fact != blocked.goal and fact.predicate != RDF_TYPE and not fact.predicate.value.startswith((KGQA, OWL)):
            groups[fact.subject, fact.predicate].append(fact)
    ends = (blocked.goal.subject, blocked.goal.object)
    near = sorted(groups, key=lambda key: (ends.index(key[0]) if key[0] in ends else len(ends), -len(groups[key])))
    different: dict[Term, set[Term]] = defaultdict(set)
    told = []
    for subject, predicate in near:
        values = {fact.object for fact in groups[subject, predicate]}
        if not values <= different[subject]:
            told.append(values_text(groups[subject, predicate], labels))
        different[subject] |= values
    return told


def _rule_text(rule: RuleName) -> str:
    """A user's rule by its label; one of OWL by its name and what it says."""
    return rule.name if " " in rule.name else f"{rule.text} ({rule.name})"


def _variables(atom: Atom) -> list[Var]:
    return [node for node in atom.nodes() if isinstance(node, Var)]


def _atom_text(atom: Atom, labels: Labels) -> str:
    return fact_text(Triple(*map(_term, atom.nodes())), labels)  # type: ignore[arg-type]


def _test_text(test: Builtin, labels: Labels) -> str:
    terms = [_term(node) for node in test.arguments]
    if test.name == DIFFERENT:
        return fact_text(Triple(terms[0], DIFFERENT, terms[1]), labels)
    return f"{readable(test.name)}({', '.join(map(labels.of, terms))})"


def _term(node: Node) -> Term:
    return BlankNode(str(node)) if isinstance(node, Var) else node


class _Spoken(Labels):
    """Labels that leave variables as they are."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels

    def of(self, term: Term) -> str:
        """The label of a term, or the variable that stands for it."""
        if isinstance(term, BlankNode) and term.value.startswith(_VARIABLE):
            return term.value
        return self._labels.of(term)
