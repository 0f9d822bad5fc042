"""What GET /v1/costs gives."""

from __future__ import annotations

from pydantic import BaseModel, Field


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
