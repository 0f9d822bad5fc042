"""Words around what is asked, which change nothing of it, and small words that change everything."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

ARTICLES = frozenset(("the", "a", "an"))
AUXILIARIES = frozenset(("is", "are", "was", "were", "does", "do", "did", "has", "have", "had"))
HAVING = frozenset(("has", "have", "had", "got"))
ASKING = {"who": "who", "whom": "who", "whose": "who", "when": "when", "where": "where", "what": None, "which": None}
"""Question words, and what they want."""
REQUESTING = frozenset(
    (
        "tell", "give", "show", "list", "find", "name", "know", "remind", "say", "share", "learn", "see", "wonder",
        "wondering", "wondered", "curious", "like", "want", "need", "help", "recall", "remember",
    )
)  # fmt: skip
"""Words of requests: what begins like a question of yes or no is none when it has one of them."""
TURNING = frozenset(("whose", "with", "as"))
"""Words by which what follows is had by what is sought."""
SHARING = frozenset(("both", "common", "shared"))
"""Words for what several things have alike."""
CONNECTING = frozenset(("in", "on", "at", "by", "for", "to", "from", "with", "as", "into", "near"))
RELATED = frozenset(("related", "relation", "relationship", "kin"))
COMPARING = {
    ("after",): ">",
    ("later", "than"): ">",
    ("before",): "<",
    ("earlier", "than"): "<",
    ("in",): "in",
    ("on",): "in",
    ("during",): "in",
    ("more", "than"): ">",
    ("over",): ">",
    ("above",): ">",
    ("less", "than"): "<",
    ("fewer", "than"): "<",
    ("under",): "<",
    ("below",): "<",
    ("at", "least"): ">=",
    ("at", "most"): "<=",
}
"""Words before a date or a number, and how they compare with it."""
_BARRED = """
    all alleged almost although another any anybody anything apart average bar because besides beside but cannot each
    either else even ever every everybody everyone everything except excepting excluding former formerly half he her
    hers him his ill its least less longer minus more most neither never no nobody none nor not nothing nowhere often
    only opposite or other others otherwise per rather same save several she since some still supposed supposedly than
    their theirs them they those these total too twice unless unlike until used whenever wherever whichever whoever
    why without yet
"""
BARRED = frozenset(_BARRED.split())
"""Words that deny, count, exclude, compare, or stand for what was said before."""

_NOW = "(?:please|kindly|possibly|perhaps|just|really|quickly|actually|exactly|somehow|now|then|there|again|so|also)"
_THINK = "(?:think|suppose|say|believe|reckon|guess)"
_KNOW = "(?:know|learn|find out|find|recall|remember|ask|see|hear|figure out|check)"
_SELF = (
    f"(?:im|ive|id|i|we)(?: (?:{_NOW}|am|was|are|were|have|had|been|would|will|can|could|should|must|might|do|did|like"
    "|love|want|wanted|need|wish|hope|trying|try|tried|keen|interested|curious|wondering|wonder|wondered|asking|forgot"
    f"|forgotten|forget|to|{_KNOW}))+"
)
_YOU = (
    f"(?:can|could|would|will|might|do|did|are) you(?: (?:{_NOW}|happen|to|able|have|an|a|any|idea|clue|me|us|it|let"
    f"|tell|remind|show|give|list|name|{_THINK}|{_KNOW}))+"
)
_THAT = "(?:it|that|this|she|he|they|those|these)"
_FRAMES = tuple(
    re.compile(rf"(?<!\S){frame}(?!\S)")
    for frame in (
        rf"(?:{_THAT} )?is what {_SELF}(?=\W*$)",
        rf"(?<=^)there (?:is|'s) something {_SELF}",
        _YOU,
        _SELF,
        rf"(?:{_NOW} |do )*(?:tell|remind|show|give|let|help) (?:me|us)(?: (?:{_KNOW}|{_NOW}))*",
        r"do tell|if you (?:can|could|may|would|please|know)(?: (?:say|tell me|me|it))*",
        r"(?<=^)is it so that",
        r"please|thanks|thank you",
        rf"(?<=^)(?:(?:hi|hello|hey|sorry|question|ok|okay|well|so|now|then|any chance|{_NOW})(?: there)?\s*)+",
        r"(?<=^)(?:find|name|list|show|give|state|recall)",
        rf"{_NOW}(?=\W*$)",
    )
)
"""What frames a question, in the order in which it is taken away."""
_TAGS = (
    rf"(?:is|are|was|were) {_THAT}",
    rf"(?:might|may|could|would|can) {_THAT} be",
    rf"{_THAT} (?:is|was|are|were|might be|may be)",
)
_TAG = re.compile(rf"(?<!\S)(?:who|whom|what|which|when|where) ({'|'.join(_TAGS)})(?=\s*$)")
"""What takes up what was said just before: "Ann's mentor, who was she?"."""
_SOFT = re.compile(
    r"(?<!\S)(?:(?:might|may|could|would|will) (?:be|have been)|happens? to be|happened to be|exactly)(?!\S)"
)
"""What is as good as "is"."""
_SELVES = frozenset(("i", "we", "im", "ive", "id"))
_SEEKING = frozenset(
    (
        "wonder", "wondering", "wondered", "forgot", "forgotten", "forget", "curious", "interested", "keen", "trying",
        "try", "tried", "like", "love", "want", "wanted", "need", "wish", "hope", "ask", "asking", "think", "suppose",
    )
)  # fmt: skip
"""What whoever asks does: whoever knows or has something asks nothing."""
_OPEN = frozenset(("know", "think", "wonder", "wondering", "say", "ask", "see", "curious", "suppose", "believe"))
"""Words of frames that what is asked follows as a question of its own, if it follows."""

FRAMING = frozenset(re.findall(r"[a-z]{2,}", " ".join(frame.pattern for frame in (*_FRAMES, _SOFT))))
"""Words of frames: where a graph has them too, nobody knows which is meant."""


def frames(words: Sequence[str], known: Collection[int]) -> set[int]:
    """The places of words that frame a question and change nothing of it; `known` are those that say what is asked.

    >>> sorted(frames("could you tell me who # is".split(), {5}))
    [0, 1, 2, 3]
    >>> sorted(frames("who did # help".split(), {2}))
    []
    """
    said = ["#" * len(word) if place in known else word for place, word in enumerate(words)]
    ends = list(accumulate(len(word) + 1 for word in said))
    text = " ".join(said)
    found: set[int] = set()

    def take(start: int, end: int) -> None:
        nonlocal text
        found.update(k for k, close in enumerate(ends) if start < close <= end + 1)
        text = text[:start] + " " * (end - start) + text[end:]

    for frame in _FRAMES:
        for match in frame.finditer(text):
            before, after = text[: match.start()].split(), text[match.end() :].split()
            if _is_frame(match.group().split(), before, after):
                take(match.start(), match.end())
        # What follows a frame begins the question, and what precedes one ends it.
        start = len(text) - len(text.lstrip())
        if start and (greeting := _FRAMES[-3].match(text[start:])) and text[start:].strip():
            take(start + greeting.start(), start + len(greeting.group().rstrip()))
    if (tag := _TAG.search(text)) and any("#" in word for word in text[: tag.start()].split()):
        take(tag.start(1), tag.end(1))
    for soft in _SOFT.finditer(text):
        take(soft.start(), soft.end())
    return found


def _is_frame(said: Sequence[str], before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether words frame a question where they stand: not "who do you know", nor "do you know Ann"."""
    if said[0] in _SELVES and _SEEKING.isdisjoint(said):
        return False
    aside = re.fullmatch(f"(?:do|would) you {_THINK}|i (?:{_THINK}|wonder)|{_NOW}", " ".join(said))
    if before and before[-1] in ASKING and said[0] not in {"please", "thanks"}:
        return bool(aside) or (not after and any("#" in word for word in before))
    follows = not after or after[0] in ASKING or after[:2] == ["how", "many"]
    return bool(aside) or said[-1] not in _OPEN or said[-3:] == ["let", "me", "know"] or follows
