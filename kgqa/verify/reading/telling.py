"""What a clause says as claims for people: its subject, predicate and object in the words of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.form import Entity, Form, Value
from kgqa.ask.structure import parts
from kgqa.verify.claim import Stated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgqa.ask.statement import Said, Statement
    from kgqa.verify.reading.clauses import Piece
    from kgqa.verify.reading.line import Line
    from kgqa.verify.reading.sentences import Sentence

_MOST_READINGS = 8
_ATTACHED = frozenset(("of", "to"))


def claims_of(line: Line, piece: Piece, statements: Sequence[Statement], sentence: Sentence) -> Iterator[Stated]:
    """The claims of a clause: one for each thing that it says, with all readings of it.

    Where one reading says at once what another says in parts, the parts are told: each has a verdict of its own.
    """
    finest = max(statements, key=lambda statement: len(statement.said))
    alike = [s for s in statements if _shape(s) == _shape(finest)][:_MOST_READINGS]
    for number, said in enumerate(finest.said):
        forms = tuple(dict.fromkeys(statement.said[number].form for statement in alike))
        yield _claim(line, piece, said, forms, sentence)


def _shape(statement: Statement) -> tuple[bool, ...]:
    return tuple(said.negated for said in statement.said)


def _claim(line: Line, piece: Piece, said: Said, forms: tuple[Form, ...], sentence: Sentence) -> Stated:
    first, last = line.tokens[_first(line, piece)], line.tokens[_last(piece)]
    places = list(_places(line, piece, said.form))
    subject = next((leaf for leaf, _ in places if isinstance(leaf, Entity)), None) or next(_leaves(said.form), None)
    of_subject = next((span for form, span in places if form == subject), None)
    said_last = [(form, span) for form, span in reversed(places) if form != subject]
    # Of a comparison the value can be put right, not the thing that it is compared with.
    focus = next((span for _, span in sorted(said_last, key=lambda pair: not isinstance(pair[0], Value))), None)

    def words(span: tuple[int, int] | None) -> str:
        return "" if span is None else sentence.text[span[0] : span[1]]

    return Stated(
        text=sentence.text[first.start : last.end],
        start=sentence.start + first.start,
        end=sentence.start + last.end,
        subject=words(of_subject) or _opened(line, piece, sentence),
        predicate=_rest(line, piece, [span for span in (of_subject, focus) if span]),
        object=words(focus),
        readings=forms,
        negated=said.negated,
        focus=None if focus is None else (sentence.start + focus[0], sentence.start + focus[1]),
        places=tuple((form, sentence.start + a, sentence.start + b) for form, (a, b) in places),
    )


def _first(line: Line, piece: Piece) -> int:
    """The first token that says the claim: the noun before "her husband, Bob" is a part of it, a name is not."""
    said = piece.opening
    joins = (
        said is not None
        and said.start < said.end
        and piece.start - said.end in {0, 1}
        and not line.is_a("E", said.start, said.end)
    )
    return said.start if joins and said is not None else piece.start


def _last(piece: Piece) -> int:
    """The last token that says the claim: the name after "his son" is a part of it."""
    said = piece.opening
    return said.end - 1 if said is not None and said.start == piece.end and said.end > said.start else piece.end - 1


def _opened(line: Line, piece: Piece, sentence: Sentence) -> str:
    """The words of the sentence that open a clause, which stand elsewhere."""
    said = piece.opening
    if said is None or said.start == said.end:
        return ""
    return sentence.text[line.tokens[said.start].start : line.tokens[said.end - 1].end]


def _places(line: Line, piece: Piece, form: Form) -> Iterator[tuple[Form, tuple[int, int]]]:
    """The named things and the values of a form, each with the characters of the sentence that say it."""
    said = piece.opening
    assert said is not None
    within = [*range(said.start, said.end), *range(piece.start, piece.end)]
    found = [(leaf, _place(line, leaf, within)) for leaf in dict.fromkeys(_leaves(form))]
    yield from sorted(((leaf, span) for leaf, span in found if span is not None), key=lambda pair: pair[1])


def _leaves(form: Form) -> Iterator[Form]:
    if isinstance(form, (Entity, Value)):
        yield form
    literal = getattr(form, "date", None)
    if literal is not None:
        yield Value(literal)
    for part in parts(form):
        yield from _leaves(part)


def _place(line: Line, leaf: Form, within: Sequence[int]) -> tuple[int, int] | None:
    wanted = leaf.literal if isinstance(leaf, Value) else leaf
    spans = [
        (seed.start, seed.end)
        for seed in line.seeds
        if (seed.value in (wanted, leaf) or _holds(seed.value, leaf))
        and seed.start in within
        and seed.end - 1 in within
    ]
    if isinstance(leaf, Entity):
        spans = [span for span in spans if span[0] == leaf.at] or spans
    if not spans:
        return None
    start, end = max(spans, key=lambda span: span[1] - span[0])
    return line.tokens[start].start, line.tokens[end - 1].end


def _holds(value: object, leaf: Form) -> bool:
    """Whether the value of a seed is, or has within it, a value of a form."""
    return isinstance(leaf, Value) and str(value) == leaf.literal.lexical


def _rest(line: Line, piece: Piece, spans: Sequence[tuple[int, int]]) -> str:
    """The words of a clause besides its subject and its object."""
    tokens = line.tokens[piece.start : piece.end]
    return " ".join(t.text for t in tokens if not any(a <= t.start and t.end <= b for a, b in spans))
