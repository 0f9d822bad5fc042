"""Where one question ends and another begins."""

from __future__ import annotations

import re

from kgqa.ask.english.address import FORMS_OF_ADDRESS

_OPENING = "who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would"
_NEXT = re.compile(rf"[?;]+\s+(?:(?:and|or|but|also)\s+)?(?=(?:{_OPENING})\b)", re.IGNORECASE)
_CAPITAL = "|".join(word.capitalize() for word in _OPENING.split("|"))
_STOPPED = re.compile(rf"(?P<word>[^\W\d_]{{2,}})\.\s+(?=(?:{_CAPITAL})\b)")


def boundaries(text: str) -> list[int]:
    """Where a further question begins; a second sentence of another kind ("List all.") is none.

    >>> boundaries("Who is Ann? And who is Bob?"), boundaries("Who is Ann? List all."), boundaries("Who is Dr. Who?")
    ([16], [], [])
    """
    stops = (m for m in _STOPPED.finditer(text) if m["word"].casefold() not in FORMS_OF_ADDRESS)
    return sorted(m.end() for m in (*_NEXT.finditer(text), *stops))
