"""Proofs and conflicts as HTML: nested `<details>`, every text escaped, no scripts, no styles, no addresses."""

from __future__ import annotations

from html import escape
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol

from kgqa.proofs.steps import Step, steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Self

DEEPEST = 100
"""Each level is three elements, and browsers take some five hundred of them inside one another."""
SUPPOSED = "urn:kgqa:supposed"
"""Where a fact stands that nobody states: it is supposed, to see what follows."""
_OPEN = 2


class _Place(Protocol):
    """Where a fact is stated."""

    @property
    def graph(self) -> str: ...
    @property
    def file(self) -> str | None: ...
    @property
    def line(self) -> int | None: ...


class _Named(Protocol):
    """A rule."""

    @property
    def name(self) -> str: ...
    @property
    def text(self) -> str: ...


class _Argument(Protocol):
    """A proof."""

    @property
    def fact(self) -> object: ...
    @property
    def by(self) -> str: ...
    @property
    def source(self) -> _Place | None: ...
    @property
    def rule(self) -> _Named | None: ...
    @property
    def text(self) -> str: ...
    @property
    def premises(self) -> Sequence[Self]: ...


class _Clash(Protocol):
    """A conflict."""

    @property
    def rule(self) -> _Named: ...
    @property
    def text(self) -> str: ...
    @property
    def axiom(self) -> str | None: ...
    @property
    def premises(self) -> Sequence[_Argument]: ...


def _said(proof: _Argument) -> str:
    return proof.text or str(proof.fact)


def proof_html(proof: _Argument, claim: Callable[[_Argument], str] = _said, *, unfolded: int = _OPEN) -> str:
    """The proof as a list of one item, each step a `<details>` of what it rests on; the first levels are unfolded.

    `claim` says a step's fact in words. Sub-proofs shown apart (`kgqa.proofs.steps`) are further items.
    """
    return "".join(_pieces(proof, claim, unfolded))


def conflict_html(conflict: _Clash, claim: Callable[[_Argument], str] = _said) -> str:
    """The conflict: what clashes by which rule, its axiom if there is one, and the proofs of what clashes."""
    rule = conflict.rule
    axiom = f"<p>axiom: {escape(conflict.axiom)}</p>" if conflict.axiom else ""
    proofs = "".join(proof_html(premise, claim, unfolded=1) for premise in conflict.premises)
    return f"<p>{escape(conflict.text or rule.text)} <code>{escape(rule.name)}</code></p>{axiom}{proofs}"


def _pieces(proof: _Argument, claim: Callable[[_Argument], str], unfolded: int) -> Iterator[str]:
    unfinished: list[_Argument] = []
    yield '<ul class="proof">'
    for step in steps(proof, deepest=DEEPEST):
        yield from _closed(unfinished, step.depth)
        yield f'<li class="step {escape(step.proof.by)}">'
        if step.proof.premises and not step.elsewhere:
            unfinished.append(step.proof)
            yield f'<details{" open" if step.depth < unfolded else ""}><summary><span class="claim">'
            yield f'{escape(claim(step.proof))}</span> <span class="because">because</span></summary><ul>'
        else:
            yield f'<p><span class="claim">{escape(claim(step.proof))}</span> {_reason(step)}</p></li>'
    yield from _closed(unfinished, 0)
    yield "</ul>"


def _closed(unfinished: list[_Argument], depth: int) -> Iterator[str]:
    while len(unfinished) > depth:
        rule = unfinished.pop().rule
        by = "" if rule is None else f'<p class="by">by {escape(rule.text)} <code>{escape(rule.name)}</code></p>'
        yield f"</ul>{by}</details></li>"


def _reason(step: Step[_Argument]) -> str:
    if step.elsewhere:
        return "<em>as shown elsewhere here</em>"
    source, rule = step.proof.source, step.proof.rule
    if source is not None:
        return f"<cite>{escape(_stated(source))}</cite>"
    return "" if rule is None else f"<cite>{escape(rule.text)} <code>{escape(rule.name)}</code></cite>"


def _stated(source: _Place) -> str:
    if source.graph == SUPPOSED:
        return "supposed"
    place = PurePath(source.file).name if source.file else source.graph
    return f"stated in {place}" if source.line is None else f"stated in {place}, line {source.line}"
