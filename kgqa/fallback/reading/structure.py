"""Whether the words of a question stand together as a form has them: whose what, of what, the first of which.

Two strengths: that nothing in the question speaks against the form; and (`surely`) that nothing else can be meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from kgqa.ask.compose.sets import joined
from kgqa.ask.english.framing import (
    ARTICLES,
    ASKING,
    AUXILIARIES,
    CONNECTING,
    HAVING,
    SHARING,
    TURNING,
)
from kgqa.ask.form import Best, Class, Count, Entity, Form, Intersection, Join, Related, Relation, Union, Within
from kgqa.ask.lexicon import Sense
from kgqa.ask.structure import parts
from kgqa.ask.tokens import POSSESSIVE
from kgqa.fallback.reading.guard import chain, placings, start, way
from kgqa.fallback.reading.said import Ordinal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.fallback.reading.guard import Placed
    from kgqa.fallback.reading.said import Piece, Said

Span: TypeAlias = "tuple[int, int]"
_LIGHT = ARTICLES | SHARING
_BETWEEN = ARTICLES | frozenset(ASKING) | frozenset(("how", "many", "got"))
_DOING = frozenset(("do", "does", "did"))


def fits(form: Form, said: Said, kinds: Kinds, *, surely: bool) -> bool:
    """Whether the form says what the question says, in the way in which it says it."""
    if isinstance(form, Related):
        return _in_order(form, said)
    ways = placings(form, said, kinds)
    return any(_Order(form, said, kinds, placed, surely).holds() for placed in ways)


def _in_order(form: Related, said: Said) -> bool:
    """Whether the two things that are related are those of the question, in its order, and there is nothing else."""
    options = [piece.options for piece in said.pieces]
    return len(options) == 2 and form.left in options[0] and form.right in options[1]


class _Order:
    """The order of the words of a question beside a form whose parts have their places in it."""

    def __init__(self, form: Form, said: Said, kinds: Kinds, placed: Placed, surely: bool) -> None:
        self.form, self.said, self.kinds, self.placed, self.surely = form, said, kinds, placed, surely
        self.words = said.words
        self.steps = chain(form)
        self.used: set[int] = set()

    def holds(self) -> bool:
        """Whether the words stand as the form has them."""
        return (
            all(self._step(join) for join in self.steps)
            and all(self._first(best) for best in _bests(self.form))
            and self._counted()
            and self._narrowed()
            and self._shares()
            and not self._is_idle()
            and not (self.surely and self._loose())
        )

    def _step(self, join: Join) -> bool:
        piece = self.placed[join]
        plain = [self._way(option, join) for option in piece.options]
        if self._linked(join):
            return True in plain
        if self._is_tied(piece) or not self._may_turn(piece, turned=True not in plain):
            return False
        if not self.surely or self.kinds.literal(join.relation) is not None:
            # Nothing leads on from a date or a number, so that there is only one direction, and one place for it.
            return True
        if len(self.steps) == 1 and join.relation.property in self.kinds.schema.symmetric:
            return True
        return len(self.steps) == 1 and self._only_so(join)

    def _way(self, option: object, join: Join) -> bool | None:
        if isinstance(option, Sense) and option.relation is not None:
            # A verb goes both ways: "founded", "founded by".
            return way(option.relation, join.relation, self.kinds) is not None or None
        return way(option, join.relation, self.kinds) if isinstance(option, Relation) else None

    def _is_tied(self, noun: Piece) -> bool:
        """Whether the words say of a noun whose it is."""
        before = {self._after(k + 1) for k, word in enumerate(self.words) if word == POSSESSIVE and self._ends(k)}
        after = noun.end + 1
        while self.words[after : after + 1] and self.words[after] in _LIGHT:
            after += 1
        of = self.words[noun.end : noun.end + 1] == ["of"] and any(p.start == after for p in self.said.pieces)
        return noun.start in before or of

    def _starts(self, place: int) -> bool:
        return any(piece.start == place for piece in self.said.pieces)

    def _ends(self, place: int) -> bool:
        return any(piece.end == place for piece in self.said.pieces)

    def _may_turn(self, noun: Piece, *, turned: bool) -> bool:
        """Whether a noun that is not tied may be used in a direction: what has it is sought with "whose", "with"."""
        if any(isinstance(option, Sense) for option in noun.options):
            return True
        if self.words[noun.start - 1 : noun.start] == ["whose"]:
            return turned
        return not turned or not TURNING.isdisjoint(self.words)

    def _only_so(self, join: Join) -> bool:
        """Whether types exclude the other direction."""
        inner = join.of.of if isinstance(join.of, Within) else join.of
        return not isinstance(inner, Union) and joined(self.kinds, join.relation.reversed(), inner) is None

    def _linked(self, join: Join) -> bool:
        """Whether the words say whose the step is: "Ann's mentor", "the mentor of Ann", "Ann has which mentors"."""
        owner, noun = self._span(join.of), self.placed[join]
        if owner is None or any(isinstance(option, Sense) for option in noun.options):
            return False
        links = (self._possessed(owner, noun), self._of(noun, owner), self._had(owner, noun), self._beside(owner, noun))
        found = next((places for places in links if places is not None), None)
        self.used.update(found or ())
        return found is not None

    def _possessed(self, owner: Span, noun: Piece) -> list[int] | None:
        at = owner[1]
        if self.words[at : at + 1] != [POSSESSIVE]:
            return None
        return [at] if self._after(at + 1) == noun.start else None

    def _after(self, place: int) -> int:
        """The place after the words of degree and of order at a place."""
        found = {piece.start: piece.end for use, piece in self.placed.items() if isinstance(use, Best | Ordinal)}
        while place in found:
            place = found[place]
        return place

    def _of(self, noun: Piece, owner: Span) -> list[int] | None:
        if self.words[noun.end : noun.end + 1] != ["of"]:
            return None
        between = self.words[noun.end + 1 : owner[0]]
        return [noun.end] if owner[0] > noun.end and _LIGHT.issuperset(between) else None

    def _had(self, owner: Span, noun: Piece) -> list[int] | None:
        """ "Ann has which mentors", "which mentors does Ann have", "how many mentors has Ann got"."""
        if owner[1] <= noun.start:
            between = self._bare(owner[1], noun.start)
            has = bool(between) and between[0] in HAVING and _BETWEEN.issuperset(between[1:])
            return self._places(owner[1], noun.start, HAVING | _DOING) if has else None
        between, after = self._bare(noun.end, owner[0]), next(iter(self.words[owner[1] :]), "")
        asked = len(between) == 1 and between[0] in AUXILIARIES
        has = after in HAVING or (asked and between[0] in HAVING and after != POSSESSIVE)
        if not asked or not has or self._starts(owner[1]):
            return None
        return self._places(noun.end, owner[0], HAVING | _DOING) + self._places(owner[1], owner[1] + 1, HAVING)

    def _places(self, start: int, end: int, words: frozenset[str]) -> list[int]:
        return [place for place, word in enumerate(self.words[start:end], start) if word in words]

    def _beside(self, owner: Span, noun: Piece) -> list[int] | None:
        """ "Ann mentor": without a mark, but not before another owner."""
        return [] if self._after(owner[1]) == noun.start and self.words[noun.end : noun.end + 1] != ["of"] else None

    def _bare(self, begin: int, end: int) -> list[str]:
        """The words of a span without conditions in it, words of degree and of order."""
        steps = {piece for use, piece in self.placed.items() if use in self.steps or isinstance(use, Entity | Class)}
        others = [piece for piece in self.said.pieces if piece not in steps]
        passed = {k for piece in others for k in range(piece.start, piece.end)}
        return [word for k, word in enumerate(self.words[begin:end], begin) if k not in passed]

    def _span(self, form: Form) -> Span | None:
        """Where the question says a set, in one piece."""
        match form:
            case Within(of=of) | Best(of=of):
                return self._span(of)
            case Union(left=left, right=right):
                one, other = self._span(left), self._span(right)
                near = one is not None and other is not None and self.words[one[1] : other[0]] == ["and"]
                return (one[0], other[1]) if near and one and other else None
            case Join(of=of) if (owner := self._span(of)) is not None and self._linked(form):
                noun = self.placed[form]
                return min(owner[0], noun.start), max(owner[1], noun.end)
            case Entity() | Class() if form in self.placed:
                return self.placed[form].start, self.placed[form].end
            case _:
                return None

    def _first(self, best: Best) -> bool:
        """Whether the word of degree stands before what is the first: "the oldest child", not "the oldest's child"."""
        degree, head = self.placed[best], self._head(best.of)
        if head is None:
            return False
        end = self.placed[best.by].end if best.by in self.placed else degree.end
        between = self.words[end : head.start]
        return head.start >= end and (not between or (between[0] == "of" and _LIGHT.issuperset(between[1:])))

    def _head(self, form: Form) -> Piece | None:
        """The piece that says what the members of a set are."""
        match form:
            case Join():
                return self.placed[form]
            case Class():
                return self.placed.get(form)
            case Intersection(left=left, right=right):
                heads = [head for part in (left, right) if (head := self._head(part)) is not None]
                return min(heads, key=lambda piece: piece.start, default=None)
            case Best(of=of) | Count(of=of) | Within(of=of):
                return self._head(of)
            case _:
                return None

    def _counted(self) -> bool:
        """Whether what is counted follows on "how many"."""
        if not isinstance(self.form, Count):
            return True
        place = next(k for k, word in enumerate(self.words) if word == "many") + 1
        head = self._head(self.form)
        return head is not None and self._after(place) == head.start

    def _narrowed(self) -> bool:
        """Whether a kind or a condition can only be one of the result."""
        kinds = [piece for use, piece in self.placed.items() if isinstance(use, Class) and use != start(self.form)]
        for piece in kinds:
            if any(piece.end == thing.start for thing in self.said.things) or self.words[piece.end : piece.end + 1] == [
                POSSESSIVE
            ]:
                return False
        narrowed = bool(kinds) or any(isinstance(use, tuple) for use in self.placed)
        return not (self.surely and narrowed and len(self.steps) > 1)

    def _shares(self) -> bool:
        """Whether it is of several things what things are asked to share."""
        return self.said.shares == any(isinstance(form, Union) for form in _all(self.form))

    def _is_idle(self) -> bool:
        """Whether "have" or "do" is left over, so that something else is asked: what somebody has or does."""
        verbs = any(isinstance(option, Sense) for piece in self.placed.values() for option in piece.options)
        idle = {place for place in self._places(0, len(self.words), HAVING | _DOING) if place not in self.used}
        idle -= {k for piece in self.said.pieces for k in range(piece.start, piece.end)}
        if verbs or any(self.words[place] in HAVING for place in self.used):
            idle = {place for place in idle if self.words[place] not in _DOING}
        return bool(idle)

    def _loose(self) -> bool:
        """Whether small words are left over that tie something to something."""
        prepositions = {o.preposition for p in self.placed.values() for o in p.options if isinstance(o, Sense)}
        taken = {k for piece in self.said.pieces for k in range(piece.start, piece.end)} | self.used
        firsts = {self.placed[best].end for best in _bests(self.form)}
        for place, word in enumerate(self.words):
            tying = word in CONNECTING and word not in prepositions
            tying |= word == "of" and place not in firsts
            tying |= word == POSSESSIVE and self._ends(place)
            if place not in taken and (tying or word == "whose"):
                return True
        return False


def _all(form: Form) -> Iterator[Form]:
    yield form
    for part in parts(form):
        yield from _all(part)


def _bests(form: Form) -> list[Best]:
    return [part for part in _all(form) if isinstance(part, Best)]
