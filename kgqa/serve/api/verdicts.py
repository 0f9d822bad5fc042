"""What POST /v1/verify takes and gives (design, section 7)."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, Field, StringConstraints, model_validator

# pydantic reads the annotations at run time.
from kgqa.serve.api.evidence import ClaimObject  # noqa: TC001


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
