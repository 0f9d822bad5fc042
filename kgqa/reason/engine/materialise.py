"""All that a program entails: strata in order, each to its fixpoint, by vectorised semi-naive evaluation.

Source: S. Abiteboul, R. Hull, V. Vianu: Foundations of Databases, chapter 13 (semi-naive evaluation). Things that are
the same are replaced by a representative: whenever a rule finds two more, the evaluation begins again with them as
one (B. Motik et al.: Handling owl:sameAs via Rewriting, AAAI 2015).
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from kgqa.errors import ClosureTooLargeError
from kgqa.model import OWL_SAME_AS
from kgqa.reason.builtins import computes
from kgqa.reason.engine.aside import literal_equality
from kgqa.reason.engine.dictionary import LITERAL
from kgqa.reason.engine.equality import Equality
from kgqa.reason.engine.evaluate import Evaluator
from kgqa.reason.engine.judge import Judge
from kgqa.reason.engine.relation import Relation, lefts, ordered, pack, rights, turned, united
from kgqa.reason.engine.rulebook import Pattern, Rulebook, rulebook
from kgqa.reason.engine.state import State
from kgqa.reason.engine.transitive import closed, extended
from kgqa.reason.rule import DIFFERENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kgqa.model import Triple
    from kgqa.reason.engine.alias import Key
    from kgqa.reason.engine.dictionary import Dictionary
    from kgqa.reason.engine.relation import Mask, Numbers
    from kgqa.reason.engine.rulebook import NumberedRule, Stratum
    from kgqa.reason.program import Program


MAX_COMPUTED = 10_000
"""How many values the rules of a stratum may compute from their own results."""


class Materialised:
    """The closure: the rulebook it was computed with, what is the same, and all facts by key.

    `reflects` when there may be schema besides what was stated and what the program knows.
    """

    def __init__(self, book: Rulebook, equality: Equality, state: State, *, reflects: bool = False) -> None:
        self.book, self.equality, self.state, self.reflects = book, equality, state, reflects


def materialise(
    program: Program,
    dictionary: Dictionary,
    stated: Mapping[int, Numbers],
    progress: Callable[[int], None] | None = None,
) -> Materialised:
    """The closure of `stated` (keys of subject and object, by predicate) and of the schema facts of `program`.

    `progress` is told the number of facts known, stratum by stratum. Raises ClosureTooLargeError.
    """
    same = dictionary.encode(OWL_SAME_AS)
    equality = Equality(_pairs(stated.get(same)))
    _equate_under_other_names(stated, equality, same)
    further = literal_equality(program, dictionary, equality)
    schema = numbered(dictionary, program.schema_facts)
    while True:
        run = _Run(program, dictionary, equality)
        for facts in (stated, schema, further):
            run.load(facts)
        if run.complete(progress):
            reflects = bool(equality) or run.book.renames_schema or run.schema_size() > run.loaded
            return Materialised(run.book, equality, run.state, reflects=reflects)
        _equate_under_other_names(stated, equality, same)
        further = literal_equality(program, dictionary, equality)


class _Run:
    """One evaluation, until it is complete or two more things are found to be the same."""

    def __init__(self, program: Program, dictionary: Dictionary, equality: Equality) -> None:
        self.book = _book(program, dictionary, equality)
        self.equality = equality
        self._dictionary = dictionary
        self._resources = dictionary.resources
        self.state = State(dictionary.resources, self.book.aliases, self.book.types)
        named, nameless = identities(dictionary, equality)
        self._named = named
        different, unique_names = self.book.different, self.book.unique_names
        judge = Judge(dictionary, self.state, different, named, nameless, equality=equality, unique_names=unique_names)
        self.evaluator = Evaluator(self.state, judge, self.book.same_as, equality.representatives())
        self._loaded: dict[Key, list[Numbers]] = defaultdict(list)
        self.loaded = 0

    def load(self, facts: Mapping[int, Numbers]) -> None:
        """Take facts as they are stated."""
        for key, numbers in keyed(facts, self.book, self.equality):
            self._loaded[key].append(numbers)

    def complete(self, progress: Callable[[int], None] | None) -> bool:
        """Evaluate all strata; False when things were found to be the same, which `equality` then says."""
        for rule in self.book.rules:
            if not rule.body:
                self._loaded[rule.head[0].key].extend(self.evaluator.heads(rule))
        for key, parts in self._by_class(self._loaded).items():
            self.state.add(key, [ordered(part) for part in parts])
        self.loaded = self.schema_size()
        total = 0
        for stratum in self.book.strata:
            if not self._stratum(stratum):
                return False
            if progress is not None:
                total += sum(len(self.state[key]) for key in stratum.keys)
                progress(total)
        return True

    def schema_size(self) -> int:
        """How many facts of the schema are known."""
        return sum(len(self.state[key]) for key in self.book.beyond_update)

    def _stratum(self, stratum: Stratum) -> bool:
        found: dict[Key, list[Numbers]] = defaultdict(list)
        for rule in stratum.once:
            found[rule.head[0].key].extend(self.evaluator.heads(rule))
        if self._merged(found):
            return False
        if not stratum.recursive and len(stratum.transitive) == len(stratum.keys) == 1:
            self._close(next(iter(stratum.keys)), found)
            return True
        self._added(found, stratum.keys)
        new = {key: self.state[key].keys for key in stratum.keys if len(self.state[key])}
        closed_keys: dict[Key, Numbers] = {}
        known = self._dictionary.literals
        while new:
            if self._dictionary.literals > known + MAX_COMPUTED:
                raise _without_end(stratum)
            for key in stratum.transitive & new.keys():
                new[key] = self._transitive(key, new[key], closed_keys)
            found = defaultdict(list)
            for rule in stratum.recursive:
                found[rule.head[0].key].extend(self._from(rule, new))
            if self._merged(found):
                return False
            new = self._added(found, stratum.keys)
        return True

    def _close(self, key: Key, found: Mapping[Key, list[Numbers]]) -> None:
        """A stratum that is nothing but one transitive property."""
        self.state.add(key, list(found.get(key, ())))
        if self.state.has(key):
            self.state.put(key, closed(self.state[key].keys, self._resources))

    def _transitive(self, key: Key, new: Numbers, closed_keys: dict[Key, Numbers]) -> Numbers:
        """The new pairs with those that they bring by transitivity, which are put into the state."""
        known = closed_keys.get(key)
        everything = self.state[key].keys
        if known is None:
            everything = closed(everything, self._resources)
            new = everything
        else:
            brought = extended(new, known, self._resources)
            new, everything = united([new, brought]), united([everything, brought])
        self.state.put(key, everything)
        closed_keys[key] = everything
        return new

    def _from(self, rule: NumberedRule, new: Mapping[Key, Numbers]) -> Iterable[Numbers]:
        """What a rule concludes from new facts, at each pattern that they fit."""
        by_test = self.book.different in new and any(test.name == DIFFERENT for test in rule.tests)
        if by_test:
            yield from self.evaluator.heads(rule)
            return
        for position, part in enumerate(rule.body):
            if isinstance(part, Pattern) and part.key in new:
                yield from self.evaluator.heads(rule, (position, self.state.table(part.key, new[part.key])))
            elif isinstance(part, Pattern) and part.key == self.book.types:
                typed = Relation(self.state.typed(new), self._resources)
                yield from self.evaluator.heads(rule, (position, typed))

    def _added(self, found: Mapping[Key, list[Numbers]], keys: frozenset[Key]) -> dict[Key, Numbers]:
        found = self._by_class(found)
        new = {
            key: self.state.add(key, parts) for key, parts in found.items() if key in keys or key[0] == self.book.type
        }
        return {key: numbers for key, numbers in new.items() if len(numbers)}

    def _by_class(self, found: Mapping[Key, list[Numbers]]) -> dict[Key, list[Numbers]]:
        """What was found without what is the same, and with pairs of rdf:type as members of each class."""
        kept = {key: parts for key, parts in found.items() if key not in (self.book.same_as, (self.book.type, -1))}
        for keys in found.get((self.book.type, -1), ()):
            for key, members in _by_class(keys, self.book):
                kept.setdefault(key, []).append(ordered(members))
        return kept

    def _merged(self, found: Mapping[Key, list[Numbers]]) -> bool:
        """Whether something is found to be the same that was not known to be.

        Two names that are distinct are not made one, though each was the same as a nameless thing: that is a conflict.
        """
        pairs = list(_pairs(united(found.get(self.book.same_as, []))))
        if self.book.unique_names and pairs:
            pairs = self._by_name(pairs)
        merged = False
        for left, right in pairs:
            first, second = self.equality.of(left), self.equality.of(right)
            if first != second and not (self.book.unique_names and self._both_named(first, second)):
                named = self._is_named(first) or self._is_named(second)
                merged |= self.equality.merge(first, second)
                if min(first, second) < LITERAL:
                    self._named[min(first, second)] = named
        return merged

    def _by_name(self, pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Sorted by name: which one a nameless thing gets must not hang on the order in which terms were met."""
        sets, term = self.equality.sets(), self._dictionary.term

        def first_names(pair: tuple[int, int]) -> list[str]:
            members = (sets.get(self.equality.of(number)) or [number] for number in pair)
            return [min(str(term(member)) for member in found) for found in members]

        return sorted(pairs, key=first_names)

    def _both_named(self, first: int, second: int) -> bool:
        return self._is_named(first) and self._is_named(second)

    def _is_named(self, number: int) -> bool:
        return number < LITERAL and bool(self._named[number])


_BOOKS: WeakKeyDictionary[Dictionary, tuple[Program, Rulebook]] = WeakKeyDictionary()
"""The last rulebook of each dictionary, for the next closure by the same program."""


def _book(program: Program, dictionary: Dictionary, equality: Equality) -> Rulebook:
    if equality:
        return rulebook(program, dictionary, equality.of)
    kept = _BOOKS.get(dictionary)
    if kept is None or kept[0] is not program:
        kept = _BOOKS[dictionary] = program, rulebook(program, dictionary, equality.of)
    return kept[1]


def _without_end(stratum: Stratum) -> ClosureTooLargeError:
    names = {rule.origin.name for rule in stratum.recursive if any(computes(test.name) for test in rule.tests)}
    return ClosureTooLargeError(
        f"the rules {', '.join(sorted(names))} compute new values without end",
        remedy="let them compute from what is stated, not from their own results",
    )


def keyed(facts: Mapping[int, Numbers], book: Rulebook, equality: Equality) -> Iterable[tuple[Key, Numbers]]:
    """Facts by predicate as numbers by key, with representatives and aliases, in no order."""
    for predicate, given in facts.items():
        name = equality.of(predicate)
        keys = pack(equality.mapped(lefts(given)), equality.mapped(rights(given))) if equality else given
        if name == book.same_as[0]:
            continue
        if name == book.type:
            yield from _by_class(keys, book)
            continue
        alias = book.aliases.of((name, -1))
        yield alias.key, turned(keys) if alias.turned else keys


def _by_class(keys: Numbers, book: Rulebook) -> Iterable[tuple[Key, Numbers]]:
    by_class = np.sort(turned(keys))
    classes = lefts(by_class)
    bounds = np.flatnonzero(np.diff(classes, prepend=-1, append=-1)) if len(classes) else classes
    for begin, end in itertools.pairwise(bounds):
        yield book.aliases.of((book.type, int(classes[begin]))).key, rights(by_class[begin:end])


def identities(dictionary: Dictionary, equality: Equality) -> tuple[Mask, Mask]:
    """For each resource: whether it stands for something with a name, and whether for nameless things only."""
    named = dictionary.named().copy()
    for representative, members in equality.sets().items():
        if representative < LITERAL:
            named[representative] = any(member < LITERAL and named[member] for member in members)
    return named, ~named


def _equate_under_other_names(stated: Mapping[int, Numbers], equality: Equality, same: int) -> None:
    """Take what is stated by properties that are the same as owl:sameAs."""
    names, done = [same], {same}
    while names:
        for name in names:
            for left, right in _pairs(stated.get(name)):
                equality.merge(left, right)
        done.update(names)
        names = [name for name in stated if name not in done and equality.of(name) == equality.of(same)]


def _pairs(keys: Numbers | None) -> Iterable[tuple[int, int]]:
    if keys is None or not len(keys):
        return ()
    return zip(lefts(keys).tolist(), rights(keys).tolist(), strict=True)


def numbered(dictionary: Dictionary, triples: Iterable[Triple]) -> dict[int, Numbers]:
    """Triples as keys of subject and object, by predicate."""
    found: dict[int, list[int]] = defaultdict(list)
    for subject, predicate, obj in triples:
        found[dictionary.encode(predicate)].append(dictionary.encode(subject) << 32 | dictionary.encode(obj))
    return {predicate: np.array(keys, np.int64) for predicate, keys in found.items()}
