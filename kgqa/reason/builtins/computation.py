"""What a built-in that binds its first argument is: how many literals it takes, and what it makes of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from kgqa.model import Literal

Computation: TypeAlias = tuple[int, int, Callable[[Sequence[Literal]], Literal | None]]
"""The fewest and the most inputs, and the function: None where the inputs are none for it."""
Test: TypeAlias = tuple[int, int, Callable[[Sequence[Literal]], bool]]
"""The fewest and the most arguments, and the function."""
