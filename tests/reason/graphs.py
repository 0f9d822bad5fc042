"""Small graphs in Turtle, and what the reasoner makes of them."""

from kgqa.load.snippet import parse_turtle
from kgqa.model import OWL, RDF, RDFS, XSD, Source
from kgqa.reason import Identity, TripleSet, derive, suppose

PREFIXES = {
    "": "urn:x:",
    "owl": OWL,
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "swrl": "http://www.w3.org/2003/11/swrl#",
    "swrlb": "http://www.w3.org/2003/11/swrlb#",
    "family": "https://w3id.org/kgqa/family#",
    "kgqa": "https://w3id.org/kgqa/vocabulary#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
}


def turtle(text):
    return parse_turtle(text, PREFIXES)


def triple(text):
    (found,) = turtle(text.rstrip(" .") + " .")
    return found


class Closed:
    """A graph with all that it entails."""

    def __init__(self, text, *, unique_names=True):
        self.asserted = TripleSet(turtle(text) if isinstance(text, str) else text)
        self.closure = derive(self.asserted, unique_names=unique_names)
        self.program, self.inferred = self.closure.program, list(self.closure.inferred())
        self.facts = TripleSet([*self.asserted, *self.inferred])
        self.identity = Identity(unique_names, lambda fact: fact in self.facts)

    def prover(self):
        return self.closure.prover(self.source_of)

    def source_of(self, fact):
        return Source("urn:x:graph") if fact in self.asserted else None

    def conflicts(self):
        return list(self.closure.conflicts(self.prover().prove))

    def suppose(self, add, delete=()):
        return suppose(self.closure, add, delete, self.source_of)

    def __contains__(self, text):
        return triple(text) in self.facts
