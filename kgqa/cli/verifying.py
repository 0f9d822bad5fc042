"""`kgqa verify`: one text, a file of texts and claims, or the triples of an RDF file."""

from __future__ import annotations

import json
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from kgqa.cli.claims import judged, judged_claim, lost
from kgqa.cli.crew import worked
from kgqa.cli.entry import DONE
from kgqa.cli.lines import opened
from kgqa.cli.verdict import verdict_text
from kgqa.errors import InputError
from kgqa.load.syntax import FORMATS, suffixes
from kgqa.verify.render import verdict_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kgqa.pipeline import KnowledgeBase


def verify_one(text: str, kb: KnowledgeBase, *, as_json: bool, rewrite: bool) -> int:
    """Print the verdict on `text`; `-` stands for what stdin holds."""
    verdict = kb.verify(_read_stdin() if text == "-" else text, rewrite=rewrite)
    print(json.dumps(verdict_json(verdict), ensure_ascii=False, indent=2) if as_json else verdict_text(verdict))
    return DONE


def verify_file(file: Path, kb: KnowledgeBase, *, rewrite: bool) -> int:
    """Print one JSON verdict for each line of `file`, or for each claim of an RDF file, as they come."""
    verdicts = _of_triples(file, kb) if suffixes(file)[0] in FORMATS else _of_lines(file, kb, rewrite=rewrite)
    for verdict in verdicts:
        # Through the text layer, which others may have put something else in the place of.
        print(verdict.decode(), end="", flush=True)
    return DONE


def _of_lines(file: Path, kb: KnowledgeBase, *, rewrite: bool) -> Iterator[bytes]:
    verify = partial(kb.verify, rewrite=rewrite)

    def work(number: int, line: bytes) -> bytes:
        return _written(judged(number, line, verify, kb.revision))

    def without(number: int, line: bytes) -> bytes:
        return _written(lost(number, line, kb.revision))

    with opened(file) as lines:
        yield from worked(lines.fileno(), work, without)


def _of_triples(file: Path, kb: KnowledgeBase) -> Iterator[bytes]:
    from kgqa.cli.opening import in_brief
    from kgqa.load.rdf import read_rdf
    from kgqa.verify.rdf_claims import claims_of

    parts = read_rdf(file)
    for line in in_brief([(part.file, problem) for part in parts for problem in part.problems]):
        print(line, file=sys.stderr)
    for number, claim in enumerate(claims_of(triple for part in parts for triple in part.triples), 1):
        yield _written(judged_claim(number, claim, kb.verify, kb.revision))


def _written(verdict: dict[str, Any]) -> bytes:
    """The verdict on a line of its own; half a surrogate pair, which a text may hold, stays an escape of JSON."""
    return (json.dumps(verdict, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def _read_stdin() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("what stdin holds is not UTF-8") from None
