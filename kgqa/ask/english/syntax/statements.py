"""Statements: what yes/no questions ask, said; what is said of any subject; and what `saying` knows of named things.

A yes/no question and the statement that answers it differ by the place of the auxiliary alone ("was X born in Rome",
"X was born in Rome": subject-auxiliary inversion). So each rule of such a question is a rule of statements too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kgqa.ask.chart import Grammar, Rule, rules
from kgqa.ask.compose.links import Link
from kgqa.ask.compose.modify import Both, Extreme, Not, modified
from kgqa.ask.english.syntax.english import RULES
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.saying.sayings import sayings
from kgqa.ask.english.syntax.truths import linked, of_all
from kgqa.ask.english.syntax.verbal import PLACING
from kgqa.ask.english.syntax.words import BE, DO, HAVE, NOT
from kgqa.ask.evaluate import is_truth
from kgqa.ask.forest import Ranked
from kgqa.ask.form import THING, All, Entity, Form, Intersection, Join, Minus, Overlap, Question, Union
from kgqa.ask.statement import Said, Statement
from kgqa.ask.structure import entities, joins

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kgqa.ask.chart import Ends, Seed
    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.compose.modify import Modifier


_BE, _DO, _HAVE = (frozenset(words.split("|")) for words in (BE, DO, HAVE))
_SUBJECTS = frozenset(("ONE", "E", "NP", "DEF", "EVERY", "SOME", "there"))
_NAMING = frozenset(("X", "E", "N", "SOME", "DEF", "EVERY", "the", "a|an", "the|a|an"))
_PRESUPPOSED = frozenset((("OWNED", "E"), ("the", "RN", "of", "NP", "E")))
"""Names beside what they are: a statement says that they are so, a question takes it for granted."""


_ANY_WAY = 3
"""What it costs that two things are tied in a way that no word names."""


def statements(questions: Iterable[Rule] = RULES) -> Iterator[Rule]:
    """All rules of statements."""
    yield from _copulas()
    for rule in questions:
        if rule.target == "Q" and not _is_of_verbs(rule) and rule.parts[1:] != ("ONE", "LINK"):
            yield from _inverted(rule)
    yield from rules("SAYS", "NP VP", _of_subject, cost=2)
    yield from sayings()


def _is_of_verbs(rule: Rule) -> bool:
    """Whether a question asks of a verb: statements have rules of their own for those."""
    return "EVERY" not in rule.parts and any(part in {"V", "THAN"} for part in rule.parts)


def _copulas() -> Iterator[Rule]:
    yield from rules("COP", BE, lambda _: True)


def _inverted(rule: Rule) -> Iterator[Rule]:
    """The rules of the statement that a yes/no question asks for; its opposite with "not" and "never"."""
    auxiliary, *others = rule.parts
    words = frozenset(auxiliary.split("|"))
    if words <= _BE | _DO | _HAVE and len(others) > 1 and others[0] in _SUBJECTS:
        subject, *rest = others
        if subject == "E" or (subject == "NP" and others[1] == "and"):
            subject, rest = _pair(others)
        yield from _said(rule, subject, words, rest)


def _pair(parts: list[str]) -> tuple[str, list[str]]:
    """A subject of two things ("E and E") and what follows it."""
    if parts[1] == "and" and parts[2:3] == parts[:1]:
        return f"{parts[0]} and {parts[0]}", parts[3:]
    return parts[0], parts[1:]


def _said(rule: Rule, subject: str, words: frozenset[str], rest: list[str]) -> Iterator[Rule]:
    said, denied = _saying(rule.build), _saying(rule.build, negated=True)
    after = " ".join(rest)
    if words & _BE:
        yield from rules("SAYS", f"{subject} {BE} {after}", said, rule.cost + 1)
        yield from rules("SAYS", f"{subject} {BE} {NOT} {after}", denied, rule.cost + 1)
        if rest[:1] and rest[0] in _NAMING:
            yield from rules("SAYS", f"{subject} COP {after}", _without(said, subject), rule.cost + 1)
    if words & _HAVE:
        yield from rules("SAYS", f"{subject} {HAVE} {after}", said, rule.cost + 1)
        yield from rules("SAYS", f"{subject} {HAVE} {NOT} {after}", denied, rule.cost + 1)
    if words & _DO:
        opened = HAVE if rest[:1] == ["have"] else rest[0]
        yield from rules("SAYS", f"{subject} {' '.join([opened, *rest[1:]])}", said, rule.cost + 1)
        yield from rules("SAYS", f"{subject} {DO} not {after}", denied, rule.cost + 1)
        yield from rules("SAYS", f"{subject} never {' '.join([opened, *rest[1:]])}", denied, rule.cost + 1)


def _saying(build: Callable[..., Any], *, negated: bool = False) -> Callable[..., Ranked | None]:
    """A builder of statements from one of questions."""

    def said(kinds: Kinds, *values: Any) -> Ranked | None:
        return each(build(kinds, *values), lambda question: _sound(kinds, _stated(question, negated=negated)))

    return said


def _without(build: Callable[..., Any], subject: str) -> Callable[..., Any]:
    """A builder to which the copula, which has a value of its own, is not given."""
    place = sum(part.isupper() for part in subject.split())

    def built(kinds: Kinds, *values: Any) -> Any:
        return build(kinds, *values[:place], *values[place + 1 :])

    return built


def _sound(kinds: Kinds, statement: Statement | None) -> Statement | None:
    """Nobody is merely "a child of siblings", whoever these are siblings of, or "of different mothers"."""
    found = statement is not None and not any(_of_nobody(kinds, said.form) for said in statement.said)
    return statement if found else None


def _of_nobody(kinds: Kinds, form: Form) -> bool:
    return any(
        isinstance(join.of, Join)
        and join.of.of == THING
        and join.of.relation.plural
        and kinds.literal_of(join.of) is None
        for join in joins(form)
    )


def _stated(question: Question, *, negated: bool) -> Statement | None:
    if not is_truth(question.form) or not _says_of_named(question.form):
        return None
    return Statement((Said(question.form, negated),))


def _says_of_named(form: Form) -> bool:
    """Whether a claim is of something named, or of a kind: "the couple had a son" is of one that nobody names."""
    return any(True for _ in entities(form)) or not isinstance(form, All)


def _of_subject(kinds: Kinds, subject: Form, modifier: Modifier) -> Ranked | None:
    return each(of_subject(kinds, subject, modifier), lambda statement: _sound(kinds, statement))


def of_subject(kinds: Kinds, subject: Form, modifier: Modifier) -> Ranked | None:
    """What is said of a subject, or of each of several."""
    match modifier:
        case Both() if not isinstance(subject, Entity):
            # "X and Y were man and wife": nobody knows whether each is both.
            return None
        case Not(of=of):
            return each(of_subject(kinds, subject, of), Statement.denied)
        case Both(left=left, right=right, either=False):
            return each(
                of_subject(kinds, subject, left),
                lambda one: each(of_subject(kinds, subject, right), lambda other: Statement((*one.said, *other.said))),
            )
        case Extreme():
            return None
        case Link(preposition="of" | "by" | "with"):
            return None
        case Link() if isinstance(subject, Entity):
            return each(_named_ways(linked(kinds, subject, modifier)), lambda q: _stated(q, negated=False))
    if isinstance(subject, Union) and subject.joint:
        both = (of_subject(kinds, part, modifier) for part in (subject.left, subject.right))
        return each(next(both), lambda one: each(next(both), lambda two: Statement((*one.said, *two.said))))
    if not isinstance(subject, Entity):
        said = modifier if not isinstance(modifier, (Link, Both)) else None
        return each(of_all(kinds, subject, said), lambda question: _stated(question, negated=False))  # type: ignore[arg-type]
    return each(modified(kinds, subject, modifier), lambda form: _of_one(subject, form))


def _named_ways(found: Ranked | None) -> Ranked | None:
    """The ways that the preposition names, or that lead to a place; not any way that there happens to be."""
    named = tuple(pair for pair in found.alternatives if pair[1] < _ANY_WAY) if found is not None else ()
    return Ranked(named) if named else None


def _of_one(thing: Entity, form: Form) -> Statement | None:
    """What a set says of a thing that is its only member, if any."""
    match form:
        case Intersection(left=left, right=right) if left == thing:
            return Statement((Said(Overlap(right, thing)),))
        case Minus(of=of, without=without) if of == thing:
            return Statement((Said(Overlap(without, thing), negated=True),))
        case Union(left=left, right=right):
            one, other = _of_one(thing, left), _of_one(thing, right)
            if one is None or other is None or one.said[0].negated or other.said[0].negated:
                return None
            return Statement((Said(Overlap(Union(left, right), thing)),))
        case _:
            return None


def _reachable(grammar_rules: Iterable[Rule], goal: str) -> list[Rule]:
    """The rules that take part in making the goal."""
    by_target: dict[str, list[Rule]] = {}
    for rule in grammar_rules:
        by_target.setdefault(rule.target, []).append(rule)
    wanted, agenda = {goal}, [goal]
    for target in agenda:
        new = {part for rule in by_target.get(target, ()) for part in rule.parts if part.isupper()} - wanted
        wanted |= new
        agenda += sorted(new)
    return [rule for target in agenda for rule in by_target.get(target, ())]


_ELSEWHERE = frozenset((("LASTED", ("LASTS", "AMOUNT")), ("LASTED", ("LASTS", "for", "AMOUNT"))))
"""What statements have rules of their own for: "lived from 1900 to 1950" tells no number of years."""
_GUESSED = frozenset(("LINK", "V", "belong|belongs|belonged"))
"""Parts of predicates whose meaning is only guessed from the kinds of things on both sides."""
_LOOSE = frozenset((
    ("LINK", ("of", "NP")), ("LINK", ("of", "EVERY")),
    ("OWNED", ("OWNER", "'s", "NB")), ("OWNED", ("OWNER", "'s", "SING")),
    ("OWNS", ("a|an|the", "RN", "of", "WHAT")), ("OWNS", ("RN", "of", "WHAT")), ("NB", ("RN", "in|at|on|from", "NP")),
    ("NB", ("RN", "of", "NP", "with|by", "NP")), ("NB", ("OWNER", "'s", "RN", "with|by", "NP")),
    ("MOD", ("in|on|among", "the", "RN", "of", "NP")), ("MOD", ("part", "of", "the", "RN", "of", "NP")),
    ("OWNS", ("NP",)), ("OWNS", ("a|an", "E")), ("OWNS", ("both", "NP", "and", "NP")),
    ("AP", ("E",)), ("VP", ("VP", "and", "VP")), ("VP", ("VP", "but", "VP")), ("VP", ("VP", "or", "VP")),
))  # fmt: skip
"""Phrases of questions that leave open how two things are tied, and predicates that clauses of their own tell."""
_PART_OF_NAME = 30
"""What a text as a value costs where it is a part of a name."""


def _in_place(rule: Rule) -> Rule:
    """A rule of modifiers that takes only those that say where something is, not what else it has to do with."""
    if "MOD" not in rule.parts or rule.target == "MOD":
        return rule

    def build(kinds: Kinds, *values: Any) -> Any:
        links = [value for value in values if isinstance(value, Link)]
        if any(link.preposition not in PLACING or not isinstance(link.of, (Entity, Union)) for link in links):
            return None
        found = rule.build(kinds, *values)
        return _named_ways(found) if links and isinstance(found, Ranked) else found

    return Rule(rule.target, rule.parts, build, rule.cost)


def _own(rule: Rule) -> bool:
    presupposed = rule.target == "E" and rule.parts in _PRESUPPOSED
    exact = rule.target == "LASTED" and rule.parts[:1] == ("LASTS",) and rule.parts[1] in {"to", "to|until"}
    since = rule.target == "TIME" and rule.parts[:1] == ("since",)
    guessed = rule.target in {"VP", "DOES"} and rule.cost > 1 and not _GUESSED.isdisjoint(rule.parts)
    guessed = guessed or (rule.target, rule.parts) in _LOOSE
    guessed = guessed or (rule.target == "VP" and {"not", "TIME"} <= set(rule.parts))
    elsewhere = exact or since or (rule.target, rule.parts) in _ELSEWHERE
    return not presupposed and not guessed and not elsewhere


class Statements(Grammar):
    """A grammar to which parts of names are no values: "X, son of Y Mahoney" says nothing of who is called so."""

    def recognise(self, words: Sequence[str], seeds: Iterable[Seed]) -> list[Ends]:
        """For every token, where the nodes that start there end."""
        kept = [s for s in seeds if s.cost < _PART_OF_NAME or s.symbol not in {"VAL", "LIT"}]
        return super().recognise(words, kept)


STATEMENTS = Statements(_reachable((*map(_in_place, filter(_own, RULES)), *statements()), "SAYS"), goal="SAYS")
"""The grammar of single clauses."""
