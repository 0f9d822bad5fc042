"""GET /metrics, in the text format of Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgqa.pipeline import KnowledgeBase
    from kgqa.serve.tally import Labels, Tally

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"

HELP = {
    "questions": "Questions answered since the server began, by the status and origin of the answer.",
    "questions_by_model": "The same questions, by whether a model was asked.",
    "verifications": "Texts and lists of claims checked, by the verdict on the whole.",
    "claims": "Claims checked, by verdict.",
    "passages_unread": "Parts of texts that were not understood.",
}


class Sample(NamedTuple):
    """One number."""

    labels: Labels
    value: float


def router(kb: KnowledgeBase, tally: Tally) -> APIRouter:
    """The route of /metrics."""
    routes = APIRouter(tags=["operations"])

    @routes.get("/metrics", response_class=PlainTextResponse)
    def metrics() -> PlainTextResponse:
        """Counts of questions, verdicts and what models cost, in the text format of Prometheus."""
        return PlainTextResponse("".join(_lines(kb, tally)), media_type=MEDIA_TYPE)

    return routes


def _lines(kb: KnowledgeBase, tally: Tally) -> Iterator[str]:
    counts = tally.counts()
    for name, about in HELP.items():
        samples = [Sample(labels, value) for (of, labels), value in sorted(counts.items()) if of == name]
        yield from _family(f"kgqa_{name}_total", "counter", about, samples)
    about = "Always 1: the revision of the graph that is served."
    yield from _family("kgqa_graph_info", "gauge", about, [Sample((("revision", kb.revision),), 1)])


def _family(name: str, kind: str, about: str, samples: Iterable[Sample]) -> Iterator[str]:
    yield f"# HELP {name} {about}\n# TYPE {name} {kind}\n"
    for labels, value in samples:
        named = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels)
        yield f"{name}{{{named}}} {value:g}\n" if named else f"{name} {value:g}\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
