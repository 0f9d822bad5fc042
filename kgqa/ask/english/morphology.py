"""Inflection of general English: base forms of what people type, plurals for what kgqa says.

Rules and the closed lists of irregular forms; a form may have several bases ("leaves": leaf, leave), since
only those that the lexicon knows matter.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kgqa.ask.english.words import IRREGULAR_VERBS, VERBS

_IRREGULAR_PLURALS = {
    "child": "children", "person": "people", "man": "men", "foot": "feet", "tooth": "teeth", "goose": "geese",
    "mouse": "mice", "ox": "oxen", "wife": "wives", "life": "lives", "knife": "knives", "leaf": "leaves",
    "half": "halves", "self": "selves", "shelf": "shelves", "thief": "thieves", "loaf": "loaves",
    "calf": "calves", "wolf": "wolves", "elf": "elves", "hoof": "hooves", "scarf": "scarves",
    "criterion": "criteria", "phenomenon": "phenomena", "index": "indices", "matrix": "matrices",
    "vertex": "vertices", "appendix": "appendices", "analysis": "analyses", "crisis": "crises",
    "thesis": "theses", "hypothesis": "hypotheses", "basis": "bases", "axis": "axes", "oasis": "oases",
    "alumnus": "alumni", "cactus": "cacti", "fungus": "fungi", "nucleus": "nuclei", "radius": "radii",
    "stimulus": "stimuli", "syllabus": "syllabi", "curriculum": "curricula", "medium": "media",
    "bacterium": "bacteria", "memorandum": "memoranda", "genus": "genera", "datum": "data",
    "genius": "geniuses", "hero": "heroes", "potato": "potatoes", "tomato": "tomatoes", "echo": "echoes",
}  # fmt: skip
_INVARIANT = frozenset(("series", "species", "sheep", "deer", "fish", "aircraft", "offspring", "kin", "issue", "staff"))
_MANS = frozenset(("human", "german", "roman", "norman", "ottoman", "talisman", "shaman", "brahman"))
"""Words in -man that are no men."""
_SINGULARS = {plural: singular for singular, plural in _IRREGULAR_PLURALS.items()}
_COMPOUND_PLURALS = tuple((p, s) for s, p in _IRREGULAR_PLURALS.items() if len(p) > 4 or p == "men")
"""Irregular words that end compounds: grandchildren, gentlemen, housewives."""
_COMPOUND_ENDINGS = tuple(plural for plural, _ in _COMPOUND_PLURALS)

_VERB_BASES: dict[str, list[str]] = {}
for _base, _forms in IRREGULAR_VERBS.items():
    for _form in _forms.split():
        _VERB_BASES.setdefault(_form, []).append(_base)

_NO_PASTS = frozenset(("hundred", "kindred", "sacred", "hatred", "naked", "wicked", "biped", "moped", "shed", "sled"))
_Y_STEMS = frozenset(("dy", "ly", "ty", "vy"))
_NO_GERUNDS = frozenset(("during", "morning", "evening", "nothing", "something", "anything", "everything"))
_VOWELS = "aeiou"


@lru_cache(maxsize=65_536)
def noun_bases(word: str) -> tuple[str, ...]:
    """`word` itself, then the singulars it may be the plural of.

    >>> noun_bases("wives"), noun_bases("grandchildren"), noun_bases("cities")
    (('wives', 'wife'), ('grandchildren', 'grandchild'), ('cities', 'city', 'citie'))
    """
    if word in _SINGULARS:
        return (word, _SINGULARS[word])
    if word in _INVARIANT or len(word) < 3:
        return (word,)
    if word.endswith(_COMPOUND_ENDINGS):
        for plural_ending, singular_ending in _COMPOUND_PLURALS:
            if word.endswith(plural_ending):
                return (word, word[: -len(plural_ending)] + singular_ending)
    return (word, *_regular_singulars(word))


def _regular_singulars(word: str) -> tuple[str, ...]:
    if word.endswith("ies") and len(word) > 4:
        return (word[:-3] + "y", word[:-1])
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return (word[:-2], word[:-1]) if word.endswith(("ches", "zes")) else (word[:-2],)
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return (word[:-1],)
    return ()


@lru_cache(maxsize=65_536)
def verb_bases(word: str) -> tuple[str, ...]:
    """`word` itself, then the infinitives it may be a form of.

    >>> verb_bases("married"), verb_bases("born"), verb_bases("died")
    (('married', 'marry', 'marrie'), ('born', 'bear'), ('died', 'dy', 'die'))
    """
    found = [word, *_VERB_BASES.get(word, ())]
    if word.endswith("ied"):
        found += [word[:-3] + "y", word[:-1]]
    elif _is_regular_past(word):
        found += _on_stem(word[:-2])
    elif is_gerund(word):
        found += [word[:-4] + "ie"] if word[:-3] in _Y_STEMS else _on_stem(word[:-3])
    elif word.endswith("s"):
        found += _regular_singulars(word)
        if word.endswith("oes"):
            found.append(word[:-2])
    return tuple(dict.fromkeys(found))


def _on_stem(stem: str) -> list[str]:
    """What -ed and -ing may stand on: "direct", "liv(e)", "stop(p)", "travel(l)"."""
    found = [stem, stem + "e"]
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "aeious":
        found.append(stem[:-1])
    return found


def is_gerund(word: str) -> bool:
    """Whether `word` looks like the -ing form of a verb: "bordering", "dying"; not "king", "spring"."""
    return (
        word.endswith("ing") and (len(word) > 4) and any(c in "aeiouy" for c in word[:-3]) and word not in _NO_GERUNDS
    )


def is_past(word: str) -> bool:
    """Whether `word` looks like a past form or participle and no infinitive: "married", "born", "directed"."""
    if word in _VERB_BASES:
        return word not in _VERB_BASES[word]
    return _is_regular_past(word)


def _is_regular_past(word: str) -> bool:
    regular = word.endswith("ed") and len(word) > 3 and word not in _NO_PASTS
    return regular and (not word.endswith("eed") or word in {"agreed", "freed", "guaranteed", "refereed"})


@lru_cache(maxsize=65_536)
def is_participle(word: str) -> bool:
    """Whether `word` looks like a past participle: "born", "founded", not "wrote"."""
    if word in _VERB_BASES:
        return any(IRREGULAR_VERBS[base].split()[-1] == word or word == "born" for base in _VERB_BASES[word])
    return _is_regular_past(word)


def third_person_base(word: str) -> str | None:
    """The infinitive of a third person like "owns", "flows"; None for other words."""
    if not word.endswith("s") or word in {"is", "was", "has"}:
        return None
    bases = _regular_singulars(word)
    return next((base for base in bases if base in VERBS), bases[0] if bases else None)


def is_third_person(word: str) -> bool:
    """Whether `word` is the third person of a verb, and no noun in the plural: "owns", "borders"."""
    return word.endswith("s") and third_person_base(word) in VERBS


def plural(noun: str) -> str:
    """The plural of a noun phrase; its head is what stands before a preposition, or both of two nouns joined.

    >>> plural("son"), plural("mother-in-law"), plural("place of birth"), plural("city")
    ('sons', 'mothers-in-law', 'places of birth', 'cities')
    """
    for joint in (" or ", " and "):
        if joint in noun:
            return joint.join(map(plural, noun.split(joint)))
    head, tail = noun, ""
    if found := re.search(r"[\s-](?:in-law|of|in|to|by|with|for|from)\b", noun):
        head, tail = noun[: found.start()], noun[found.start() :]
    before, last = re.fullmatch(r"(.*?)([^\s-]*)", head, re.DOTALL).groups()  # type: ignore[union-attr]
    return before + _plural_word(last) + tail


@lru_cache(maxsize=65_536)
def _plural_word(word: str) -> str:
    low = word.lower()
    if low in _INVARIANT or low in _SINGULARS or not low:
        return word
    for singular, many in _IRREGULAR_PLURALS.items():
        if low.endswith(singular) and (low == singular or (many, singular) in _COMPOUND_PLURALS):
            if low in _MANS:
                break
            return word[: len(word) - len(singular)] + many
    if low.endswith("y") and len(low) > 1 and low[-2] not in _VOWELS:
        return word[:-1] + "ies"
    if low.endswith(("s", "x", "z", "ch", "sh")):
        return word if low.endswith("s") and not low.endswith(("ss", "us", "is")) else word + "es"
    return word + "s"


def with_article(noun: str) -> str:
    """The noun phrase with "a" or "an" before it."""
    sounds_like_you = re.match(r"(?:uni|use|eu|one\b|u\b)", noun.lower())
    return f"{'an' if noun[:1].lower() in _VOWELS and noun and not sounds_like_you else 'a'} {noun}"


def conjoined(parts: list[str]) -> str:
    """The parts as a list in a sentence: "X, Y and Z"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def possessive(name: str) -> str:
    """The possessive of a name: "Obama's", "James's"."""
    return f"{name}'s"
