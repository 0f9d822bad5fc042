"""The records of a GEDCOM file as trees of lines; damaged lines are mended, and what was mended is reported.

GEDCOM 5.5.1 chapter 1 and GEDCOM 7.0 chapter 1 (lines, levels, CONC and CONT, @@). This layer is ours because
no library keeps both damaged records and line numbers: see docs/gedcom.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgqa.load.loaded import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DEEPEST = 99
"""The highest level number (GEDCOM 5.5.1, chapter 1)."""
RECORD_TAGS = frozenset(("HEAD", "INDI", "FAM", "SOUR", "NOTE", "SNOTE", "OBJE", "REPO", "SUBM", "SUBN", "TRLR"))
_PERSONAL = frozenset(("NAME", "SEX", "FAMC", "FAMS"))

_LINE = re.compile(r"\s*(\d{1,4})\s+(?:@([^@]+)@\s*)?(\w[^\s@]*)(?:\s(.*))?", re.DOTALL)
_CROWDED = re.compile(r"\s*(\d{1,2})\s*(?:@([^@]+)@\s*)?([A-Z_][A-Z0-9_]{2,})(?:\s(.*))?", re.DOTALL)
_UNTAGGED = re.compile(r"\s*0+\s*@([^@\s]+)@?(?:\s+(\w+))?\s*")
_POINTER = re.compile(r"@([^@#\s][^@]*)@")


@dataclass(slots=True)
class Record:
    """One line with the lines below it.

    `value` has its continuation lines joined and its @@ undone; `more` gathers them while the file is read.
    """

    line: int
    tag: str
    value: str = ""
    xref: str | None = None
    below: list[Record] = field(default_factory=list)
    more: list[str] = field(default_factory=list, repr=False)

    def all(self, *tags: str) -> Iterator[Record]:
        """The records right below that have one of the tags, in the order of the file."""
        return (record for record in self.below if record.tag in tags)

    def first(self, *tags: str) -> Record | None:
        """The first of `all`, if any."""
        return next(self.all(*tags), None)

    @property
    def text(self) -> str:
        """The value with each run of blanks made one."""
        return " ".join(self.value.split())

    @property
    def pointer(self) -> str | None:
        """The cross-reference that the value is, without its signs; None when it is text."""
        match = _POINTER.fullmatch(self.value.strip())
        return None if match is None else match[1].strip()


@dataclass(slots=True)
class _Line:
    level: int
    xref: str | None
    tag: str
    value: str
    mended: str = ""


def read_records(text: str) -> tuple[list[Record], list[Problem]]:
    """The records of the file in its order, and what was damaged, by line."""
    reader = _Reader()
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip("\ufeff \t\x0b\x0c"):
            reader.take(number, line.removeprefix("\ufeff"))
    records = reader.records
    undo = _undo_leading if _version(records).startswith("7") else _undo_all
    for record in records:
        _finish(record, undo)
        _guess_tag(record, reader.problems)
    return records, reader.problems


class _Reader:
    def __init__(self) -> None:
        self.records: list[Record] = []
        self.problems: list[Problem] = []
        self.open: list[Record] = []

    def take(self, number: int, text: str) -> None:
        line = _read_line(text, len(self.open))
        if line is None:
            self._continue(number, text)
            return
        if line.mended:
            self.problems.append(Problem(line.mended, number))
        if line.tag in {"CONT", "CONC"} and self.open:
            # Some programs put lines of another kind between a text and its continuation.
            parent = self.open[min(max(line.level, 1), len(self.open)) - 1]
            parent.more += ("\n" if line.tag == "CONT" else "", line.value)
            return
        level = self._level(line, number)
        record = Record(number, line.tag, line.value, line.xref)
        del self.open[level:]
        (self.open[-1].below if self.open else self.records).append(record)
        self.open.append(record)

    def _level(self, line: _Line, number: int) -> int:
        if line.xref and line.tag in {"INDI", "FAM"} and line.level > 0:
            self.problems.append(Problem(f"a record at level {line.level}; read at level 0", number))
            return 0
        level = min(line.level, len(self.open), DEEPEST)
        if level != line.level:
            self.problems.append(Problem(f"level {line.level} skips levels; read as level {level}", number))
        return level

    def _continue(self, number: int, text: str) -> None:
        if not self.open:
            self.problems.append(Problem("no GEDCOM line; left out", number))
            return
        self.open[-1].more += ("\n", text.strip())
        self.problems.append(Problem("no level number and tag; read as a continuation of the line above", number))


def _read_line(text: str, depth: int) -> _Line | None:
    match = _LINE.fullmatch(text)
    mended = ""
    if match is None or (int(match[1]) > depth and not match[3].isupper()):
        match, mended = _CROWDED.fullmatch(text), "blanks are missing in the line; mended"
    if match is None:
        match = _UNTAGGED.fullmatch(text)
        return match and _Line(0, match[1], (match[2] or "").upper(), "", "a damaged record line; mended")
    line = _Line(int(match[1]), (match[2] or "").strip() or None, match[3].upper(), match[4] or "", mended)
    return _mended_record(line) if line.level == 0 and line.xref is None else line


def _mended_record(line: _Line) -> _Line:
    pointer, value = _POINTER.fullmatch(line.value.strip()), line.value.strip(" @").upper()
    if line.tag in RECORD_TAGS and pointer:
        return _Line(0, pointer[1], line.tag, "", "the cross-reference stands behind the tag; mended")
    if line.tag not in RECORD_TAGS and value in RECORD_TAGS:
        return _Line(0, line.tag, value, "", "the cross-reference lacks its @ signs; mended")
    return line


def _version(records: list[Record]) -> str:
    if not records or records[0].tag != "HEAD":
        return ""
    gedc = records[0].first("GEDC")
    version = gedc and gedc.first("VERS")
    return version.text if version else ""


def _undo_all(value: str) -> str:
    return value.replace("@@", "@")


def _undo_leading(value: str) -> str:
    return "\n".join(line[1:] if line.startswith("@@") else line for line in value.split("\n"))


def _finish(record: Record, undo: Callable[[str], str]) -> None:
    pending = [record]
    while pending:
        record = pending.pop()
        record.value += "".join(record.more)
        record.more.clear()
        if "@@" in record.value:
            record.value = undo(record.value)
        pending += record.below


def _guess_tag(record: Record, problems: list[Problem]) -> None:
    if record.tag:
        return
    if any(below.tag in _PERSONAL for below in record.below):
        record.tag = "INDI"
        problems.append(Problem(f"record @{record.xref}@ has no tag; read as a person", record.line))
    else:
        problems.append(Problem(f"record @{record.xref}@ has no tag; left out", record.line))
