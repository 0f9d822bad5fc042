"""Small graphs over the bundled family ontology."""

from functools import cache
from pathlib import Path

from kgqa.load import read_sources
from tests.reason.graphs import Closed, turtle

_ONTOLOGY = Path(__file__).parent.parent.parent / "ontologies" / "family.ttl"


@cache
def _stated():
    return tuple(triple for part in read_sources([_ONTOLOGY]) for triple in part.triples)


def family(text):
    """A graph in Turtle with all that it entails by the family ontology and its alignments."""
    return Closed([*_stated(), *turtle(text)])
