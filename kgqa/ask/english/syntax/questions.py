"""Questions for things, times, places and amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import aggregated
from kgqa.ask.compose.links import Link
from kgqa.ask.compose.measures import Degree, age_at, best
from kgqa.ask.compose.modify import Both, Extreme, modified
from kgqa.ask.compose.sets import filled
from kgqa.ask.english.syntax.nominals import identity
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.someone import whoever
from kgqa.ask.english.syntax.verbal import at_all, does, doing, done, located, lying, measured
from kgqa.ask.english.syntax.words import BE, BES, DO, HAVE, PREPOSITIONS, WHICH, WHO
from kgqa.ask.forest import Ranked
from kgqa.ask.form import HOLE, Class, Count, Describe, Entity, Form, Intersection, Join, Question, Union
from kgqa.ask.structure import fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.compose.modify import Modifier
    from kgqa.ask.lexicon import Sense


def asked(form: Form | None, wants: str | None = None) -> Question | None:
    """The question for the members of a set, when there is one."""
    return None if form is None else Question(form, wants)


def questions() -> Iterator[Rule]:
    """All rules of questions that are not answered by yes or no."""
    yield from _things()
    yield from _kinds_of_things()
    yield from _whose()
    yield from _times_and_places()
    yield from _counts()
    yield from _amounts()
    yield from _alternatives()
    yield from _choices()


def _things() -> Iterator[Rule]:
    for words, wants in ((WHO, "who"), (WHICH, None)):
        yield from rules("Q", f"{words} {BES} X", lambda _, x, w=wants: Question(x, w))
        yield from rules("Q", f"{words} {BES} OWNED like", lambda _, x, w=wants: Question(x, w), cost=1)
        for of in ("EVERY", "OFEACH"):
            yield from rules("Q", f"{words} {BES} {of}", lambda _, x, w=wants: Question(x, w))
        yield from rules("Q", f"{words} {BES} E", lambda _, e: Question(Describe(e)), cost=1)
        yield from rules("Q", f"{words} {BES} NP the|a|an? RN of|to", lambda k, np, n, w=wants: _role(k, np, n, w))
        yield from rules("Q", f"{words} {DO} NP V", lambda k, s, v, w=wants: asked(does(k, s, v), w))
        yield from rules("Q", f"{words} V NP", lambda k, v, o, w=wants: asked(doing(k, v, o), w))
        yield from rules("Q", f"{words} VP", lambda k, vp, w=wants: _whoever(k, vp, w), cost=1)
        for p in PREPOSITIONS:
            if p != "by":
                pattern = f"{words} {DO} NP V {p}"
                yield from rules(
                    "Q", pattern, lambda k, s, v, p=p, w=wants: each(done(k, p, s, v), lambda x: Question(x, w))
                )
            pattern = f"{words} {BES} NP V {p}"
            yield from rules(
                "Q", pattern, lambda k, s, v, p=p, w=wants: each(done(k, p, s, v), lambda x: Question(x, w))
            )
        yield from rules("EMBEDDED", f"{words} X {BE}", lambda _, x, w=wants: Question(x, w))
        yield from rules("EMBEDDED", f"{words} E {BE}", lambda _, e: Question(Describe(e)))
    for p in PREPOSITIONS:
        for words, wants in ((WHO, "who"), (WHICH, None)):
            pattern = f"{p} {words} {BE}|{DO} NP V"
            yield from rules(
                "Q", pattern, lambda k, s, v, p=p, w=wants: each(done(k, p, s, v), lambda x: Question(x, w))
            )


def _role(kinds: Kinds, thing: Form, noun: Form, wants: str | None) -> Question | None:
    """ "Who is X the father of": everything whose father is X."""
    if not isinstance(noun, Join):
        return None
    return asked(filled(kinds, Join(noun.relation.reversed(), HOLE), thing), wants)


def _whoever(kinds: Kinds, said: Modifier, wants: str | None) -> Ranked | None:
    return each(whoever(kinds, said), lambda form: Question(form, wants))


def _kinds_of_things() -> Iterator[Rule]:
    """What, which and how many of a kind do what."""
    yield from rules("KIND", f"{WHICH} of? the? NB", lambda _, nb: nb)
    yield from rules("KIND", f"{WHICH} one|ones of the NB", lambda _, nb: nb)
    yield from rules("KIND", f"{WHICH} one|ones? of? OWNED", lambda _, nb: nb)
    yield from rules("KIND", "who among|of the NB", lambda _, nb: nb)
    yield from rules("KIND", "who among|of OWNED", lambda _, owned: owned)
    yield from rules("Q", f"{WHO} VP among the NB", lambda k, vp, nb: _of_kind(k, nb, vp, Question))
    yield from rules("Q", f"{WHO} VP among OWNED", lambda k, vp, nb: _of_kind(k, nb, vp, Question))
    yield from rules("KIND", f"of|among the NB {WHICH} one|ones?", lambda _, nb: nb)
    yield from rules("KIND", f"{WHICH} one|ones? of PROX", identity)
    yield from rules("NUMBERED", "how many of PROX", identity)
    for opening, build in (("KIND", Question), ("NUMBERED", _counted)):
        yield from rules("Q", f"{opening} VP", lambda k, nb, vp, b=build: _of_kind(k, nb, vp, b))
        yield from rules(
            "Q", f"{opening} {BE} the? SUP one|ones?", lambda k, nb, d, b=build: _of_kind(k, nb, Extreme(d), b)
        )
        for one in ("", "one|ones"):
            pattern = f"{opening} {BE} the? SUP {one} MOD"
            yield from rules("Q", pattern, lambda k, nb, d, m, b=build: _of_kind(k, nb, Both(m, Extreme(d)), b))
        pattern = f"{opening} {HAVE} OWNS that|who|which VP"
        yield from rules("Q", pattern, lambda k, nb, o, vp, b=build: _of_kind(k, nb, Both(vp, o), b), cost=1)
        for of in ("of|to", "in|for"):
            pattern = f"{opening} {BES} NP the|a|an? RN {of}"
            yield from rules("Q", pattern, lambda k, nb, np, n, b=build: _has_role(k, nb, np, n, b))
            pattern = f"NP {BES} the|a|an? RN {of} {opening}"
            yield from rules("Q", pattern, lambda k, np, n, nb, b=build: _has_role(k, nb, np, n, b))
        yield from rules("Q", f"{opening} {BE} NP", lambda k, nb, np, b=build: _identified(k, nb, np, b))
        yield from rules("Q", f"{opening} {DO} NP V", lambda k, nb, s, v, b=build: _of_kind(k, nb, does(k, s, v), b))
        for p in PREPOSITIONS:
            for aux in (BE, DO):
                pattern = f"{opening} {aux} NP V {p}"
                yield from rules("Q", pattern, lambda k, nb, s, v, p=p, b=build: _of_kind(k, nb, done(k, p, s, v), b))
            pattern = f"{p} {opening} {BE}|{DO} NP V"
            yield from rules("Q", pattern, lambda k, nb, s, v, p=p, b=build: _of_kind(k, nb, done(k, p, s, v), b))
            yield from rules("Q", f"{opening} {BE} NP {p}", lambda k, nb, s, p=p, b=build: tied_to(k, nb, s, p, b))
            yield from rules("Q", f"{p} {opening} {BE} NP", lambda k, nb, s, p=p, b=build: tied_to(k, nb, s, p, b))
    for opening, build in (("KIND", Question), ("NUMBERED", _counted)):
        for p in ("to", "in", "for", "at"):
            pattern = f"{opening} {DO} NP belong|work|study|play {p}"
            yield from rules("Q", pattern, lambda k, nb, s, p=p, b=build: tied_to(k, nb, s, p, b), cost=2)
        pattern = f"{opening} {DO} NP own|possess|have"
        yield from rules("Q", pattern, lambda k, nb, s, b=build: _of_kind(k, nb, Link("with", s), b), cost=2)
    yield from rules("Q", f"{WHICH} RN {DO} NP have|get", lambda k, noun, np: asked(filled(k, noun, np)))
    light = "hold|receive|win|get|own|possess|earn|take"
    yield from rules("Q", f"{WHICH} RN {DO} NP {light}", lambda k, noun, np: asked(filled(k, noun, np)), cost=2)
    for words, wants in (("who|whom", "who"), (WHICH, None)):
        pattern = f"NP {BES} the|a|an? RN of|to {words}"
        yield from rules("Q", pattern, lambda k, np, n, w=wants: _role(k, np, n, w))
    yield from rules("Q", f"{WHICH} RN {HAVE} NP got?", lambda k, noun, np: asked(filled(k, noun, np)))
    yield from rules("Q", f"{WHICH} RN {BES} NP", lambda k, noun, np: asked(filled(k, noun, np)), cost=2)
    yield from rules("Q", "KIND", lambda _, nb: Question(nb))
    yield from rules("KIND", f"{WHICH} NB {BE} there", lambda _, nb: nb)
    yield from rules("KIND", f"{WHICH} NB do we|you have", lambda _, nb: nb)
    yield from rules("NUMBERED", "how many NB do we|you have", lambda _, nb: nb)
    yield from rules("KIND", f"{WHICH} FIRST", lambda _, nb: nb)


def _has_role(kinds: Kinds, kind: Form, thing: Form, noun: Form, build: object) -> Ranked | None:
    """ "What state is Austin the capital of"."""
    role = _role(kinds, thing, noun, None)
    return None if role is None else _of_kind(kinds, kind, role.form, build)


def _counted(form: Form) -> Question:
    return Question(Count(form))


def _of_kind(kinds: Kinds, kind: Form, said: Modifier | Ranked | None, build: object) -> Ranked | None:
    if isinstance(said, Entity) and not said.every:
        return None
    return each(said, lambda one: each(modified(kinds, kind, one), build))  # type: ignore[arg-type]


def _identified(kinds: Kinds, kind: Form, group: Form, build: object) -> Ranked | None:
    return None if isinstance(group, Entity) and not group.every else _of_kind(kinds, kind, group, build)


def tied_to(kinds: Kinds, kind: Form, thing: Form, preposition: str, build: object) -> Ranked | None:
    """ "What state is Dallas in"."""
    from kgqa.ask.compose.links import ways
    from kgqa.ask.compose.sets import containing, met

    found = []
    for relation, cost in ways(kinds, thing, Link(preposition, kind)):
        form = met(kinds, kind, containing(kinds, Join(relation, thing)))
        if form is not None:
            found.append((build(form), cost))  # type: ignore[operator]
    return Ranked(tuple(found)) if found else None


def _whose() -> Iterator[Rule]:
    yield from rules("Q", f"whose RN {BES} NP", _owners)
    yield from rules("Q", f"NP {BE} whose RN", lambda k, np, noun: _owners(k, noun, np))
    yield from rules("Q", f"{WHICH} NB 's RN {BES} NP", _owning_kind)
    yield from rules("Q", f"{WHICH} NB RN {BES} NP", _owning_kind, cost=1)


def _owning_kind(kinds: Kinds, kind: Form, noun: Form, thing: Form) -> Question | None:
    """ "Which state's capital is Dover"; people leave out the apostrophe, and the "s"."""
    from kgqa.ask.compose.sets import having, met

    owners = having(kinds, noun, thing)
    return None if owners is None else asked(met(kinds, kind, owners))


def _owners(kinds: Kinds, noun: Form, thing: Form) -> Question | None:
    from kgqa.ask.compose.sets import having

    return asked(having(kinds, noun, thing))


def _times_and_places() -> Iterator[Rule]:
    when = ("when", "on|in? what|which date|day|year", "at? what|which date|day|year")
    where = ("where", "in|at? what|which place|location")
    for wants, openings in (("when", when), ("where", where)):
        trailing = "in|at|on|from?" if wants == "where" else "in|on?"
        for opening in openings:
            for target, order in (("Q", f"{BES} NP V"), ("Q", f"{DO} NP get? V"), ("EMBEDDED", f"NP {BE}? V")):
                pattern = f"{opening} {order} {trailing}"
                reached = located if wants == "where" else _when_done
                yield from rules(
                    target, pattern, lambda k, s, v, w=wants, r=reached: each(r(k, s, v), lambda x: Question(x, w))
                )
        for p in PREPOSITIONS if wants == "where" else ():
            pattern = f"{wants} {BES}|{DO} NP V {p}"
            yield from rules(
                "Q", pattern, lambda k, s, v, p=p, w=wants: each(done(k, p, s, v), lambda x: Question(x, w)), cost=1
            )
        yield from rules("Q", f"{wants} {BES} X", lambda k, x, w=wants: _place_itself(k, x, w))
        yield from rules("Q", f"{wants} {BES} NP located|situated|found?", lambda k, x, w=wants: _wherever(k, x, w))
        yield from rules("EMBEDDED", f"{wants} X {BE}", lambda _, x, w=wants: Question(x, w))
        yield from rules(
            "Q", f"E V {wants}", lambda k, s, v, w=wants: each(done(k, None, s, v), lambda x: Question(x, w))
        )


def _when_done(kinds: Kinds, subject: Form, verb: Sense) -> Ranked | None:
    return done(kinds, None, subject, verb)


def _place_itself(kinds: Kinds, thing: Form, wants: str) -> Ranked:
    """ "Where is the capital of X": the thing itself, less likely where nothing says that it is a place."""
    return Ranked(((Question(thing, wants), 0 if wants != "where" or wants in kinds.words_of(thing) else 3),))


def _wherever(kinds: Kinds, thing: Form, wants: str) -> Ranked | None:
    """Where a thing is: by what answers to the question word."""
    from kgqa.ask.compose.links import relations
    from kgqa.ask.compose.sets import joined

    held = kinds.of(thing)
    if wants == "when" and kinds.schema.words_answered(held):
        return None
    found = [
        r for r in relations(kinds)
        if not r.inverse and wants in kinds.schema.question_words.get(r.property, ()) and held
        and kinds.compatible(kinds.subjects(r), held)
    ]  # fmt: skip
    if not found and wants == "where" and held:
        found = [r for r in lying(kinds) if kinds.compatible(kinds.subjects(r), held)]
    forms = [form for r in found if (form := joined(kinds, r, thing)) is not None]
    return Ranked(tuple((Question(form, wants), 1) for form in forms)) if len(forms) == 1 else None


def _counts() -> Iterator[Rule]:
    yield from rules("NUMBERED", "how many NB", lambda _, nb: nb)
    yield from rules("NUMBERED", "how many of the NB", lambda _, nb: nb)
    yield from rules("NUMBERED", "how many of OWNED", lambda _, owned: owned)
    yield from rules("HOWMANY", "how many RN", lambda _, noun: noun)
    for target, pattern in (
        ("Q", f"HOWMANY {DO} NP have"), ("Q", f"HOWMANY {DO} NP get|score|earn|make|receive|gain"),
        ("Q", f"HOWMANY {HAVE} NP got?"), ("EMBEDDED", f"HOWMANY NP {HAVE}"),
        ("Q", f"HOWMANY {BE} there|found|located? of|to|in|for NP"), ("Q", f"HOWMANY of|to|in|for NP {BE} there"),
        ("Q", f"HOWMANY all|in together|total {HAVE} NP"), ("Q", f"HOWMANY altogether {HAVE} NP"),
        ("Q", f"HOWMANY {DO} NP have all|in together|total"), ("Q", f"in HOWMANY {BE}|{DO} NP"),
        ("Q", "HOWMANY of|to|in|for NP"), ("Q", "HOWMANY live|lives|lived|reside|stay|dwell in|at NP"),
    ):  # fmt: skip
        yield from rules(target, pattern, _how_many)
    for being in (
        f"{BE} there", "exist|exists|existed", f"{BE} recorded|listed|registered|stored|made", "do we have",
        f"{BE} there in total|all",
    ):  # fmt: skip
        yield from rules("Q", f"NUMBERED {being}", lambda _, nb: Question(Count(nb)))
    yield from rules("Q", f"NUMBERED {BE} there MOD", lambda k, nb, mod: _of_kind(k, nb, mod, _counted))
    yield from rules("EMBEDDED", f"NUMBERED there {BE}", lambda _, nb: Question(Count(nb)))
    yield from rules("Q", f"NUMBERED {DO} NP have", lambda k, nb, np: _of_kind(k, nb, Link("with", np), _counted))
    yield from rules("Q", "NUMBERED", lambda _, nb: Question(Count(nb)), cost=1)


def _how_many(kinds: Kinds, noun: Form, owner: Form) -> Question | None:
    """How many of a noun there are; the number itself, where the noun is one ("how many inhabitants"), of several
    owners the sum.
    """
    form = filled(kinds, noun, owner)
    if form is None or kinds.literal_of(noun) != "number":
        return None if form is None else Question(Count(form))
    several = isinstance(owner, (Class, Intersection, Union)) or (isinstance(owner, Join) and owner.relation.plural)
    return asked(aggregated(kinds, "sum", noun, owner) if several else form)


def _amounts() -> Iterator[Rule]:
    yield from rules("Q", f"how ADJ {BES} NP", _how)
    yield from rules("EMBEDDED", f"how ADJ NP {BE}", _how)
    yield from rules("Q", f"{WHICH} {BES} FIGURE", lambda _, f: Question(f))
    yield from rules("Q", "FIGURE", lambda _, f: Question(f))
    yield from rules("Q", f"how much|many {BES} FIGURE", lambda _, f: Question(f))


def _how(kinds: Kinds, degree: Degree, thing: Form) -> Ranked | None:
    """How long a thing is: its measure."""
    held = kinds.of(thing)
    fitting = [m for m in degree.measures if kinds.compatible(kinds.needed(m.by), held)]
    fitting = [m for m in fitting if m.on is not None] or fitting
    lowest = min((m.tier for m in fitting), default=0)
    found = dict.fromkeys(fill(m.by, thing) for m in fitting if m.tier == lowest)
    return Ranked(tuple((Question(form), 0) for form in found)) if found else None


def _alternatives() -> Iterator[Rule]:
    """ "Is X alive or dead": a noun that names the alternatives ("alive or dead") asks for its value."""
    yield from rules("Q", f"{BE} NP a|an|the? ORN", lambda k, np, noun: asked(filled(k, noun, np)))


def _choices() -> Iterator[Rule]:
    """ "Who was born first, X or Y"."""
    yield from rules("PAIR", "NP or NP", lambda _, a, b: None if a == b else Union(a, b))
    for words in (WHO, WHICH):
        yield from rules("Q", f"{words} SUPV PAIR", _first)
        yield from rules("Q", f"{words} {BE} the? SUP|COMPS PAIR", _first)
        yield from rules("Q", f"{words} {BE} COMPS PAIR", _first)
        yield from rules("Q", f"{words} {BE} SUP PAIR", _first)


def _first(kinds: Kinds, degree: Degree, pair: Form) -> Ranked | None:
    found = best(kinds, pair, degree)
    return None if found is None else Ranked(tuple((Question(form), cost) for form, cost in found.alternatives))


__all__ = ["age_at", "at_all", "measured", "questions"]
