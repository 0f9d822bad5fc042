"""One call of a model endpoint: messages in, the text of its reply or the failure out. Never raises, never hangs."""

from __future__ import annotations

import json
import socket
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeAlias
from typing import Literal as OneOf

from kgqa.fallback.prices import is_local

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from openai import OpenAI

    from kgqa.config import Endpoint

Message: TypeAlias = "Mapping[str, str]"
Cancelled: TypeAlias = "Callable[[], bool]"

MOST_BYTES = 2_000_000
"""The longest body that is read."""
REFUSALS = frozenset({400, 415, 422, 501})
"""Statuses with which endpoints refuse a form of reply that they do not know."""
MOST_REPORTED = 2_000_000
"""More tokens than this, reported for one call, are nonsense."""
_GLANCE = 0.05
_LONGEST_PAUSE = 3600.0


@dataclass(frozen=True, slots=True)
class Completion:
    """What a model said, why it ended, and the tokens as the endpoint counts them (None: not told, or nonsense)."""

    text: str
    finish: str
    tokens: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no completion.

    "refused": of a form that the endpoint may not know; "failed": whatever the form; "slow": out of time; "cancelled":
    nobody waits for it any more; "spared": it was not even called. `pause`: seconds for
    which the endpoint asks not to be called.
    """

    kind: OneOf["refused", "failed", "slow", "cancelled", "spared"]
    message: str
    pause: float = 0.0


class _BadStatusError(Exception):
    """The endpoint answered with a status other than 200."""


class _TooLongError(Exception):
    """A body without an end, or as good as."""


@dataclass(slots=True)
class _Wire:
    """What one call leaves behind for whoever has to end it, or to say why it ended."""

    socket: Any = None
    status: int = 200
    pause: float = 0.0
    ended: bool = field(default=False)

    def watch(self, request: Any) -> None:
        """Have the request tell of the connection that it is sent over."""
        request.extensions = {**request.extensions, "trace": self._connected}

    def _connected(self, event: str, info: Mapping[str, Any]) -> None:
        stream = info.get("return_value")
        if event.endswith(("connect_tcp.complete", "start_tls.complete")) and stream is not None:
            self.socket = stream.get_extra_info("socket")
            if self.ended:
                self.end()

    def judge(self, response: Any) -> None:
        """Raise for a response without a completion before its body is read: that may be endless."""
        if response.status_code != 200:
            self.status, self.pause = response.status_code, _pause(response.headers.get("retry-after"))
            raise _BadStatusError

    def end(self) -> None:
        """End the call: closing alone would leave a thread that waits for bytes waiting, and the model working."""
        self.ended = True
        with suppress(Exception):
            self.socket.shutdown(socket.SHUT_RDWR)


def prepare() -> None:
    """Import the client: that takes a second, which is not the model's."""
    import openai

    _ = openai


def call(
    endpoint: Endpoint,
    messages: Sequence[Message],
    options: Mapping[str, Any],
    *,
    seconds: float,
    cancelled: Cancelled = lambda: False,
) -> Completion | Failure:
    """One call of the endpoint within `seconds` as a whole, or until `cancelled`. The connection is closed then."""
    wire = _Wire()
    try:
        client = _client(endpoint, seconds, wire)
    except Exception as error:
        return Failure("failed", f"its endpoint cannot be used ({type(error).__name__})")
    outcome: SimpleQueue[Completion | Failure] = SimpleQueue()
    sent = {"model": endpoint.model, "messages": list(messages), **options}
    if endpoint.temperature is not None:
        sent["temperature"] = endpoint.temperature
    Thread(target=lambda: outcome.put(_attempt(client, wire, sent)), daemon=True).start()
    # The client's own time limits begin anew with every byte that arrives.
    found = _waited(outcome, seconds, cancelled)
    if isinstance(found, Failure) and found.kind in {"slow", "cancelled"}:
        wire.end()
    return found


def _waited(outcome: SimpleQueue[Completion | Failure], seconds: float, cancelled: Cancelled) -> Completion | Failure:
    end = monotonic() + seconds
    while (left := end - monotonic()) > 0:
        with suppress(Empty):
            return outcome.get(timeout=min(_GLANCE, left))
        if cancelled():
            return Failure("cancelled", "nobody waits for the answer any more")
    return Failure("slow", f"it did not reply within {seconds:.3g} seconds")


def _attempt(client: OpenAI, wire: _Wire, sent: Mapping[str, Any]) -> Completion | Failure:
    try:
        with client, client.chat.completions.with_streaming_response.create(**sent) as response:
            # Raw: a body that was packed could unpack to any size.
            return _completion(_body(response.http_response.iter_raw()))
    except Exception as error:
        # Whatever an endpoint does, the graph's own answer stands.
        return _failure(error, wire)


def _body(chunks: Any) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > MOST_BYTES:
            raise _TooLongError
    return bytes(body)


def _failure(error: Exception, wire: _Wire) -> Failure:
    if wire.status != 200:
        told = f"the endpoint answered with status {wire.status}"
        told += " (redirects are not followed)" if 300 <= wire.status < 400 else ""
        return Failure("refused" if wire.status in REFUSALS else "failed", told, wire.pause)
    if isinstance(error, _TooLongError):
        return Failure("failed", "its reply was far too long")
    cause = error.__cause__ or error
    name = type(cause).__name__
    if "Timeout" in name:
        return Failure("slow", "it did not reply in time")
    return Failure("failed", f"the call failed ({name})")


def _completion(body: bytes) -> Completion | Failure:
    """The first choice of a chat completion."""
    try:
        content = json.loads(body)
        choice = content["choices"][0]
        message = choice["message"]
        text, finish = message.get("content") or "", choice.get("finish_reason")
    except (ValueError, RecursionError):
        return Failure("failed", "the endpoint answered with something that is not JSON")
    except (KeyError, IndexError, TypeError, AttributeError):
        return Failure("failed", "the endpoint answered with something that is no chat completion")
    if not isinstance(text, str):
        return Failure("failed", "the endpoint answered with something that is no chat completion")
    return Completion(text, finish if isinstance(finish, str) else "", _tokens(content.get("usage")))


def _tokens(usage: Any) -> tuple[int, int] | None:
    if not isinstance(usage, dict):
        return None
    sent, written = usage.get("prompt_tokens"), usage.get("completion_tokens")
    sensible = all(type(count) is int and 0 <= count <= MOST_REPORTED for count in (sent, written))
    return (int(sent), int(written)) if sensible else None  # type: ignore[arg-type]


def _pause(header: str | None) -> float:
    """The seconds of a Retry-After header (RFC 9110, 10.2.3), an hour at most; 0 for a date or none."""
    try:
        seconds = float(header or 0)
    except ValueError:
        return 0.0
    return min(seconds, _LONGEST_PAUSE) if seconds > 0 else 0.0


def _client(endpoint: Endpoint, seconds: float, wire: _Wire) -> OpenAI:
    from openai import DefaultHttpxClient, OpenAI

    # A proxy knows nothing of this machine, and a call that never leaves it needs no certificates.
    local = is_local(endpoint.url)
    http = DefaultHttpxClient(
        timeout=seconds,
        follow_redirects=False,
        trust_env=not local,
        verify=not (local and endpoint.url.startswith("http:")),
        event_hooks={"request": [wire.watch], "response": [wire.judge]},
    )
    return OpenAI(
        base_url=endpoint.url,
        api_key=endpoint.key or "none",
        timeout=seconds,
        max_retries=0,
        http_client=http,
        default_headers={"Accept-Encoding": "identity"},
    )
