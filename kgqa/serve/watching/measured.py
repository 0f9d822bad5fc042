"""What /metrics tells: each metric with its kind, its labels and what it means. docs/metrics.md is made from this."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal["counter", "gauge", "histogram"]


class Measured(NamedTuple):
    """A metric; its name in /metrics begins with `kgqa_`, and that of a counter ends with `_total`."""

    name: str
    kind: Kind
    about: str
    labels: tuple[str, ...] = ()

    @property
    def stem(self) -> str:
        """Its name, without the ending of counters."""
        return f"kgqa_{self.name}"

    @property
    def shown(self) -> str:
        """Its name in /metrics."""
        return f"{self.stem}_total" if self.kind == "counter" else self.stem


WHOLE = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
PART = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0)
LONG = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 60.0, 180.0, 600.0)
BOUNDS = {
    "http_request_seconds": WHOLE,
    "question_seconds": WHOLE,
    "question_stage_seconds": PART,
    "work_seconds": LONG,
}
"""The upper bounds of the buckets of each histogram, in seconds."""

QUESTIONS = (
    Measured(
        "questions",
        "counter",
        "Questions, by the status of the answer and how it is known.",
        ("status", "source", "certainty"),
    ),
    Measured("questions_by_model", "counter", "The same questions, by whether a model was asked.", ("model",)),
    Measured(
        "question_seconds",
        "histogram",
        "How long answers took; `kept`: whether the same question had been answered before.",
        ("kept",),
    ),
    Measured(
        "question_stage_seconds",
        "histogram",
        "How long each stage of answering took, without the stages within it: "
        "`link`, `parse`, `resolve`, `run`, `tell`, `prove`, `model`.",
        ("stage",),
    ),
    Measured(
        "verifications", "counter", "Texts and lists of claims checked, by the verdict on the whole.", ("verdict",)
    ),
    Measured("claims", "counter", "Claims checked, by verdict.", ("verdict",)),
    Measured("passages_unread", "counter", "Parts of texts that were not understood."),
)
REQUESTS = (
    Measured(
        "http_request_seconds",
        "histogram",
        "How long requests took, from their headers to the end of the reply; "
        "`status` is `none` where the client did not wait for one.",
        ("method", "route", "status"),
    ),
    Measured("http_requests_in_flight", "gauge", "Requests that are being answered."),
    Measured("rate_limited", "counter", "Requests over `KGQA_RATE`, by `key` or by `address`.", ("by",)),
    Measured("connections", "gauge", "Connections that are open."),
    Measured(
        "connections_closed",
        "counter",
        "Connections that the server closed of its own accord: `slow`, `full` (over `KGQA_CONNECTIONS`), "
        "`large` (headers), `malformed`.",
        ("reason",),
    ),
)
WORK = (
    Measured("work_running", "gauge", "SPARQL queries and writes that run.", ("work",)),
    Measured("work_waiting", "gauge", "Those that wait for their turn.", ("work",)),
    Measured(
        "work",
        "counter",
        "Those that have ended: `done`, `failed`, `timeout`, `killed`, `gone` (their client), `refused` (too many).",
        ("work", "outcome"),
    ),
    Measured("work_seconds", "histogram", "How long they ran, without waiting.", ("work",)),
)
MODELS = (
    Measured(
        "asked",
        "counter",
        "Questions that a model might have been asked, by what answered them; kept over restarts.",
        ("answered_by",),
    ),
    Measured("model_calls", "counter", "Model calls; kept over restarts."),
    Measured("model_tokens", "counter", "Tokens that models took; kept over restarts.", ("direction",)),
    Measured("model_seconds", "counter", "Time that model calls took; kept over restarts."),
    Measured("model_cost_usd", "counter", "What models cost; kept over restarts."),
    Measured("model_cost_usd_today", "gauge", "What models cost today (UTC)."),
    Measured("model_tokens_today", "gauge", "Tokens that models took today."),
    Measured(
        "questions_without_model_ratio", "gauge", "The share of the questions that were answered without a model."
    ),
    Measured(
        "saved_cost_usd",
        "gauge",
        "What those questions would have cost, as much as one that a model was asked on average.",
    ),
    Measured("saved_tokens", "gauge", "The tokens that they would have taken."),
    Measured("prompt_info", "gauge", "Always 1: the prompts that models are asked with, as name@hash.", ("prompt",)),
)
GRAPH = (
    Measured("graph_info", "gauge", "Always 1: the revision of the graph that is served.", ("revision",)),
    Measured("graph_published_timestamp_seconds", "gauge", "When it was published, in seconds since 1970."),
    Measured("graph_behind", "gauge", "1 while the store has a newer revision than the one that is served."),
    Measured(
        "graph_triples", "gauge", "Its triples, `asserted` and `inferred`; counted once a minute at most.", ("kind",)
    ),
)
PROCESSES = (
    Measured(
        "process_memory_bytes",
        "gauge",
        "Memory of each worker process: `resident`, and `proportional`, where what is shared is counted once.",
        ("worker", "kind"),
    ),
    Measured("process_cpu_seconds", "counter", "Time that each worker process had of a processor.", ("worker",)),
)
METRICS = (*QUESTIONS, *REQUESTS, *WORK, *MODELS, *GRAPH, *PROCESSES)
GAUGES = frozenset(("http_requests_in_flight", "connections", "work_running", "work_waiting"))
"""What is counted of a moment: nothing of it is left when its process has ended."""
