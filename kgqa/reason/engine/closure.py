"""Stated facts with all that they entail: derived once, kept up to date, looked up one fact at a time."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from kgqa.model import IRI, Triple
from kgqa.reason.engine.compiled import Plain, program_of, schema_triples
from kgqa.reason.engine.conflicts import clashes, conflicts_of
from kgqa.reason.engine.decode import decoded
from kgqa.reason.engine.derive import Deriver
from kgqa.reason.engine.dictionary import Dictionary
from kgqa.reason.engine.expansion import expanded
from kgqa.reason.engine.materialise import Materialised, identities, materialise, numbered
from kgqa.reason.engine.prove import Prover
from kgqa.reason.engine.relation import lefts, ordered, rights, united, without
from kgqa.reason.engine.rows import ClosureRows, Overlay
from kgqa.reason.engine.search import least_depths
from kgqa.reason.engine.state import State
from kgqa.reason.engine.stated import Stated
from kgqa.reason.engine.update import BeyondUpdateError, Update
from kgqa.reason.engine.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kgqa.model import Conflict, Proof, Source, Term
    from kgqa.reason.engine.alias import Key
    from kgqa.reason.engine.conflicts import Clash
    from kgqa.reason.engine.derive import Fact
    from kgqa.reason.engine.relation import Numbers
    from kgqa.reason.engine.view import Numbered
    from kgqa.reason.grounds import Grounds
    from kgqa.reason.program import Program

    Progress = Callable[[int], None]
    _Update = TypeVar("_Update", bound=Update)

MAX_ROUNDS = 10
"""An ontology that still changes itself after so many rounds is left as it is then."""


class Change(NamedTuple):
    """What an update added to a closure and took from it, stated facts included; `rebuilt` if all was derived anew."""

    added: frozenset[Triple]
    removed: frozenset[Triple]
    rebuilt: bool


class Closure:
    """Facts with all that they entail (implements `Facts`)."""

    def __init__(
        self,
        dictionary: Dictionary,
        stated: State,
        program: Program,
        base: Materialised,
        *,
        reflected: tuple[Triple, ...] = (),
    ) -> None:
        """Use `derived` or `kgqa.reason.engine.image.opened`."""
        self.dictionary, self.program, self.base = dictionary, program, base
        self.reflected = reflected
        self.stated_base = stated
        self.rows = Overlay(ClosureRows(base.state))
        self.stated = Overlay(ClosureRows(stated))
        self._depths: dict[frozenset[Key], Mapping[Key, int]] = {}
        self.view = View(dictionary, base.book, base.equality, self.rows)

    def match(
        self, subject: Term | None = None, predicate: IRI | None = None, object: Term | None = None
    ) -> Iterator[Triple]:
        """The stated and entailed triples that fit; None fits anything."""
        return self.view.match(subject, predicate, object)

    def __contains__(self, triple: object) -> bool:
        return triple in self.view

    def __len__(self) -> int:
        """How many triples are stated or entailed."""
        self.settle()
        return sum(len(keys) for keys in self._by_predicate.values())

    @cached_property
    def grounds(self) -> Grounds:
        """What searches for refutations need to know."""
        from kgqa.reason.grounds import Grounds

        return Grounds(self)

    @cached_property
    def deriver(self) -> Deriver:
        """The rules, one fact at a time."""
        named, _ = identities(self.dictionary, self.base.equality)
        return Deriver(self.base.book, self.dictionary, named)

    def is_stated(self, triple: Triple) -> bool:
        """Whether a triple is stated."""
        numbers = [self.dictionary.find(term) for term in triple]
        subject, predicate, obj = numbers
        if subject is None or predicate is None or obj is None:
            return False
        return self.stated.has((predicate, -1), subject, obj)

    def prover(self, source_of: Callable[[Triple], Source | None]) -> Prover:
        """A prover for this closure as it is now; `source_of` names the source of a stated triple."""
        return Prover(self.program, self.view, self.deriver, self._states, self.stated, self._least(), source_of)

    def prover_of(self, update: Update, source_of: Callable[[Triple], Source | None]) -> Prover:
        """A prover for this closure as `update` would leave it."""
        added = frozenset(key for key, pairs in update.new.added.items() if pairs)
        least = {**self._least(), **dict.fromkeys(added, 0)}
        view = self.view.with_rows(update.new)
        return Prover(self.program, view, self.deriver, update.states, self.stated, least, source_of)

    def conflicts(self, prove: Callable[[Triple], Proof | None]) -> Iterator[Conflict]:
        """What cannot all be true, found as it is asked for, with proofs of the facts that clash."""
        return conflicts_of(self.clashes(), prove)

    def clashes(self) -> Iterator[Clash]:
        """What clashes, by rule and bindings."""
        self.settle()
        return clashes(self.base, self.dictionary, self.view)

    def settle(self) -> None:
        """Take all changes into the arrays, which bulk operations read."""
        self.base.state.resources = self.stated_base.resources = self.dictionary.resources
        if self._settled(self.rows, self.base.state):
            self.__dict__.pop("_by_predicate", None)
        if self._settled(self.stated, self.stated_base):
            self.__dict__.pop("_base_keys", None)
            self._depths.clear()

    @staticmethod
    def _settled(overlay: Overlay, state: State) -> bool:
        changed = {key for tables in (overlay.added, overlay.removed) for key, pairs in tables.items() if pairs}
        for key in changed:
            gone, new = (
                np.array(
                    sorted(left << 32 | right if key[1] < 0 else left for left, right in table.get(key, ())), np.int64
                )
                for table in (overlay.removed, overlay.added)
            )
            state.replace(key, united([without(state[key].keys, gone), new]))
        if changed:
            overlay.clear(ClosureRows(state))
        return bool(changed)

    def rederived(self, add: Iterable[Triple], delete: Iterable[Triple]) -> Closure:
        """The closure of other stated facts, derived anew beside this one."""
        gone = [numbers for triple in delete if (numbers := self._known(triple)) is not None]
        return self._anew(Stated(self.stated, gone, list(dict.fromkeys(map(self.encoded, add)))))

    def _anew(self, stated: Stated) -> Closure:
        self.settle()
        return derived(self.dictionary, stated.keys(self.stated_base), unique_names=self.program.unique_names)

    def beyond(self, other: Closure) -> Iterator[Triple]:
        """The triples of this closure that are not in `other`, which has the same dictionary."""
        self.settle()
        other.settle()
        for predicate, keys in self._by_predicate.items():
            name = self.dictionary.term(predicate)
            assert isinstance(name, IRI)
            yield from self._triples(name, without(keys, other._by_predicate.get(predicate, keys[:0])))

    def _states(self, found: Numbered) -> bool:
        subject, predicate, obj = found
        return self.stated.has((predicate, -1), subject, obj)

    def _least(self) -> Mapping[Key, int]:
        """How deep derivations are at least, given of which keys anything is stated."""
        found: set[Key] = set()
        for (name, _), pairs in self.stated.added.items():
            if pairs:
                found.update(self._keys(name, (obj for _, obj in pairs)))
        return self._least_depths(frozenset(found))

    def _least_depths(self, more: frozenset[Key]) -> Mapping[Key, int]:
        known = self._depths.get(more)
        if known is None:
            book = self.base.book
            known = self._depths[more] = least_depths(book, more | self._base_keys | book.beyond_update)
        return known

    @cached_property
    def _base_keys(self) -> frozenset[Key]:
        names = [name for name, _ in self.stated_base.present()]
        return frozenset(key for name in names for key in self._keys(name, self._stated_objects(name)))

    def _stated_objects(self, predicate: int) -> Iterator[int]:
        yield from ordered(rights(self.stated_base[predicate, -1].keys)).tolist()

    def _keys(self, predicate: int, objects: Iterable[int]) -> Iterable[Key]:
        """The keys of facts that are stated of a predicate with these objects, which may be classes."""
        of, book = self.base.equality.of, self.base.book
        name = of(predicate)
        kinds = {of(kind) for kind in objects} if name == book.type else {-1}
        return [book.aliases.of((name, kind)).key for kind in kinds]

    def inferred(self) -> Iterator[Triple]:
        """The entailed triples that are not stated, by predicate."""
        self.settle()
        for predicate, keys in self._by_predicate.items():
            name = self.dictionary.term(predicate)
            assert isinstance(name, IRI)
            known = self.stated_base[predicate, -1].keys
            yield from self._triples(name, without(keys, known))

    def asserted(self) -> Iterator[Triple]:
        """The stated triples."""
        for key in list(self.stated.present()):
            for subject, obj in self.stated.facts(key):
                yield self.dictionary.triple(subject, key[0], obj)

    def change(self, add: Iterable[Triple] = (), delete: Iterable[Triple] = ()) -> Change:
        """State facts and take others back; the closure is afterwards what it would be if derived anew.

        What identity or the schema rest on is derived anew indeed. Raises InputError for a rule not understood.
        """
        gone = [numbers for triple in dict.fromkeys(delete) if (numbers := self._known(triple)) is not None]
        new = list(dict.fromkeys(map(self.encoded, add)))
        before = Stated(self.stated, gone, new)
        try:
            update = self._updated(before)
        except BeyondUpdateError:
            return self._rebuilt(before)
        before.apply()
        self._absorb(update)
        self.__dict__.pop("grounds", None)
        added, removed = (frozenset(decoded(tables, self.view)) for tables in (update.new.added, update.new.removed))
        return Change(added, removed, rebuilt=False)

    def supposed(self, add: Iterable[Triple], delete: Iterable[Triple] = ()) -> Update:
        """What a change would bring, with this closure left as it is. Raises BeyondUpdateError."""
        gone = [numbers for triple in dict.fromkeys(delete) if (numbers := self._known(triple)) is not None]
        return self._updated(Stated(self.stated, gone, list(dict.fromkeys(map(self.encoded, add)))))

    def _updated(self, stated: Stated) -> Update:
        update = self.begun(stated, Update)
        update.delete(self.view.fact(*numbers) for numbers in stated.removed)
        update.add(self.view.fact(*numbers) for numbers in stated.added)
        return update

    def begun(self, stated: Stated, kind: type[_Update]) -> _Update:
        """An update to what is stated, of which nothing is worked out yet. Raises BeyondUpdateError."""
        if not self.base.book.is_simple or self.view.equal_to_literals:
            raise BeyondUpdateError
        for subject, predicate, obj in (*stated.removed, *stated.added):
            if self._is_beyond(subject, predicate, obj):
                raise BeyondUpdateError
        if self.base.equality and any(
            self.view.fact(*found)[0] in self.base.book.identifying for found in stated.removed
        ):
            raise BeyondUpdateError
        new = {self.view.fact(*numbers)[0] for numbers in stated.added}
        least = self._least()
        return kind(self.deriver, self.rows, self.view, stated.has, lambda key: key in new or not least.get(key, True))

    def _is_beyond(self, subject: int, predicate: int, obj: int) -> bool:
        of, book = self.base.equality.of, self.base.book
        if of(predicate) == book.same_as[0]:
            return True
        key, _, _ = self.view.fact(subject, predicate, obj)
        return key in book.beyond_update or (
            self.dictionary.resources > len(self.deriver.named) and bool(self.base.equality)
        )

    def _rebuilt(self, stated: Stated) -> Change:
        fresh = self._anew(stated)
        change = Change(frozenset(fresh.beyond(self)), frozenset(self.beyond(fresh)), rebuilt=True)
        self.__dict__.clear()
        self.__dict__.update(fresh.__dict__)
        return change

    def _absorb(self, update: Update) -> None:
        for fact in list(_facts(update.new.removed)):
            self.rows.remove(*fact)
        for fact in list(_facts(update.new.added)):
            self.rows.add(*fact)

    def encoded(self, triple: Triple) -> Numbered:
        """The numbers of subject, predicate and object."""
        subject, predicate, obj = map(self.dictionary.encode, triple)
        return subject, predicate, obj

    def _known(self, triple: Triple) -> Numbered | None:
        subject, predicate, obj = map(self.dictionary.find, triple)
        return None if subject is None or predicate is None or obj is None else (subject, predicate, obj)

    @cached_property
    def _by_predicate(self) -> Mapping[int, Numbers]:
        found: dict[int, list[Numbers]] = defaultdict(list)
        for predicate, keys in expanded(self.base):
            if isinstance(self.dictionary.term(predicate), IRI):
                found[predicate].append(keys)
        return {predicate: ordered(np.concatenate(parts)) for predicate, parts in found.items()}

    def _triples(self, predicate: IRI, keys: Numbers) -> Iterator[Triple]:
        term = self.dictionary.term
        for subject, obj in zip(lefts(keys).tolist(), rights(keys).tolist(), strict=True):
            yield Triple(term(subject), predicate, term(obj))


def derive(triples: Iterable[Triple], *, unique_names: bool = True, progress: Progress | None = None) -> Closure:
    """The closure of triples. Raises InputError for a rule that is not understood, ClosureTooLargeError."""
    dictionary = Dictionary()
    return derived(dictionary, numbered(dictionary, triples), unique_names=unique_names, progress=progress)


def derived(
    dictionary: Dictionary,
    facts: Mapping[int, Numbers],
    *,
    unique_names: bool = True,
    progress: Progress | None = None,
) -> Closure:
    """The closure of numbered facts; compiled again when what is entailed changes the schema."""
    stated = State(dictionary.resources)
    for predicate, keys in facts.items():
        stated.put((predicate, -1), ordered(keys))
    schema = schema_triples(Plain(dictionary, stated))
    arrays = {predicate: stated[predicate, -1].keys for predicate in facts}
    reflected: tuple[Triple, ...] = ()
    for _ in range(MAX_ROUNDS):
        program = program_of((*schema, *reflected), unique_names)
        base = materialise(program, dictionary, arrays, progress)
        closure = Closure(dictionary, stated, program, base, reflected=reflected)
        more = base.reflects and _unknown(closure, (*schema, *reflected, *program.schema_facts))
        if not more:
            break
        reflected = (*reflected, *more)
    return closure


def _unknown(closure: Closure, known: Iterable[Triple]) -> list[Triple]:
    """The schema triples of a closure that are not known, nor say of equals what is known."""
    numbered_triples = (map(closure.dictionary.encode, triple) for triple in known)
    facts = {closure.view.fact(*numbers) for numbers in numbered_triples}
    found = ((triple, map(closure.dictionary.encode, triple)) for triple in schema_triples(closure.view))
    return [triple for triple, numbers in found if closure.view.fact(*numbers) not in facts]


def _facts(tables: Mapping[tuple[int, int], Mapping[tuple[int, int], None]]) -> Iterator[Fact]:
    return ((key, left, right) for key, pairs in tables.items() for left, right in pairs)
