"""Linking: which spans of a question the graph knows, as names, nouns, verbs, classes or dates."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgqa.ask.chart import Seed
from kgqa.ask.decimals import with_decimals
from kgqa.ask.english.agents import agent_nouns, agent_seeds, without_contraries
from kgqa.ask.english.categories import category_seeds, names_category
from kgqa.ask.english.morphology import is_participle
from kgqa.ask.english.occurring import statement_seeds, told
from kgqa.ask.english.periods import periods
from kgqa.ask.english.record_words import record_seeds
from kgqa.ask.english.referring import referring
from kgqa.ask.english.seeding import english_seeds, superlative_nouns, synonym_seeds, with_superlative_nouns
from kgqa.ask.english.siding import shared_heads, side_seeds
from kgqa.ask.english.synonyms import sourced_synonyms
from kgqa.ask.english.syntax.english import ENGLISH
from kgqa.ask.english.units import quantities
from kgqa.ask.english.variants import ADJECTIVES
from kgqa.ask.english.weighing import number_seeds, weighing_seeds
from kgqa.ask.english.wording import noun_keys, verb_keys
from kgqa.ask.english.words import FUNCTION_WORDS
from kgqa.ask.followup import referents
from kgqa.ask.form import HOLE, Entity, Join
from kgqa.ask.mention import WHOLE, Mention, find_mentions
from kgqa.ask.names import closest
from kgqa.ask.quotes import quoted_tokens
from kgqa.ask.stages import stage
from kgqa.ask.tokens import POSSESSIVE, Token, alternatives, tokenize
from kgqa.dates import read_date
from kgqa.model import Literal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.conversation import Context
    from kgqa.ask.followup import Referent
    from kgqa.ask.lexicon import Lexicon, Sense
    from kgqa.ask.understanding import Understanding

_LONGEST_WORD = 6
_LONGEST_DATE = 4
_NO_COMMA = re.compile(r"^([A-Za-z]{3,} \d{1,2}(?:st|nd|rd|th)?) (\d{3,4})$")
_PARTLY = 4
"""From this rank on a word is only a part of what a property is called."""
_NAME_COST, _WORD_COST, _NAMED_VALUE_COST = 6, 1, 30
_OWN_NOUN_COST, _NOUN_VALUE_COST = 3, 4
"""One long name costs less than two short ones, and a name less than a value that is a part of names."""


@dataclass(frozen=True, slots=True)
class Links:
    """What the graph knows of a question: the seeds of its parse, and what is left.

    `unknown` are tokens that neither the graph nor the grammar knows; `respelt` pairs misspelt words of the
    vocabulary with what they were taken for.
    """

    tokens: tuple[Token, ...]
    seeds: tuple[Seed, ...]
    mentions: tuple[Mention, ...]
    unknown: tuple[Token, ...]
    respelt: tuple[tuple[str, str], ...]


@stage("link")
def link(
    question: str,
    understanding: Understanding,
    context: Context | None = None,
    words: Collection[str] = ENGLISH.words,
    *,
    telling: bool = False,
) -> Links:
    """Link a question to the graph that it is asked of; pronouns to what was asked before in its `context`.

    `words` are those that the grammar knows by themselves. `telling`: it is a statement, to be taken at its word:
    what a word may mean by a thesaurus is not what it says.
    """
    lexicon, store = understanding.kinds.lexicon, understanding.kinds.store
    plain, quotes = quoted_tokens(question, tokenize(question))
    tokens = plain if quotes else _with_possessives(plain, understanding.kinds)
    tokens, respelt = _respelt(tokens, lexicon, words)
    mentions = find_mentions(question, tokens, lexicon, store)
    seeds = _seeds(question, tokens, mentions, quotes, understanding, telling=telling)
    if context is not None:
        seeds += _pronouns(question, tokens, referents(tokens, context, lexicon.schema, store))
    covered = {k for seed in seeds for k in range(seed.start, seed.end)}
    unknown = [t for k, t in enumerate(tokens) if k not in covered and t.folded not in words]
    return Links(tuple(tokens), tuple(seeds), tuple(mentions), tuple(unknown), respelt)


def _seeds(
    question: str,
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    quotes: Sequence[tuple[int, int]],
    understanding: Understanding,
    *,
    telling: bool,
) -> list[Seed]:
    """What the graph and English know of the words: each layer may build on those before it."""
    kinds, folded = understanding.kinds, tuple(token.folded for token in tokens)
    seeds = [*_names(mentions, tokens), *_vocabulary(tokens, kinds.lexicon), *_dates(question, tokens)]
    seeds += _values_and_degrees(seeds, tokens, mentions, understanding)
    seeds = [*with_superlative_nouns(seeds), *superlative_nouns(seeds)]
    seeds += _general(seeds, tokens, mentions, kinds, exact=telling)
    seeds = list(with_decimals(question, tokens, seeds))
    seeds += quantities(folded, seeds, kinds)
    seeds += weighing_seeds(folded, kinds)
    seeds += list(_elliptic(tokens, seeds, kinds.lexicon))
    seeds += record_seeds(tokens, seeds, kinds)
    seeds = [*_unquoted(seeds, quotes), *_quoted(question, tokens, quotes, seeds)]
    seeds += shared_heads(list(folded), seeds, kinds)
    seeds = list(_agreeing(seeds))
    seeds += number_seeds(seeds, kinds)
    seeds += side_seeds(list(folded), seeds, kinds)
    if telling:
        seeds = told([*seeds, *statement_seeds(folded, seeds, kinds, understanding.grades)], kinds)
    return [*seeds, *referring(list(folded), mentions, kinds)]


def _names(mentions: Sequence[Mention], tokens: Sequence[Token]) -> Iterator[Seed]:
    """Named things, and those named by their whole name."""
    whole = {(m.start, m.end) for m in mentions if m.cost == WHOLE}
    for mention in mentions:
        yield Seed(mention.start, mention.end, "E", mention.entity, _name_cost(mention))
        if mention.cost == WHOLE and not _has_longer_name(mention, tokens, whole):
            yield Seed(mention.start, mention.end, "W", mention.entity, _name_cost(mention))


def _values_and_degrees(
    seeds: Sequence[Seed], tokens: Sequence[Token], mentions: Sequence[Mention], understanding: Understanding
) -> list[Seed]:
    named = {(k, m.end) for m in mentions for k in range(m.start, m.end)}
    nouns = {(seed.start, seed.end) for seed in seeds if seed.symbol == "N" and seed.cost <= _OWN_NOUN_COST}
    found = english_seeds(tokens, understanding.kinds, understanding.grades)
    return [*(_weighed(seed, named, nouns) for seed in found), *category_seeds(tokens, understanding.kinds)]


def _general(
    seeds: Sequence[Seed], tokens: Sequence[Token], mentions: Sequence[Mention], kinds: Kinds, *, exact: bool
) -> list[Seed]:
    """What general English says of words that the graph does not know by themselves; `exact`: no thesaurus is asked."""
    folded = tuple(token.folded for token in tokens)
    known = {(seed.start, seed.end) for seed in seeds if seed.symbol in {"N", "C", "V", "LIT"}}
    known |= {(m.start, m.end) for m in mentions if m.cost == WHOLE and m.start and tokens[m.start].text[:1].isupper()}
    acting = list(agent_seeds(folded, kinds))
    synonyms = without_contraries(list(synonym_seeds(folded, known, kinds, exact=exact)), acting)
    return [*synonyms, *acting, *agent_nouns(folded, kinds)]


def _pronouns(question: str, tokens: Sequence[Token], found: Iterable[Referent]) -> Iterator[Seed]:
    """Pronouns as what they stand for: one of several things, or several things as a whole."""
    for referent in found:
        said = question[tokens[referent.start].start : tokens[referent.end - 1].end]
        single = tuple(dict.fromkeys(things[0] for things in referent.sets if len(things) == 1))
        sets = [(things, True) for things in referent.sets if len(things) > 1]
        sets = [*sets, (single, False)] if single else sets
        for cost, (things, every) in enumerate(sets, _WORD_COST):
            entity = Entity(things, said, at=referent.start, every=every)
            yield Seed(referent.start, referent.end, "PRO", entity, cost)
            yield Seed(referent.start, referent.end, "PROX", entity, cost)


def _agreeing(seeds: Sequence[Seed]) -> Iterator[Seed]:
    """Nouns as plural where a longer form of the same is: "email", in "email addresses"."""
    many = [s for s in seeds if s.symbol == "N" and s.value.plural]
    for seed in seeds:
        longer = seed.symbol == "N" and any(
            s.value == seed.value and s.start <= seed.start and seed.end <= s.end for s in many
        )
        yield replace(seed, value=replace(seed.value, plural=True)) if longer else seed


def _unquoted(seeds: Sequence[Seed], quotes: Sequence[tuple[int, int]]) -> list[Seed]:
    """The seeds that take no part of a text in quotation marks: only the whole, alone or within a name."""
    return [seed for seed in seeds if all(_spares(seed, a, b) for a, b in quotes)]


def _weighed(seed: Seed, named: Collection[tuple[int, int]], nouns: Collection[tuple[int, int]]) -> Seed:
    """A value costs more where the words are a name or a noun of the graph."""
    span = (seed.start, seed.end)
    if seed.symbol != "VAL" or span not in (*named, *nouns):
        return seed
    return replace(seed, cost=_NAMED_VALUE_COST if span in named else seed.cost + _NOUN_VALUE_COST)


def _spares(seed: Seed, start: int, end: int) -> bool:
    if seed.end <= start or end <= seed.start or (seed.start, seed.end) == (start, end):
        return True
    return seed.symbol in {"E", "W"} and seed.start <= start and end <= seed.end


def _quoted(
    question: str, tokens: Sequence[Token], quotes: Sequence[tuple[int, int]], seeds: Sequence[Seed]
) -> list[Seed]:
    """Texts in quotation marks that are no recorded value, as they stand."""
    known = {(seed.start, seed.end) for seed in seeds if seed.symbol == "LIT"}
    return [
        Seed(start, end, "LIT", Literal(question[tokens[start].start : tokens[end - 1].end]), _WORD_COST + 1)
        for start, end in quotes
        if (start, end) not in known
    ] + [Seed(start, end, "QUOTED", question[tokens[start].start : tokens[end - 1].end]) for start, end in quotes]


def _has_longer_name(mention: Mention, tokens: Sequence[Token], whole: Collection[tuple[int, int]]) -> bool:
    """Whether the article before a name belongs to it: "the Mississippi" names the river, not the state."""
    longer = (mention.start - 1, mention.end)
    return mention.start > 0 and tokens[mention.start - 1].folded == "the" and longer in whole


def _name_cost(mention: Mention) -> int:
    return _NAME_COST + mention.cost // 10


def _is_known(token: Token, lexicon: Lexicon, words: Collection[str] = ENGLISH.words) -> bool:
    word = token.folded
    known = word in words or word in FUNCTION_WORDS or lexicon.has_word(word)
    return known or any(map(lexicon.names.knows, alternatives(token)))


def _with_possessives(tokens: Sequence[Token], kinds: Kinds) -> list[Token]:
    """ "obamas mother" as "obama's mother", where "obamas" is no word but "obama" is part of a name, and names no
    category ("goalkeepers").
    """
    lexicon, found = kinds.lexicon, list[Token]()
    for k, token in enumerate(tokens):
        word = token.folded
        run_on = word.endswith("s") and len(word) > 3 and k + 1 < len(tokens) and tokens[k + 1].folded != POSSESSIVE
        run_on = run_on and lexicon.names.knows(word[:-1]) and not _is_known(token, lexicon)
        if run_on and not names_category((word,), kinds):
            found.append(Token(token.text[:-1], word[:-1], token.start, token.end - 1))
            found.append(Token(token.text[-1:], POSSESSIVE, token.end - 1, token.end))
        else:
            found.append(token)
    return found


def _respelt(
    tokens: Sequence[Token], lexicon: Lexicon, words: Collection[str] = ENGLISH.words
) -> tuple[list[Token], tuple[tuple[str, str], ...]]:
    """Words that nothing knows, but that are a slip away from one word of the vocabulary, corrected."""
    found, notes = [], []
    for token in tokens:
        correct = None if _is_known(token, lexicon, words) else _correction(token.folded, lexicon)
        if correct is not None:
            notes.append((token.text, correct))
        found.append(token if correct is None else Token(token.text, correct, token.start, token.end))
    return found, tuple(notes)


def _correction(word: str, lexicon: Lexicon) -> str | None:
    if len(word) < 5 or not word.isalpha() or sourced_synonyms(word):
        return None
    near = [
        known
        for key in noun_keys((word,))
        for known in closest(key, (k for k in lexicon.nouns if k[:1] == key[:1] and abs(len(k) - len(key)) <= 1), 1)
        if _is_slip(key, known)
    ]
    return near[0] if len(set(near)) == 1 else None


def _is_slip(word: str, correct: str) -> bool:
    """Whether the difference is one of haste, not one that makes another word: "sitter" is not "sister"."""
    if sorted(word) == sorted(correct):
        return True
    if len(word) != len(correct):
        return len(word) >= 7 or _without_doubles(word) == _without_doubles(correct)
    return len(word) >= 9


def _without_doubles(word: str) -> str:
    return "".join(c for k, c in enumerate(word) if k == 0 or word[k - 1] != c)


def _vocabulary(tokens: Sequence[Token], lexicon: Lexicon) -> list[Seed]:
    seeds = []
    for start in range(len(tokens)):
        for end in range(start + 1, min(len(tokens), start + _LONGEST_WORD) + 1):
            if tokens[end - 1].folded == POSSESSIVE:
                break
            seeds += _word_seeds(tokens, start, end, lexicon)
    return seeds


def _word_seeds(tokens: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> list[Seed]:
    words = tuple(t.folded for t in tokens[start:end])
    singular = {s: key != "".join(words) for key in noun_keys(words) for s in lexicon.nouns.get(key, ())}
    verbs = {sense: False for key in verb_keys(words) for sense in lexicon.verbs.get(key, ())}
    found = [*singular.items(), *verbs.items()]
    if not found:
        return []
    if any(sense.rank < _PARTLY for sense, _ in found):
        found = [(sense, plural) for sense, plural in found if sense.rank < _PARTLY]
    seeds = [Seed(start, end, *_symbol(sense, plural), _WORD_COST + sense.rank) for sense, plural in found]
    described = is_participle(words[0]) or words[0].endswith(ADJECTIVES)
    form = "VING" if words[0].endswith("ing") else "VED" if described else None
    seeds += [replace(seed, symbol=form) for seed in seeds if seed.symbol == "V" and form is not None]
    if "or" in words[1:-1]:
        seeds += [replace(s, symbol="ORN", value=Join(s.value, HOLE)) for s in seeds if s.symbol == "N"]
    return seeds


def _elliptic(tokens: Sequence[Token], seeds: Sequence[Seed], lexicon: Lexicon) -> Iterator[Seed]:
    """The first of two nouns that share their end: "first and last name", "home and away score"."""
    for seed in seeds:
        joint, before = seed.start - 1, seed.start - 2
        if seed.symbol == "N" and seed.end - seed.start > 1 and before >= 0 and tokens[joint].folded in {"and", "or"}:
            words = (tokens[before].folded, *(t.folded for t in tokens[seed.start + 1 : seed.end]))
            for key in noun_keys(words):
                for sense in lexicon.nouns.get(key, ()):
                    if sense.relation is not None and sense.kind == "noun":
                        yield Seed(before, joint, "N", sense.relation, _WORD_COST + sense.rank)


def _symbol(sense: Sense, plural: bool) -> tuple[str, object]:
    if sense.kind == "class":
        return "C", sense.class_iri
    if sense.kind == "verb" or sense.relation is None:
        return "V", sense
    return "N", replace(sense.relation, plural=plural)


def _with_comma(date: str) -> str:
    """ "August 5 1961" as "August 5, 1961"."""
    return _NO_COMMA.sub(r"\1, \2", date)


def _dates(question: str, tokens: Sequence[Token]) -> list[Seed]:
    seeds = []
    digits = [any(c.isdigit() for c in token.text) for token in tokens]
    for start in range(len(tokens)):
        for end in range(start + 1, min(len(tokens), start + _LONGEST_DATE) + 1):
            if not any(digits[start:end]):
                continue
            text = _with_comma(question[tokens[start].start : tokens[end - 1].end])
            if (date := read_date(text)) is not None:
                seeds.append(Seed(start, end, "D", date, _WORD_COST))
    words = [token.folded for token in tokens]
    return [*seeds, *(Seed(start, end, "D", time, _WORD_COST) for start, end, time in periods(words))]
