"""The text of a GEDCOM file, whatever its packing and its character set.

GEDCOM 5.5.1 chapter 3 (ANSEL, ASCII, UNICODE, UTF-8) and GEDCOM 7.0 chapter 1 (UTF-8 only), with what
programs write besides: code pages, byte-order marks or none, and labels that are wrong.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import struct
import unicodedata
import zipfile
import zlib
from typing import TYPE_CHECKING

from kgqa.errors import FormatError, InputError, TooLargeError
from kgqa.load.loaded import Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LIMIT = 1 << 30
"""The most bytes that one file may unpack to."""
_OPENERS: dict[bytes, Callable[[io.BytesIO], io.BufferedIOBase]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ": lzma.open,
}
_BROKEN = (OSError, EOFError, ValueError, RuntimeError, struct.error, zlib.error, lzma.LZMAError, zipfile.BadZipFile)
"""What the standard library raises on broken archives, and on encrypted ones."""
_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_CODECS = {
    "ANSEL": "gedcom",
    "ASCII": "ascii",
    "UTF-8": "utf-8",
    "UTF8": "utf-8",
    "UNICODE": "utf-8",
    "ANSI": "cp1252",
    "WINDOWS": "cp1252",
    "IBMPC": "cp437",
    "IBM": "cp437",
    "MSDOS": "cp437",
    "MACINTOSH": "mac_roman",
}
_DECLARED = re.compile(rb"[\r\n]\s*1\s+CHAR(?:ACTER)?[ \t]+([^\r\n]+)")


def read_text(path: Path) -> tuple[str, tuple[Problem, ...]]:
    r"""The text of the file with "\n" as its only line end, and what was wrong with its characters.

    Raises InputError when the file cannot be read, FormatError for a broken archive or no text at all,
    TooLargeError for an archive that unpacks to more than `LIMIT`.
    """
    data = _unpacked(_bytes(path), path)
    if not data.strip(b"\0\r\n\t \x1a"):
        raise FormatError("the file is empty", file=str(path), remedy="give a GEDCOM file with records")
    text, problems = _decoded(data)
    return _one_line_end(unicodedata.normalize("NFC", text)), tuple(problems)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError("there is no such file", file=str(path), remedy="check the name") from None
    except IsADirectoryError:
        raise InputError("this is a folder", file=str(path), remedy="name the files in it") from None
    except OSError as error:
        raise InputError(
            f"the file cannot be read: {error.strerror or error}",
            file=str(path),
            remedy="check its permissions",
        ) from error


def _unpacked(data: bytes, path: Path) -> bytes:
    try:
        if data.startswith(b"PK"):
            return _from_archive(data, path)
        for magic, opened in _OPENERS.items():
            if data.startswith(magic):
                with opened(io.BytesIO(data)) as stream:
                    return _bounded(stream.read(LIMIT + 1), path)
    except _BROKEN as error:
        raise FormatError(
            f"the archive is broken: {error}", file=str(path), remedy="export or download it again"
        ) from error
    return data


def _from_archive(data: bytes, path: Path) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.lower().endswith(".ged")]
        if not names:
            raise FormatError(
                "the archive holds no GEDCOM file",
                file=str(path),
                remedy="a .gdz holds a file named gedcom.ged",
            )
        # GEDCOM 7.0, 4.2: the file is named gedcom.ged and stands at the top.
        name = "gedcom.ged" if "gedcom.ged" in names else names[0]
        with archive.open(name) as stream:
            return _bounded(stream.read(LIMIT + 1), path)


def _bounded(data: bytes, path: Path) -> bytes:
    if len(data) > LIMIT:
        raise TooLargeError(f"the file unpacks to more than {LIMIT >> 20} MB", file=str(path), remedy="split the file")
    return data


def _decoded(data: bytes) -> tuple[str, list[Problem]]:
    codec = _marked_codec(data)
    if codec is not None:
        text = data.decode(codec, "replace")
        return text.removeprefix("\ufeff"), _lost(text)
    declared = _DECLARED.search(data[:20_000])
    name = declared[1].decode("ascii", "replace").strip().upper() if declared else ""
    if data.isascii():
        return data.decode("ascii"), []
    codec = _CODECS.get(name) or _CODECS.get(name.partition(" ")[0], "utf-8" if not name else "cp1252")
    try:
        # Text in another character set is almost never valid UTF-8.
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _from_eight_bits(data, name, codec)
    if codec in {"utf-8", "ascii"}:
        return text, []
    return text, [Problem(f"the header says {name}, but the text is UTF-8 and was read so")]


def _marked_codec(data: bytes) -> str | None:
    for mark, codec in _MARKS.items():
        if data.startswith(mark):
            return codec
    head = data.lstrip(b"\r\n\t ")[:4]
    if head[:1] == b"0" and head[1:2] == b"\0":
        return "utf-16-le"
    return "utf-16-be" if data[:1] == b"\0" and data[1:2].strip() in {b"0", b""} else None


def _from_eight_bits(data: bytes, name: str, codec: str) -> tuple[str, list[Problem]]:
    problems = []
    if codec in {"utf-8", "ascii"}:
        problems = [Problem(f"the text is not {name or 'UTF-8'}; it was read as Windows-1252")]
        codec = "cp1252"
    elif name not in _CODECS:
        problems = [Problem(f"the character set {name} is not known; the text was read as {codec}")]
    if codec == "gedcom":
        import ansel  # type: ignore[import-untyped]

        ansel.register()
    text = data.decode(codec, "replace")
    return text, problems + _lost(text)


def _lost(text: str) -> list[Problem]:
    lost = text.count("\ufffd")
    if lost == 0:
        return []
    line = _one_line_end(text[: text.index("\ufffd")]).count("\n") + 1
    return [Problem(f"characters that could not be decoded: {lost}, shown as \ufffd", line)]


def _one_line_end(text: str) -> str:
    if text.count("\n\r") > text.count("\r\n"):
        text = text.replace("\n\r", "\n")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").removesuffix("\x1a")
