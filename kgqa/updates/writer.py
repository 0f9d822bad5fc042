"""The one who writes: each call is one write, and publishes one revision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.config import Settings, read_settings
from kgqa.errors import NoGraphError
from kgqa.model import LOCAL_GRAPH
from kgqa.store import write_revision
from kgqa.updates.draft import Draft
from kgqa.updates.loading import check_source, load_files
from kgqa.updates.request import carry_out, check_writable, read_request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from kgqa.model import IRI, Triple
    from kgqa.updates.written import Written


class Writer:
    """Writes to a durable store, one write at a time.

    Every method publishes a revision whole, with its inferences and its index of words, or leaves the store as it was.
    All raise StoreLockedError while another process writes or serves the store for writing, and StoreFolderError where
    the folder cannot be written.
    """

    def __init__(self, folder: Path, settings: Settings | None = None) -> None:
        self.folder = folder
        self.settings = settings or read_settings()

    def update(self, sparql: str, *, using: Sequence[IRI] = (), using_named: Sequence[IRI] = ()) -> Written:
        """Carry out a SPARQL 1.1 Update request, whole or not at all; all operations but LOAD.

        `using` and `using_named` are the dataset for its patterns, as the protocol gives it (SPARQL 1.1 Protocol,
        2.2.3). Without GRAPH or WITH, urn:kgqa:local is written. Raises QueryError.
        """
        request = read_request(sparql, using, using_named)
        return self._write(lambda draft: carry_out(request, draft))

    def put(self, graph: IRI | None, triples: Iterable[Triple]) -> Written:
        """Make triples the whole content of a graph (None: the default graph, urn:kgqa:local).

        Their blank nodes become new ones. Raises QueryError for a graph that kgqa keeps by itself (SPARQL 1.1 Graph
        Store HTTP Protocol, 5.3).
        """
        name = _writable(graph)

        def change(draft: Draft) -> None:
            draft.edits.clear_records(name)
            draft.replace(name, draft.renamed(triples))

        return self._write(change)

    def post(self, graph: IRI | None, triples: Iterable[Triple]) -> Written:
        """Add triples to a graph, which is made where there is none (5.5). Raises as `put` does."""
        name = _writable(graph)

        def change(draft: Draft) -> None:
            draft.edits.create(name)
            draft.edits.insert(name, draft.renamed(triples))

        return self._write(change)

    def delete(self, graph: IRI | None) -> Written:
        """Remove a graph (5.4); the default graph is emptied. Raises NoGraphError where there is none."""
        name = _writable(graph)

        def change(draft: Draft) -> None:
            if not draft.edits.exists(name):
                raise NoGraphError(f"there is no graph {name}")
            draft.edits.drop(name)

        return self._write(change)

    def load(
        self,
        files: Sequence[Path],
        source: IRI | None = None,
        progress: Callable[[str, int], None] | None = None,
    ) -> Written:
        """Add files; one that is loaded again replaces what it said before.

        `source` names the graph for the facts; otherwise each file has its own. Raises InputError or FormatError,
        naming file, line and remedy, for what cannot be read.
        """
        check_source(source)
        return self._write(lambda draft: load_files(draft, files, source, progress))

    def _write(self, change: Callable[[Draft], None]) -> Written:
        try:
            with write_revision(self.folder) as store:
                draft = Draft(store, self.settings)
                change(draft)
                written = draft.finished()
                if not written.changed:
                    raise _UnchangedError(written)
        except _UnchangedError as found:
            return found.written
        return written


class _UnchangedError(Exception):
    """Nothing is to be published."""

    def __init__(self, written: Written) -> None:
        super().__init__()
        self.written = written


def _writable(graph: IRI | None) -> IRI:
    name = LOCAL_GRAPH if graph is None else graph
    check_writable(name)
    return name
