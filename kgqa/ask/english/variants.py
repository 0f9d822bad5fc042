"""What else a label may say: abbreviations written out, compounds turned, units left out, the kind of the object.

A label has one wording of its own (see `wording`); these rank below it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kgqa.ask.english.degrees import degree
from kgqa.ask.english.morphology import is_gerund, is_past, noun_bases, verb_bases
from kgqa.ask.english.numbers import read_ordinal
from kgqa.ask.english.synonyms import expansions
from kgqa.ask.english.wording import PREPOSITIONS, REFERENCES, Wording, is_verb, wording
from kgqa.ask.english.words import VERBS
from kgqa.ask.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_COUNTS = frozenset(
    (
        "number",
        "num",
        "no",
        "count",
        "total",
        "amount",
        "quantity",
        "average",
        "maximum",
        "minimum",
        "avg",
        "max",
        "min",
        "qty",
    )
)
_COUNTED = frozenset(("number", "num", "count", "quantity", "total"))
"""Numbers of what stands beside them."""
_HOLDERS = frozenset(
    ("data", "list", "info", "information", "table", "record", "records", "detail", "details", "tbl", "master")
)
"""Words for what holds things, not for the things: "cars data"."""
_UNIT_WORDS = """
    acres billion billions celsius centimeters centimetres cm cms day days dollar dollars eur euro euros fahrenheit feet
    ft gb gbp grams hectares hour hours hr hrs inches kg kgs kilograms kilometers kilometres km kmh kms lb lbs liters
    litres m mb meters metres mile miles million millions min mins minute minutes mm month months mph ms pct percent
    pounds sec second seconds secs sqft thousand thousands tonnes tons usd watts week weeks yards year years
"""
_UNITS = frozenset(_UNIT_WORDS.split())
_DATES = frozenset(("date", "year", "month", "day", "time", "number", "total"))
_DESIGNATIONS = frozenset(("name", "code", "description"))
"""What holds the name of something else: "sponsor name"."""
_ENDINGS = {"id": "id", "name": "name", "code": "code", "num": "number", "nbr": "number", "no": "number"}
_NAMES_OF_PEOPLE = frozenset(("fname", "lname", "mname"))
_SECOND_WORDS = (
    "year", "date", "name", "code", "type", "number", "title", "time", "price", "status", "address", "level", "month",
    "rate", "count",
)  # fmt: skip
_SHORT = 3
"""Letters of what is surely a unit after "in": "memory in gb"."""
_TIMES = frozenset(("date", "year", "day", "time"))
ADJECTIVES = ("ible", "able", "ful", "ous", "less")
"""Endings of words that are no nouns before a preposition: who is "responsible for" something is no responsible."""
_MOST_WORDS = 8


CLOSED = (
    _COUNTS | _COUNTED | _HOLDERS | _UNITS | _DATES | _DESIGNATIONS | _TIMES | _NAMES_OF_PEOPLE
    | frozenset((*_ENDINGS, *_ENDINGS.values(), *_SECOND_WORDS, "full", "first", "last", "fullname"))
)  # fmt: skip
"""Words of labels that are English rather than the graph's: what they stand for is known here."""


@lru_cache(maxsize=8_192)
def wordings(label: str) -> tuple[Wording, ...]:
    """All wordings that a label gives, its own first; then, less sure, with abbreviations written out, as a noun of
    the object ("battle"), as a verb ("border"), with its nouns the other way round ("membership level").

    >>> [said.text for said in wordings("level of dept")]
    ['level of dept', 'level of department', 'dept level', 'department level']
    """
    own = wording(label)
    if own is None or len(own.words) > _MOST_WORDS:
        return () if own is None else (own,)
    found = [own, *_with_key(label, own)]
    found += [replace(own, text=" ".join(words), words=words) for words in expansions(own.words) if own.kind == "noun"]
    found += [other for said in list(found) for other in (*_other_nouns(said), *_turned(said))]
    found += [said for said in _others(own) if said.words]
    return tuple(dict.fromkeys(found))


def _with_key(label: str, own: Wording) -> list[Wording]:
    """The wording of a reference with the key that `wording` leaves out: "petid", "ship id"."""
    tokens = tokenize(label)
    words = tuple(t.folded for t in tokens[1:])
    if own.kind != "noun" or len(words) == 0 or tokens[0].folded not in REFERENCES or words == own.words:
        return []
    return [replace(own, text=label[tokens[1].start : tokens[-1].end], words=words)]


def _other_nouns(said: Wording) -> Iterator[Wording]:
    """A noun without its unit ("price in dollars"), and either of two ("sex or gender")."""
    if said.kind != "noun":
        return
    words = said.words
    if len(words) > 1 and (words[-1] in _UNITS or (len(words) > 2 and words[-2] == "in" and len(words[-1]) <= _SHORT)):
        bare = words[:-2] if words[-2] in {"in", "per"} else words[:-1]
        if bare and not _describes(bare[-1]) and bare[-1] not in _COUNTS:
            yield replace(said, text=" ".join(bare), words=bare)
    if words.count("or") == 1 and 0 < words.index("or") < len(words) - 1:
        place = words.index("or")
        for kept in (words[place - 1], words[place + 1]):
            one = (*words[: place - 1], kept, *words[place + 2 :])
            yield replace(said, text=" ".join(one), words=one)


def _turned(said: Wording) -> Iterator[Wording]:
    """ "level of membership" as "membership level", "birth year" as "year of birth", "num seats" as "num of seats"."""
    if said.kind != "noun" or said.backwards or said.preposition:
        return
    words = said.words
    turned: tuple[tuple[str, ...], ...] = ()
    if words.count("of") == 1 and "of" in words[1:-1]:
        place = words.index("of")
        turned = ((*words[place + 1 :], *words[:place]),)
    elif len(words) == 2 and words[0] in _COUNTS:
        turned = ((words[0], "of", words[1]),)
    elif len(words) == 2 and words[1] in {"count", "total"}:
        turned = ((words[1], "of", words[0]), ("number", "of", words[0]))
    elif len(words) == 2 and words[1] in _TIMES and not is_past(words[0]) and not is_gerund(words[0]):
        turned = ((words[1], "of", words[0]), (words[0].removesuffix("e") + "ing", words[1]))
    elif len(words) == 2 and not any(map(_describes, words)):
        turned = ((words[1], "of", words[0]),)
    yield from (replace(said, text=" ".join(way), words=way) for way in turned)


def _describes(word: str) -> bool:
    """Whether a word is an adjective, participle or the like, which "of" does not follow."""
    return word in PREPOSITIONS or is_past(word) or degree((word,)) is not None or read_ordinal(word) is not None


def _others(said: Wording) -> Iterator[Wording]:
    """The noun of the object that a verb names, the noun before a preposition, the noun that an infinitive may be
    ("star"), and the verb that a noun may be.
    """
    if said.object:
        yield Wording("noun", " ".join(said.object), said.object)
    if said.kind == "noun" and not said.backwards and said.preposition is None:
        yield from _verbs(said)
    one = len(said.words) == 1
    noun = not said.words or not said.words[0].endswith(ADJECTIVES)
    if said.kind == "verb" and said.preposition and one and noun and not is_verb((*said.words, said.preposition)):
        yield Wording("noun", said.words[0], said.words)
    if said.kind == "verb" and said.preposition is None and one and said.words[0] in VERBS:
        yield Wording("noun", said.words[0], said.words)


def _verbs(said: Wording) -> Iterator[Wording]:
    """Nouns that are verbs too: "border", "starring", "married name", "award received" (and its "award")."""
    first, last = said.words[0], said.words[-1]
    if len(said.words) == 1:
        if first in VERBS or (is_gerund(first) and verb_bases(first)[-1] in VERBS):
            yield replace(said, kind="verb")
    elif "of" in said.words or "or" in said.words:
        return
    elif len(said.words) == 2 and last in _TIMES and first not in _COUNTS:
        yield from (Wording("verb", base, (base,)) for base in (verb_bases(first) if is_gerund(first) else (first,)))
    elif is_past(first):
        yield Wording("verb", first, (first,), object=said.words[1:])
    elif is_past(last) and not _describes(first):
        yield Wording("verb", last, (last,), object=said.words[:-1])
        if first not in _DATES:
            yield Wording("noun", " ".join(said.words[:-1]), said.words[:-1])


@lru_cache(maxsize=8_192)
def weaker(label: str, owners: tuple[tuple[str, ...], ...]) -> tuple[Wording, ...]:
    """What a label of a property may say besides its own wording, told also what the things are called that have it.

    >>> [said.text for said in weaker("pet age", (("pets",),))], [said.text for said in weaker("num of staff", ())][-1]
    (['age of pet', 'age'], 'staff')
    """
    own, *others = wordings(label) or (None,)
    if own is None:
        return ()
    if (apart := _taken_apart(own)) is not None:
        others += [apart, *wordings(apart.text)[1:]]
    found = [*others]
    for said in (own, *others):
        if said.kind == "noun" and not said.backwards and said.preposition is None:
            found += [_nearer(words) for owner in owners if (words := within(said.words, owner)) is not None]
            found += [_nearer((key,)) for owner in owners if (key := _key(said.words, owner)) is not None]
    if any(_NAMES.get(said.words) == 0 for said in (own, *found)):
        found.append(_as_noun(("name",)))
    for said in (own, *others):
        if (bare := _without_holder(said, owners)) is not None:
            found += [bare, *(w for w in wordings(bare.text)[1:] if w.kind == "verb")]
            found += [_as_noun(words) for owner in owners if (words := within(bare.words, owner)) is not None]
    for said in (own, *found):
        if said.kind == "noun" and (counted := _counted(said.words)) is not None:
            found.append(_as_noun(counted))
    return tuple(said for said in dict.fromkeys(found) if said.words != own.words or said.kind != own.kind)


_NAMES = {
    ("name",): 0, ("title",): 0, ("full", "name"): 0, ("fullname",): 0, ("first", "name"): 1, ("firstname",): 1,
    ("last", "name"): 2, ("lastname",): 2,
}  # fmt: skip


def name_part(label: str, owners: Iterable[str]) -> int | None:
    """Which part of the name of its owner a property holds: 0 all of it, 1 the first name, 2 the last; None: none.

    >>> name_part("company name", ["companies"]), name_part("sponsor name", ["players"]), name_part("lname", [])
    (0, None, 2)
    """
    own = wording(label)
    if own is None or own.kind != "noun" or own.backwards:
        return None
    ways = [own.words, *expansions(own.words)]
    for owner in owners:
        kinds = [said.words for said in class_wordings(owner)]
        ways += [words for way in list(ways) for kind in kinds if (words := within(way, kind)) is not None]
    return min((_NAMES[way] for way in ways if way in _NAMES), default=None)


@lru_cache(maxsize=8_192)
def class_wordings(label: str) -> tuple[Wording, ...]:
    """What a kind of thing may be called, its own name first: "cars data" are cars too; what "has pet" names is
    surely not what a pet is.

    >>> [said.text for said in class_wordings("cars data")], [said.text for said in class_wordings("has pet")]
    (['cars data', 'cars'], ['has pet'])
    """
    own = wording(label)
    if own is None:
        return ()
    tokens = tokenize(label)
    linking = tokens[0].folded in {"has", "have"} and len(tokens) > 1
    found = [_as_noun(tuple(t.folded for t in tokens) if linking else own.words)]
    found += [_as_noun(words) for words in expansions(found[0].words)]
    for said in list(found):
        if len(said.words) > 1 and said.words[-1] in _HOLDERS:
            found.append(_as_noun(said.words[:-1]))
    return tuple(dict.fromkeys(found))


def _nearer(words: tuple[str, ...]) -> Wording:
    """A noun that stands for the whole wherever it is clear whose it is."""
    return replace(_as_noun(words), rank=1)


def _as_noun(words: tuple[str, ...]) -> Wording:
    return Wording("noun", " ".join(words), words)


def _taken_apart(said: Wording) -> Wording | None:
    """A word that two were run together to, of which the second is one of the usual ones: "foundedyear"."""
    word = said.words[-1] if len(said.words) == 1 and said.kind == "noun" else ""
    for ending in _SECOND_WORDS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return _as_noun((word.removesuffix(ending), ending))
    return None


@lru_cache(maxsize=8_192)
def head_noun(label: str) -> Wording | None:
    """The last word of a noun of several, which alone may do: "city" for "home city"; None for other labels.

    >>> head_noun("home city").text, head_noun("date of birth"), head_noun("city")
    ('city', None, None)
    """
    own = wording(label)
    if own is None or own.kind != "noun" or own.backwards or own.preposition or len(own.words) == 1:
        return None
    last = own.words[-1]
    plain = len(own.words) == 2 and "of" not in own.words and last not in _UNITS | _COUNTS
    return _as_noun(own.words[-1:]) if plain and last not in {"name", "id", "or"} else None


def _without_holder(said: Wording, owners: Iterable[tuple[str, ...]]) -> Wording | None:
    """What a name or code is one of, when not of the owner itself: "city code", "sponsor name"."""
    if said.kind != "noun" or said.backwards or len(said.words) < 2 or said.words[-1] not in _DESIGNATIONS:
        return None
    bare = said.words[:-1]
    own = any(bare == (*owner[:-1], base) for owner in owners for base in noun_bases(owner[-1]))
    return None if own or _describes(bare[-1]) else _as_noun(bare)


def _key(words: tuple[str, ...], owner: tuple[str, ...]) -> str | None:
    """What a word is that begins like the kind of thing: the "id" in "stuid" of students, the number in "flno"."""
    word = words[-1] if len(words) == 1 else ""
    for ending, said in _ENDINGS.items():
        start = word.removesuffix(ending)
        if word != start and start and owner and "".join(owner).startswith(start) and word not in _NAMES_OF_PEOPLE:
            return said
    return None


def _counted(words: tuple[str, ...]) -> tuple[str, ...] | None:
    """What a number is the number of: "number of staff", "num seats", "passenger count"."""
    if len(words) > 2 and words[0] in _COUNTED and words[1] == "of":
        return words[2:]
    if len(words) > 1 and words[0] in _COUNTED:
        return words[1:]
    return words[:-1] if len(words) > 1 and words[-1] in _COUNTED else None


def within(words: tuple[str, ...], owner: tuple[str, ...]) -> tuple[str, ...] | None:
    """A noun without the words of the kind of thing it belongs to: "age" for the "pet age" of pets; None without any.

    >>> within(("pet", "age"), ("pets",)), within(("type", "of", "pet"), ("pet",)), within(("pettype",), ("pets",))
    (('age',), ('type',), ('type',))
    """
    names = [(*owner[:-1], base) for base in reversed(noun_bases(owner[-1]))] if owner else []
    for name in names:
        if words[: len(name)] == name and len(words) > len(name):
            return words[len(name) :]
        if words[-len(name) - 1 :] == ("of", *name) and len(words) > len(name) + 1:
            return words[: -len(name) - 1]
        run = "".join(name)
        if len(words) == 1 and len(run) > 2 and words[0].startswith(run) and len(words[0]) > len(run) + 1:
            return (words[0][len(run) :],)
    return None
