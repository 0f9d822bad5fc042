"""Answers of one revision as they were made: kept as bytes, since the same question has the same answer again.

Bytes, because thousands of proofs as objects would hold up every collection of garbage, and because their size is
known.
"""

from __future__ import annotations

import json
import pickle
from collections import OrderedDict
from dataclasses import dataclass, replace
from hashlib import blake2b
from threading import Lock
from typing import TYPE_CHECKING

from kgqa.ask.render import answer_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgqa.ask.conversation import Turn
    from kgqa.model import Answer

_FRESH = ("id", "conversation", "elapsed_ms")
"""The members of an answer object that are another's each time it is given."""
_OVERHEAD = 1_000
"""Bytes that an answer takes besides what is counted, about."""
_LARGEST = 16
"""No answer takes more than one part in so many of what all may take."""


class Made:
    """An answer without its id, conversation and time, and the turn that it makes as it is written down."""

    __slots__ = ("_answer", "_body", "_packed", "outline", "turn")

    def __init__(self, answer: Answer, turn: str) -> None:
        self._answer: Answer | None = answer
        self._body: bytes | None = None
        self._packed = b""
        self.turn = turn
        self.outline = replace(answer, text="", answers=(), candidates=(), reading=None, suggestion=None, claims=())
        """The answer without all that may be long."""

    @property
    def answer(self) -> Answer:
        """The answer as a value."""
        if self._answer is not None:
            return self._answer
        found: Answer = pickle.loads(self._packed)
        return found

    @property
    def body(self) -> bytes:
        """The members of the answer object (`answer_json`) that are the same whenever it is given."""
        if self._body is None:
            told = {name: value for name, value in answer_json(self.answer).items() if name not in _FRESH}
            self._body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()[1:-1]
        return self._body

    def packed(self) -> Made:
        """The same in bytes. Raises RecursionError for a proof too deep, UnicodeEncodeError for what is no text."""
        packed = Made(self.outline, self.turn)
        packed._answer, packed._packed, packed._body = None, pickle.dumps(self.answer, protocol=5), self.body
        return packed

    @property
    def size(self) -> int:
        """The bytes that it takes, once it is packed."""
        return len(self._packed) + len(self.body) + len(self.turn) + _OVERHEAD


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it is given once."""

    made: Made
    id: str
    conversation: str
    elapsed_ms: float

    @property
    def answer(self) -> Answer:
        """The answer as a value."""
        given = {"id": self.id, "conversation": self.conversation, "elapsed_ms": self.elapsed_ms}
        return replace(self.made.answer, **given)  # type: ignore[arg-type]

    @property
    def json(self) -> bytes:
        """The answer object as JSON: what `answer_json` gives, written out."""
        first = json.dumps({"id": self.id})
        last = json.dumps({"conversation": self.conversation, "elapsed_ms": self.elapsed_ms})
        return b"%b,%b,%b" % (first[:-1].encode(), self.made.body, last[1:].encode())


class MadeAnswers:
    """Answers of one revision by what was asked: those that were asked for last, as many as `most` bytes hold.

    Safe for threads.
    """

    def __init__(self, most: int) -> None:
        self._most, self.bytes = most, 0
        self._lock = Lock()
        self._kept: OrderedDict[bytes, Made] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, asked: bytes) -> Made | None:
        """What was answered to it, if that is kept."""
        with self._lock:
            found = self._kept.get(asked)
            if found is not None:
                self._kept.move_to_end(asked)
            return found

    def keep(self, asked: bytes, made: Made) -> None:
        """Keep an answer, if it can be kept and holds at any time; the one asked for longest ago goes first."""
        if self._most <= 0 or _passes(made.answer):
            return
        try:
            packed = made.packed()
        except (RecursionError, UnicodeEncodeError):
            return
        if packed.size > self._most // _LARGEST:
            return
        with self._lock:
            if asked not in self._kept:
                self._kept[asked] = packed
                self.bytes += packed.size
            while self.bytes > self._most:
                _, gone = self._kept.popitem(last=False)
                self.bytes -= gone.size


def _passes(answer: Answer) -> bool:
    """Whether it may be another in a while: an error, or a span of time that lasts until now."""
    return answer.status == "error" or (answer.reading is not None and "NOW()" in answer.reading.sparql)


def asked_as(question: str, choose: Sequence[str], turns: Sequence[Turn]) -> bytes:
    """What an answer from the graph depends on, but for the revision and the time: equal only for the same question in
    the same conversation.
    """
    return blake2b(pickle.dumps((question, tuple(choose), tuple(turns)), protocol=5), digest_size=20).digest()
