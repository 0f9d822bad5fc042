"""All that a list of files brings: the files, and the ontologies they import."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from kgqa.load.bundled import bundled_folder, bundled_ontologies
from kgqa.load.loaded import Loaded, Problem
from kgqa.load.rdf import read_rdf, source_iri
from kgqa.load.syntax import suffixes
from kgqa.model import IRI, ONTOLOGY_GRAPH, OWL, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

GEDCOM_SUFFIXES = (".ged", ".gdz")
GEDCOM_ONTOLOGY = "https://w3id.org/kgqa/family"
"""The ontology that gives a GEDCOM file's terms their meaning; every GEDCOM imports it."""
_ONTOLOGY = IRI(OWL + "Ontology")


def read_sources(
    paths: Sequence[Path],
    *,
    source: IRI | None = None,
    taken: Mapping[IRI, str] | None = None,
    progress: Callable[[str, int], None] | None = None,
) -> list[Loaded]:
    """Every file of `paths`, then the ontologies they import, each once.

    Imports are resolved from the files given and the bundled ontologies, never over a network; one that is
    not found is a problem of the file that names it. `source` names the graph of a single file; otherwise a file has
    the graph of its name, or the next free one where that is `taken` by a file at another path.
    `progress` is told the file and how much of it (triples or lines) has been read.
    Raises FormatError or InputError for the first file that cannot be read: nothing is half loaded.
    """
    paths = distinct(paths)
    names = graph_names(paths, taken or {}) if source is None else [source] * len(paths)
    given = [part for path, name in zip(paths, names, strict=True) for part in read_source(path, name, progress)]
    declared = {t.subject.value for part in given for t in part.triples if _declares(t) and isinstance(t.subject, IRI)}
    return given + imported(given, declared)


def distinct(paths: Sequence[Path]) -> list[Path]:
    """Each file once, in order."""
    return list({path.resolve(): path for path in reversed(paths)}.values())[::-1]


def _declares(triple: object) -> bool:
    return getattr(triple, "predicate", None) == RDF_TYPE and getattr(triple, "object", None) == _ONTOLOGY


def read_source(path: Path, name: IRI, progress: Callable[[str, int], None] | None = None) -> list[Loaded]:
    """What one file states, the default graph under `name`. Raises FormatError or InputError."""

    def told(done: int, _total: int = 0) -> None:
        if progress is not None:
            progress(path.name, done)

    if suffixes(path)[0] in GEDCOM_SUFFIXES:
        from kgqa.load.gedcom import read_gedcom

        return [replace(read_gedcom(path, name, progress=told), imports=(GEDCOM_ONTOLOGY,))]
    parts = read_rdf(path, name, progress=told)
    if path.resolve().is_relative_to(bundled_folder("ontologies").resolve()):
        return [_as_ontology(part) for part in parts]
    return parts


def _as_ontology(part: Loaded) -> Loaded:
    return replace(part, source=ONTOLOGY_GRAPH, ontology=True)


def graph_names(paths: Sequence[Path], taken: Mapping[IRI, str]) -> list[IRI]:
    """One graph per file: that of its name, or with a number where another path has that one already."""
    holders = dict(taken)
    names = []
    for path in paths:
        where, base = str(path.resolve()), source_iri(path)
        numbered = (base if number == 1 else IRI(f"{base.value}.{number}") for number in count(1))
        name = next(name for name in numbered if holders.get(name, where) == where)
        holders[name] = where
        names.append(name)
    return names


def imported(given: Iterable[Loaded], declared: set[str]) -> list[Loaded]:
    """The imports of `given`, and theirs, breadth first, but for those `declared`; all that is found is added there."""
    found: list[Loaded] = []
    wanted = [(part, iri) for part in given for iri in part.imports]
    missing: dict[str, str] = {}
    while wanted:
        part, iri = wanted.pop(0)
        path = bundled_ontologies().get(iri)
        if iri in declared:
            continue
        declared.add(iri)
        if path is None:
            missing[iri] = part.file
            continue
        for more in read_rdf(path):
            found.append(_as_ontology(more))
            wanted.extend((more, further) for further in more.imports)
    if missing:
        found.append(_unresolved(missing))
    return found


def _unresolved(missing: dict[str, str]) -> Loaded:
    problems = tuple(
        Problem(f"{file} imports <{iri}>, which is in no file given and not bundled: it is left out")
        for iri, file in missing.items()
    )
    return Loaded(source=ONTOLOGY_GRAPH, file="(imports)", triples=[], problems=problems, ontology=True)
