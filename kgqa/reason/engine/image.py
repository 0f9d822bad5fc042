"""A closure on disk: arrays and terms in one file, read where they lie, opened without any derivation.

The file begins with MAGIC, the length of a JSON header and the header, which says where each array begins. Programs are
compiled again from the schema among the facts, which is quick.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kgqa.errors import InputError
from kgqa.reason.engine.closure import Closure
from kgqa.reason.engine.compiled import compiled
from kgqa.reason.engine.dictionary import Dictionary
from kgqa.reason.engine.equality import Equality
from kgqa.reason.engine.materialise import Materialised
from kgqa.reason.engine.relation import Relation, seen
from kgqa.reason.engine.rulebook import Rulebook, rulebook
from kgqa.reason.engine.state import State
from kgqa.reason.engine.terms import TermsOnDisk, packed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from kgqa.reason.engine.alias import Key

MAGIC = b"kgqa closure 1\n"
_ALIGN = 64


def saved(closure: Closure, path: Path | str) -> int:
    """Write a closure to a file, replacing it at once when all is written; returns its size in bytes."""
    path = Path(path)
    closure.settle()
    arrays: dict[str, NDArray[Any]] = {}
    for which, pieces in zip(("resources", "literals"), closure.dictionary.written(), strict=True):
        arrays.update({f"{which}.{name}": array for name, array in packed(pieces).items()})
    for group, state in (("base", closure.base.state), ("stated", closure.stated_base)):
        for key in state.present():
            table = state[key]
            arrays[f"{group} {key[0]} {key[1]}"] = table.keys
            if group == "base" and isinstance(table, Relation) and key not in state.symmetric:
                arrays[f"turned {key[0]} {key[1]}"] = table.turned
    header = {
        "unique_names": closure.program.unique_names,
        "rules": _fingerprint(closure.base.book),
        "equal": list(closure.base.equality.sets().values()),
        "reflected": [list(closure.encoded(triple)) for triple in closure.reflected],
    }
    return _write(path, header, arrays)


def opened(path: Path | str) -> Closure:
    """A saved closure, its arrays mapped into memory. Raises InputError for a file that is none, or is damaged."""
    path = Path(path)
    try:
        return _opened(path, *_read(path))
    except (ValueError, KeyError, IndexError, TypeError, AssertionError) as error:
        raise InputError(f"the saved closure is damaged: {error}", file=str(path), remedy="derive it anew") from None


def _opened(path: Path, header: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> Closure:
    dictionary = Dictionary(_terms(arrays, "resources"), _terms(arrays, "literals"))
    equality = Equality((members[0], member) for members in header["equal"] for member in members[1:])
    stated = State(dictionary.resources)
    for key, array in _tables(arrays, "stated"):
        stated.put(key, array)
    reflected = tuple(dictionary.triple(*numbers) for numbers in header["reflected"])
    program = compiled(dictionary, stated, reflected, unique_names=header["unique_names"])
    book = rulebook(program, dictionary, equality.of)
    if _fingerprint(book) != header["rules"]:
        raise InputError("this closure was derived by other rules", file=str(path), remedy="derive it anew")
    state = State(dictionary.resources, book.aliases, book.types)
    for key, array in _tables(arrays, "base"):
        state.put(key, array)
    for key, array in _tables(arrays, "turned"):
        state.relation(key).__dict__["turned"] = array
    return Closure(dictionary, stated, program, Materialised(book, equality, state), reflected=reflected)


def _fingerprint(book: Rulebook) -> str:
    """What the arrays depend on: which rules there are, and what stands for what."""
    content = repr([(rule.body, rule.head) for rule in (*book.rules, *book.conflicts)]) + repr(book.aliases.by_key)
    return hashlib.sha256(content.encode()).hexdigest()


def _terms(arrays: dict[str, NDArray[Any]], which: str) -> TermsOnDisk:
    parts = (name.partition(".") for name in arrays)
    its = {name: arrays[f"{which}.{name}"] for whose, dot, name in parts if dot and whose == which}
    return TermsOnDisk(its, literals=which == "literals")


def _tables(arrays: dict[str, NDArray[Any]], group: str) -> Iterator[tuple[Key, NDArray[Any]]]:
    for name, array in arrays.items():
        words = name.split(" ")
        if words[0] == group:
            yield (int(words[1]), int(words[2])), array


def _write(path: Path, header: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> int:
    places, offset = [], 0
    for name, array in arrays.items():
        places.append([name, array.dtype.str, offset, len(array)])
        offset += -(-array.nbytes // _ALIGN) * _ALIGN
    head = json.dumps({**header, "arrays": places}).encode()
    start = -(-(len(MAGIC) + 8 + len(head)) // _ALIGN) * _ALIGN
    draft = path.with_name(path.name + ".new")
    with draft.open("wb") as handle:
        handle.write((MAGIC + len(head).to_bytes(8, "little") + head).ljust(start, b"\0"))
        for array in arrays.values():
            handle.write(seen(np.ascontiguousarray(array)).cast("B") if len(array) else b"")
            handle.write(bytes(-array.nbytes % _ALIGN))
        handle.flush()
        os.fsync(handle.fileno())
    draft.replace(path)
    return start + offset


def _read(path: Path) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    try:
        with path.open("rb") as handle:
            content = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise InputError(f"no saved closure can be read: {error}", file=str(path)) from None
    size = int.from_bytes(content[len(MAGIC) : len(MAGIC) + 8], "little")
    if content[: len(MAGIC)] != MAGIC or len(MAGIC) + 8 + size > len(content):
        raise InputError("this is no closure that this version of kgqa saved", file=str(path), remedy="derive it anew")
    start = -(-(len(MAGIC) + 8 + size) // _ALIGN) * _ALIGN
    header = json.loads(content[len(MAGIC) + 8 : len(MAGIC) + 8 + size])
    arrays = {
        name: np.frombuffer(content, dtype=np.dtype(kind), count=count, offset=start + offset)
        for name, kind, offset, count in header["arrays"]
    }
    return header, arrays
