"""Changes in, the next revision out: asserted facts with their inferences kept in step."""

from kgqa.updates.writer import Writer
from kgqa.updates.written import Written

__all__ = ["Writer", "Written"]
