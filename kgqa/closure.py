"""Sources in, closure out: the asserted facts with all that they entail, built once and kept."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kgqa.errors import InputError, StoreFolderError
from kgqa.load import Loaded, Problem, bundled_folder, read_sources
from kgqa.model import ASSERTED_GRAPH, IRI, ONTOLOGY_GRAPH, XSD, Literal
from kgqa.reason import derive, materialise_owlrl, opened, saved
from kgqa.reason.datatypes import INTEGERS
from kgqa.reason.values import ill_typed
from kgqa.store import EmbeddedStore, as_stored, build_once, open_memory, open_revision, remove

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kgqa.config import Settings
    from kgqa.model import Term, Triple
    from kgqa.reason import Closure

    Progress = Callable[[str, int], None]

_NARROW = frozenset(INTEGERS) - {XSD + "integer"}
_KEPT = 24
"""How many closures stay in the cache; the least recently used go first."""


def closure_of(
    paths: Sequence[Path], settings: Settings, progress: Progress | None = None
) -> tuple[EmbeddedStore, Closure | None]:
    """The facts of some files with all that they entail, and the closure if it was only just derived.

    They come from the cache when the same files were reasoned over before. The key is a hash of the files, the
    bundled ontologies, the settings that matter and kgqa itself. Where the cache cannot be written the closure is
    built in memory.
    Raises InputError or FormatError for a file that cannot be read; nothing is kept then.
    """
    key = key_of(paths, settings)
    folder = settings.cache_folder / key
    with suppress(InputError):
        store = open_revision(folder)
        folder.touch()
        return store, None
    parts = read_sources(paths, progress=progress)

    def build_here(store: EmbeddedStore) -> None:
        build(store, parts, key[:12], settings, progress)

    try:
        store = build_once(folder, build_here)
    except (OSError, StoreFolderError):
        store = open_memory()
        return store, build(store, parts, key[:12], settings, progress)
    _prune(settings.cache_folder)
    return store, None


@dataclass(frozen=True, slots=True)
class Content:
    """What a graph is to hold, all in all, once files are loaded; `shared`: part of it is what others said there."""

    graph: IRI
    triples: list[Triple]
    file: str | None
    lines: dict[Term, int]
    shared: bool


def contents(store: EmbeddedStore, parts: Iterable[Loaded]) -> Iterator[Content]:
    """What each graph that some parts speak in is to hold; a file that is loaded again replaces what it said."""
    holders = _holders(store)
    for graph, members in _by_graph(parts).items():
        triples = [triple for part in members for triple in part.triples]
        # Several files may speak in one named graph: what the others said of it stays.
        files = {part.file for part in members}
        shared = graph == ONTOLOGY_GRAPH or not files.issuperset(holders.get(graph.value, ()))
        if shared:
            triples = list(dict.fromkeys([*store.match(graph=graph), *triples]))
        lines = {subject: line for part in members for subject, line in part.lines.items()}
        yield Content(graph, triples, None if graph == ONTOLOGY_GRAPH else members[0].file, lines, shared)


def record_parts(store: EmbeddedStore, parts: Sequence[Loaded]) -> None:
    """Record what is to be known of loaded files: their problems, prefixes and graphs."""
    problems = [(part.file, asdict(problem)) for part in parts for problem in (*part.problems, *_ill_typed(part))]
    store.set_record("problems", json.dumps(problems))
    prefixes = {**prefixes_of(store), **{name: iri for part in reversed(parts) for name, iri in part.prefixes.items()}}
    store.set_record("prefixes", json.dumps(prefixes))
    holders = _holders(store)
    for graph, members in _by_graph(parts).items():
        holders[graph.value] = sorted({part.file for part in members}.union(holders.get(graph.value, ())))
    store.set_record("holders", json.dumps(holders))


def _holders(store: EmbeddedStore) -> dict[str, list[str]]:
    """The files that speak in each graph."""
    return dict(json.loads(store.record("holders") or "{}"))


def build(
    store: EmbeddedStore, parts: Iterable[Loaded], revision: str, settings: Settings, progress: Progress | None = None
) -> Closure:
    """Put `parts` into `store` and all that then is entailed; the closure is saved where the store has a place."""
    parts = list(parts)
    for content in contents(store, parts):
        store.put(content.graph, content.triples, file=content.file, lines=content.lines)
    closure = _derived(store, settings, progress)
    store.put_inferred(_entailed(store, closure, settings))
    store.merge()
    record_parts(store, parts)
    store.set_record("uniqueNames", json.dumps(settings.unique_names))
    store.set_record("engine", settings.engine)
    store.set_revision(revision)
    if store.image is not None:
        saved(closure, store.image)
    return closure


def _ill_typed(part: Loaded) -> Iterator[Problem]:
    """Literals outside the datatype that they are given, which the store keeps by their value only."""
    for subject, _, obj in part.triples:
        if isinstance(obj, Literal) and obj.datatype in _NARROW and ill_typed(obj) and as_stored(obj) != obj:
            name = obj.datatype.removeprefix(XSD)
            yield Problem(f'"{obj.lexical}" is no xsd:{name}: only its value is kept', part.lines.get(subject))


def problems_of(store: EmbeddedStore) -> tuple[tuple[str, Problem], ...]:
    """What could not be loaded when the store was last written, by file."""
    return tuple((file, Problem(**problem)) for file, problem in json.loads(store.record("problems") or "[]"))


def paths_of(store: EmbeddedStore) -> dict[IRI, str]:
    """The file from which each graph of a durable store was loaded: only that file replaces it."""
    return {IRI(name): path for name, path in json.loads(store.record("paths") or "{}").items()}


def unique_names_of(store: EmbeddedStore) -> bool | None:
    """Whether distinct names were distinct things when the store was reasoned over; None for an empty store."""
    recorded = store.record("uniqueNames")
    return None if recorded is None else bool(json.loads(recorded))


def prefixes_of(store: EmbeddedStore) -> dict[str, str]:
    """The short names of namespaces that the loaded files declare."""
    return dict(json.loads(store.record("prefixes") or "{}"))


def _derived(store: EmbeddedStore, settings: Settings, progress: Progress | None) -> Closure:
    def told(count: int) -> None:
        if progress is not None:
            progress("facts derived", count)

    return derive(store.match(graph=ASSERTED_GRAPH), unique_names=settings.unique_names, progress=told)


def _entailed(store: EmbeddedStore, closure: Closure, settings: Settings) -> Iterable[Triple]:
    if settings.engine == "owlrl":
        return materialise_owlrl(list(store.match(graph=ASSERTED_GRAPH)))
    return closure.inferred()


def closure_in(store: EmbeddedStore, settings: Settings) -> Closure:
    """The closure that was saved with a revision; derived anew where there is none that can be read."""
    if store.image is not None:
        with suppress(InputError):
            return opened(store.image)
    return _derived(store, settings, None)


def _by_graph(parts: Iterable[Loaded]) -> dict[IRI, list[Loaded]]:
    graphs: dict[IRI, list[Loaded]] = {}
    for part in parts:
        graphs.setdefault(part.source, []).append(part)
    return graphs


def key_of(paths: Sequence[Path], settings: Settings) -> str:
    """What the closure of some files depends on, as a short text."""
    package = Path(__file__).resolve().parent
    code = [path for room in ("load", "reason", "store", "dates") for path in sorted((package / room).rglob("*.py"))]
    ontologies = sorted(bundled_folder("ontologies").rglob("*.ttl"))
    digest = hashlib.sha256(f"{settings.unique_names} {settings.engine}".encode())
    for path in [*paths, Path(__file__), *code, *ontologies]:
        try:
            with path.open("rb") as handle:
                content = hashlib.file_digest(handle, "sha256").hexdigest()
        except OSError as error:
            content = str(error.errno)
        digest.update(f"{path.name}\0{content}\n".encode())
    return digest.hexdigest()[:32]


def _prune(cache: Path) -> None:
    folders = sorted((f for f in cache.iterdir() if (f / "current").is_file()), key=lambda f: f.stat().st_mtime)
    for folder in folders[:-_KEPT]:
        remove(folder)
