"""Closed lists of English around statements: what opens them, joins them, denies them, and makes them no claims."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Literal as OneOf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_OPENERS = """
    historically; in fact; in truth; indeed; actually; of course; also; moreover; furthermore; however; besides;
    in addition; additionally; then; later; afterwards; thereafter; subsequently; finally; eventually; meanwhile;
    likewise; similarly; notably; incidentally; interestingly; by the way; as is well known; as is known; in short;
    in total; in all; altogether; all in all; for the record; note that; recall that; remember that; as we know;
    according to the records; according to the record; according to the graph; according to the file;
    according to the data; according to the tree; the records show that;
    the record shows that; records show that; the graph says that; the data show that; the file says that;
    in reality; in the records; in the record; on record; to be precise; more precisely; that is; namely; thus; hence;
    therefore; so; still; yet; nevertheless; nonetheless; clearly; certainly; undoubtedly; without doubt; no doubt;
    as a matter of fact; it turns out that; as it happens; first; secondly; lastly; next; too;
    as well; in the tree; in the graph; in the file; in the database; in the archive;
    the fact is that; we know that; everyone knows that; everybody knows that; it is recorded that;
    it was recorded that; it is documented that; for example; for instance; in particular
"""
_AFFIRMING = """
    it is true that; it is correct that; it is right that; it is a fact that; it is known that; it is well known that;
    it is certain that; it is clear that; it is the case that; it was true that; it is indeed true that; true;
    it is an established fact that; yes; yes indeed; sure; sure enough; well; absolutely; answer; the answer is that
"""
_DENYING = """
    it is false that; it is untrue that; it is wrong that; it is incorrect that; it is not true that;
    it is not correct that; it is not right that; it is not the case that; it is not a fact that; it is a lie that;
    it is a myth that; it is an error that; it is a mistake that; it was not the case that; it is simply not true that;
    it isnt true that; nobody should think that; no one should think that; one should not think that;
    there is no truth in the claim that; there is no truth in the statement that; one cannot say that;
    it cannot be said that; nobody can say that; it is a mistake to say that; it is a mistake to think that;
    it is a mistake to believe that; it would be a mistake to say that; it is wrong to say that; it never was so that;
    it is an error to say that; it is untrue to say that; it is not so much as true that; far from it being true that;
    it would be wrong to say that; it is by no means true that; it is not so that; it cannot be that;
    contrary to the facts it is said that; it is simply false that
"""
_CONTRARY = """
    contrary to what is often said; contrary to what is said; contrary to popular belief; contrary to common belief;
    contrary to what many think; contrary to what many believe; contrary to what is often claimed;
    contrary to what is claimed; despite what is often said; whatever may be said
"""
_ABOUT = """
    as to; as for; speaking of; regarding; concerning; with regard to; with respect to; when it comes to;
    in the case of;    this is about; about; turning to; talking of; as regards
"""
_HEDGES = """
    perhaps; probably; possibly; maybe; allegedly; reportedly; supposedly; apparently; presumably; purportedly;
    seemingly; conceivably; likely; unlikely; may have; may be; might have; might be; could have; could be;
    would have; must have; should have; said to; believed to; thought to; rumoured to; rumored to; reported to;
    claimed to; alleged to; supposed to; reputed to; considered to; assumed to; seems to; seem to; seemed to;
    appears to; appeared to; some say; some believe; some claim; it is possible that; it is likely that;
    it is probable that; it is unlikely that; it is said that; it is believed that; it is thought that;
    it is rumoured that; it is rumored that; it is claimed that; it is alleged that; it is reported that;
    it is assumed that; people say; they say; legend has it; tradition has it; rumour has it; rumor has it;
    it may be that; it might be that; it could be that; i suppose; i guess; i assume; if i remember; not sure;
    it is unclear; it is not clear; it is not known; nobody knows; no one knows; reputedly; putatively; arguably;
    as far as i know; to my knowledge; in fiction; in legend; in the story;
    in a dream; would be; would not; if i am not mistaken; it seems that; it appears that; it is doubtful
"""
_OPINIONS = """
    i think; i believe; i feel; i find; i hope; i wish; i like; i love; i hate; in my opinion; in my view; in our view;
    in our opinion; in my eyes; to my mind; if you ask me; personally; we think; we believe; we feel; i would say;
    i consider; for me; as i see it; i prefer; what a; how sad; how lovely
"""
_EVALUATIVE = frozenset(
    """
    amazing astonishing awful bad beautiful best boring brave brilliant brutal charming clever delightful dreadful
    excellent fantastic fascinating fine foolish funny genius glorious good gorgeous graceful great greatest handsome
    horrible important impressive incredible interesting kind lovely magnificent marvellous marvelous nasty nice noble
    overrated perfect pleasant poor pretty remarkable sad splendid strange stupid superb terrible tragic ugly
    underrated unfortunate wicked wise wonderful worst wrong
    """.split()  # noqa: SIM905
)
CONNECTIVES = frozenset(("and", "but", "while", "whereas", "whilst", "although", "though", "yet", "then", "also"))
"""Words between clauses that add nothing to what the clauses say."""
PASSING = frozenset(
    """
    actually also certainly clearly commonly consequently definitely eventually finally furthermore generally however
    incidentally indeed indisputably later likewise moreover nonetheless nevertheless officially properly really
    rightly similarly subsequently surely therefore thereafter thereupon thus too truly undeniably undoubtedly
    unquestionably widely
    """.split()  # noqa: SIM905
)
"""Words within a clause that relate it to others, and leave what it says as it is."""
_MEASURES = frozenset("year years month months day days decade decades generation generations much".split())  # noqa: SIM905
RELATIVES = frozenset(("who", "which", "that"))
SHORT_FOR = frozenset(("b", "d", "c", "ca", "st", "no", "vs", "etc", "fl", "m", "jr", "sr", "nee", "al", "vol", "ed"))
"""Abbreviations after which a full stop ends no sentence."""


def _phrases(listed: str) -> tuple[tuple[str, ...], ...]:
    found = {tuple(phrase.split()) for phrase in listed.split(";") if phrase.strip()}
    return tuple(sorted(found, key=lambda words: (-len(words), words)))


_OPENING = {
    "plain": _phrases(_OPENERS) + _phrases(_AFFIRMING) + _phrases(_CONTRARY),
    "denying": _phrases(_DENYING),
}
_INTRODUCING = _phrases(_ABOUT)
_PASSED = _phrases(
    "in fact; in truth; in reality; of course; among others; as a matter of fact; as it happens; by the way;"
    "to be sure;"
    "without doubt; beyond doubt; no doubt; as is well known; as is known; as we know; for certain; after all; in turn"
)
"""Phrases within a clause that leave what it says as it is."""
_SUPPOSING = frozenset("if unless suppose supposing imagine assuming provided had were should".split())  # noqa: SIM905
"""Words with which a sentence begins that only supposes something."""
_HEDGING, _OPINING = _phrases(_HEDGES), _phrases(_OPINIONS)
_FALSE_CLAIM = re.compile(
    r"^(?:the|any) (?:claim|statement|assertion|idea|belief|story|suggestion|rumou?r) that (?P<said>.+) "
    r"(?:is|was) (?:false|untrue|wrong|incorrect|a lie|a myth|not true|not correct)$"
)

AROUND = frozenset(
    word
    for phrases in (*_OPENING.values(), _INTRODUCING, _PASSED, _HEDGING, _OPINING)
    for phrase in phrases
    for word in phrase
)
"""The words of what is said around claims: none of them is another word misspelt."""


def openings(words: Sequence[str], start: int) -> Iterator[tuple[int, bool]]:
    """How far phrases reach that open a statement at `start`, and whether they deny it.

    >>> list(openings("it is false that X is Y".split(), 0)), list(openings(["indeed", "x"], 0))
    ([(4, True)], [(1, False)])
    """
    yield from ((end, False) for end in (*_sources(words, start), *_told_by(words, start)))
    if words[start].endswith("ly") and words[start + 1 : start + 2] == ["speaking"]:
        yield start + 2, False
    for kind, phrases in _OPENING.items():
        for phrase in phrases:
            if tuple(words[start : start + len(phrase)]) == phrase:
                yield start + len(phrase), kind == "denying"
                break


_RECORDS = frozenset("tree record records file graph archive database data".split())  # noqa: SIM905


def _sources(words: Sequence[str], start: int) -> Iterator[int]:
    """How far a phrase reaches that tells where something is recorded: "in our staff records"."""
    if words[start] in {"in", "by"} or tuple(words[start : start + 2]) == ("according", "to"):
        for place in range(start + 1, min(start + 6, len(words))):
            if words[place] in _RECORDS:
                yield place + 1


_SOURCES = frozenset(
    """
    annals archives chronicles document documents evidence facts files genealogists graph historians history record
    records register registers sources tradition tree
    """.split()  # noqa: SIM905
)
_SAYING = frozenset(
    """
    attest attests attested confirm confirms confirmed know knows prove proves record records recorded report reports
    reported say says said show shows showed state states stated tell tells told
    """.split()  # noqa: SIM905
)
_HAPPENING = _phrases(
    "it so happens that; it happens that; it is recorded that; it is on record that; it is documented that;"
    "it is attested that; it is established that; it is undisputed that; it is beyond doubt that; it remains true that;"
    "there is no doubt that; there can be no doubt that; nobody doubts that; no one doubts that; nobody disputes that"
)


def _told_by(words: Sequence[str], start: int) -> Iterator[int]:
    """How far a phrase reaches that only says where a fact is told: "the chronicles tell us that"."""
    for place in range(start, min(start + 4, len(words) - 1)):
        if words[place] in _SOURCES and words[place + 1] in _SAYING:
            yield from (end for end in range(place + 3, place + 5) if words[end - 1 : end] == ["that"])
    for phrase in _HAPPENING:
        if tuple(words[start : start + len(phrase)]) == phrase:
            yield start + len(phrase)


_WRAPPING = (("contrary", "to"), ("according", "to"), ("in", "spite", "of"), ("despite",), ("whatever",))


def wraps(words: Sequence[str], start: int) -> bool:
    """Whether a phrase begins that tells who says what follows, or says otherwise.

    >>> wraps("contrary to what some say he died".split(), 0), wraps(["he", "died"], 0)
    (True, False)
    """
    return any(tuple(words[start : start + len(phrase)]) == phrase for phrase in _WRAPPING)


def introductions(words: Sequence[str], start: int) -> Iterator[int]:
    """How far phrases reach that name what is spoken of next.

    >>> list(introductions("as for x he died".split(), 0))
    [2]
    """
    for phrase in _INTRODUCING:
        if tuple(words[start : start + len(phrase)]) == phrase:
            yield start + len(phrase)


def passing(words: Sequence[str]) -> Iterator[int]:
    """Where words stand that may be passed over; "three years later" tells a time.

    >>> list(passing("he was also later a painter".split())), list(passing("two years later he left".split()))
    ([2, 3], [])
    """
    for place, word in enumerate(words):
        before = words[place - 1] if place else ""
        for phrase in _PASSED:
            if place and tuple(words[place : place + len(phrase)]) == phrase:
                yield from range(place, place + len(phrase))
        if word in PASSING and before not in _MEASURES and words[place + 1 : place + 2] != ["than"]:
            yield place


def denied_whole(words: Sequence[str]) -> tuple[int, int] | None:
    """Of "the claim that ... is false" the words of what is denied, from where up to where."""
    found = _FALSE_CLAIM.match(" ".join(words))
    if found is None:
        return None
    before = len(found.string[: found.start("said")].split())
    return before, before + len(found["said"].split())


def attitude(words: Sequence[str]) -> OneOf["hedge", "opinion"] | None:
    """Whether a sentence is hedged or an opinion, so that it claims nothing; None: neither.

    >>> attitude("x was probably born in rome".split()), attitude("i think x is tall".split()), attitude(["x"])
    ('hedge', 'opinion', None)
    """
    if _has_any(words, _OPINING):
        return "opinion"
    if words[:1] and words[0] in _SUPPOSING:
        return "hedge"
    return "hedge" if _has_any(words, _HEDGING) else None


def evaluates(words: Iterable[str]) -> bool:
    """Whether any of the words judges ("wonderful") rather than tells."""
    return any(word in _EVALUATIVE for word in words)


def _has_any(words: Sequence[str], phrases: Iterable[tuple[str, ...]]) -> bool:
    """Whether any phrase is said; "what some say" is spoken of, not said."""
    found = set(words)
    return any(
        phrase[0] in found
        and any(
            tuple(words[k : k + len(phrase)]) == phrase and words[k - 1 : k] != ["what"]
            for k in range(len(words) - len(phrase) + 1)
        )
        for phrase in phrases
    )
