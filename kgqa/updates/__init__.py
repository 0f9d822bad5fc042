"""Changes in, the next revision out: asserted facts with their inferences kept in step."""

from kgqa.store.locks import hold_server
from kgqa.updates.writer import Writer
from kgqa.updates.written import Written

__all__ = ["Writer", "Written", "hold_server"]
