"""The arrays of the lexicon's indexes in one file beside the closure that they belong to, mapped when opened.

The file begins with MAGIC, the length of a JSON header and the header: a fingerprint of all that the arrays depend on,
and where each array begins. What does not fit, or is damaged, is made again without a word.

A new revision has its indexes made anew, however little was changed: it numbers its terms afresh, so that nothing tells
the difference cheaply. That takes some ten microseconds a label, a small part of what deriving its closure takes.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from kgqa.ask.texts import Arrays
    from kgqa.store import Store

MAGIC = b"kgqa words 1\n"
_ALIGN = 64
_CODE = (
    "english/morphology.py", "index_file.py", "labels.py", "name_arrays.py", "named.py", "names.py", "schema.py",
    "stated.py", "texts.py", "tokens.py", "values.py",
)  # fmt: skip
"""The modules that decide what the arrays hold."""


def kept(store: Store, language: str, build: Callable[[], Arrays]) -> Arrays:
    """The arrays that were kept for a revision and a language; `build` makes them where there are none that fit.

    A store in memory keeps nothing, nor does one whose folder cannot be written.
    """
    image: Path | None = getattr(store, "image", None)
    if image is None:
        return build()
    path = path_beside(image, language)
    fingerprint = _fingerprint(store.revision, language)
    found = read(path, fingerprint)
    if found is not None:
        return found
    made = build()
    with suppress(OSError):
        write(path, fingerprint, made)
    return made


def path_beside(image: Path, language: str) -> Path:
    """Where the arrays for a language lie: `r000001.en.words` beside `r000001.closure`."""
    name = re.sub(r"[^a-z0-9-]", "", language.lower())
    return image.with_name(f"{image.name.partition('.')[0]}.{name}.words")


def write(path: Path, fingerprint: str, arrays: Arrays) -> None:
    """Write arrays to a file, which is replaced when all is written; raises OSError."""
    places, offset = [], 0
    for name, array in arrays.items():
        places.append([name, array.dtype.str, offset, len(array)])
        offset += -(-array.nbytes // _ALIGN) * _ALIGN
    head = json.dumps({"fingerprint": fingerprint, "size": offset, "arrays": places}).encode()
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with draft.open("wb") as handle:
            handle.write((MAGIC + len(head).to_bytes(8, "little") + head).ljust(_start(len(head)), b"\0"))
            for array in arrays.values():
                handle.write(array.tobytes().ljust(-(-array.nbytes // _ALIGN) * _ALIGN, b"\0"))
            handle.flush()
            os.fsync(handle.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def read(path: Path, fingerprint: str) -> dict[str, NDArray[Any]] | None:
    """The arrays in a file, mapped into memory; None if there is none, or none with that fingerprint."""
    import numpy as np

    try:
        with path.open("rb") as handle:
            content = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
        size = int.from_bytes(content[len(MAGIC) : len(MAGIC) + 8], "little")
        if content[: len(MAGIC)] != MAGIC or _start(size) > len(content):
            return None
        header = json.loads(content[len(MAGIC) + 8 : len(MAGIC) + 8 + size])
        if header["fingerprint"] != fingerprint or len(content) != _start(size) + header["size"]:
            return None
        return {
            name: np.frombuffer(content, dtype=np.dtype(kind), count=count, offset=_start(size) + offset)
            for name, kind, offset, count in header["arrays"]
        }
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _start(head: int) -> int:
    return -(-(len(MAGIC) + 8 + head) // _ALIGN) * _ALIGN


def _fingerprint(revision: str, language: str) -> str:
    digest = hashlib.sha256(f"{revision}\0{language}\n".encode())
    for name in _CODE:
        digest.update((Path(__file__).parent / name).read_bytes())
    return digest.hexdigest()
