"""The log of a server: lines of JSON for programs, or of text for people, on stderr; never a key, never a query."""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TextIO

import structlog

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from kgqa.config import Settings

LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}
_OFF = 100
_OURS = ("kgqa", "uvicorn")


class _Written:
    """Where lines go."""

    log: Any = None
    least: int = _OFF


def configure(settings: Settings, stream: TextIO | None = None) -> None:
    """From here on lines are written to `stream` (default: stderr), as the settings ask; those of uvicorn, too.

    Without this nothing is written but warnings, by Python's own logging.
    """
    stream = stream or sys.stderr
    least = _Written.least = LEVELS[settings.log_level]
    render: list[Any] = [_ordered, _renderer(settings, stream)]
    structlog.configure(
        processors=[structlog.stdlib.add_log_level, *render],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.WriteLoggerFactory(stream),
    )
    _Written.log = structlog.get_logger().bind()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                *render,
            ],
        )
    )
    for name in _OURS:
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler]
        # What uvicorn tells of its own start and end is told by us.
        logger.setLevel(max(least, logging.WARNING) if name == "uvicorn" and least == logging.INFO else least)
        logger.propagate = False


def reset() -> None:
    """Write nothing any more."""
    _Written.log, _Written.least = None, _OFF
    structlog.reset_defaults()
    for name in _OURS:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.setLevel(logging.NOTSET)
        logger.propagate = True


def is_on(level: str) -> bool:
    """Whether lines of this level are written."""
    return LEVELS[level] >= _Written.least


def line(level: str, event: str, **fields: Any) -> None:
    """Write one line."""
    if _Written.log is not None:
        getattr(_Written.log, level)(event, **fields)


def say(text: str, settings: Settings) -> None:
    """Tell whoever starts the server: as it is on a terminal, else as a line of the log."""
    if _Written.log is not None and _as_json(settings, sys.stderr):
        line("info", text)
    else:
        print(text, file=sys.stderr, flush=True)


def _as_json(settings: Settings, stream: TextIO) -> bool:
    return settings.log == "json" or (settings.log == "auto" and not stream.isatty())


def _renderer(settings: Settings, stream: TextIO) -> Any:
    if _as_json(settings, stream):
        return structlog.processors.JSONRenderer()
    # Rich tracebacks would show the values of variables, which may be what was asked, or a key.
    plain = structlog.dev.plain_traceback
    return structlog.dev.ConsoleRenderer(
        colors=stream.isatty(), timestamp_key="time", sort_keys=False, exception_formatter=plain
    )


def _ordered(_: Any, __: str, fields: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The time first, and then what happened."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"time": now, "level": fields.pop("level", ""), "event": fields.pop("event"), **fields}
