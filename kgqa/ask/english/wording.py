"""What the label of a property says in English: a noun or a verb, read forwards or backwards.

"mother" and "has mother" are nouns of the object; "parent of" is one of the subject; "born in" and "directed by"
are verbs with their preposition.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from kgqa.ask.english.morphology import is_past, is_third_person, noun_bases, verb_bases
from kgqa.ask.tokens import POSSESSIVE, tokenize

if TYPE_CHECKING:
    from collections.abc import Callable

PREPOSITIONS = frozenset(
    ("by", "in", "at", "to", "from", "on", "with", "for", "into", "near", "through", "within", "under")
)
_LEADING = frozenset(("has", "have", "had", "is", "was", "are", "were", "get", "the", "a", "an"))
_BRACKETED = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")
_PLACES = frozenset(("in", "within", "of"))
_MOST_KEYS = 64


@dataclass(frozen=True, slots=True)
class Wording:
    """How a property can be said. `backwards`: the words name the subject ("parent of"), not the object.

    `text` is the noun phrase, or the verb with its preposition; `words` are its folded tokens, the preposition apart.
    """

    kind: OneOf["noun", "verb"]
    text: str
    words: tuple[str, ...]
    backwards: bool = False
    preposition: str | None = None

    @property
    def contains(self) -> bool:
        """Whether the words say that the subject lies in the object ("located in", "part of")."""
        return self.preposition in _PLACES or (self.kind == "noun" and self.backwards and self.words == ("part",))


def wording(label: str) -> Wording | None:
    """The wording that a label gives; None when it has no words.

    >>> wording("has mother").text, wording("parent of").backwards, wording("directed by").preposition
    ('mother', True, 'by')
    """
    tokens = [t for t in tokenize(_BRACKETED.sub("", label)) if t.folded not in {"(", ")", POSSESSIVE}]
    while len(tokens) > 1 and tokens[0].folded in _LEADING:
        tokens = tokens[1:]
    if not tokens:
        return None
    words = tuple(t.folded for t in tokens)
    text = label[tokens[0].start : tokens[-1].end]
    last = words[-1]
    if is_past(words[0]) or is_third_person(words[0]):
        preposition = last if len(words) > 1 and (last in PREPOSITIONS or last == "of") else None
        return Wording("verb", text, words[:-1] if preposition else words, preposition=preposition)
    if last == "of" and len(words) > 1:
        return Wording("noun", label[tokens[0].start : tokens[-2].end], words[:-1], backwards=True)
    if last in PREPOSITIONS and len(words) > 1:
        return Wording("verb", text, words[:-1], preposition=last)
    return Wording("noun", text, words)


def noun_keys(words: tuple[str, ...]) -> tuple[str, ...]:
    """Keys under which a noun phrase is looked up: its words run together, in singular and as they are.

    Running together makes "grand-mother", "grand mother" and "grandmother" one.
    """
    return _keys(words, noun_bases)


def verb_keys(words: tuple[str, ...]) -> tuple[str, ...]:
    """Keys under which a verb is looked up: its words run together, in base form and as they are."""
    return _keys(words, verb_bases)


def _keys(words: tuple[str, ...], bases: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    combinations = itertools.islice(itertools.product(*map(bases, words)), _MOST_KEYS)
    return tuple(dict.fromkeys("".join(combination) for combination in combinations))
