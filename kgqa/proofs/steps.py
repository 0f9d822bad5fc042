"""The steps of a proof in the order in which they are shown, however deep it is and however much of it is shared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Self

MOST_REPEATED = 1_000
"""A proof of so many steps is written out with all its repetitions; in a larger one each sub-proof is shown once."""


class Tree(Protocol):
    """Anything that rests on others of its kind."""

    @property
    def premises(self) -> Sequence[Self]:
        """What it rests on."""


T = TypeVar("T", bound=Tree)


@dataclass(frozen=True, slots=True)
class Step(Generic[T]):
    """One step as it is shown: `depth` is 0 for a root, `last` says that no premise of the same step follows.

    `elsewhere` means that its premises are not shown below it but where the same sub-proof stands besides.
    """

    proof: T
    depth: int
    last: bool
    elsewhere: bool


def steps(root: T, *, deepest: int) -> Iterator[Step[T]]:
    """The steps of a proof, each before its premises; a root again (depth 0) for each sub-proof shown apart.

    Shown apart are sub-proofs at the depth `deepest`, after the proof itself: what is nested deeper than that is of
    no use to readers, and too deep for many programs. A sub-proof that occurs again is not shown again in a proof
    that would then have more than `MOST_REPEATED` steps; two are the same when they are one object.
    """
    once = _size(root) > MOST_REPEATED
    apart = [root]
    known = {id(root)}
    for begun in apart:
        stack = [Step(begun, 0, last=True, elsewhere=False)]
        while stack:
            step = stack.pop()
            proof, depth = step.proof, step.depth
            if depth and proof.premises:
                if (once and id(proof) in known) or depth == deepest:
                    if id(proof) not in known:
                        apart.append(proof)
                        known.add(id(proof))
                    yield Step(proof, depth, step.last, elsewhere=True)
                    continue
                known.add(id(proof))
            yield step
            count = len(proof.premises)
            stack += [
                Step(premise, depth + 1, place == count - 1, elsewhere=False)
                for place, premise in reversed(list(enumerate(proof.premises)))
            ]


def _size(root: Tree) -> int:
    """How many steps a proof has when every repetition is counted."""
    sizes: dict[int, int] = {}
    stack = [root]
    while stack:
        proof = stack[-1]
        waiting = [premise for premise in proof.premises if id(premise) not in sizes]
        if waiting:
            stack += waiting
        else:
            sizes[id(stack.pop())] = 1 + sum(sizes[id(premise)] for premise in proof.premises)
    return sizes[id(root)]


def mapped(root: T, change: Callable[[T, tuple[T, ...]], T]) -> T:
    """The proof with every step changed, premises first, each object once: what was shared stays shared.

    `change` is given a step and its changed premises.
    """
    made: dict[int, T] = {}
    stack = [root]
    while stack:
        proof = stack[-1]
        waiting = [premise for premise in proof.premises if id(premise) not in made]
        if waiting:
            stack += waiting
        else:
            stack.pop()
            if id(proof) not in made:
                made[id(proof)] = change(proof, tuple(made[id(premise)] for premise in proof.premises))
    return made[id(root)]
