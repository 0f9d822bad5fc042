"""A sentence as clauses: the cheapest way to cover its tokens, those that no clause covers left unread.

Uniform-cost search (E. Dijkstra 1959) over positions. A clause is a span with a subject of its own, or an opening
(the subject that goes on, the name before a comma) with what is said of it: predicates joined by "and", relative
clauses after a comma, appositions, participles, brackets. Nothing is taken from the middle of what is not understood:
a clause begins and ends where punctuation or a connective does.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING

from kgqa.ask.english.discourse import CONNECTIVES, RELATIVES, introductions, openings, wraps
from kgqa.ask.tokens import POSSESSIVE
from kgqa.verify.reading.line import Opening

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.verify.reading.line import Line

_UNREAD, _CLAUSE, _JOINED, _SUBJECT, _PAUSE = 30, 10, 1, 4, 12
_MOST_STEPS = 4_000
_LONGEST_ASIDE = 14


@dataclass(frozen=True, slots=True)
class Piece:
    """A clause (`opening` and the tokens from `start` up to `end`), or tokens that are unread (`opening` None)."""

    opening: Opening | None
    start: int
    end: int
    denied: bool = False


@dataclass(frozen=True, slots=True)
class _State:
    at: int
    subject: Opening | None = None
    denied: bool = False
    begins: bool = True
    """Whether a clause may begin here: after punctuation, a connective or another clause."""
    owed: bool = False
    """Whether the subject still waits for what is said of it."""
    fresh: bool = False
    """Whether nothing but words that open a statement came before."""
    joined: bool = False
    """Whether a clause ended at a mere connective, so that what follows must be understood."""
    lost: bool = False
    """Whether what came before is unread: a comma after it may be one within a list, and begins no clause."""
    told: bool = False
    """Whether an aside has said something of the subject that waits."""

    @property
    def may_end(self) -> bool:
        """Whether the sentence may end like this: "X, the mentor of Y" claims something without a verb."""
        return not self.joined and (self.told or not self.owed)


@dataclass(order=True)
class _Step:
    cost: int
    number: int
    state: _State = field(compare=False)
    pieces: tuple[Piece, ...] = field(compare=False)


def clauses(line: Line, barred: frozenset[Piece] = frozenset(), *, denied: bool = False) -> tuple[Piece, ...]:
    """The pieces of a sentence from left to right, none of those that are `barred`.

    `denied`: the whole is said to be false.
    """
    numbers = count()
    heap = [_Step(0, next(numbers), _State(0, denied=denied, fresh=True), ())]
    done: set[_State] = set()
    for _ in range(_MOST_STEPS):
        if not heap:
            break
        step = heappop(heap)
        if step.state.at == len(line.tokens) and step.state.may_end:
            return _joined(step.pieces)
        if step.state in done:
            continue
        done.add(step.state)
        if step.state.at == len(line.tokens):
            continue
        for cost, state, pieces in _moves(line, step.state):
            if state not in done and not any(_bare(piece) in barred for piece in pieces):
                heappush(heap, _Step(step.cost + cost, next(numbers), state, (*step.pieces, *pieces)))
    return (Piece(None, 0, len(line.tokens)),)


def _bare(piece: Piece) -> Piece:
    return replace(piece, denied=False)


def _moves(line: Line, state: _State) -> Iterator[tuple[int, _State, tuple[Piece, ...]]]:
    at = state.at
    after = line.named.get(at, at + 1)
    if not (state.owed or state.joined):
        unread = _State(after, state.subject, state.denied, begins=False, lost=True)
        yield _UNREAD * (after - at), unread, (Piece(None, at, after),)
    if at in line.passed:
        yield 0, replace(state, at=line.passed[at]), ()
    words = line.words
    if (state.begins or _breaks(line, at)) and (words[at] in CONNECTIVES or words[at] in _BRACKETS):
        # After what is unread "and" may join names ("Fooville and Ohio are states"), unless there is a pause before it.
        lost = state.lost and not (line.gaps[at] and words[at] in CONNECTIVES)
        yield _JOINED, replace(state, at=at + 1, begins=not lost, lost=lost), ()
    if state.begins or ";" in line.gaps[at] or (_breaks(line, at) and not state.lost):
        for end, denied in openings(words, at):
            yield 0, replace(state, at=end, denied=state.denied != denied, begins=True), ()
        if at in line.granted and not state.owed:
            yield _CLAUSE, _State(line.granted[at], state.subject, state.denied), ()
        yield from _introduced(line, state)
        yield from _wrapped(line, state)
        yield from _own_clauses(line, state)
        yield from _subjects(line, state)
        yield from _fronted(line, state)
    yield from _asides(line, state)


_BRACKETS = frozenset("()[]")
_JOINING = frozenset(("and", "but"))


def _breaks(line: Line, at: int) -> bool:
    """Whether there is punctuation, or a bracket, before a token or after the last one."""
    if at in {0, len(line.tokens)} or line.gaps[at]:
        return True
    return line.words[at] in _BRACKETS or (line.words[at - 1] in _BRACKETS and at - 1 not in line.inside)


def _may_end(line: Line, at: int) -> bool:
    """Whether a clause may end before a token."""
    if at in line.inside:
        return False
    return _breaks(line, at) or line.words[at] in CONNECTIVES | RELATIVES


def _introduced(line: Line, state: _State) -> Iterator[tuple[int, _State, tuple[Piece, ...]]]:
    """What is spoken of next, and nothing said of it yet: "As for X, ..."."""
    for start in introductions(line.words, state.at) if state.fresh and not state.owed else ():
        for end in line.spans("E", start):
            if _breaks(line, end):
                yield _JOINED, _State(end, denied=state.denied), ()


def _wrapped(line: Line, state: _State) -> Iterator[tuple[int, _State, tuple[Piece, ...]]]:
    """What only says who says it, or otherwise, up to the next pause: "Contrary to what some say, ..."."""
    if wraps(line.words, state.at):
        stop = _next_stop(line, state.at + 1)
        if stop - state.at <= _LONGEST_ASIDE and stop < len(line.tokens):
            yield _JOINED, replace(state, at=stop, begins=True), ()


def _own_clauses(line: Line, state: _State) -> Iterator[tuple[int, _State, tuple[Piece, ...]]]:
    """Clauses with a subject of their own, and predicates of the subject that goes on."""
    at = state.at
    opened = [] if state.owed else [Opening()]
    if state.subject is not None:
        opened.append(state.subject)
    for opening in opened:
        for end in line.ends(opening, at):
            if opening.length and (line.is_a("NP", at, end) or line.words[at] in CONNECTIVES):
                continue
            if _may_end(line, end) and not _is_two(line, opening, at, end):
                subject = state.subject if opening.length else _subject(line, at, end)
                yield (
                    _CLAUSE,
                    _State(end, subject, joined=not _breaks(line, end)),
                    (Piece(opening, at, end, state.denied),),
                )


def _pauses(line: Line, start: int, end: int) -> int:
    """How many pauses there are within a span, outside names."""
    return sum(bool(line.gaps[k]) and k not in line.inside for k in range(start + 1, end))


def _is_two(line: Line, opening: Opening, start: int, end: int) -> bool:
    """Whether a clause is rather two, which have places of their own."""
    parsed = line.clause(opening, start)
    for place in range(start + 1, end - 1):
        paused = "," in line.gaps[place] and place not in line.inside
        if not paused and line.words[place] not in _JOINING:
            continue
        if not parsed.has("SAYS", 0, opening.length + place - start):
            continue
        if paused and line.words[place] in RELATIVES:
            return True
        subject = opening if opening.length else _subject(line, start, place)
        after = place + (line.words[place] in CONNECTIVES)
        if subject is None or line.is_a("NP", after, end):
            continue
        if line.clause(subject, after).has("SAYS", 0, subject.length + end - after):
            return True
    return False


def _subject(line: Line, start: int, end: int) -> Opening | None:
    """The subject of a clause: its longest noun phrase at the start after which it may go on."""
    found = next((stop for stop in line.spans("NP", start) if stop < end), None)
    return None if found is None else Opening(start, found)


def _subjects(line: Line, state: _State) -> Iterator[tuple[int, _State, tuple[Piece, ...]]]:
    """A subject that is interrupted before its predicate: "X, who was born in 1867, married Y"."""
    for end in () if state.owed else line.spans("NP", state.at):
        if end < len(line.tokens) and (_breaks(line, end) or line.words[end] in RELATIVES):
            waiting = _State(end, Opening(state.at, end), state.denied, begins=True, owed=True, fresh=state.fresh)
            yield _SUBJECT, waiting, ()


def _fronted(line: Line, state: _State) -> Iterator[tuple[int, _State, tuple[Piece, ...]]]:
    """What is said before its subject: "Born in 1867 in Rome, X married Y"; "The son of Y, X died young"."""
    at = state.at
    if state.owed or (not state.fresh and ";" not in line.gaps[at]):
        return
    stops = [k for k in range(at + 1, min(len(line.tokens), at + _LONGEST_ASIDE)) if "," in line.gaps[k]]
    for stop in stops:
        for end in line.spans("NP", stop):
            if not line.is_a("E", stop, end) or line.follows(end, POSSESSIVE) or _is_plural(line, at, stop):
                continue
            opening = Opening(stop, end, ("was",))
            if line.clause(opening, at).has("SAYS", 0, opening.length + stop - at):
                piece = Piece(opening, at, stop, state.denied)
                yield _CLAUSE + _JOINED, _State(stop, Opening(stop, end), begins=True), (piece,)


def _is_plural(line: Line, start: int, end: int) -> bool:
    """Whether a span names a thing, or is of several things."""
    return line.is_a("E", start, end) or ("and" in line.words[start:end] and line.is_a("NP", start, end))


def _is_list(line: Line, start: int, end: int) -> bool:
    """Whether a span names several things."""
    named = any(line.words[k] in {"and", "or"} for k in line.spans("E", start) if k < end)
    return named and line.is_a("NP", start, end)


def _asides(line: Line, state: _State) -> Iterator[tuple[int, _State, tuple[Piece, ...]]]:
    """What is said of the name before: relative clauses, appositions, participles, brackets."""
    at = state.at
    if at == 0 or (not _breaks(line, at) and line.words[at] not in RELATIVES):
        return
    opened = "(" in line.words[at] or "[" in line.words[at]
    start = at + opened
    if start >= len(line.tokens):
        return
    waits = state.owed and state.subject is not None and state.subject.end == at
    heads = [state.subject.start] if waits and state.subject else _heads(line, at)
    for begin in heads:
        for opening, first, cost in _aside_openings(line, begin, at, start):
            stop = _next_stop(line, first + 1)
            for end in line.ends(opening, first):
                if end <= stop and _breaks(line, end):
                    going = state.subject or Opening(begin, at)
                    piece = Piece(opening, first, end, denied=False)
                    following = _State(
                        end, going, state.denied, owed=state.owed, told=state.owed and state.fresh, fresh=state.fresh
                    )
                    yield _CLAUSE + cost, following, (piece,)


def _heads(line: Line, at: int) -> list[int]:
    """Where the names and noun phrases begin that end at a place."""
    return [begin for begin in range(at - 1, max(-1, at - _LONGEST_ASIDE), -1) if _is_head(line, begin, at)]


def _next_stop(line: Line, at: int) -> int:
    """Where the next punctuation or closing bracket is, outside names."""
    stops = (k for k in range(at, len(line.tokens)) if k not in line.inside and _breaks(line, k))
    return next(stops, len(line.tokens))


def _is_head(line: Line, begin: int, end: int) -> bool:
    """Whether a span is a name, or a noun phrase of one thing that is no part of a longer one."""
    if line.is_a("E", begin, end):
        return True
    first = begin == 0 or _breaks(line, begin)
    return first and "and" not in line.words[begin:end] and line.is_a("NP", begin, end)


def _aside_openings(line: Line, begin: int, at: int, start: int) -> Iterator[tuple[Opening, int, int]]:
    """How words after a name are made a clause about it: the opening, where they begin, what it costs more."""
    words = line.words
    # The nearest name is meant rather than a longer phrase that ends with it.
    cost = 0 if line.is_a("E", begin, at) else _JOINED
    if words[start] in RELATIVES:
        yield Opening(begin, at), start + 1, cost
    elif words[start] == "whose":
        yield Opening(begin, at, ("'s",)), start + 1, cost
    elif start > at or line.gaps[at]:
        named, stop = line.is_a("E", begin, at), _next_stop(line, start + 1)
        whole = next((end for end in line.spans("NP", start) if end <= stop and _may_end(line, end)), None)
        if whole is not None and (line.is_a("E", start, whole) or _is_list(line, start, whole)) == named:
            return
        if whole is None and line.is_finite(start):
            return
        yield Opening(begin, at, ("was",)), start, cost


def _joined(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Unread tokens beside each other as one piece."""
    found: list[Piece] = []
    for piece in pieces:
        if found and piece.opening is None and found[-1].opening is None and found[-1].end == piece.start:
            found[-1] = replace(found[-1], end=piece.end)
        else:
            found.append(piece)
    return tuple(found)
