"""A toy world for what ties reading and judging together: `name=value` is a claim, `!` before it denies it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgqa.model import ClaimVerdict, Passage
from kgqa.verify.claim import Read, Stated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kgqa.verify.claim import Claim

CLAIM = re.compile(r"(!?)(\w+)=(\w+)")


def read(text: str) -> Read:
    """Claims, then each `???` as unread and each `(...)` as an opinion."""
    claims = tuple(
        Stated(
            text=found.group(),
            start=found.start(),
            end=found.end(),
            subject=found[2],
            predicate="is",
            object=found[3],
            readings=(),
            negated=bool(found[1]),
            focus=found.span(3),
        )
        for found in CLAIM.finditer(text)
    )
    unread = tuple(Passage(m.group(), m.start(), m.end()) for m in re.finditer(r"\?+", text))
    opinions = tuple(Passage(m.group(), m.start(), m.end(), "opinion") for m in re.finditer(r"\(\w+\)", text))
    return Read(claims, unread, opinions)


@dataclass(frozen=True)
class Judge:
    """Knows one value for some names; of `secret` names it tells no value, though it knows what is wrong."""

    facts: Mapping[str, str] = field(default_factory=lambda: {"a": "1", "b": "2", "secret": "7"})

    def judge(self, claim: Claim) -> ClaimVerdict:
        """The verdict on a claim given as such."""
        return self._verdict(claim.text, claim.subject, claim.object, claim.negated)

    def judge_stated(self, stated: Stated) -> ClaimVerdict:
        """The verdict on a claim that was read."""
        return self._verdict(stated.text, stated.subject, stated.object, stated.negated)

    def _verdict(self, text: str, name: str, value: str, negated: bool) -> ClaimVerdict:
        known = self.facts.get(name)
        if known is None:
            return ClaimVerdict(text, name, "is", value, "unknown", "nothing is known of it", negated)
        if (known == value) != negated:
            return ClaimVerdict(text, name, "is", value, "supported", "so it is", negated)
        instead = None if name == "secret" else known
        return ClaimVerdict(text, name, "is", value, "contradicted", "it is not", negated, instead=instead)
