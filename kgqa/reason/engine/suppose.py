"""What a change would bring, with the closure left as it is."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeAlias

from kgqa.model import Source, Triple
from kgqa.reason.engine.conflicts import clashes_of_literals, conflicts_of, facts_of
from kgqa.reason.engine.decode import decoded
from kgqa.reason.engine.dictionary import LITERAL
from kgqa.reason.engine.update import BeyondUpdateError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kgqa.model import Conflict, Proof
    from kgqa.reason.engine.closure import Closure
    from kgqa.reason.engine.conflicts import Clash
    from kgqa.reason.engine.plan import Fact
    from kgqa.reason.engine.prove import Prover
    from kgqa.reason.engine.view import View

SourceOf: TypeAlias = "Callable[[Triple], Source | None]"
Told: TypeAlias = "Callable[[Conflict], Conflict]"

SUPPOSED = Source("urn:kgqa:supposed")
"""The source that proofs name for a supposed fact."""


class Supposition:
    """What supposing facts brings; each part is worked out when it is asked for.

    `known` are the supposed facts that held already.
    """

    def __init__(
        self, closure: Closure, add: tuple[Triple, ...], delete: tuple[Triple, ...], branch: _Branch, told: Told
    ) -> None:
        self._branch, self._told = branch, told
        self.known: tuple[Triple, ...] = tuple(triple for triple in add if triple in closure)

    @cached_property
    def entailed(self) -> tuple[Triple, ...]:
        """What newly follows, the supposed facts themselves not among it."""
        return tuple(self._branch.gained())

    @cached_property
    def lost(self) -> tuple[Triple, ...]:
        """What no longer follows, the facts taken back themselves not among it."""
        return tuple(self._branch.lost())

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """New conflicts: every one of them rests on a supposed fact."""
        return tuple(map(self._told, conflicts_of(self._branch.clashes(), self._branch.prover.prove)))

    @property
    def is_consistent(self) -> bool:
        """Whether there is no new conflict; told without any proof."""
        return next(iter(self._branch.clashes()), None) is None

    def holds(self, triple: Triple) -> bool:
        """Whether a fact would hold."""
        return triple in self._branch.view

    def prove(self, triple: Triple) -> Proof | None:
        """A proof of a fact that would hold; supposed facts have the source SUPPOSED."""
        return self._branch.prover.prove(triple)


def suppose(
    closure: Closure,
    add: Iterable[Triple],
    delete: Iterable[Triple] = (),
    source_of: SourceOf = lambda _: None,
    told: Told = lambda conflict: conflict,
) -> Supposition:
    """What stating `add` and taking back `delete` would bring and contradict.

    Where identity or the schema change, all is derived anew beside the closure. Raises InputError for a rule that is
    not understood. `told` puts each conflict into words.
    """
    given, gone = tuple(dict.fromkeys(add)), tuple(dict.fromkeys(delete))
    try:
        branch: _Branch = _Changed(closure, given, gone, source_of)
    except BeyondUpdateError:
        branch = _Anew(closure, given, gone, source_of)
    return Supposition(closure, given, gone, branch, told)


class _Branch(Protocol):
    """One way in which things could be."""

    view: View
    prover: Prover

    def gained(self) -> Iterator[Triple]:
        """What newly follows there, the supposed facts themselves not among it."""

    def lost(self) -> Iterator[Triple]:
        """What no longer follows there, the facts taken back themselves not among it."""

    def clashes(self) -> Iterator[Clash]:
        """What clashes there and not in the closure."""


class _Changed:
    """An update that is not absorbed."""

    def __init__(
        self, closure: Closure, add: tuple[Triple, ...], delete: tuple[Triple, ...], source_of: SourceOf
    ) -> None:
        self._update = closure.supposed(add, delete)
        self.view = closure.view.with_rows(self._update.new)
        self.prover = closure.prover_of(self._update, with_supposed(closure, add, source_of))
        self._supposed = [closure.encoded(triple) for triple in add]
        self._gone = [closure.encoded(triple) for triple in delete if triple in closure]
        self._aside = closure.base.book.aside

    def gained(self) -> Iterator[Triple]:
        return decoded(self._update.new.added, self.view, self._supposed)

    def lost(self) -> Iterator[Triple]:
        return decoded(self._update.new.removed, self.view, self._gone)

    def clashes(self) -> Iterator[Clash]:
        for plan, values in self._update.clashes:
            yield plan.rule.origin, {variable: self.view.name(number) for variable, number in values.items()}
        if self._aside:
            added = {
                key: [pair for pair in pairs if pair[0] >= LITERAL or pair[1] >= LITERAL]
                for key, pairs in self._update.new.added.items()
            }
            yield from clashes_of_literals(self._aside, decoded(added, self.view))


class _Anew:
    """The closure of what would be stated, beside the one that is."""

    def __init__(
        self, closure: Closure, add: tuple[Triple, ...], delete: tuple[Triple, ...], source_of: SourceOf
    ) -> None:
        self._old, self._new = closure, closure.rederived(add, delete)
        self._supposed, self._gone = set(add), set(delete)
        self.view = self._new.view
        self.prover = self._new.prover(with_supposed(closure, add, source_of))

    def gained(self) -> Iterator[Triple]:
        return (triple for triple in self._new.beyond(self._old) if triple not in self._supposed)

    def lost(self) -> Iterator[Triple]:
        return (triple for triple in self._old.beyond(self._new) if triple not in self._gone)

    def clashes(self) -> Iterator[Clash]:
        # What is the same before or afterwards may clash under another name: that is no new conflict.
        views = (self._old.view, self._new.view)
        known = {(view, *_named(clash, view)) for clash in self._old.clashes() for view in views}
        return (
            clash for clash in self._new.clashes() if not any((view, *_named(clash, view)) in known for view in views)
        )


def _named(clash: Clash, view: View) -> tuple[str, frozenset[Fact]]:
    rule, bindings = clash
    return rule.name, view.facts(facts_of(rule, bindings))


def with_supposed(closure: Closure, add: Iterable[Triple], source_of: SourceOf) -> SourceOf:
    """The sources of what would be stated: SUPPOSED for what is only supposed."""
    new = {triple for triple in add if not closure.is_stated(triple)}
    return lambda triple: SUPPOSED if triple in new else source_of(triple)
