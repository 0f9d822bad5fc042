"""RDF that comes with a request: the triples of one graph, in the syntax that its media type names."""

from __future__ import annotations

import codecs
import gzip
import io
import lzma
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, cast

import pyoxigraph as ox

from kgqa.errors import FormatError, InputError, TooLargeError
from kgqa.load.syntax import COMPRESSIONS, suffixes
from kgqa.model import BlankNode, Triple
from kgqa.store.terms import from_quad

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kgqa.model import Term

MEDIA_TYPES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/x-turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/xml": ox.RdfFormat.RDF_XML,
    "text/xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/json": ox.RdfFormat.JSON_LD,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/trig": ox.RdfFormat.TRIG,
    "text/n3": ox.RdfFormat.N3,
}
"""The media types that a payload may have; no syntax may name a graph."""
_STEP = 2**20
_ENCODED = ("", "identity", "gzip", "x-gzip")


def is_known_charset(name: str) -> bool:
    """Whether text in that character encoding can be read; an empty name is UTF-8."""
    try:
        return not name or codecs.lookup(name)._is_text_encoding
    except (LookupError, ValueError):
        # A name with a NUL in it is a ValueError.
        return False


def is_known_encoding(name: str) -> bool:
    """Whether a content coding can be undone."""
    return name.strip().lower() in _ENCODED


def read_payload(
    path: Path, media_type: str, *, name: str, base: str, charset: str = "", encoding: str = "", unpacked: int = 0
) -> Iterator[Triple]:
    """The triples of a body that was kept in a file; `name` is what it is called in messages.

    Relative IRIs are resolved against `base`; nothing is fetched. Blank nodes keep the labels of the file; `encoding`
    is the content coding of the body, which may have `unpacked` bytes without it (0: any number). Raises FormatError
    (with the line) for broken syntax and for named graphs, TooLargeError.
    """
    with _content(path, encoding, unpacked) as stream:
        source: IO[bytes] | IO[str] = stream
        if charset and codecs.lookup(charset).name != "utf-8":
            source = io.TextIOWrapper(stream, charset)
        try:
            parser = ox.parse(
                cast("IO[bytes]", source), MEDIA_TYPES[media_type], base_iri=base, without_named_graphs=True
            )
            for quad in cast("Iterator[ox.Quad]", parser):
                if isinstance(quad.object, ox.Triple):
                    raise FormatError("statements about triples (RDF 1.2) are not read", file=name)
                yield from_quad(quad)
        except SyntaxError as error:
            raise FormatError((error.msg or "broken syntax").strip(), file=name, line=error.lineno) from None
        except UnicodeDecodeError as error:
            raise FormatError(f"the text is not in {error.encoding}", file=name) from None
        except (OSError, EOFError, ValueError, zlib.error) as error:
            raise FormatError(f"it cannot be read: {error}", file=name) from error


def apart(triples: Iterator[Triple], part: int) -> Iterator[Triple]:
    """The triples with the blank nodes of one part, so that parts do not share them (RDF 1.1 Semantics, 4.1)."""

    def own(term: Term) -> Term:
        return BlankNode(f"{term.value}p{part}") if isinstance(term, BlankNode) else term

    for subject, predicate, obj in triples:
        yield Triple(own(subject), predicate, own(obj))


class _Bounded(io.RawIOBase):
    """A stream that may give so many bytes."""

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        self._stream, self._limit, self._read = stream, limit, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        content = self._stream.read(len(buffer))
        self._read += len(content)
        if self._limit and self._read > self._limit:
            raise _too_large(self._limit)
        buffer[: len(content)] = content
        return len(content)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _content(path: Path, encoding: str, unpacked: int) -> IO[bytes]:
    stream = path.open("rb")
    if encoding.strip().lower() in {"gzip", "x-gzip"}:
        return cast("IO[bytes]", _Bounded(cast("IO[bytes]", gzip.open(stream)), unpacked))
    return stream


def check_unpacked(path: Path, limit: int) -> None:
    """Raise TooLargeError for a compressed file that is larger than `limit` bytes when it is unpacked."""
    opener = COMPRESSIONS.get(suffixes(path)[1])
    try:
        if path.suffix.lower() == ".gdz":
            with zipfile.ZipFile(path) as archive:
                size = sum(entry.file_size for entry in archive.infolist())
            if size > limit:
                raise _too_large(limit)
        elif opener is not None:
            with cast("IO[bytes]", opener(path)) as stream, _Bounded(stream, limit) as bounded:
                while bounded.read(_STEP):
                    pass
    except (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError, zipfile.BadZipFile) as error:
        raise FormatError(f"the file cannot be read: {error}", file=path.name) from error


def _too_large(limit: int) -> InputError:
    return TooLargeError(f"unpacked, it has more than {limit:,} bytes", remedy="send it in parts")
