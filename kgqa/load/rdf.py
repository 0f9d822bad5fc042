"""RDF files in every common syntax: the facts of each graph that they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pyoxigraph as ox

from kgqa.load.loaded import Loaded, Problem
from kgqa.load.syntax import opened, parsed, suffixes
from kgqa.model import IRI, LOCAL_GRAPH, OWL, BlankNode, Literal, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

_RESERVED = "urn:kgqa:"
_SOURCE = "urn:kgqa:source:"
_IMPORTS = IRI(OWL + "imports")
_STEP = 20_000


def source_iri(path: Path) -> IRI:
    """The named graph of a file: its name, without the folders (so that it is the same on every machine)."""
    return IRI(_SOURCE + quote(path.name, safe="._-~"))


def is_reserved(graph: IRI) -> bool:
    """Whether a graph is one that kgqa writes by itself."""
    return graph.value.startswith(_RESERVED) and not graph.value.startswith((_SOURCE, LOCAL_GRAPH.value))


def read_rdf(path: Path, source: IRI | None = None, *, progress: Callable[[int], None] | None = None) -> list[Loaded]:
    """The facts of one RDF file: one `Loaded` for its default graph, one for each named graph it holds.

    Nothing is fetched: relative IRIs are resolved against `file:///NAME`. Blank nodes are renamed by file and
    order of appearance, so that files do not share them and loading twice gives the same terms.
    `progress` is told the number of triples read, now and then.
    Raises FormatError (file, line, remedy) for broken syntax, InputError when the file cannot be read.
    """
    source = source or source_iri(path)
    reader = _Reader(path, source)
    with opened(path) as stream:
        for count, quad in enumerate(parsed(stream, path, reader.prefixes), 1):
            reader.take(quad)
            if progress is not None and count % _STEP == 0:
                progress(count)
    lines = _subject_lines(path) if suffixes(path)[0] in {".nt", ".nq"} else {}
    return reader.loaded(lines)


def blank_label(source: IRI, number: int) -> str:
    """The label of the blank node of a file that is met after `number` others."""
    stem = "".join(c if c.isascii() and c.isalnum() else "-" for c in source.value.removeprefix(_SOURCE))
    return f"{stem.strip('-')}-b{number}"


def left_out(skipped: int, reserved: Iterable[str], *, is_empty: bool) -> tuple[Problem, ...]:
    """What of a file was not taken: so many statements with triple terms, graphs that are kgqa's own."""
    problems: list[Problem] = []
    if skipped:
        problems.append(Problem(f"{skipped} statements with triple terms (RDF 1.2) were left out"))
    problems += [
        Problem(f"the graph <{name}> was left out: kgqa keeps its own facts there") for name in sorted(reserved)
    ]
    if is_empty:
        problems.append(Problem("the file holds no triples"))
    return tuple(problems)


class _Reader:
    def __init__(self, path: Path, source: IRI) -> None:
        self.path = path
        self.source = source
        self.graphs: dict[IRI, dict[Triple, None]] = {source: {}}
        self.blanks: dict[str, BlankNode] = {}
        self.skipped = 0
        self.reserved: set[str] = set()
        self.prefixes: dict[str, str] = {}

    def take(self, quad: ox.Quad) -> None:
        graph = self.source
        if isinstance(quad.graph_name, ox.NamedNode):
            graph = IRI(quad.graph_name.value)
        elif isinstance(quad.graph_name, ox.BlankNode):
            graph = IRI(f"{self.source.value}#{self._blank(quad.graph_name).value}")
        subject, obj = self._term(quad.subject), self._term(quad.object)
        if subject is None or obj is None:
            self.skipped += 1
        elif is_reserved(graph):
            self.reserved.add(graph.value)
        else:
            self.graphs.setdefault(graph, {})[Triple(subject, IRI(quad.predicate.value), obj)] = None

    def _term(self, term: object) -> Term | None:
        if isinstance(term, ox.NamedNode):
            return IRI(term.value)
        if isinstance(term, ox.BlankNode):
            return self._blank(term)
        if isinstance(term, ox.Literal):
            return Literal(term.value, term.datatype.value, term.language)
        return None

    def _blank(self, node: ox.BlankNode) -> BlankNode:
        known = self.blanks.get(node.value)
        if known is None:
            known = self.blanks[node.value] = BlankNode(blank_label(self.source, len(self.blanks)))
        return known

    def loaded(self, lines: dict[str, int]) -> list[Loaded]:
        problems = left_out(self.skipped, self.reserved, is_empty=not any(self.graphs.values()))
        return [
            Loaded(
                source=graph,
                file=self.path.name,
                triples=list(triples),
                lines={t.subject: lines[str(t.subject)] for t in triples if str(t.subject) in lines},
                problems=problems if graph == self.source else (),
                prefixes=self.prefixes,
                imports=tuple(t.object.value for t in triples if t.predicate == _IMPORTS and isinstance(t.object, IRI)),
            )
            for graph, triples in self.graphs.items()
            if triples or graph == self.source
        ]


def _subject_lines(path: Path) -> dict[str, int]:
    """The line on which each subject of an N-Triples or N-Quads file first stands, by its N-Triples form."""
    lines: dict[str, int] = {}
    with opened(path) as stream:
        for number, line in enumerate(stream, 1):
            subject = line.split(None, 1)[0] if line.strip() else b""
            if subject.startswith(b"<"):
                lines.setdefault(subject.decode(), number)
    return lines
