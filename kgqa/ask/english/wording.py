"""What the label of a property says in English: a noun or a verb, read forwards or backwards.

"mother" and "has mother" are nouns of the object; "parent of" is one of the subject; "born in" and "directed by"
are verbs with their preposition, and may name the kind of their object: "lost in battle", "works for company".
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from kgqa.ask.english.morphology import is_past, is_third_person, noun_bases, third_person_base, verb_bases
from kgqa.ask.english.words import IRREGULAR_VERBS, VERBS, VERBS_AND_NOUNS
from kgqa.ask.tokens import POSSESSIVE, Token, tokenize

if TYPE_CHECKING:
    from collections.abc import Callable

PREPOSITIONS = frozenset(
    ("by", "in", "at", "to", "from", "on", "with", "for", "into", "near", "through", "within", "under")
)
_TRAILING = PREPOSITIONS | {"of", "after", "against", "about", "over", "across", "along", "among", "around", "between"}
"""What may end a verb in a label: "named after"."""
_LEADING = frozenset(("has", "have", "had", "is", "was", "are", "were", "be", "get", "the", "a", "an"))
REFERENCES = frozenset(("ref", "fk", "fkey"))
"""What names of columns begin with that lead to another table."""
_KEYS = frozenset(("id", "ids", "key", "fk", "ref", "uri", "iri"))
"""What names of columns end in that hold the key of another table."""
_GROUPS = frozenset(("member", "part", "citizen", "instance", "subclass", "subproperty", "native"))
"""Nouns of the subject even where the kind of the object follows: "member of team", unlike "head of state"."""
_NOUNS_IN_PAST_FORM = frozenset(
    (
        "rose",
        "bit",
        "saw",
        "wound",
        "thought",
        "ground",
        "left",
        "lay",
        "felt",
        "shot",
        "bore",
        "bound",
        "spoke",
        "fell",
    )
)
_ACTIVE_PASTS = frozenset(("won", "led", "met", "wed", "held", "taught", "fought", "bought", "lost", "caught"))
"""Participles that describe no noun after them: a "won award" is said of who won it."""
_SIMPLE_PASTS = frozenset(form for forms in IRREGULAR_VERBS.values() for form in forms.split()[:-1])
"""Past forms that are no participles: "wrote"."""
_PARTICLES = frozenset(("up", "out", "off", "down", "away", "over", "back", "together", "as"))
_VERBS_LIKE_NOUNS = frozenset(
    (
        "appoint", "border", "build", "command", "conduct", "cover", "cross", "cure", "defeat", "direct", "drive",
        "feed", "finance", "find", "flow", "fund", "influence", "lack", "lead", "leave", "like", "live", "love", "own",
        "paint", "produce", "read", "reign", "rule", "run", "say", "sponsor", "stand", "study", "train", "visit",
        "want", "wear", "win", "worship",
    )
)  # fmt: skip
_DATED = frozenset(("date", "year", "month", "day", "time", "place", "location", "name", "number", "count", "amount"))
_BRACKETED = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")
_PLACES = frozenset(("in", "within", "of"))
_MOST_KEYS = 64


@dataclass(frozen=True, slots=True)
class Wording:
    """How a property can be said. `backwards`: the words name the subject ("parent of"), not the object.

    `text` is the noun phrase, or the verb with its preposition; `words` are its folded tokens, the preposition apart.
    `object` are the words that name the kind of the object, where the label does ("battle" in "lost in battle").
    `rank`: how far the label is from the preferred one.
    """

    kind: OneOf["noun", "verb"]
    text: str
    words: tuple[str, ...]
    backwards: bool = False
    preposition: str | None = None
    object: tuple[str, ...] = ()
    rank: int = field(default=0, compare=False)

    @property
    def contains(self) -> bool:
        """Whether the words say that the subject lies in the object ("located in", "part of")."""
        return self.preposition in _PLACES or (self.kind == "noun" and self.backwards and self.words == ("part",))


@lru_cache(maxsize=8_192)
def wording(label: str) -> Wording | None:
    """The wording that a label gives; None when it has no words.

    >>> wording("has mother").text, wording("parent of").backwards, wording("directed by").preposition
    ('mother', True, 'by')
    >>> wording("lost in battle").preposition, wording("lost in battle").object
    ('in', ('battle',))
    """
    tokens = _content(label)
    if not tokens:
        return None
    words = tuple(t.folded for t in tokens)
    return _verb(label, tokens, words) or _noun(label, tokens, words)


def _content(label: str) -> list[Token]:
    """The tokens without brackets, auxiliaries at the start, and the marks of references between tables."""
    tokens = [t for t in tokenize(_BRACKETED.sub("", label)) if t.folded not in {"(", ")", POSSESSIVE}]
    refers = len(tokens) > 1 and tokens[0].folded in REFERENCES
    tokens = tokens[1:] if refers else tokens
    while len(tokens) > 1 and tokens[0].folded in _LEADING:
        tokens = tokens[1:]
    while refers and len(tokens) > 1 and tokens[-1].folded in _KEYS:
        tokens = tokens[:-1]
    return [*tokens[:-1], _without_key(tokens[-1])] if refers and tokens else tokens


def _without_key(token: Token) -> Token:
    """ "petid" as "pet", in the name of a reference to another table."""
    if len(token.folded) < 5 or not token.folded.endswith("id"):
        return token
    return replace(token, text=token.text[:-2], folded=token.folded[:-2], end=token.end - 2)


def _verb(label: str, tokens: list[Token], words: tuple[str, ...]) -> Wording | None:
    """The wording as a verb: alone, with a preposition at its end, or with the kind of its object."""
    said = is_verb(words)
    place = next((n for n, word in enumerate(words[1:], 1) if word in _TRAILING), None)
    last = len(words) - 1
    if (
        place is not None
        and place < last - 1
        and said
        and words[last] in PREPOSITIONS
        and words[last - 1] not in _TRAILING
    ):
        # "Came into the world in": the whole is the verb.
        return _phrase(label, tokens, last, ())
    if place is not None and place < last and said and place <= 2 and words[place] != "of":
        return _phrase(label, tokens, place, words[place + 1 :])
    if place is not None and words[last] in (_TRAILING if said else PREPOSITIONS):
        return _phrase(label, tokens, last, ())
    if not said or place is not None:
        return None
    if last == 0 or words[last] in _PARTICLES:
        return Wording("verb", label[tokens[0].start : tokens[-1].end], words)
    text = label[tokens[0].start : tokens[0].end]
    return Wording("verb", text, words[:1], object=_bare(words[1:]))


def _phrase(label: str, tokens: list[Token], place: int, kind: tuple[str, ...]) -> Wording:
    """A verb with the preposition at a place, and the kind of its object after it."""
    text = label[tokens[0].start : tokens[place].end]
    words = tuple(t.folded for t in tokens[:place])
    return Wording("verb", text, words, preposition=tokens[place].folded, object=_bare(kind))


def _bare(kind: tuple[str, ...]) -> tuple[str, ...]:
    return kind[1:] if len(kind) > 1 and kind[0] in _LEADING else kind


def is_verb(words: tuple[str, ...]) -> bool:
    """Whether the first word is a verb: "born", "owns"; no participle of a noun ("built year")."""
    first, others = words[0], words[1:]
    if first in _NOUNS_IN_PAST_FORM:
        return bool(others) and others[0] in PREPOSITIONS
    if not others:
        return is_past(first) or is_third_person(first) or (first in VERBS and first not in _VERBS_LIKE_NOUNS)
    if others[0] in _TRAILING or others[0] in _PARTICLES:
        return is_past(first) or first in IRREGULAR_VERBS or first in VERBS or third_person_base(first) is not None
    if is_third_person(first) or third_person_base(first) in VERBS_AND_NOUNS:
        return not noun_bases(others[-1])[1:]
    if not is_past(first):
        return False
    describes = first.endswith(("ed", "en", "born")) or first not in _ACTIVE_PASTS | _SIMPLE_PASTS
    return any(word in _TRAILING for word in others) or not (describes or others[-1] in _DATED)


def _noun(label: str, tokens: list[Token], words: tuple[str, ...]) -> Wording:
    """The wording as a noun; a preposition before it ("in state") says how it is related."""
    apart = len(words) > 1 and label[tokens[0].end : tokens[1].start] != "-"
    if apart and words[0] in PREPOSITIONS:
        return Wording("noun", label[tokens[1].start : tokens[-1].end], words[1:], preposition=words[0])
    if len(words) > 1 and words[-1] == "of":
        return Wording("noun", label[tokens[0].start : tokens[-2].end], words[:-1], backwards=True)
    if len(words) > 2 and words[1] == "of" and words[0] in _GROUPS:
        return Wording(
            "noun", label[tokens[0].start : tokens[0].end], words[:1], backwards=True, object=_bare(words[2:])
        )
    return Wording("noun", label[tokens[0].start : tokens[-1].end], words)


@lru_cache(maxsize=16_384)
def noun_keys(words: tuple[str, ...]) -> tuple[str, ...]:
    """Keys under which a noun phrase is looked up: its words run together, in singular and as they are.

    Running together makes "grand-mother", "grand mother" and "grandmother" one.
    """
    return _keys(words, noun_bases)


@lru_cache(maxsize=16_384)
def verb_keys(words: tuple[str, ...]) -> tuple[str, ...]:
    """Keys under which a verb is looked up: its words run together, in base form and as they are."""
    return _keys(words, verb_bases)


def _keys(words: tuple[str, ...], bases: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    combinations = itertools.islice(itertools.product(*map(bases, words)), _MOST_KEYS)
    return tuple(dict.fromkeys("".join(combination) for combination in combinations))
