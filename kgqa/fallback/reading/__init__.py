"""Questions that the grammar does not understand, read by a model and answered by the graph."""

from kgqa.fallback.reading.read import PROMPT, SAME, read_with_model

__all__ = ["PROMPT", "SAME", "read_with_model"]
