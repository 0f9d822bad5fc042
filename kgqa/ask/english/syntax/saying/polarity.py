"""Ways to say "is" and "has"; the value of each is whether it denies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.english.syntax.words import BE, DO, HAVE, HIS, NOT

if TYPE_CHECKING:
    from collections.abc import Iterator

_STATED = (
    "known|recorded|listed|described|regarded|named|registered|identified|remembered|given|cited|mentioned|documented"
    "|entered|shown|noted|designated|referred"
)
_JUDGED = "considered|deemed|named|called|styled"
_COUNTED = "counted|numbered|listed|recorded|reckoned|included|registered|mentioned|found|named|known"
_RANK = "count|figure|rank|appear|feature"
NAMED = "called|named|christened|titled|entitled"


def polarities() -> Iterator[Rule]:
    """All rules of such ways."""
    yield from _being()
    yield from _as()
    yield from _among()
    yield from _having()


def polar(target: str, said: tuple[str, ...], denied: tuple[str, ...]) -> Iterator[Rule]:
    """Rules whose values are whether what they say is denied."""
    for patterns, value in ((said, False), (denied, True)):
        for pattern in patterns:
            yield from rules(target, pattern, lambda _, v=value: v)


def _being() -> Iterator[Rule]:
    never = ("by no means", "in no way", "in no sense", "at no time", "not in fact", "in fact not")
    have = ("can|could not have been", "cannot have been", "cannot be", "can not be", "could not be")
    yield from polar(
        "BEING",
        (BE, f"{HAVE} been", f"{HAVE} always been", "always remained",
         f"{BE} in fact", "remained|remains", "happens|happened to be",
         "turns|turned out to be", "proves|proved to be"),
        (f"{BE} {NOT}", *(f"{BE} {words}" for words in never), *have, f"{HAVE} {NOT} been", f"never {BE}",
         f"{DO} not remain", f"{DO} not happen to be", f"{BE} anything but"),
    )  # fmt: skip
    yield from polar(
        "BECAME",
        ("became|becomes", f"{BE} to become", "came to be", "ended up as?", f"{HAVE} become"),
        ("never became|becomes", f"{DO} not become", f"{BE} not to become", f"{HAVE} {NOT} become"),
    )


def _as() -> Iterator[Rule]:
    """ "Is known as", "counts as", "is"."""
    same = lambda _, denied: denied  # noqa: E731
    yield from rules("IS", "BEING", same)
    yield from rules("IS", "BECAME", same)
    yield from rules("IS", f"BEING {_STATED} as", same)
    yield from rules("IS", "BEING known to history|posterity as", same)
    yield from rules("IS", f"BEING {_JUDGED}", same, cost=1)
    yield from rules("IS", "BEING the same person|one|thing as", same)
    for none in (
        "none|no other than|but",
        "no one|nobody else|other than|but",
        "no less than",
        "nobody else|other than|but",
    ):
        yield from rules("IS", f"{BE} {none}", lambda _: False)
    yield from rules("IS", "can|must be counted|regarded|described as", lambda _: False)
    yield from rules("IS", "can|may be called|named|termed", lambda _: False)
    yield from polar(
        "IS",
        (
            "counts|counted as",
            "appears|appeared|features|figures|stands in the records|record|file|tree as",
            "figures|figured|features|featured|ranked|rated as",
            "served|serves as",
            "acted|acts as",
            "goes|went down in history as",
            "ranks|ranked as",
        ),
        (f"{DO} not count|serve|act|rank as", "never served|acted as"),
    )


def _among() -> Iterator[Rule]:
    """ "Is among", "is one of", "belongs to": being one of several."""
    same = lambda _, denied: denied  # noqa: E731
    for among in ("among|amongst", "one of", "one among", "some of"):
        yield from rules("AMONG", f"BEING {among}", same)
        yield from rules("AMONG", f"BEING {_COUNTED} as? {among}", same)
    found = "found|counted|numbered|reckoned|listed|included"
    yield from rules("AMONG", f"BEING to be {found} among|amongst", same)
    yield from rules("AMONG", f"cannot be {found} among|amongst", lambda _: True)
    yield from rules("AMONG", "can|must be counted|numbered|found among|amongst", lambda _: False)
    yield from polar(
        "AMONG",
        (f"{_third(_RANK)} among|amongst", "belongs|belonged|belong to|among|amongst", "number|numbers|numbered among",
         "forms|formed part of", f"{DO} belong to|among|amongst", f"{DO} {_RANK} among|amongst"),
        (f"{DO} not {_RANK} among|amongst", f"{DO} not belong to|among|amongst", f"{DO} not number among",
         "never belonged|belongs to|among"),
    )  # fmt: skip


def _third(verbs: str) -> str:
    """The verbs in the present and the past: all of them are regular."""
    forms = (f"{v}|{v}s|{v}d" if v.endswith("e") else f"{v}|{v}s|{v}ed" for v in verbs.split("|"))
    return "|".join(forms)


def _having() -> Iterator[Rule]:
    yield from polar(
        "HAVING",
        (HAVE, f"{DO} have"),
        (f"{DO} not have", f"never {HAVE}", f"{HAVE} never had", f"{HAVE} not had", f"{HAVE} not", f"{DO} never have"),
    )
    yield from polar(
        "TOOK",
        ("took|takes|chose|accepted|acquired|gained|got|received|found|recognised|recognized|acknowledged", HAVE,
         f"{HAVE} taken|chosen|accepted|acquired|got"),
        (f"{DO} not take|choose|accept|have|get", "never took|chose|accepted|had", f"{HAVE} never taken|had"),
    )  # fmt: skip
    yield from polar(
        "BEGAN", ("took|takes|chose|accepted", f"{HAVE} taken|chosen"), (f"{DO} not take|choose", "never took|chose")
    )
    yield from polar("MADE", ("made|makes", f"{HAVE} made"), (f"{DO} not make", "never made"))
    yield from polar(
        "LEFT",
        ("left|leaves|leaving", "raised|reared|welcomed|produced", "brought up", "grew|grows up with", "got|gained",
         f"{BE} blessed with", "could|can boast"),
        (f"{DO} not leave|raise|produce", "never raised|left"),
    )  # fmt: skip
    yield from polar(
        "COUNTS",
        ("counted|counts|count|numbered|numbers|number", f"{HAVE}", "could|can count|number", "included|includes"),
        (f"{DO} not count|number|have|include", "never counted|numbered"),
    )
    yield from polar(
        "INCLUDE",
        ("include|includes|included", "comprise|comprises|comprised", f"{HAVE} included"),
        (f"{DO} not include|comprise", "never included"),
    )  # fmt: skip
    yield from polar(
        "NAMES",
        (f"{BE} {NAMED}", "bore|bears|bear|had|has|carried the name of?", "goes|went|go by the name of?",
         f"{BE} by name", "answered|answers to the name of?", f"{BE} known as"),
        (f"{BE} {NOT} {NAMED}", f"{DO} not bear the name of?", f"{DO} not go by the name of?"),
    )  # fmt: skip
    for named in (
        NAMED, "by the name of", "with the name of?", "namely", "in the person of", "known as",
        "who|which|that {BE} {NAMED}".replace("{BE}", BE).replace("{NAMED}", NAMED),
    ):  # fmt: skip
        yield from rules("NAMEDAS", named, lambda _: False)
    yield from rules("ART", "the|a|an", lambda _: False)
    yield from rules("ART", HIS, lambda _: False)
    yield from rules("ART", f"one of the|{HIS}", lambda _: False)
