"""What a write came to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Written:
    """The revision that a write made, or left where it changed nothing, and how much it changed.

    `added` and `removed` count stated facts, in whichever graph; `inferred_added` and `inferred_removed` what is
    inferred now and was not, and the other way round. `created`: a graph was made that was not there. `remaining`:
    how many facts were to be taken away and still hold, because another source states them or they are entailed.
    """

    revision: str
    added: int = 0
    removed: int = 0
    inferred_added: int = 0
    inferred_removed: int = 0
    created: bool = False
    remaining: int = 0
    changed: bool = True
