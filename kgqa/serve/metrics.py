"""GET /metrics, in the text format of Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse

from kgqa.fallback.prompt import prompts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.fallback.costs import Costs
    from kgqa.pipeline import KnowledgeBase
    from kgqa.serve.live import Live
    from kgqa.serve.tally import Labels, Tally

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"

COUNTED = {
    "questions": "Questions since this server began, by the status of the answer and how it is known.",
    "questions_by_model": "The same questions, by whether a model was asked.",
    "verifications": "Texts and lists of claims checked, by the verdict on the whole.",
    "claims": "Claims checked, by verdict.",
    "passages_unread": "Parts of texts that were not understood.",
}


class Metric(NamedTuple):
    """A number that is measured, with its samples by labels."""

    name: str
    kind: str
    about: str
    samples: list[tuple[Labels, float]]


def router(live: Live, tally: Tally) -> APIRouter:
    """The route of /metrics."""
    routes = APIRouter(tags=["operations"])

    @routes.get("/metrics", response_class=PlainTextResponse)
    def metrics() -> PlainTextResponse:
        """Counts of questions and verdicts, and what models cost, in the text format of Prometheus."""
        kb = live.kb
        found = [*_counted(tally), *_spent(kb.costs), *_served(kb)]
        return PlainTextResponse("".join(map(_written, found)), media_type=MEDIA_TYPE)

    return routes


def _counted(tally: Tally) -> Iterator[Metric]:
    counts = sorted(tally.counts().items())
    for name, about in COUNTED.items():
        samples = [(labels, float(number)) for (of, labels), number in counts if of == name]
        yield Metric(f"kgqa_{name}_total", "counter", about, samples)


def _spent(costs: Costs) -> Iterator[Metric]:
    """What models took, for all processes that share the cache folder: it goes on over restarts."""
    total, today = costs.total, costs.today
    by = {"graph": total.by_graph, "model": total.by_model, "nothing": total.unanswered}
    about = "Questions that a model might have been asked, by what answered them; kept over restarts."
    yield Metric("kgqa_asked_total", "counter", about, [((("answered_by", who),), n) for who, n in by.items()])
    yield _one("kgqa_model_calls_total", "counter", "Model calls; kept over restarts.", total.calls)
    tokens = {"input": total.input_tokens, "output": total.output_tokens}
    about = "Tokens that models took; kept over restarts."
    yield Metric("kgqa_model_tokens_total", "counter", about, [((("direction", way),), n) for way, n in tokens.items()])
    yield _one("kgqa_model_seconds_total", "counter", "Time that model calls took; kept over restarts.", total.seconds)
    yield _one("kgqa_model_cost_usd_total", "counter", "What models cost; kept over restarts.", total.cost_usd)
    yield _one("kgqa_model_cost_usd_today", "gauge", "What models cost today (UTC).", today.cost_usd)
    yield _one(
        "kgqa_model_tokens_today", "gauge", "Tokens that models took today.", today.input_tokens + today.output_tokens
    )
    about = "The share of the questions that were answered without a model."
    yield _one("kgqa_questions_without_model_ratio", "gauge", about, total.share_by_graph)
    about = "What those questions would have cost, as much as one that a model was asked on average."
    yield _one("kgqa_saved_cost_usd", "gauge", about, costs.saved_usd(total))
    yield _one("kgqa_saved_tokens", "gauge", "The tokens that they would have taken.", costs.saved_tokens(total))


def _served(kb: KnowledgeBase) -> Iterator[Metric]:
    about = "Always 1: the revision of the graph that is served."
    yield Metric("kgqa_graph_info", "gauge", about, [((("revision", kb.revision),), 1)])
    about = "Always 1: the prompts that models are asked with, as name@hash."
    yield Metric("kgqa_prompt_info", "gauge", about, [((("prompt", prompt.name),), 1) for prompt in prompts()])


def _one(name: str, kind: str, about: str, value: float | None) -> Metric:
    return Metric(name, kind, about, [] if value is None else [((), value)])


def _written(metric: Metric) -> str:
    lines = [f"# HELP {metric.name} {metric.about}", f"# TYPE {metric.name} {metric.kind}"]
    for labels, value in metric.samples:
        named = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels)
        lines.append(f"{metric.name}{f'{{{named}}}' if named else ''} {value:.15g}")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
