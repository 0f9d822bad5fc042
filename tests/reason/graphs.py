"""Small graphs in Turtle, and what the reasoner makes of them."""

from kgqa.load.snippet import parse_turtle
from kgqa.model import OWL, RDF, RDFS, XSD, Source
from kgqa.reason import Identity, Prover, TripleSet, close, conflicts

PREFIXES = {
    "": "urn:x:",
    "owl": OWL,
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "swrl": "http://www.w3.org/2003/11/swrl#",
    "swrlb": "http://www.w3.org/2003/11/swrlb#",
    "family": "https://w3id.org/kgqa/family#",
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
        self.program, self.inferred, _ = close(self.asserted, unique_names=unique_names)
        self.facts = TripleSet([*self.asserted, *self.inferred])
        self.identity = Identity(unique_names, lambda fact: fact in self.facts)

    def prover(self):
        return Prover(self.program, self.facts, self.source_of, self.identity)

    def source_of(self, fact):
        return Source("urn:x:graph") if fact in self.asserted else None

    def conflicts(self):
        return list(conflicts(self.program, self.facts, self.identity, self.prover().prove))

    def __contains__(self, text):
        return triple(text) in self.facts
