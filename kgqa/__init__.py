"""kgqa: answers that are derived, not predicted.

>>> from kgqa import KnowledgeBase
>>> kb = KnowledgeBase.load()
>>> kb.ask("Who is Sasha Obama's father?").text  # doctest: +SKIP
"Sasha Obama's father is Barack Obama."
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kgqa.config import Settings
    from kgqa.errors import KgqaError
    from kgqa.model import IRI, Answer, Conflict, Literal, Proof, Triple, Verdict
    from kgqa.pipeline import KnowledgeBase

__all__ = [
    "IRI",
    "Answer",
    "Conflict",
    "KgqaError",
    "KnowledgeBase",
    "Literal",
    "Proof",
    "Settings",
    "Triple",
    "Verdict",
]

_HOMES = {"KnowledgeBase": "pipeline", "KgqaError": "errors", "Settings": "config"}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: the command line starts without what it does not need."""
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(f"module 'kgqa' has no attribute {name!r}")
    return getattr(import_module(f"kgqa.{_HOMES.get(name, 'model')}"), name)
