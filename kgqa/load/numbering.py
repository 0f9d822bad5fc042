"""Files straight into numbers: for graphs of millions of triples, which are to be reasoned over and not to be shown.

A term becomes a number when the parser first meets it, a triple one entry (subject << 32 | object) in the list of its
predicate; no term or triple of the model is made.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace
from io import BufferedReader
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias, cast

import pyoxigraph as ox

from kgqa.load.loaded import Loaded, Problem
from kgqa.load.ntriples import OddLineError, read_words
from kgqa.load.parsed_terms import ParsedTerms
from kgqa.load.rdf import blank_label, is_reserved, left_out
from kgqa.load.sources import GEDCOM_SUFFIXES, distinct, graph_names, imported, read_source
from kgqa.load.syntax import opened, parsed, suffixes
from kgqa.model import IRI, OWL, RDF_TYPE
from kgqa.store.terms import to_ox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from io import RawIOBase
    from pathlib import Path

    from kgqa.model import Term, Triple
    from kgqa.store.terms import OxTerm

    Progress: TypeAlias = Callable[[str, int], None]

_STEP = 20_000
_LOW = (1 << 32) - 1
_TYPE, _ONTOLOGY = ox.NamedNode(RDF_TYPE.value), ox.NamedNode(OWL + "Ontology")
_IMPORTS = ox.NamedNode(OWL + "imports")


@dataclass(frozen=True, slots=True)
class Numbered:
    """All that some files state, in numbers.

    `resources` count from 0, `literals` from the number that `read_numbered` was given. `facts` has, by the number of
    the predicate, the keys (subject << 32 | object) of its facts as they stand, repetitions among them.
    """

    resources: ParsedTerms
    literals: ParsedTerms
    facts: Mapping[int, array[int]]
    problems: tuple[tuple[str, Problem], ...]


def read_numbered(paths: Sequence[Path], first_literal: int, progress: Progress | None = None) -> Numbered:
    """What the files and the ontologies they import state, whatever the graph.

    Terms, blank nodes' labels, problems and errors are those of `read_sources`; `progress` is told as there.
    """
    numbering = _Numbering(first_literal)
    paths = distinct(paths)
    parts: list[Loaded] = []
    for path, name in zip(paths, graph_names(paths, {}), strict=True):
        if suffixes(path)[0] in GEDCOM_SUFFIXES:
            given = read_source(path, name, progress)
        else:
            given = [_File(path, name, numbering).read(progress)]
        parts += map(numbering.taken, given)
    parts += map(numbering.taken, imported(parts, numbering.ontologies()))
    return numbering.result(tuple((part.file, problem) for part in parts for problem in part.problems))


class _Numbering:
    """The numbers of terms; a file's own labels of blank nodes are among them while it is being read."""

    def __init__(self, first_literal: int) -> None:
        self.first_literal = first_literal
        self.numbers: dict[object, int] = {}
        self.facts: dict[object, array[int]] = {}
        self._resources: list[OxTerm] = []
        self._literals: list[OxTerm] = []
        self._blanks: dict[object, int] = {}

    def resource(self, term: OxTerm) -> int:
        """The number of an IRI that has none yet."""
        number = self.numbers[term] = len(self._resources)
        self._resources.append(term)
        return number

    def literal(self, term: ox.Literal) -> int:
        """The number of a literal that has none yet; a base direction (RDF 1.2) is left away."""
        if term.direction is not None:
            plain = ox.Literal(term.value, language=term.language)
            number = self.numbers.get(plain)
            self.numbers[term] = number = self.literal(plain) if number is None else number
            return number
        number = self.numbers[term] = self.first_literal + len(self._literals)
        self._literals.append(term)
        return number

    def blank(self, label: str) -> int:
        """The number of a blank node with its label for good."""
        node = ox.BlankNode(label)
        number = self._blanks.get(node)
        if number is None:
            number = self._blanks[node] = len(self._resources)
            self._resources.append(node)
        return number

    def list_of(self, predicate: object) -> array[int]:
        """The facts of a predicate."""
        found = self.facts.get(predicate)
        if found is None:
            found = self.facts[predicate] = array("q")
        return found

    def taken(self, part: Loaded) -> Loaded:
        """The part without its triples, which are numbered."""
        self._take(part.triples)
        return replace(part, triples=[], lines={})

    def ontologies(self) -> set[str]:
        """What is declared an ontology."""
        wanted = self.numbers.get(_ONTOLOGY)
        found = (key >> 32 for key in self.facts.get(_TYPE, ()) if key & _LOW == wanted) if wanted is not None else ()
        return {node.value for node in map(self.node, found) if isinstance(node, ox.NamedNode)}

    def node(self, number: int) -> OxTerm:
        """The term of a number."""
        return self._literals[number - self.first_literal] if number >= self.first_literal else self._resources[number]

    def result(self, problems: tuple[tuple[str, Problem], ...]) -> Numbered:
        """All that was read."""
        facts = {self._number(predicate): keys for predicate, keys in self.facts.items()}
        self.numbers.update(self._blanks)
        return Numbered(
            ParsedTerms(self._resources, self.numbers, 0),
            ParsedTerms(self._literals, self.numbers, self.first_literal),
            facts,
            problems,
        )

    def _take(self, triples: Iterable[Triple]) -> None:
        for subject, predicate, obj in triples:
            key = self._given(subject) << 32 | self._given(obj)
            self.list_of(ox.NamedNode(predicate.value)).append(key)

    def _given(self, term: Term) -> int:
        node = to_ox(term)
        return self.blank(node.value) if isinstance(node, ox.BlankNode) else self._number(node)

    def _number(self, term: object) -> int:
        known = self.numbers.get(term)
        if known is not None:
            return known
        return self.literal(term) if isinstance(term, ox.Literal) else self.resource(term)  # type: ignore[arg-type]


class _File:
    """One RDF file on its way into numbers."""

    def __init__(self, path: Path, source: IRI, numbering: _Numbering) -> None:
        self._path, self._source, self._numbering = path, source, numbering
        self._blanks: list[ox.BlankNode] = []
        self._is_taken: dict[object, bool] = {}
        self._skipped = 0
        self._reserved: set[str] = set()

    def read(self, progress: Progress | None) -> Loaded:
        """Number the file's facts; what else is to be known of it is returned."""
        prefixes: dict[str, str] = {}
        before = self._size()
        first_import = len(self._numbering.list_of(_IMPORTS))
        if not self._read_words(progress):
            with opened(self._path) as stream:
                self._read_statements(parsed(stream, self._path, prefixes), progress)
        for node in self._blanks:
            del self._numbering.numbers[node]
        return Loaded(
            source=self._source,
            file=self._path.name,
            triples=[],
            problems=left_out(self._skipped, self._reserved, is_empty=self._size() == before),
            imports=self._imports(first_import),
            prefixes=prefixes,
        )

    def _read_words(self, progress: Progress | None) -> bool:
        """Number a file of N-Triples by its words; False, with nothing done, for another one."""
        if suffixes(self._path)[0] != ".nt":
            return False
        import numpy as np

        try:
            with BufferedReader(cast("RawIOBase", opened(self._path))) as stream:
                words = read_words(stream, self._told(progress))
        except OddLineError:
            return False
        numbers = np.fromiter(map(self._number, words.terms), np.int64, len(words.terms))
        for predicate, keys in words.facts.items():
            places = np.frombuffer(keys, np.int64)
            left, right = numbers[places >> 32], numbers[places & _LOW]
            found = ((left << 32) | right)[(left >= 0) & (right >= 0)]
            self._skipped += len(places) - len(found)
            self._numbering.list_of(predicate).frombytes(found.tobytes())
        return True

    def _read_statements(self, quads: Iterator[ox.Quad], progress: Progress | None) -> None:
        told, done = self._told(progress), 0
        while chunk := list(islice(quads, _STEP)):
            self._take(chunk)
            done += len(chunk)
            told(done)

    def _told(self, progress: Progress | None) -> Callable[[int], None]:
        return lambda done: None if progress is None else progress(self._path.name, done)

    def _take(self, quads: Iterable[ox.Quad]) -> None:
        known, lists = self._numbering.numbers.get, self._numbering.facts.get
        for subject, predicate, obj, graph in quads:
            if type(graph) is not ox.DefaultGraph and not self._takes(graph):
                self._pass_over((subject, obj), graph)
                continue
            left, right = known(subject), known(obj)
            if left is None:
                left = self._number(subject)
            if right is None:
                right = self._number(obj)
            if left < 0 or right < 0:
                self._skipped += 1
                continue
            keys = lists(predicate)
            if keys is None:
                keys = self._numbering.list_of(predicate)
            keys.append(left << 32 | right)

    def _takes(self, graph: object) -> bool:
        taken = self._is_taken.get(graph)
        if taken is None:
            # A graph's blank node counts, so that the file's blank nodes have the labels that they have elsewhere.
            self._number(graph)
            taken = self._is_taken[graph] = not (isinstance(graph, ox.NamedNode) and is_reserved(IRI(graph.value)))
        return taken

    def _pass_over(self, ends: Iterable[object], graph: object) -> None:
        if min([self._number(term) for term in ends]) < 0:
            self._skipped += 1
        elif isinstance(graph, ox.NamedNode):
            self._reserved.add(graph.value)

    def _number(self, term: object) -> int:
        """The number of a term, a new one if need be; -1 for a triple term."""
        known = self._numbering.numbers.get(term)
        if known is not None:
            return known
        if isinstance(term, ox.NamedNode):
            return self._numbering.resource(term)
        if isinstance(term, ox.Literal):
            return self._numbering.literal(term)
        if not isinstance(term, ox.BlankNode):
            return -1
        number = self._numbering.blank(blank_label(self._source, len(self._blanks)))
        self._blanks.append(term)
        self._numbering.numbers[term] = number
        return number

    def _size(self) -> int:
        return sum(map(len, self._numbering.facts.values()))

    def _imports(self, first: int) -> tuple[str, ...]:
        keys = self._numbering.list_of(_IMPORTS)[first:]
        nodes = (self._numbering.node(key & _LOW) for key in keys)
        return tuple(node.value for node in nodes if isinstance(node, ox.NamedNode))
