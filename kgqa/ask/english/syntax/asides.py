"""What is said around a question: asides ("in the file"), exceptions ("besides X"), second sentences ("List all.")."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.links import Link
from kgqa.ask.compose.modify import Both, Bounded, Extreme, Not
from kgqa.ask.compose.sets import filled, met, negated
from kgqa.ask.english.syntax.nominals import identity
from kgqa.ask.english.syntax.words import BE, DO, HAVE, HIS, SOME, WHICH, WHO
from kgqa.ask.form import Best, Count, Describe, Entity, Form, Intersection, Join, Question, Union
from kgqa.ask.structure import entities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.compose.modify import Modifier


def asides() -> Iterator[Rule]:
    """All rules of what is said around a question."""
    yield from _sources()
    yield from _exceptions()
    yield from _second_sentences()


def _sources() -> Iterator[Rule]:
    """Where things are recorded: of all that is asked, nothing else is known."""
    source = "file|data|database|dataset|graph|records|record|tree|archive"
    told = "recorded|known|listed|mentioned|documented|registered|on record|on file"
    for aside in (
        f"in|on the|this|that|your {source}", "on|in record|file", "as far as known", "as far as is|we known|know",
        f"according to the|this|your? {source}", "if any", "if known", "if recorded", "that you know of",
        f"that|who|which {BE} {told}", f"{told} in|on the|this {source}", "as recorded", "that we know of", "here",
    ):  # fmt: skip
        yield from rules("ASIDE", aside, lambda _: True)
    yield from rules("Q", "Q ASIDE", lambda _, question, __: question)
    yield from rules("Q", "ASIDE Q", lambda _, __, question: question)
    yield from rules("NB", "NB ASIDE", lambda _, noun, __: noun)
    yield from rules("NB", "known|recorded|listed|documented NB", identity)
    yield from rules("RN", "known|recorded|listed|documented RN", identity)
    yield from rules("RN", f"RN of {HIS} own", identity)
    yield from rules("NB", "list of all? the? NB", identity)
    yield from rules("Q", f"Q {BE} known|recorded", identity, cost=1)


def _exceptions() -> Iterator[Rule]:
    for words in (
        "besides|except|excluding|barring", "except for", "apart|aside from", "other than", "not counting|including",
        "in addition to", "leaving out", "with the exception of",
    ):  # fmt: skip
        yield from rules("EXCEPT", f"{words} NP", lambda _, np: np)
    yield from rules("EXCEPT", "but not NP", identity, cost=1)
    yield from rules("EXCEPT", "EXCEPT and EXCEPT", lambda _, one, other: Union(one, other))
    for target, noun, cost in (("NB", "NB", 1), ("DEF", "OWNED", 0)):
        yield from rules(target, f"{noun} EXCEPT", without, cost=cost)
    yield from rules("EVERY", "EVERY EXCEPT", without)
    yield from rules("EVERY", "EVERY but NP", without)
    yield from rules("Q", "Q EXCEPT", _question_without)
    yield from rules("Q", f"{WHO} EXCEPT VP", _whoever_but)
    yield from rules("TOP", "E Q", _about)
    for asked in (
        f"{WHICH} other|further|more RN {DO} NP have EXCEPT",
        f"{WHICH} other|further|more RN {HAVE} NP EXCEPT",
    ):
        yield from rules("Q", asked, _others)
    yield from rules("Q", f"{WHO} else VP EXCEPT", lambda k, said, thing: _whoever_but(k, thing, said))
    yield from rules("V", "ever V", identity)
    yield from rules("Q", "EXCEPT Q", lambda k, thing, question: _question_without(k, question, thing))


def without(kinds: Kinds, form: Form, thing: Form) -> Form | None:
    """The members of a set but for what is excepted."""
    return met(kinds, form, negated(thing))


def _whoever_but(kinds: Kinds, thing: Form, said: Modifier) -> Question | None:
    """ "Who but X married a king"."""
    if isinstance(said, (Link, Extreme, Bounded, Not, Both)):
        return None
    kept = without(kinds, said, thing)
    return None if kept is None else Question(kept, "who")


def _others(kinds: Kinds, noun: Form, owner: Form, thing: Form) -> Question | None:
    found = filled(kinds, noun, owner)
    kept = None if found is None else without(kinds, found, thing)
    return None if kept is None else Question(kept)


def _about(_: Kinds, thing: Entity, question: Question) -> Question | None:
    """ "Paris - where is it?": a question of the thing named before it, by a pronoun."""
    return question if thing in entities(question.form) else None


def _question_without(kinds: Kinds, question: Question, thing: Form) -> Question | None:
    form = question.form
    if isinstance(form, Best):
        kept = without(kinds, form.of, thing)
        return None if kept is None else replace(question, form=replace(form, of=kept))
    if isinstance(form, Count):
        kept = without(kinds, form.of, thing)
        return None if kept is None else Question(Count(kept), question.wants)
    if not isinstance(form, Join | Intersection | Union):
        return None
    kept = without(kinds, form, thing)
    return None if kept is None else Question(kept, question.wants)


def _second_sentences() -> Iterator[Rule]:
    """What is asked for after yes or no ("and if so who?"), and how it is to be told ("List all.")."""
    for what in (
        "and? if so|yes? who|which|what", "and? if so|yes? who|which|what {BE} they|he|she|it",
        "and who|which|what {BE} they|he|she|it", "and what {BE} his|her|their|its name|names", "and which ones?",
        "and? if so|yes name|list|give them|him|her|it?", "who|which? {BE} they|he|she|it", "TELLING",
    ):  # fmt: skip
        yield from rules("WHICHONES", what.replace("{BE}", BE), lambda *_: True)
    for telling in (
        "please? list|name|give|show all|everyone|everything", "please? list|name|give|show them all?",
        f"please? give|list|tell|state me? {HIS}|the|all? full? name|names", "full name|names please?",
        "names|name only|please?", "only|just the? names|name", "all of them", "name all of them",
    ):  # fmt: skip
        yield from rules("TELLING", telling, lambda *_: True)
    yield from rules("TOP", "Q TELLING", _told)
    yield from rules("Q", "THEREBE WHICHONES", lambda _, form, __: Question(form))
    yield from rules("THEREBE", f"{BE} there SOME", identity)
    yield from rules("THEREBE", f"{BE} there any? DEF", identity)
    yield from rules("THEREBE", f"{DO} NP have {SOME}? RN", lambda k, owner, noun: filled(k, noun, owner))
    yield from rules("THEREBE", f"{HAVE} NP {SOME}? RN", lambda k, owner, noun: filled(k, noun, owner))


def _told(_: Kinds, question: Question, __: bool) -> Question | None:
    """A question for things, whose names are wanted."""
    is_set = isinstance(question.form, Join | Intersection | Union)
    return question if is_set and not isinstance(question.form, Describe) else None
