"""Files of one JSON object a line: what a line holds, and what is wrong with it."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from math import isfinite
from typing import IO, TYPE_CHECKING, Any, NoReturn

from kgqa.errors import InputError
from kgqa.load.syntax import suffixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


@contextmanager
def opened(file: Path) -> Iterator[IO[bytes]]:
    """The lines of a file, `-` for those of stdin; raises InputError for a compressed one."""
    if str(file) == "-":
        yield sys.stdin.buffer
        return
    if suffixes(file)[1]:
        raise InputError("only RDF is read compressed", file=str(file), remedy="unpack it first")
    with file.open("rb") as lines:
        yield lines


def numbered(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers."""
    return ((number, line) for number, line in enumerate(lines, 1) if line.strip(b" \t\r\n\xef\xbb\xbf"))


def fields(line: bytes, example: str) -> dict[str, Any]:
    """The object on a line; raises InputError, naming `example`, for a line that holds none."""
    try:
        given = json.loads(line.decode("utf-8-sig"), parse_constant=_no_number, parse_float=_number)
    except UnicodeDecodeError:
        raise InputError("this is not UTF-8") from None
    except RecursionError:
        raise InputError("this is JSON nested too deep") from None
    except ValueError as error:
        raise InputError(f"this is not JSON: {error}") from None
    if not isinstance(given, dict):
        raise InputError(f"this is not an object such as {example}")
    return given


def text(given: dict[str, Any], name: str) -> str:
    """The text of that name; raises InputError where there is none."""
    value = given.get(name)
    if not isinstance(value, str):
        raise InputError(f'"{name}" is missing or is not text')
    return value


def _number(text: str) -> float:
    value = float(text)
    return value if isfinite(value) else _no_number(text)


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number that JSON can hold")
