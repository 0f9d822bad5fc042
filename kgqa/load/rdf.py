"""RDF files in every common syntax, by pyoxigraph's parsers.

pyoxigraph rather than rdflib: it reads N-Triples thirty times faster, is strict, names the line of an error
and never fetches anything. rdflib's extra syntaxes (HexTuples, TriX) are not common enough to pay for that.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast
from urllib.parse import quote

import pyoxigraph as ox

from kgqa.errors import FormatError, InputError
from kgqa.load.loaded import Loaded, Problem
from kgqa.model import IRI, LOCAL_GRAPH, OWL, BlankNode, Literal, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".n3": ox.RdfFormat.N3,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
COMPRESSIONS: dict[str, Callable[[Path], object]] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
_RESERVED = "urn:kgqa:"
_SOURCE = "urn:kgqa:source:"
_IMPORTS = IRI(OWL + "imports")
_BOM = b"\xef\xbb\xbf"
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
    with _opened(path) as stream:
        for count, quad in enumerate(_parsed(stream, path, reader.prefixes), 1):
            reader.take(quad)
            if progress is not None and count % _STEP == 0:
                progress(count)
    lines = _subject_lines(path) if suffixes(path)[0] in {".nt", ".nq"} else {}
    return reader.loaded(lines)


def suffixes(path: Path) -> tuple[str, str]:
    """The suffixes of the format and of the compression, lower case: `x.TTL.gz` gives (".ttl", ".gz")."""
    last = path.suffix.lower()
    if last in COMPRESSIONS:
        return Path(path.stem).suffix.lower(), last
    return last, ""


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
            stem = "".join(c if c.isascii() and c.isalnum() else "-" for c in self.source.value.removeprefix(_SOURCE))
            known = self.blanks[node.value] = BlankNode(f"{stem.strip('-')}-b{len(self.blanks)}")
        return known

    def loaded(self, lines: dict[str, int]) -> list[Loaded]:
        problems: list[Problem] = []
        if self.skipped:
            problems.append(Problem(f"{self.skipped} statements with triple terms (RDF 1.2) were left out"))
        problems += [
            Problem(f"the graph <{name}> was left out: kgqa keeps its own facts there")
            for name in sorted(self.reserved)
        ]
        if not any(self.graphs.values()):
            problems.append(Problem("the file holds no triples"))
        return [
            Loaded(
                source=graph,
                file=self.path.name,
                triples=list(triples),
                lines={t.subject: lines[str(t.subject)] for t in triples if str(t.subject) in lines},
                problems=tuple(problems) if graph == self.source else (),
                prefixes=self.prefixes,
                imports=tuple(t.object.value for t in triples if t.predicate == _IMPORTS and isinstance(t.object, IRI)),
            )
            for graph, triples in self.graphs.items()
            if triples or graph == self.source
        ]


def _opened(path: Path) -> IO[bytes]:
    try:
        opener = COMPRESSIONS.get(suffixes(path)[1])
        return path.open("rb") if opener is None else cast("IO[bytes]", opener(path))
    except FileNotFoundError:
        raise InputError("there is no such file", file=str(path), remedy="check the name") from None
    except IsADirectoryError:
        raise InputError("this is a folder", file=str(path), remedy="name the files in it") from None
    except OSError as error:
        raise InputError(f"the file cannot be read: {error.strerror or error}", file=str(path)) from error


def _parsed(stream: IO[bytes], path: Path, prefixes: dict[str, str]) -> Iterator[ox.Quad]:
    syntax = FORMATS.get(suffixes(path)[0])
    if syntax is None:
        known = " ".join(FORMATS)
        raise FormatError(
            f"the extension {path.suffix or '(none)'} is no known format",
            file=str(path),
            remedy=f"rename the file to one of: {known} .ged .gdz; .gz may follow",
        )
    base = "file:///" + quote(path.name)
    try:
        head = stream.read(4096)
        if syntax == ox.RdfFormat.RDF_XML:
            syntax = _sniffed(head, path)
        # Editors on Windows begin a file with a mark that Turtle does not know.
        stream.seek(3 if head.startswith(_BOM) else 0)
        parser = ox.parse(stream, syntax, base_iri=base)
        yield from cast("Iterator[ox.Quad]", parser)
        prefixes.update(parser.prefixes)
    except SyntaxError as error:
        raise _broken(path, head, error) from None
    except MemoryError:
        raise FormatError(
            "a single token is too long to be read", file=str(path), remedy="shorten the literal"
        ) from None
    except (OSError, EOFError, lzma.LZMAError, ValueError) as error:
        raise FormatError(f"the file cannot be read: {error}", file=str(path)) from error


def _sniffed(head: bytes, path: Path) -> ox.RdfFormat:
    """The syntax of an .owl, .rdf or .xml file, which editors also use for Turtle and functional syntax."""
    text = head.removeprefix(_BOM).lstrip()
    if text.startswith((b"Prefix(", b"Ontology(")):
        raise FormatError(
            "OWL functional syntax is not read",
            file=str(path),
            line=1,
            remedy="save the ontology as Turtle or RDF/XML",
        )
    if text.startswith((b"@prefix", b"@base", b"PREFIX", b"BASE", b"#")):
        return ox.RdfFormat.TURTLE
    return ox.RdfFormat.RDF_XML


def _broken(path: Path, head: bytes, error: SyntaxError) -> FormatError:
    if head.removeprefix(_BOM).startswith(b"0 HEAD"):
        return FormatError("this is a GEDCOM file", file=str(path), line=1, remedy="rename it to .ged")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return FormatError("the file is in UTF-16", file=str(path), line=1, remedy="save it as UTF-8")
    message = (error.msg or "broken syntax").strip()
    remedy = "save it as UTF-8" if "utf-8" in message.lower() else "mend that line, or check the file's extension"
    return FormatError(message, file=str(path), line=error.lineno, remedy=remedy)


def _subject_lines(path: Path) -> dict[str, int]:
    """The line on which each subject of an N-Triples or N-Quads file first stands, by its N-Triples form."""
    lines: dict[str, int] = {}
    with _opened(path) as stream:
        for number, line in enumerate(stream, 1):
            subject = line.split(None, 1)[0] if line.strip() else b""
            if subject.startswith(b"<"):
                lines.setdefault(subject.decode(), number)
    return lines
