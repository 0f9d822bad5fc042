"""What the API takes and gives, for validation and for OpenAPI (the objects of design, section 7)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StringConstraints

# pydantic reads the annotations at run time.
from kgqa.serve.api.evidence import CandidateObject, ClaimObject, ConflictObject, ProofObject  # noqa: TC001

MAX_CHOICES = 100
MAX_CONVERSATION = 200
MAX_MODEL = 200


class Question(BaseModel):
    """A question, and how to answer it."""

    model_config = ConfigDict(extra="forbid")

    question: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)] = Field(
        description="A question in plain English.", examples=["Who is Ann's mentor?"]
    )
    conversation: str | None = Field(
        default=None,
        min_length=1,
        max_length=MAX_CONVERSATION,
        description="The `conversation` of the answer that the question continues, or an identifier of your own.",
    )
    choose: list[Annotated[str, StringConstraints(max_length=10_000)]] = Field(
        default_factory=list,
        max_length=MAX_CHOICES,
        description="The `choose` strings of candidates picked from an earlier, ambiguous answer; or, in its "
        'conversation, their numbers from "1" on.',
    )
    policy: Literal["strict", "guarded", "open"] | None = Field(
        default=None,
        description="When a model may be asked, and what its answers count for; default: the setting.",
    )
    model: StrictBool | Annotated[str, StringConstraints(min_length=1, max_length=MAX_MODEL)] = Field(
        default=True, description="False: no model is asked, whatever the policy. A name: of the one endpoint to ask."
    )


class AnswerItemObject(BaseModel):
    """One answer."""

    label: str
    value: str = Field(description="An IRI or a lexical form; dates in EDTF.")
    type: Literal["uri", "literal"]
    datatype: str | None = None
    unit: str | None = None
    certainty: Literal["asserted", "derived", "verified", "unverified"]
    proof: ProofObject | None = None


class ReadingObject(BaseModel):
    """How the question was understood."""

    text: str
    sparql: str
    by: Literal["grammar", "model"]


class ReasonObject(BaseModel):
    """Why there is no answer."""

    code: Literal[
        "unknown_entity", "unknown_words", "no_reading", "missing_fact", "out_of_vocabulary", "ambiguous",
        "empty", "too_long", "timeout", "policy", "model_failed", "error",
    ]  # fmt: skip
    message: str
    words: list[str] | None = None
    missing: str | None = None


class SuggestionObject(BaseModel):
    """What a model replied and the graph does not entail: never an answer."""

    text: str
    claims: list[ClaimObject]
    consistent: bool


class ModelObject(BaseModel):
    """The model that was asked, and the prompt it was asked with (name@hash)."""

    name: str
    prompt: str


class UsageObject(BaseModel):
    """What the question cost."""

    model_calls: int
    input_tokens: int
    output_tokens: int
    cost_usd: float


class AnswerObject(BaseModel):
    """An answer, with how it is known; or why there is none."""

    id: str
    question: str
    status: Literal["answered", "ambiguous", "not_understood", "no_answer", "error"]
    source: Literal["graph", "model"] | None
    certainty: Literal["asserted", "derived", "verified", "unverified"] | None = Field(
        description="The weakest certainty among the answers."
    )
    answers: list[AnswerItemObject]
    text: str = Field(description="One English sentence.")
    reading: ReadingObject | None
    candidates: list[CandidateObject]
    reason: ReasonObject | None
    suggestion: SuggestionObject | None
    claims: list[ClaimObject]
    completeness: Literal["complete", "recorded"] | None
    model: ModelObject | None
    usage: UsageObject
    revision: str
    conversation: str | None
    elapsed_ms: float


class Explanation(BaseModel):
    """The proofs of a triple; none where it is not entailed."""

    entailed: bool
    proofs: list[ProofObject]
    revision: str


class Conflicts(BaseModel):
    """The conflicts of the graph."""

    conflicts: list[ConflictObject]
    revision: str


class ClassObject(BaseModel):
    """A class that questions can name."""

    iri: str
    label: str
    words: list[str] = Field(description="What it is called, the label first.")
    count: int = Field(description="How many members it has, stated or entailed.")
    question_words: list[str] = Field(description='What its members answer: "who", "where".')
    example: str | None = Field(description="A question that is answered, where one was found.")


class PropertyObject(BaseModel):
    """A property that questions can ask for."""

    iri: str
    label: str
    words: list[str] = Field(description="The words that ask for its values, the label first.")
    inverse_words: list[str] = Field(description="The words that lead from a value to what has it.")
    domain: list[str] = Field(description="Classes of what has it, as declared.")
    range: list[str] = Field(description="Classes or datatypes of its values, as declared.")
    count: int = Field(description="How many facts it has, stated or entailed.")
    question_words: list[str] = Field(description='What its values answer: "who", "when".')
    example: str | None = Field(description="A question that is answered, where one was found.")


class SchemaObject(BaseModel):
    """What can be asked: all classes that have members and all properties that have facts; examples."""

    classes: list[ClassObject]
    properties: list[PropertyObject]
    examples: list[str] = Field(description="Questions that are answered, each of another class or property.")
    revision: str


class Health(BaseModel):
    """Whether the server is alive or ready."""

    status: str
    revision: str | None = None
