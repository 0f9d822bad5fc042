"""GEDCOM 5.5, 5.5.1 and 7.x files, damaged ones included."""

from kgqa.load.gedcom.read import read_gedcom

__all__ = ["read_gedcom"]
