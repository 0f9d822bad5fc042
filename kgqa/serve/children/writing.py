"""One write, in a child process: what was sent is read from files, carried out by the writer, and told as JSON.

The request is JSON: {"action", "folder", "settings", ...}; the reply is {"written": ...} or {"error": ...}.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgqa.config import Settings
from kgqa.errors import FormatError, KgqaError
from kgqa.load.payload import apart, check_unpacked, read_payload
from kgqa.model import IRI
from kgqa.serve.children.confinement import seal
from kgqa.store.locks import write_for_server
from kgqa.updates import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kgqa.model import Triple
    from kgqa.serve.children.nursery import Child
    from kgqa.updates import Written

_PAUSE = 0.2
"""Seconds between two pieces of news."""


def write(argument: bytes, child: Child) -> bytes:
    """Carry out one write; an error of the request is a reply, too."""
    asked = json.loads(argument)
    seal()
    child.limit()
    try:
        written = _ACTIONS[asked["action"]](_writer(asked), asked, child)
        return json.dumps({"written": asdict(written)}).encode()
    except KgqaError as error:
        return json.dumps({"error": _told(error)}).encode()
    except RecursionError:
        return json.dumps({"error": _told(FormatError("it is nested too deeply to be read"))}).encode()


def _writer(asked: dict[str, Any]) -> Writer:
    folder = Path(asked["folder"])
    write_for_server(folder)
    return Writer(folder, Settings(**asked["settings"]))


def _update(writer: Writer, asked: dict[str, Any], _: Child) -> Written:
    try:
        text = Path(asked["file"]).read_bytes().decode()
    except UnicodeDecodeError:
        raise FormatError("the update is not UTF-8") from None
    using, using_named = ([IRI(name) for name in asked[key]] for key in ("using", "using_named"))
    # On the first line, so that the lines of errors are those of the update.
    return writer.update(f"BASE <{asked['base']}> {text}", using=using, using_named=using_named)


def _put(writer: Writer, asked: dict[str, Any], _: Child) -> Written:
    return writer.put(_graph(asked), _triples(asked))


def _post(writer: Writer, asked: dict[str, Any], _: Child) -> Written:
    return writer.post(_graph(asked), _triples(asked))


def _delete(writer: Writer, asked: dict[str, Any], _: Child) -> Written:
    return writer.delete(_graph(asked))


def _load(writer: Writer, asked: dict[str, Any], child: Child) -> Written:
    files = [Path(file) for file in asked["files"]]
    for file in files:
        check_unpacked(file, asked["unpacked"])
    return writer.load(files, IRI(asked["source"]), _progress(child))


_ACTIONS: dict[str, Callable[[Writer, dict[str, Any], Child], Written]] = {
    "update": _update,
    "put": _put,
    "post": _post,
    "delete": _delete,
    "load": _load,
}


def _graph(asked: dict[str, Any]) -> IRI | None:
    return None if asked["graph"] is None else IRI(asked["graph"])


def _triples(asked: dict[str, Any]) -> Iterator[Triple]:
    parts = (
        apart(read_payload(Path(part.pop("file")), part.pop("media_type"), **part), number)
        for number, part in enumerate(asked["parts"])
    )
    return chain.from_iterable(parts)


def _progress(child: Child) -> Callable[[str, int], None]:
    said = 0.0

    def progress(doing: str, count: int) -> None:
        nonlocal said
        if time.monotonic() - said >= _PAUSE:
            said = time.monotonic()
            child.tell(json.dumps({"doing": doing, "count": count}).encode())

    return progress


def _told(error: KgqaError) -> dict[str, Any]:
    return {
        "kind": type(error).__name__,
        "message": error.message,
        # Where the server keeps it is nobody's business.
        "file": error.file and Path(error.file).name,
        "line": error.line,
        "remedy": error.remedy,
    }


TASKS = {"write": write}
