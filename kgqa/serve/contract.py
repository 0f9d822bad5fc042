"""What the API takes and gives, for validation and for OpenAPI (the objects of design, section 7)."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

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
    model: bool | Annotated[str, StringConstraints(min_length=1, max_length=MAX_MODEL)] = Field(
        default=True, description="False: no model is asked, whatever the policy. A name: of the one endpoint to ask."
    )


def _encodable(text: str) -> str:
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("half of a surrogate pair is no character")
    return text


AnyText = Annotated[str, AfterValidator(_encodable)]
Part = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_encodable)]


class GivenClaim(BaseModel):
    """A claim given as such: labels or IRIs of the graph, or the text of a value."""

    subject: Part
    predicate: Part
    object: Part | bool | int | float
    negated: bool = Field(default=False, description="True: the claim is that this is not so.")
    since: AnyText | int | None = Field(default=None, alias="from", description="A year or date from which it holds.")
    until: AnyText | int | None = Field(default=None, alias="to", description="A year or date up to which it holds.")


class Claims(BaseModel):
    """A text whose claims are to be checked, or claims given as such; members not listed here are left alone."""

    id: AnyText | int | None = Field(default=None, description="Given back in the verdict; default: an identifier.")
    text: AnyText | None = Field(default=None, description="Any text.", examples=["Ann's mentor is Beth."])
    claims: list[GivenClaim] | None = Field(default=None, description="Instead of a text.")
    rewrite: bool = Field(
        default=False, description="Also give the text with what is contradicted replaced by what is entailed."
    )

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.text is None) == (self.claims is None):
            raise ValueError("give either text or claims")
        return self

    @property
    def given(self) -> str | list[dict[str, Any]]:
        """What to check."""
        if self.text is not None:
            return self.text
        return [claim.model_dump(by_alias=True) for claim in self.claims or ()]


class FactObject(BaseModel):
    """A triple, and what it says."""

    subject: str
    predicate: str
    object: str
    text: str


class SourceObject(BaseModel):
    """Where a fact was stated."""

    graph: str
    file: str | None = None
    line: int | None = None


class RuleObject(BaseModel):
    """A rule as a proof cites it: its W3C or SWRL name, and its instance in readable form."""

    name: str
    text: str


class ProofObject(BaseModel):
    """A finite derivation of a fact from stated facts."""

    fact: FactObject
    by: Literal["asserted", "rule", "data"]
    source: SourceObject | None = None
    rule: RuleObject | None = None
    premises: list[ProofObject] = []


class ConflictObject(BaseModel):
    """A proof that facts of the graph cannot all be true."""

    rule: RuleObject
    text: str
    axiom: str | None = None
    premises: list[ProofObject]


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


class CandidateObject(BaseModel):
    """One of several things that a name or a question may mean."""

    label: str
    value: str
    description: str
    choose: str = Field(description="Opaque; send it back in `choose` to pick this candidate.")


class ReasonObject(BaseModel):
    """Why there is no answer."""

    code: Literal[
        "unknown_entity", "unknown_words", "no_reading", "missing_fact", "out_of_vocabulary", "ambiguous",
        "empty", "too_long", "timeout", "policy", "model_failed", "error",
    ]  # fmt: skip
    message: str
    words: list[str] | None = None
    missing: str | None = None


class ClaimObject(BaseModel):
    """One claim, and what the graph says of it."""

    text: str
    start: int | None = None
    end: int | None = None
    subject: str
    predicate: str
    object: str
    negated: bool
    verdict: Literal["supported", "contradicted", "unknown"]
    reason: str
    instead: str | None = None
    proof: ProofObject | None = None
    conflict: ConflictObject | None = None
    candidates: list[CandidateObject] = Field(default=[], description="What an ambiguous name may mean.")


class PassageObject(BaseModel):
    """A part of a text, from character `start` up to `end` (Unicode code points)."""

    text: str
    start: int
    end: int


class UnclaimedObject(PassageObject):
    """A part of a text that claims nothing."""

    kind: Literal["question", "opinion", "hedge"]


class EditObject(BaseModel):
    """The characters of the text from `start` up to `end` become `new`, or are struck out (null)."""

    start: int
    end: int
    new: str | None


class VerdictObject(BaseModel):
    """What the graph says of a text or of given claims."""

    id: str | int
    text: str
    verdict: Literal["supported", "contradicted", "unknown"] = Field(
        description="`contradicted` if any claim is; else `unknown` if any is, or anything is unread, or there is no "
        "claim; else `supported`."
    )
    claims: list[ClaimObject]
    unread: list[PassageObject] = Field(description="What was not understood.")
    unclaimed: list[UnclaimedObject] = Field(description="Questions, opinions and hedges: what claims nothing.")
    edits: list[EditObject] | None = Field(default=None, description="Where `rewrite` asked for them.")
    rewritten: str | None = Field(default=None, description="The text with these edits marked, in CriticMarkup.")
    revision: str
    elapsed_ms: float


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


class SavedObject(BaseModel):
    """What the questions that needed no model would have cost: an estimate, null where no model was ever asked."""

    cost_usd: float | None
    tokens: int | None
    estimate: str = Field(description="How it is estimated.")


class PeriodObject(BaseModel):
    """The questions of some time, and what models took for them."""

    questions: int
    by_graph: int = Field(description="Questions answered without any model.")
    by_model: int = Field(description="Questions answered with one.")
    unanswered: int
    asked: int = Field(description="Questions for which a model was asked.")
    calls: int
    input_tokens: int
    output_tokens: int
    cost_usd: float
    seconds: float = Field(description="Time that model calls took.")
    share_by_graph: float | None = Field(description="The share of the questions that needed no model.")
    saved: SavedObject


class CostsObject(BaseModel):
    """What models took today (a day of UTC) and in all, for every process that shares the cache folder."""

    day: str
    today: PeriodObject
    since: str
    total: PeriodObject


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
