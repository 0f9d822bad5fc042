"""Questions with a name that nothing bears, asked of names like it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgqa.ask.names import NameIndex

_MOST = 5


def respelt(question: str, words: Sequence[str], names: NameIndex) -> tuple[tuple[str, str], ...]:
    """Recorded names like the words, each with the question that then asks for it.

    An s at the end of the words is taken for the possessive that was left out.
    """
    place = re.search(r"[^\w]+".join(map(re.escape, words)) + r"(s\b)?", question, re.IGNORECASE)
    if place is None:
        return ()
    end = "'s" if place[1] else ""
    similar = names.similar(" ".join(words), _MOST)
    return tuple((name, question[: place.start()] + name + end + question[place.end() :]) for name in similar)
