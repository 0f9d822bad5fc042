"""Writing a graph to a file or to stdout, by the file's extension."""

from __future__ import annotations

import gzip
import io
import os
import sys
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, cast

from kgqa.errors import InputError
from kgqa.model import INFERRED_GRAPH, Triple
from kgqa.sparql_results import ntriples, turtle, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from kgqa.store import Store

EXTENSIONS = (".nt", ".nq", ".ttl")


def check_target(file: Path, inputs: Iterable[Path]) -> None:
    """Raise InputError when a file that is to be written is one of those that are read."""
    if any(file.resolve() == given.resolve() for given in inputs):
        raise InputError("this file is read, so it is not written over", file=str(file), remedy="name another one")


def check_name(file: Path) -> str:
    """The extension (of EXTENSIONS) that decides the format of `file`; .gz may follow it.

    Raises InputError for any other.
    """
    name = file.with_suffix("") if file.suffix.lower() == ".gz" else file
    extension = name.suffix.lower()
    if extension not in EXTENSIONS:
        known = ", ".join(EXTENSIONS)
        raise InputError(
            "no format goes with this extension", file=str(file), remedy=f"use one of: {known}, .gz after it"
        )
    return extension


def export(triples: Iterable[Triple], file: Path | None, store: Store) -> None:
    """Write `triples` to `file`, whole or not at all, in the format of its extension; None is stdout."""
    writer = _writer(".nt" if file is None else check_name(file), store)
    with _opened(file) as stream:
        stream.writelines(writer(triples))


def _writer(extension: str, store: Store) -> Callable[[Iterable[Triple]], Iterator[str]]:
    if extension == ".nq":
        return lambda triples: (_nquad(triple, store) for triple in triples)
    return turtle if extension == ".ttl" else ntriples


def _nquad(triple: Triple, store: Store) -> str:
    source = store.source_of(triple)
    graph = INFERRED_GRAPH.value if source is None else source.graph
    return " ".join(written(term) for term in triple) + f" <{graph}> .\n"


@contextmanager
def _opened(file: Path | None) -> Iterator[IO[str]]:
    if file is None:
        yield sys.stdout
        return
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with _part(part, file) as raw, _text(raw, compressed=file.suffix.lower() == ".gz") as stream:
            yield stream
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _part(part: Path, file: Path) -> IO[bytes]:
    try:
        return part.open("wb")
    except OSError as error:
        fault = f"this file cannot be written: {error.strerror or error}"
        raise InputError(fault, file=str(file), remedy="write to a folder that is there") from error


def _text(raw: IO[bytes], *, compressed: bool) -> IO[str]:
    # No name and no time inside: the same graph gives the same bytes.
    packed = cast("IO[bytes]", gzip.GzipFile("", "wb", fileobj=raw, mtime=0)) if compressed else raw
    return io.TextIOWrapper(packed, encoding="utf-8", newline="\n")
