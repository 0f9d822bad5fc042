"""The revision that is being written: what is stated is changed fact by fact, and what follows is kept in step."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from kgqa import closure
from kgqa.ask.lexicon import keep_indexes
from kgqa.errors import InputError
from kgqa.model import ASSERTED_GRAPH, INFERRED_GRAPH, LOCAL_GRAPH, BlankNode, Triple
from kgqa.reason import derive, materialise_owlrl, opened, saved
from kgqa.store import Edits
from kgqa.store.edits import stored
from kgqa.updates.written import Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kgqa.config import Settings
    from kgqa.model import IRI, Term
    from kgqa.reason import Closure
    from kgqa.store import EmbeddedStore


class Draft:
    """One write to a writable copy of the last revision."""

    def __init__(self, store: EmbeddedStore, settings: Settings) -> None:
        """The closure that was saved with the last revision is opened when it is first needed."""
        self.store = store
        self.edits = Edits(store)
        unique = closure.unique_names_of(store)
        self._unique_names = settings.unique_names if unique is None else unique
        self.settings = settings
        self._loaded: Written | None = None
        self._closure: Closure | None = None
        self._to_go: dict[tuple[IRI, Triple], None] = {}
        self._before = store.record("revision") or "0"
        self._stem = "w" + hashlib.sha256(self._before.encode()).hexdigest()[:12]
        self._blanks = 0
        self._name: str | None = None

    @property
    def before(self) -> str:
        """The name of the revision that is changed."""
        return self._before

    @property
    def number(self) -> int:
        """The number of the revision that is made."""
        return int(self._before.partition(".")[0]) + 1

    def fresh(self) -> BlankNode:
        """A blank node that is nowhere yet; the same in equal histories."""
        self._blanks += 1
        return BlankNode(f"{self._stem}n{self._blanks}")

    def renamed(self, triples: Iterable[Triple]) -> list[Triple]:
        """The triples with blank nodes of their own."""
        names: dict[Term, BlankNode] = {}

        def name(term: Term) -> Term:
            if isinstance(term, BlankNode) and term not in names:
                names[term] = self.fresh()
            return names.get(term, term)

        return [Triple(name(subject), predicate, name(obj)) for subject, predicate, obj in triples]

    def delete(self, graph: IRI, triples: Iterable[Triple]) -> None:
        """Take triples from a graph, and remember that they were not wanted."""
        triples = [stored(triple) for triple in triples]
        self._to_go.update(dict.fromkeys((graph, triple) for triple in triples))
        self.edits.delete(graph, triples)

    def replace(self, graph: IRI, triples: Sequence[Triple]) -> None:
        """Make triples the whole content of a graph."""
        wanted = dict.fromkeys(map(stored, triples))
        self.edits.create(graph)
        self.edits.delete(graph, [old for old in self.store.match(graph=graph) if old not in wanted])
        self.edits.insert(graph, wanted)

    def rebuilt(self, reasoned: Closure, written: Written) -> None:
        """Take over a store that was filled and reasoned over as a whole, and what that came to."""
        self._closure, self._loaded = reasoned, written

    def named(self, revision: str) -> None:
        """Name the revision, which is published whether or not a fact is changed: records of files may be."""
        self._name = revision

    def settle(self) -> None:
        """Bring what is inferred in step with what is stated."""
        new, gone = self.edits.taken()
        if not new and not gone:
            return
        if self._closure is not None or self._opened():
            assert self._closure is not None
            change = self._closure.change(new, gone)
            if not self._is_foreign:
                entailed = [triple for triple in gone if triple in self._closure]
                self.edits.infer([*change.added.difference(new), *entailed], [*change.removed, *new])
                return
        else:
            self._closure = self._derived()
        self._infer_anew(self._closure)

    def _opened(self) -> bool:
        """Whether the closure of the last revision could be opened."""
        if self.store.image_before is not None:
            with suppress(InputError):
                self._closure = opened(self.store.image_before)
        return self._closure is not None

    @property
    def _is_foreign(self) -> bool:
        """Whether what is inferred is, or was, another engine's."""
        return self.settings.engine != "kgqa" or (self.store.record("engine") or "kgqa") != "kgqa"

    def _infer_anew(self, reasoned: Closure) -> None:
        wanted = dict.fromkeys(
            materialise_owlrl(list(self.store.match(graph=ASSERTED_GRAPH)))
            if self.settings.engine == "owlrl"
            else reasoned.inferred()
        )
        had = set(self.store.match(graph=INFERRED_GRAPH))
        self.edits.infer((t for t in wanted if t not in had), had.difference(wanted))

    def finished(self) -> Written:
        """Name the revision and save what belongs to it; where nothing was changed, say so."""
        self.settle()
        edits = self.edits
        if edits.is_empty and self._name is None:
            return Written(self._before, remaining=self._remaining(), changed=False)
        self._record()
        keep_indexes(self.store, self.settings.language, self._save_closure())
        if self._loaded is not None:
            return self._loaded
        return Written(
            self.store.revision,
            len(edits.added),
            len(edits.removed),
            len(edits.inferred),
            len(edits.uninferred),
            any(graph != LOCAL_GRAPH for graph in edits.made),
            self._remaining(),
        )

    def derived_anew(self) -> int:
        """Derive all inferences afresh, as for a store that was copied; returns how many were not as they should be."""
        self._closure = self._derived()
        self._infer_anew(self._closure)
        keep_indexes(self.store, self.settings.language, self._save_closure())
        return len(self.edits.inferred) + len(self.edits.uninferred)

    def _remaining(self) -> int:
        """How many facts hold that were to go; what the same write stated again does not count."""
        gone = {
            triple for graph, triple in self._to_go if not any(True for _ in self.store.match(*triple, graph=graph))
        }
        return sum(any(True for _ in self.store.match(*triple)) for triple in gone)

    def _record(self) -> None:
        """The name of the revision, and what is no longer a file's."""
        self.edits.stamp()
        for name in ("holders", "paths"):
            kept = json.loads(self.store.record(name) or "{}")
            for graph in self.edits.dropped:
                kept.pop(graph.value, None)
            self.store.set_record(name, json.dumps(kept))
        self.store.set_record("uniqueNames", json.dumps(self._unique_names))
        self.store.set_record("engine", self.settings.engine)
        self.store.set_revision(self._name or self._digest())

    def _digest(self) -> str:
        """The number of the revision, and a digest of the one before and the change: equal histories, equal names."""
        edits = self.edits
        lines = [f"+ {graph} {triple}" for graph, triple in edits.added]
        lines += [f"- {graph} {triple}" for graph, triple in edits.removed]
        lines += [f"+ {graph}" for graph in edits.made] + [f"- {graph}" for graph in edits.dropped]
        digest = hashlib.sha256("\n".join([self._before, *sorted(lines)]).encode()).hexdigest()
        return f"{self.number}.{digest[:8]}"

    def _save_closure(self) -> Closure:
        """The closure, saved; one that is as it was is shared with the last revision."""
        image, before = self.store.image, self.store.image_before
        is_new = self._closure is not None
        if self._closure is None and not self._opened():
            is_new, self._closure = True, self._derived()
        assert self._closure is not None
        if image is None or image.exists():
            return self._closure
        if is_new or before is None:
            saved(self._closure, image)
        else:
            try:
                os.link(before, image)
            except OSError:
                shutil.copyfile(before, image)
        return self._closure

    def _derived(self) -> Closure:
        return derive(self.store.match(graph=ASSERTED_GRAPH), unique_names=self._unique_names)
