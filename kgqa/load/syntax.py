"""The syntaxes of RDF: which file is in which one, and its statements one after another.

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
_BOM = b"\xef\xbb\xbf"


def suffixes(path: Path) -> tuple[str, str]:
    """The suffixes of the format and of the compression, lower case: `x.TTL.gz` gives (".ttl", ".gz")."""
    last = path.suffix.lower()
    if last in COMPRESSIONS:
        return Path(path.stem).suffix.lower(), last
    return last, ""


def opened(path: Path) -> IO[bytes]:
    """The content of a file, decompressed. Raises InputError when it cannot be read."""
    try:
        opener = COMPRESSIONS.get(suffixes(path)[1])
        return path.open("rb") if opener is None else cast("IO[bytes]", opener(path))
    except FileNotFoundError:
        raise InputError("there is no such file", file=str(path), remedy="check the name") from None
    except IsADirectoryError:
        raise InputError("this is a folder", file=str(path), remedy="name the files in it") from None
    except OSError as error:
        raise InputError(f"the file cannot be read: {error.strerror or error}", file=str(path)) from error


def parsed(stream: IO[bytes], path: Path, prefixes: dict[str, str]) -> Iterator[ox.Quad]:
    """The statements of a file; `prefixes` is given the short names of namespaces that it declares.

    Nothing is fetched: relative IRIs are resolved against `file:///NAME`. Raises FormatError (file, line, remedy).
    """
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
