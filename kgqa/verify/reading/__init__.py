"""From text to claims. What cannot be read is said to be unread; nothing is guessed and nothing left out."""

from kgqa.verify.reading.read import read_text

__all__ = ["read_text"]
