"""One sentence as the grammar of statements sees it: its words, and clauses made of some of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kgqa.ask.compose.rows import with_counts
from kgqa.ask.compose.strain import strain
from kgqa.ask.english.syntax.statements import STATEMENTS
from kgqa.ask.parsed import Parsed
from kgqa.verify.reading.tenable import is_tenable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kgqa.ask.chart import Seed
    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.statement import Statement
    from kgqa.ask.tokens import Token

_STRAIN = 4


@dataclass(frozen=True, slots=True)
class Opening:
    """What is put before words of a sentence to make them a clause: its tokens `start` to `end`, and further words."""

    start: int = 0
    end: int = 0
    words: tuple[str, ...] = ()

    @property
    def length(self) -> int:
        """How many words it has."""
        return self.end - self.start + len(self.words)


@dataclass(slots=True)
class Line:
    """The tokens of a sentence with their seeds; `gaps` are the punctuation before each token, and after the last."""

    tokens: Sequence[Token]
    seeds: Sequence[Seed]
    gaps: Sequence[str]
    kinds: Kinds
    names: Sequence[tuple[int, int]] = ()
    """Spans of names that are no part of longer ones: no clause begins or ends within one."""
    granted: Mapping[int, int] = field(default_factory=dict)
    """Where what is taken for granted begins that stands for a whole clause, and where it ends."""
    passed: Mapping[int, int] = field(default_factory=dict)
    """Where brackets begin that are read apart, and where they end."""
    words: list[str] = field(init=False)
    inside: frozenset[int] = field(init=False)
    """Places within names."""
    named: dict[int, int] = field(init=False)
    """Where names begin, and where they end."""
    _parsed: dict[tuple[Opening, int], Parsed] = field(init=False)

    def __post_init__(self) -> None:
        self.words = [token.folded for token in self.tokens]
        self.inside = frozenset(k for start, end in self.names for k in range(start + 1, end))
        self.named = dict(self.names)
        self._parsed = {}

    def part(self, start: int, end: int) -> Line:
        """Some of the tokens as a sentence of their own."""
        seeds = [
            replace(s, start=s.start - start, end=s.end - start) for s in self.seeds if start <= s.start < s.end <= end
        ]
        names = [(a - start, b - start) for a, b in self.names if start <= a < b <= end]
        return Line(self.tokens[start:end], seeds, [*self.gaps[start:end], ""], self.kinds, names)

    def follows(self, at: int, word: str, gap: str = "") -> bool:
        """Whether the token at a place, after no punctuation but `gap`, is a word."""
        return at < len(self.words) and self.words[at] == word and self.gaps[at] in {"", gap}

    def is_finite(self, at: int) -> bool:
        """Whether a word is a verb with an ending of its own, which follows no auxiliary: "flows"."""
        symbols = {seed.symbol for seed in self.seeds if seed.start == at}
        return "V" in symbols and not symbols & {"VED", "VING"} and self.words[at].endswith("s")

    def clause(self, opening: Opening, start: int) -> Parsed:
        """The opening and all tokens from `start` on, recognised."""
        key = (opening, start)
        if key not in self._parsed:
            words = self.words
            before = words[opening.start : opening.end]
            seeds = [*self._moved(opening.start, opening.end, 0), *self._moved(start, len(words), opening.length)]
            given = [*before, *opening.words, *words[start:]]
            self._parsed[key] = Parsed(STATEMENTS, given, seeds, self.kinds)
        return self._parsed[key]

    def _moved(self, start: int, end: int, to: int) -> Iterator[Seed]:
        """The seeds within tokens, as of tokens elsewhere."""
        for seed in self.seeds:
            if start <= seed.start and seed.end <= end:
                moved = to - start
                yield replace(seed, start=seed.start + moved, end=seed.end + moved) if moved else seed

    def ends(self, opening: Opening, start: int, symbol: str = "SAYS") -> Iterator[int]:
        """Up to which tokens the opening and the tokens from `start` on make a clause, the longest first."""
        parsed = self.clause(opening, start)
        for end in parsed.ends(symbol, 0):
            if end > opening.length:
                yield end - opening.length + start

    def statements(self, opening: Opening, start: int, end: int) -> list[Statement]:
        """What the clause says: the likeliest readings."""
        parsed = self.clause(opening, start)
        words = [*self.words[opening.start : opening.end], *opening.words, *self.words[start:end]]
        found: dict[int, list[Statement]] = {}
        for statement, cost in parsed.values("SAYS", 0, opening.length + end - start):
            if not is_tenable(statement, words, self.kinds):
                continue
            said = tuple(replace(one, form=with_counts(self.kinds, one.form)) for one in statement.said)
            strained = cost + _STRAIN * sum(strain(self.kinds, one.form) for one in said)
            found.setdefault(strained, []).append(replace(statement, said=said))
        return list(dict.fromkeys(found[min(found)])) if found else []

    def spans(self, symbol: str, start: int) -> Iterator[int]:
        """Where spans of the sentence itself end as a category, the longest first."""
        whole = self.clause(Opening(), 0)
        return whole.ends(symbol, start)

    def is_a(self, symbol: str, start: int, end: int) -> bool:
        """Whether a span of the sentence itself is recognised as a category."""
        return self.clause(Opening(), 0).has(symbol, start, end)

    def values(self, symbol: str, start: int, end: int) -> list[Any]:
        """The likeliest values of a span of the sentence itself as a category."""
        return self.clause(Opening(), 0).cheapest(symbol, start, end)
