"""What a hedged sentence would say outright: for finding out whether even that cannot be true."""

from __future__ import annotations

import re

_THINKING = "think|believe|suppose|guess|assume|reckon|would say|would guess|am sure|am certain|feel|am told|hear"
_SAID = "said|believed|thought|claimed|reported|alleged|rumou?red|assumed|known|likely|possible|probable|clear|true"
_DROPPED = re.compile(
    rf"(?:\b(?:i|we|they|some|people|many) (?:{_THINKING}|say|claim)(?: that)?\b"
    rf"|\bit (?:is|was|seems|appears|may be|might be|could be)(?: (?:{_SAID}))? that\b"
    r"|\b(?:perhaps|probably|possibly|maybe|likely|presumably|apparently|allegedly|reportedly|supposedly|seemingly"
    r"|arguably|reputedly|conceivably|purportedly)\b"
    r"|\b(?:in my (?:opinion|view)|as far as i (?:know|can tell|remember)|to my knowledge|if i am not mistaken"
    r"|if i remember (?:well|rightly)|not sure(?: but)?)\b),?\s*",
    re.IGNORECASE,
)
_MODAL = "may|might|could|must|should|would|can"
_TAG = re.compile(
    r",?\s*(?:(?:is|was|are|were|does|did)n['’]t (?:it|she|he|they)|right|no|correct)\s*\?", re.IGNORECASE
)
_CHANGED = (
    (re.compile(rf"\b(?:{_MODAL}) (?:well )?have been\b", re.IGNORECASE), "was"),
    (re.compile(rf"\b(?:{_MODAL}) (?:well )?be\b", re.IGNORECASE), "is"),
    (re.compile(rf"\b(?:(?:is|was) (?:{_SAID})|seems|appears|seemed|appeared) to have been\b", re.IGNORECASE), "was"),
    (re.compile(rf"\b(?:(?:is|was) (?:{_SAID})|seems|appears|seemed|appeared) to be\b", re.IGNORECASE), "is"),
    (_TAG, "."),
    (_DROPPED, ""),
)


def unhedged(text: str) -> str:
    """The text without what makes it cautious.

    >>> unhedged("I think that Ann's mentor might be Beth.")
    "Ann's mentor is Beth."
    """
    for pattern, outright in _CHANGED:
        text = pattern.sub(outright, text)
    return text.strip()
