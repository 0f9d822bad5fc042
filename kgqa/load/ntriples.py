"""N-Triples by their words: each distinct term is parsed once, whatever the number of lines that it stands in.

A line is cut at its first two blanks. A subject, predicate or rest of a line that stood in a line which the parser took
means the same in every other line, for no statement of N-Triples reaches beyond its line (RDF 1.1 N-Triples, 2).
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from itertools import islice
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_STEP = 20_000
_SUBJECT, _REST, _PREDICATE = 1, 2, 4


class OddLineError(Exception):
    """The file is not written in the usual way, or is broken: the parser has to read all of it."""


@dataclass(frozen=True, slots=True)
class Words:
    """The facts of a file. `terms` are in the order in which they are met, some of them twice; `facts` are, by
    predicate, the positions of subject and object there (subject << 32 | object)."""

    terms: list[object] = field(default_factory=list)
    facts: dict[object, array[int]] = field(default_factory=dict)


def read_words(stream: IO[bytes], told: Callable[[int], None]) -> Words:
    """The facts of a file of N-Triples; `told` is given the number of lines read. Raises OddLineError."""
    reader = _Reader()
    done = 0
    try:
        while block := list(islice(stream, _STEP)):
            reader.take(block)
            done += len(block)
            told(done)
    except (SyntaxError, MemoryError, OSError, EOFError, ValueError) as error:
        raise OddLineError from error
    return reader.words


class _Reader:
    def __init__(self) -> None:
        self.words = Words()
        self._subjects: dict[bytes, int] = {}
        self._rests: dict[bytes, int] = {}
        self._lists: dict[bytes, array[int]] = {}
        self._count = 0

    def take(self, block: Iterable[bytes]) -> None:
        subjects, rests, lists = self._subjects.get, self._rests.get, self._lists.get
        new: list[bytes] = []
        kinds: list[int] = []
        for line in block:
            try:
                subject, predicate, rest = line.split(b" ", 2)
            except ValueError:
                _pass_over(line)
                continue
            left, right, keys = subjects(subject), rests(rest), lists(predicate)
            if left is None or right is None or keys is None:
                if line.startswith(b"#"):
                    _pass_over(line)
                    continue
                new.append(line)
                kinds.append((left is None) * _SUBJECT | (right is None) * _REST | (keys is None) * _PREDICATE)
                if left is None:
                    left = self._subjects[subject] = self._next()
                if right is None:
                    right = self._rests[rest] = self._next()
                if keys is None:
                    keys = self._lists[predicate] = array("q")
            keys.append(left << 32 | right)
        self._parse(new, kinds)

    def _next(self) -> int:
        self._count += 1
        return self._count - 1

    def _parse(self, lines: list[bytes], kinds: list[int]) -> None:
        """Parse lines that hold all that is new, and see that they were cut where the parser cuts them."""
        quads = ox.parse(b"".join(lines), ox.RdfFormat.N_TRIPLES)
        terms = self.words.terms
        for line, kind, quad in zip(lines, kinds, quads, strict=True):
            if kind & _SUBJECT:
                _check(line, str(quad.subject))
                terms.append(quad.subject)
            if kind & _REST:
                terms.append(quad.object)
            if kind & _PREDICATE:
                _check(line, f"{quad.subject} {quad.predicate}")
                self.words.facts[quad.predicate] = self._lists[str(quad.predicate).encode()]


def _check(line: bytes, beginning: str) -> None:
    if not line.startswith(f"{beginning} ".encode()):
        raise OddLineError


def _pass_over(line: bytes) -> None:
    """Nothing but a comment may be passed over; some take a carriage return for the end of a line."""
    content = line.strip()
    if content and (not content.startswith(b"#") or b"\r" in content):
        raise OddLineError
