"""The frozen values that flow between the rooms: terms, triples, proofs, conflicts, answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import Literal as OneOf
from typing import NamedTuple, TypeAlias

from kgqa.proofs.html import conflict_html, proof_html
from kgqa.proofs.verdict_html import verdict_html

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
KGQA = "https://w3id.org/kgqa/vocabulary#"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
"""Datatype of dates with a qualifier or as an interval (Extended Date/Time Format, ISO 8601-2)."""


_ABSOLUTE = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*')


def is_absolute(iri: str) -> bool:
    """Whether a text is an absolute IRI, as far as RDF looks at it (RDF 1.1 Concepts, 3.2)."""
    return _ABSOLUTE.fullmatch(iri) is not None


@dataclass(frozen=True, slots=True, order=True)
class IRI:
    """An IRI (RDF 1.1 Concepts, 3.2), absolute."""

    value: str

    def __hash__(self) -> int:
        return hash(self.value)

    def __str__(self) -> str:
        return f"<{self.value}>"


@dataclass(frozen=True, slots=True, order=True)
class BlankNode:
    """A blank node (RDF 1.1 Concepts, 3.4); `value` is its label within one store."""

    value: str

    def __str__(self) -> str:
        return f"_:{self.value}"


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """A literal (RDF 1.1 Concepts, 3.3): lexical form, datatype IRI and, for rdf:langString, a language tag."""

    lexical: str
    datatype: str = XSD + "string"
    language: str | None = None

    def __post_init__(self) -> None:
        if self.language is not None:
            object.__setattr__(self, "datatype", RDF + "langString")
            object.__setattr__(self, "language", self.language.lower())

    def __str__(self) -> str:
        escaped = self.lexical.replace("\\", "\\\\").replace('"', '\\"')
        escaped = escaped.replace("\n", "\\n").replace("\r", "\\r")
        if self.language:
            return f'"{escaped}"@{self.language}'
        return f'"{escaped}"' if self.datatype == XSD + "string" else f'"{escaped}"^^<{self.datatype}>'


Term: TypeAlias = IRI | BlankNode | Literal


class Triple(NamedTuple):
    """One fact. `subject` is a Literal only inside the reasoner (generalised RDF), never in a store."""

    subject: Term
    predicate: IRI
    object: Term

    def __str__(self) -> str:
        return f"{self.subject} {self.predicate} {self.object} ."


RDF_TYPE = IRI(RDF + "type")
RDFS_LABEL = IRI(RDFS + "label")
OWL_SAME_AS = IRI(OWL + "sameAs")

INFERRED_GRAPH = IRI("urn:kgqa:inferred")
ASSERTED_GRAPH = IRI("urn:kgqa:asserted")
"""A virtual graph: the union of all graphs but the inferred one."""
ONTOLOGY_GRAPH = IRI("urn:kgqa:ontology")
"""The one graph that holds all ontologies (RDF that a bundled or imported ontology file states)."""
LOCAL_GRAPH = IRI("urn:kgqa:local")
META_GRAPH = IRI("urn:kgqa:meta")
"""What the store knows of itself (sources, times of loading, revision); never part of a default graph."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an asserted fact was stated."""

    graph: str
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class RuleName:
    """A rule as a proof cites it: its W3C name (prp-spo2, swrl ...) and its instance in readable form."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A finite, well-founded derivation of `fact`.

    `by` is "asserted" (a source states it), "rule" (`rule` derives it from `premises`) or "data" (a built-in or
    datatype computation, such as differentFrom under unique names). `text` verbalises the fact; it is empty
    until `ask.explain` fills it in.
    """

    fact: Triple
    by: OneOf["asserted", "rule", "data"]
    source: Source | None = None
    rule: RuleName | None = None
    premises: tuple[Proof, ...] = ()
    text: str = ""

    def _repr_html_(self) -> str:
        """The proof as a notebook shows it, to unfold."""
        return proof_html(self)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A derivation of falsehood: the rule, the axiom it applies and the proofs of the facts that clash."""

    rule: RuleName
    premises: tuple[Proof, ...]
    text: str = ""
    axiom: str | None = None

    def _repr_html_(self) -> str:
        """The conflict as a notebook shows it, with the proofs of what clashes."""
        return conflict_html(self)


Certainty: TypeAlias = OneOf["asserted", "derived", "verified", "unverified"]
Status: TypeAlias = OneOf["answered", "ambiguous", "not_understood", "no_answer", "error"]
VerdictName: TypeAlias = OneOf["supported", "contradicted", "unknown"]


@dataclass(frozen=True, slots=True)
class AnswerItem:
    """One answer. `value` is an IRI or a lexical form (EDTF for dates); `label` is for people.

    In a table `row` counts the rows from 1, and `column` is what stands above the answer.
    """

    label: str
    value: str
    type: OneOf["uri", "literal"]
    certainty: Certainty
    datatype: str | None = None
    unit: str | None = None
    proof: Proof | None = None
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How the question was understood: restated in English, and as the SPARQL that was run."""

    text: str
    sparql: str
    by: OneOf["grammar", "model"] = "grammar"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of several things a name or a question may mean; `choose` is sent back to pick it."""

    label: str
    value: str
    description: str
    choose: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no answer."""

    code: OneOf[
        "unknown_entity", "unknown_words", "no_reading", "missing_fact", "out_of_vocabulary", "ambiguous",
        "empty", "too_long", "timeout", "policy", "model_failed", "error",
    ]  # fmt: skip
    message: str
    words: tuple[str, ...] | None = None
    missing: str | None = None


def _one_line(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class ClaimVerdict:
    """One claim of a text or a model, and what the graph says of it.

    In a text the claim is the characters from `start` up to `end`; `instead` takes the place of its `focus`.
    """

    text: str
    subject: str
    predicate: str
    object: str
    verdict: VerdictName
    reason: str
    negated: bool = False
    start: int | None = None
    end: int | None = None
    instead: str | None = None
    proof: Proof | None = None
    conflict: Conflict | None = None
    candidates: tuple[Candidate, ...] = ()
    focus: tuple[int, int] | None = None

    def __str__(self) -> str:
        known = f" (the graph has: {self.instead})" if self.instead else ""
        return f"{self.verdict}: {_one_line(self.text + known)}"


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a text, from character `start` up to `end`, and what it is if it is no claim."""

    text: str
    start: int
    end: int
    kind: OneOf["unread", "question", "opinion", "hedge"] = "unread"


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """The characters of a text from `start` up to `end` become `new`, or are struck out."""

    start: int
    end: int
    new: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict object of the interfaces (design, section 7): what the graph says of a text or of given claims.

    `unread` was not understood; `unclaimed` claims nothing (questions, opinions, hedges). Where a correction was asked
    for, `edits` replace what is contradicted by what is entailed, and `rewritten` is the text with them marked.
    """

    id: str
    text: str
    verdict: VerdictName
    revision: str
    claims: tuple[ClaimVerdict, ...] = ()
    unread: tuple[Passage, ...] = ()
    unclaimed: tuple[Passage, ...] = ()
    edits: tuple[Edit, ...] = ()
    rewritten: str | None = None
    elapsed_ms: float = 0.0

    def __str__(self) -> str:
        told = [str(claim) for claim in self.claims]
        told += [f"{passage.kind}: {_one_line(passage.text)}" for passage in (*self.unread, *self.unclaimed)]
        return "\n- ".join((self.verdict, *told))

    def _repr_html_(self) -> str:
        """The verdict as a notebook shows it: the text with its claims marked, then each claim with why."""
        return verdict_html(self)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A model's reply that the graph does not entail: shown as unverified, never among the answers."""

    text: str
    claims: tuple[ClaimVerdict, ...]
    consistent: bool


@dataclass(frozen=True, slots=True)
class ModelUse:
    """The model that was asked, and the prompt file (name@hash) it was asked with."""

    name: str
    prompt: str


@dataclass(frozen=True, slots=True)
class Usage:
    """What a question cost."""

    model_calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer object of the interfaces (design, section 7)."""

    id: str
    question: str
    status: Status
    text: str
    revision: str
    source: OneOf["graph", "model"] | None = None
    certainty: Certainty | None = None
    answers: tuple[AnswerItem, ...] = ()
    reading: Reading | None = None
    candidates: tuple[Candidate, ...] = ()
    reason: Reason | None = None
    suggestion: Suggestion | None = None
    claims: tuple[ClaimVerdict, ...] = ()
    completeness: OneOf["complete", "recorded"] | None = None
    model: ModelUse | None = None
    usage: Usage = field(default_factory=Usage)
    conversation: str | None = None
    elapsed_ms: float = 0.0

    def _repr_html_(self) -> str:
        """The answer as a notebook shows it: the sentence, how it was read, the proofs to unfold, a suggestion."""
        read = f" Read as: {escape(self.reading.text)}." if self.reading else ""
        proofs = "".join(proof_html(item.proof, unfolded=0) for item in self.answers if item.proof is not None)
        said = ""
        if self.suggestion is not None:
            said = f"<p><em>Suggested by a model, not verified:</em> {escape(self.suggestion.text)}</p>"
        how = f"{escape(self.certainty or self.status)}.{read}"
        return f"<p><strong>{escape(self.text)}</strong></p><p>{how}</p>{proofs}{said}"
