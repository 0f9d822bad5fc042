"""When the graph has no answer: ask a model once, check what it says, and decide what that is worth."""

from kgqa.fallback.policy import fall_back

__all__ = ["fall_back"]
