"""GET /metrics, in the text format of Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/)."""

from __future__ import annotations

import math
import os
import re
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import Metric
from prometheus_client.registry import Collector

from kgqa.fallback.prompt import prompts
from kgqa.serve.watching.measured import BOUNDS, METRICS, Measured

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kgqa.fallback.costs import Costs
    from kgqa.pipeline import KnowledgeBase
    from kgqa.serve.live import Live
    from kgqa.serve.watching.counts import Series
    from kgqa.serve.watching.tally import Tally

    Sample: TypeAlias = tuple[tuple[str, ...], tuple[float, ...]]
    Samples: TypeAlias = Mapping[str, list[Sample]]

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_PAUSE = 60
"""Seconds between two countings of the triples."""
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def router(live: Live, tally: Tally) -> APIRouter:
    """The route of /metrics."""
    routes = APIRouter(tags=["operations"])
    registry = CollectorRegistry()
    registry.register(_Found(live, tally))

    @routes.get("/metrics", response_class=PlainTextResponse)
    def metrics() -> PlainTextResponse:
        """What all processes of this server have done, how it is, and what models cost; for Prometheus."""
        return PlainTextResponse(generate_latest(registry), media_type=MEDIA_TYPE)

    return routes


class _Found(Collector):
    """All metrics, measured anew each time."""

    def __init__(self, live: Live, tally: Tally) -> None:
        self._live = live
        self._tally = tally
        self._sizes = "", (0, 0)
        self._counted = -math.inf

    def collect(self) -> Iterator[Metric]:
        kb, by_process = self._live.kb, self._tally.ledger.series()
        served = _served(self._live, kb, self._sizes_of(kb))
        found = {**_counted(by_process), **_spent(kb.costs), **served, **_processes(by_process)}
        for measured in METRICS:
            yield _metric(measured, found.get(measured.name, []))

    def _sizes_of(self, kb: KnowledgeBase) -> tuple[int, int]:
        """How many triples; counted once for a revision, and once in a while, since a million take two seconds."""
        if self._sizes[0] != kb.revision and time.monotonic() - self._counted >= _PAUSE:
            self._sizes = kb.revision, kb.store.sizes()
            self._counted = time.monotonic()
        return self._sizes[1]

    def describe(self) -> Iterator[Metric]:
        return iter(())


def _metric(measured: Measured, samples: list[Sample]) -> Metric:
    metric = Metric(measured.stem, measured.about, measured.kind)
    for values_of, values in samples:
        labels = dict(zip(measured.labels, values_of, strict=True))
        if measured.kind == "histogram":
            buckets = _buckets(values, BOUNDS[measured.name])
            for bound, number in buckets:
                metric.add_sample(f"{measured.stem}_bucket", {**labels, "le": bound}, number)
            metric.add_sample(f"{measured.stem}_count", labels, buckets[-1][1])
            metric.add_sample(f"{measured.stem}_sum", labels, values[-1])
        else:
            metric.add_sample(measured.shown, labels, values[0])
    return metric


def _buckets(values: tuple[float, ...], bounds: tuple[float, ...]) -> list[tuple[str, float]]:
    """How many were at most each bound."""
    total, found = 0.0, []
    for bound, number in zip((*map(str, bounds), "+Inf"), values, strict=False):
        total += number
        found.append((bound, total))
    return found


def _counted(by_process: list[list[Series]]) -> Samples:
    """What all processes have counted together."""
    sums: dict[tuple[str, tuple[str, ...]], list[float]] = {}
    for series in by_process:
        for name, labels, values in series:
            told = sums.setdefault((name, tuple(value for _, value in labels)), [0.0] * len(values))
            told[:] = [a + b for a, b in zip(told, values, strict=True)]
    found = defaultdict(list)
    for (name, labels_of), total in sorted(sums.items()):
        found[name].append((labels_of, tuple(total)))
    return found


def _spent(costs: Costs) -> Samples:
    """What models took, for all processes that share the cache folder: it goes on over restarts."""
    total, today = costs.total, costs.today
    saved_usd, saved_tokens, share = costs.saved_usd(total), costs.saved_tokens(total), total.share_by_graph
    return {
        "asked": _by({"graph": total.by_graph, "model": total.by_model, "nothing": total.unanswered}),
        "model_calls": _one(total.calls),
        "model_tokens": _by({"input": total.input_tokens, "output": total.output_tokens}),
        "model_seconds": _one(total.seconds),
        "model_cost_usd": _one(total.cost_usd),
        "model_cost_usd_today": _one(today.cost_usd),
        "model_tokens_today": _one(today.input_tokens + today.output_tokens),
        "questions_without_model_ratio": _one(share),
        "saved_cost_usd": _one(saved_usd),
        "saved_tokens": _one(saved_tokens),
        "prompt_info": _by({prompt.name: 1 for prompt in prompts()}),
    }


def _served(live: Live, kb: KnowledgeBase, sizes: tuple[int, int]) -> Samples:
    asserted, inferred = sizes
    return {
        "graph_info": _by({kb.revision: 1}),
        "graph_published_timestamp_seconds": _one(_published(kb)),
        "graph_behind": _one(live.is_behind),
        "graph_triples": _by({"asserted": asserted, "inferred": inferred}),
    }


def _published(kb: KnowledgeBase) -> float | None:
    """When the revision was written; None for a graph that is held in memory only."""
    image = kb.store.image
    try:
        return None if image is None else image.stat().st_mtime
    except OSError:
        return None


def _processes(by_process: list[list[Series]]) -> Samples:
    """What the system says of each worker process that lives, where it can be asked (Linux)."""
    memory: list[Sample] = []
    times: list[Sample] = []
    for worker, series in enumerate(by_process):
        pid = next((int(values[0]) for name, _, values in series if name == "process"), 0)
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
            words = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        for kind, line in (("resident", "Rss"), ("proportional", "Pss")):
            if found := re.search(rf"^{line}: +(\d+) kB", rollup, re.MULTILINE):
                memory.append(((str(worker), kind), (1024.0 * int(found[1]),)))
        times.append(((str(worker),), ((int(words[11]) + int(words[12])) / _TICKS,)))
    return {"process_memory_bytes": memory, "process_cpu_seconds": times}


def _one(value: float | None) -> list[Sample]:
    return [] if value is None else [((), (float(value),))]


def _by(values: Mapping[str, float]) -> list[Sample]:
    return [((label,), (float(value),)) for label, value in values.items()]
