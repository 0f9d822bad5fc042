"""What a durable store holds, and what it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.store import open_revision
from kgqa.store.revisions import revisions

if TYPE_CHECKING:
    from pathlib import Path

_SIZES = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
_PROPERTIES = "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }"
_CLASSES = "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }"


@dataclass(frozen=True, slots=True)
class GraphStats:
    """One graph: its name, how many facts it states, the file it was loaded from, and when it was last written."""

    name: str
    facts: int
    file: str | None
    written: str | None


@dataclass(frozen=True, slots=True)
class Stats:
    """A store: its published revision in numbers, and its folder.

    `classes` and `properties` are those in use; `bytes` is what all revisions take together on the disk.
    """

    revision: str
    asserted: int
    inferred: int
    graphs: tuple[GraphStats, ...]
    classes: int
    properties: int
    written: str | None
    revisions: tuple[str, ...]
    bytes: int


def stats(folder: Path) -> Stats:
    """The statistics of a store. Raises InputError where there is none."""
    store = open_revision(folder)
    sizes = {name: int(count) for name, count in store.texts(_SIZES)}
    graphs = tuple(
        GraphStats(graph.value, sizes.get(graph.value, 0), store.file_of(graph), store.written_at(graph))
        for graph in store.asserted_graphs()
    )
    asserted, inferred = store.sizes()
    return Stats(
        revision=store.revision,
        asserted=asserted,
        inferred=inferred,
        graphs=graphs,
        classes=int(next(store.texts(_CLASSES))[0]),
        properties=int(next(store.texts(_PROPERTIES))[0]),
        written=max((graph.written for graph in graphs if graph.written), default=None),
        revisions=tuple(old.name for old in revisions(folder)),
        bytes=size_of(folder),
    )


def size_of(folder: Path, name: str = "") -> int:
    """The bytes that a folder, or one revision in it, takes; files that revisions share are counted once."""
    found = {}
    for path in folder.rglob("*"):
        if not path.relative_to(folder).parts[0].startswith(name):
            continue
        try:
            status = path.lstat()
        except FileNotFoundError:
            continue
        found[status.st_ino] = status.st_blocks * 512
    return sum(found.values())
