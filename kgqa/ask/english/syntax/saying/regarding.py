"""What things are told, or may be called, to be: "the records give X as the son of Y", "Y could call X his son"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.saying.being import IsRole, said_of
from kgqa.ask.english.syntax.saying.having import HasRole, is_place
from kgqa.ask.english.syntax.saying.polarity import polar
from kgqa.ask.english.syntax.saying.predicate import Owned, Things, roles, singular
from kgqa.ask.english.syntax.truths import is_plural
from kgqa.ask.english.syntax.words import BE, DO, HIS
from kgqa.ask.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.forest import Ranked
    from kgqa.ask.form import Form

_SOURCES = (
    "annals|archive|archives|chronicle|chronicles|database|data|document|documents|file|files|graph|historians|history"
    "|genealogists|record|records|register|registers|source|sources|tree"
)
_TELL = "call|describe|give|have|identify|know|list|mention|name|record|recognise|recognize|register|show|style|state"
_TELLS = (
    "calls|describes|gives|has|identifies|knows|lists|mentions|names|records|recognises|recognizes|registers|shows|styles"
    "|called|described|gave|had|identified|knew|listed|mentioned|named|recorded|recognised|recognized|registered|showed"
)
_NAMED = "called|named|styled|termed|labelled|considered|deemed"
_SAID = ("said|held|declared|stated|claimed to be", "taken for")
_STATED = "described|regarded|recorded|listed|given|named|identified|presented|designated|entered|cited|mentioned"
_FALSELY = "falsely|wrongly|mistakenly|incorrectly|erroneously|wrongfully|inaccurately|misleadingly"
_RIGHTLY = "correctly|rightly|truthfully|accurately|justly|duly"
_WRONG = (
    "wrong|false|incorrect|untrue|mistaken|erroneous|inaccurate",
    "a|an mistake|error|falsehood|fallacy|untruth",
    "not right|correct|true|accurate",
)
_RIGHT = ("right|correct|true|accurate|justified|proper",)
_RANK = "title|role|part|position|place|rank|status|standing"


def regarding() -> Iterator[Rule]:
    """All rules of what things are told or called to be."""
    yield from _told()
    yield from _called()
    yield from _judged()
    yield from _titled()
    yield from _counted()


def _told() -> Iterator[Rule]:
    """By records, or by us."""
    tell = f"{_TELL}|{_TELLS}"
    for teller in (f"the? {_SOURCES}", f"the? old|written|official|surviving {_SOURCES}"):
        yield from rules("TELLER", teller, lambda _: True)
    yield from rules("SAYS", f"TELLER {tell} XS as the|a|an? R", lambda k, _, xs, role: roles(k, xs, role))
    yield from rules("SAYS", f"TELLER {tell} XS to be the|a|an? R", lambda k, _, xs, r: roles(k, xs, r))
    yield from rules("SAYS", f"TELLER {tell} XS to have been the|a|an? R", lambda k, _, xs, r: roles(k, xs, r))
    yield from rules("SAYS", f"TELLER {tell} as the|a|an? R XS", lambda k, _, role, xs: roles(k, xs, role))
    who = "we|one|they|people|you"
    for verb in ("regard|regards|describe|describes XS as", "can|may|must describe|regard XS as"):
        yield from rules("SAYS", f"{who} {verb} the|a|an? R", roles, cost=1)


def _called() -> Iterator[Rule]:
    """By who they are that to: "Y can call X his son", "Y looks upon X as his son"."""
    yield from polar(
        "MAYCALL",
        ("can|could|may call", "can|could|may rightly|properly|truly|proudly call", "was|is|were|are able to call",
         "was|is|were|are entitled to call"),
        ("cannot call", "can|could|may not call", f"{DO} not call", "never called"),
    )  # fmt: skip
    yield from rules("ROLED", f"MAYCALL XS {HIS}? ROLE", lambda _, d, xs, n: HasRole(n, xs, d))
    yield from rules("ROLED", f"called|calls XS {HIS} ROLE", lambda _, xs, n: HasRole(n, xs))
    yield from polar(
        "CLAIMS",
        ("can|could|may claim|regard|count|number|name|boast", "looks|looked|look upon|on",
         "regards|regarded|regard",
         "recognises|recognised|recognizes|recognized", "knows|knew"),
        ("cannot claim|regard|count|number|name", "can|could|may not claim|regard|count|number|name"),
    )  # fmt: skip
    yield from rules("ROLED", f"CLAIMS XS as {HIS} ROLE", lambda _, d, xs, n: HasRole(n, xs, d))
    yield from rules("ROLED", f"CLAIMS XS as one of {HIS} ROLE", _one_of)
    for among in ("among", "amongst"):
        yield from rules("ROLED", f"CLAIMS XS {among} {HIS} ROLE", _one_of)
    claim = "can|could|may claim|count XS as the|a|an? ROLE"
    yield from rules("ROLED", claim, lambda _, xs, n: HasRole(n, xs))
    yield from rules("ROLED", "cannot claim|count XS as the|a|an? ROLE", lambda _, xs, n: HasRole(n, xs, denied=True))
    for words in ("HAVING in XS ART ROLE", "HAVING in XS ROLE"):
        yield from rules("ROLED", words, _had_in)
    for verb in ("HAVING", "LEFT"):
        yield from rules("ROLED", f"{verb} ART ROLE in XS", lambda k, d, _, noun, xs: _had_in(k, d, xs, noun))
    yield from rules("ROLED", "HAVING no ROLE in XS", lambda k, d, noun, xs: _had_in(k, not d, xs, noun))
    for words in ("HAVING as|for ART ROLE XS", "HAVING as|for ROLE XS"):
        yield from rules("ROLED", words, lambda _, d, *values: HasRole(values[-2], values[-1], d))


def _had_in(kinds: Kinds, denied: bool, things: Things, *values: object) -> HasRole | None:
    noun: Form = values[-1]  # type: ignore[assignment]
    return None if any(is_place(kinds, thing) for thing in things) else HasRole(noun, things, denied)


def _one_of(_: Kinds, denied: bool, things: Things, noun: Form) -> HasRole | None:
    return HasRole(singular(noun), things, denied) if is_plural(noun) else None


def _judged() -> Iterator[Rule]:
    """Rightly, or falsely: "X is falsely called the son of Y", "it is a mistake to call X the son of Y"."""
    for words, denied in ((_FALSELY, True), (_RIGHTLY, False)):
        for said in (_NAMED, f"{_STATED} as", *_SAID):
            for pattern in (f"{BE} {words} {said}", f"{BE} {said} {words}"):
                yield from rules("IS", pattern, lambda _, d=denied: d)
    naming = "call|name|term|style|consider|label"
    stating = "describe|regard|see|list|record|count|name|identify"
    for judged, denied in ((_WRONG, True), (_RIGHT, False)):
        for is_so in (f"it {be} {words} to" for be in (BE, "would be") for words in judged):
            for pattern in (f"{naming} XS the|a|an? R", f"{stating} XS as the|a|an? R"):
                yield from rules("SAYS", f"{is_so} {pattern}", lambda k, xs, r, d=denied: roles(k, xs, r, denied=d))
    yield from rules("IS", f"should|must not be {_NAMED}", lambda _: True)
    yield from rules("IS", "should|must not be taken|mistaken for", lambda _: True)
    yield from rules("SAYS", "not T but someone|somebody|another else|person? SAYING", _not_this)
    yield from rules("SAYS", "T and no one|nobody else SAYING", lambda k, x, p: said_of(k, (x,), p), cost=1)


def _not_this(kinds: Kinds, thing: Form, predicate: object) -> Ranked | None:
    return each(said_of(kinds, (thing,), predicate), Statement.denied)


def _titled() -> Iterator[Rule]:
    """ "The title of son of Y belongs to X", "X holds the place of son to Y", "what X was to Y is a son"."""
    yield from polar(
        "FALLSTO",
        ("belongs|belonged|fell|falls|goes|went to", f"{BE} held|filled|taken|occupied|borne by", f"{BE} that of"),
        (f"{DO} not belong|fall|go to", f"{BE} not held|filled|taken|borne by", "never belonged|fell|went to"),
    )
    yield from polar(
        "HOLDS",
        ("holds|held|has|had|occupies|occupied|bears|bore|takes|took|fills|filled",),
        (f"{DO} not hold|have|occupy|bear|take|fill", "never held|had|occupied|bore"),
    )
    yield from rules("SAYS", f"the {_RANK} of the|a|an? R FALLSTO XS", lambda k, r, d, xs: roles(k, xs, r, denied=d))
    yield from rules("SAYING", f"HOLDS the {_RANK} of the|a|an? R", lambda _, d, role: IsRole(role, d))
    yield from rules("SAYING", "stands|stood|figures|figured|appears|features in the R", lambda _, role: IsRole(role))
    yield from rules("SAYS", "what T BEING to OWNERS BEING the|a|an? ROLE", _what)
    yield from rules("SAYS", f"what T BEING to OWNERS BEING {HIS} ROLE", _what)


def _what(  # noqa: PLR0917 (one for each category of its rule)
    kinds: Kinds, thing: Form, first: bool, owners: Things, second: bool, noun: Form
) -> Ranked | None:
    return None if first else roles(kinds, (thing,), Owned(noun, owners), denied=second)


def _counted() -> Iterator[Rule]:
    """ "We count X among the sons of Y"."""
    count = "count|counts|number|numbers|reckon|reckons|list|lists|rank|ranks|include|includes|place|places"
    for among in ("among", "amongst"):
        yield from rules("SAYS", f"we|one|they {count} XS {among} the? R", _among)
        yield from rules("SAYS", f"we|one|they can|may|must count|number|reckon|list XS {among} the? R", _among)
        yield from rules(
            "SAYS", f"TELLER {count}|listed|counted XS {among} the? R", lambda k, _, xs, r: _among(k, xs, r)
        )
        finds = (f"we|one|you {DO}|can not find|count|have|meet|see XS", "we|one|you cannot find|count|see XS")
        for find in finds:
            yield from rules("SAYS", f"{among} the? R {find}", lambda k, r, xs: _among(k, xs, r, denied=True))
            yield from rules("SAYS", f"{find} {among} the? R", lambda k, xs, r: _among(k, xs, r, denied=True))
        for there in ("there", ""):
            yield from rules("SAYS", f"{among} the? R {there} BEING XS", lambda k, r, d, xs: _among(k, xs, r, denied=d))


def _told_among(kinds: Kinds, _: object, things: Things, role: Owned) -> Ranked | None:
    return _among(kinds, things, role)


def _among(kinds: Kinds, things: Things, role: Owned, *, denied: bool = False) -> Ranked | None:
    if not is_plural(role.noun):
        return None
    return roles(kinds, things, Owned(singular(role.noun), role.owners), denied=denied)
