"""The text of a file, whatever its packing and its character set."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from kgqa.errors import FormatError, InputError, TooLargeError
from kgqa.load.gedcom import text as text_module
from kgqa.load.gedcom.text import read_text

HEAD = "0 HEAD\n1 CHAR {}\n0 @I1@ INDI\n1 NAME Zoë /Łoś/\n"


@pytest.fixture
def read(tmp_path):
    def _read(data: bytes, name: str = "some.ged"):
        path = tmp_path / name
        path.write_bytes(data)
        return read_text(path)

    return _read


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\n\r"])
def test_unicode_with_and_without_mark_and_with_any_line_end(read, codec, end):
    text = HEAD.format("UNICODE")
    assert read(text.replace("\n", end).encode(codec)) == (text, ())


def test_ansel_is_decoded_into_composed_letters(read):
    data = HEAD.format("ANSEL").replace("Zoë", "Zo*").replace("Łoś", "+").encode()
    text, problems = read(data.replace(b"*", b"\xe8e").replace(b"+", b"\xa1o\xe2s"))
    assert "Zoë /Łoś/" in text
    assert problems == ()


@pytest.mark.parametrize(("name", "codec"), [("ANSI", "cp1252"), ("IBMPC", "cp437"), ("MACINTOSH", "mac_roman")])
def test_code_pages(read, name, codec):
    text = HEAD.format(name).replace("Łoś", "Müller")
    assert read(text.encode(codec)) == (text, ())


def test_utf8_under_another_name_is_noticed(read):
    text, problems = read(HEAD.format("ANSEL").encode())
    assert "Zoë /Łoś/" in text
    assert "the header says ANSEL, but the text is UTF-8" in problems[0].message


def test_bytes_that_are_not_what_the_header_says_are_read_as_windows_1252(read):
    text, problems = read(HEAD.format("UTF-8").replace("Łoś", "Müller").encode("cp1252"))
    assert "Zoë /Müller/" in text
    assert "read as Windows-1252" in problems[0].message


def test_characters_that_are_lost_are_counted(read):
    text, problems = read(HEAD.format("UTF-8").encode("utf-8-sig").replace("ë".encode(), b"\xff\xff"))
    assert "Zo\ufffd\ufffd" in text
    assert (problems[0].message[:38], problems[0].line) == ("characters that could not be decoded: ", 4)


def archive(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as whole:
        for name, data in files.items():
            whole.writestr(name.replace("_", "."), data)
    return stream.getvalue()


def test_archives_are_opened(read):
    text = HEAD.format("UTF-8")
    assert read(archive(photo_jpg=b"\xff", gedcom_ged=text.encode()), "some.gdz") == (text, ())
    assert read(gzip.compress(text.encode()), "some.ged.gz") == (text, ())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"\r\n\x00 \x1a", "empty"),
        (archive(photo_jpg=b"\xff"), "holds no GEDCOM"),
        (b"PK\x03\x04 broken", "archive is broken"),
        (gzip.compress(b"0 HEAD")[:12], "archive is broken"),
    ],
)
def test_what_holds_no_text_is_refused(read, data, message):
    with pytest.raises(FormatError, match=message) as caught:
        read(data)
    assert caught.value.file.endswith("some.ged")
    assert caught.value.remedy


def test_an_archive_may_not_unpack_without_bounds(read, monkeypatch):
    monkeypatch.setattr(text_module, "LIMIT", 1_000)
    with pytest.raises(TooLargeError):
        read(gzip.compress(b"0" * 1_001))


def test_a_missing_file_and_a_folder(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_text(tmp_path / "none.ged")
    with pytest.raises(InputError, match="folder"):
        read_text(tmp_path)
