"""Settings: one frozen value, read from KGQA_* environment variables, documented in one table."""

from __future__ import annotations

import os
import re
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgqa.config.endpoints import ADDRESS, Endpoint, endpoints_of, is_address, read_endpoints
from kgqa.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Endpoint", "Settings", "documented", "endpoints_of", "read_endpoints", "read_settings"]


def _setting(default: Any, help_text: str, *, none: bool = False, secret: bool = False) -> Any:
    """A setting; `none`: 0 is a value too, and means none."""
    return field(default=default, metadata=_told(help_text, none=none), repr=not secret)


def _told(help_text: str, *, none: bool = False) -> dict[str, Any]:
    return {"help": help_text, "none": none}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be set; the environment variable of `name` is `KGQA_NAME` in capitals."""

    cache: Path | None = field(
        default=None, metadata=_told("Folder for closures built once and kept; default: the user's cache folder.")
    )
    language: str = _setting("en", "Language of the labels that questions and answers use.")
    unique_names: bool = _setting(True, "Distinct IRIs denote distinct things unless owl:sameAs says otherwise.")
    engine: str = _setting("kgqa", "The reasoner: `kgqa`, or `owlrl` (the slow reference).")
    policy: str = _setting("guarded", "When a model may be asked: `strict`, `guarded` or `open`.")
    max_question: int = _setting(2_000, "The longest question that is read, in characters.")
    max_text: int = _setting(20_000, "The longest text whose claims are checked, in characters.")
    max_claims: int = _setting(1_000, "The most claims that are checked in one call.")
    answers_memory: int = _setting(
        64, "Memory for answers that are kept for when the same is asked again, in megabytes; 0: none.", none=True
    )
    query_seconds: float = _setting(20.0, "Time limit of one SPARQL query over HTTP, in seconds.")
    query_rows: int = _setting(100_000, "The most rows or triples that one SPARQL query over HTTP returns.")
    query_memory: int = _setting(192, "Memory that one SPARQL query over HTTP may use, in megabytes.")
    queries: int = _setting(4, "SPARQL queries that run at the same time; more wait for their turn.")
    write_seconds: float = _setting(600.0, "Time limit of one update, load or deletion over HTTP, in seconds.")
    write_memory: int = _setting(4_096, "Memory that one update, load or deletion over HTTP may use, in megabytes.")
    max_upload: int = _setting(256, "The largest update or upload over HTTP, in megabytes.")
    max_unpacked: int = _setting(2_048, "The largest that a compressed upload may be when unpacked, in megabytes.")
    model_url: str = _setting("", "Base URL of an OpenAI-compatible endpoint; empty: no model is asked.")
    model: str = _setting("", "Name of the model at that endpoint.")
    model_key: str = _setting("", "Key for that endpoint; never printed or logged.", secret=True)
    model_seconds: float = _setting(20.0, "Time limit of one model call, in seconds.")
    model_price_in: float | None = _setting(
        None, "What a million tokens sent to that model cost, in US dollars; default: what is known of it.", none=True
    )
    model_price_out: float | None = _setting(
        None, "What a million tokens that it writes cost, in US dollars; default: what is known of it.", none=True
    )
    model_context: int = _setting(0, "Tokens that a request and its reply may have together; 0: not known.", none=True)
    model_trusted: bool = _setting(
        False, "Whether that model may read questions whose words the graph does not have; for large models."
    )
    endpoints: Path | None = field(
        default=None, metadata=_told("TOML file of further endpoints, asked in order; see models.md.")
    )
    embedded: bool = _setting(
        True, "Ask the embedded model where no endpoint is set and `kgqa model install` has installed it."
    )
    budget_seconds: float = _setting(
        30.0, "Time that models may take for one question, in seconds; 0: no limit.", none=True
    )
    budget_tokens: int = _setting(0, "Tokens that models may take for one question; 0: no limit.", none=True)
    budget_usd: float = _setting(0.0, "Money that models may cost for one question; 0: no limit.", none=True)
    daily_seconds: float = _setting(
        0.0, "Time that models may take in a day (UTC), in seconds; 0: no limit.", none=True
    )
    daily_tokens: int = _setting(0, "Tokens that models may take in a day (UTC); 0: no limit.", none=True)
    daily_usd: float = _setting(0.0, "Money that models may cost in a day (UTC); 0: no limit.", none=True)
    breaker_failures: int = _setting(3, "Failures in a row after which an endpoint is left alone.")
    breaker_seconds: float = _setting(30.0, "How long an endpoint that failed is left alone, in seconds.")
    host: str = _setting("127.0.0.1", "Address that `kgqa serve` binds to.")
    port: int = _setting(8000, "Port that `kgqa serve` binds to.")
    workers: int = _setting(
        0, "Processes that `kgqa serve` answers with, sharing memory; 0: one for each processor, at most 4.", none=True
    )
    grace: float = _setting(
        5.0, "Time that requests have for ending when the server is told to end, in seconds.", none=True
    )
    keys: Path | None = field(
        default=None, metadata=_told("File of API keys, see `kgqa keys`; default: `keys.json` in the store's folder.")
    )
    write_key: str = _setting(
        "", "An API key of scope write, beside those of the file; never printed or logged.", secret=True
    )
    require_key: bool = _setting(False, "Whether reading over HTTP needs an API key, too; writing always does.")
    rate: int = _setting(0, "Requests a minute that a key, or an address without one, may make; 0: any.", none=True)
    rate_burst: int = _setting(60, "Requests that one may make at once, before `KGQA_RATE` holds.")
    trusted_proxies: str = _setting(
        "", "Addresses or networks of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed, with commas."
    )
    connections: int = _setting(1_000, "Connections that each process of `kgqa serve` keeps open at the same time.")
    receive_seconds: float = _setting(
        30.0, "Time in which a request must have come in, in seconds; large bodies have longer, see limits.md."
    )
    log: str = _setting("auto", "Lines of the server's log: `json`, `text`, or `auto` (text on a terminal).")
    log_level: str = _setting("info", "The least that is logged: `debug`, `info`, `warning` or `error`.")
    log_questions: bool = _setting(False, "Whether the log has the text of questions.")
    cors: str = _setting(
        "", "Origins whose pages may call the API from a browser, with commas between them, or `*`; empty: none."
    )
    added: tuple[Endpoint, ...] = ()
    """Endpoints that a program adds, asked after those of the environment."""

    @property
    def origins(self) -> tuple[str, ...]:
        """The origins of `cors`."""
        return tuple(filter(None, (origin.strip() for origin in self.cors.split(","))))

    @property
    def cache_folder(self) -> Path:
        """The folder that holds closures, whether set or the user's default."""
        if self.cache is not None:
            return self.cache
        base = os.environ.get("XDG_CACHE_HOME")
        return (Path(base) if base else Path.home() / ".cache") / "kgqa"


def documented() -> tuple[Field[Any], ...]:
    """The settings that the environment may give."""
    return tuple(setting for setting in fields(Settings) if "help" in setting.metadata)


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from `environ` (default: the process environment).

    Raises InputError for a KGQA_ variable whose value does not fit its setting.
    """
    environ = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    for setting in documented():
        variable = f"KGQA_{setting.name.upper()}"
        if environ.get(variable, "") != "":
            kind, none = str(setting.type).removesuffix(" | None"), setting.metadata["none"]
            values[setting.name] = _read(variable, kind, environ[variable], none)
    settings = Settings(**values)
    _choice("KGQA_POLICY", settings.policy, ("strict", "guarded", "open"))
    _choice("KGQA_ENGINE", settings.engine, ("kgqa", "owlrl"))
    _choice("KGQA_LOG", settings.log, ("auto", "json", "text"))
    _choice("KGQA_LOG_LEVEL", settings.log_level, ("debug", "info", "warning", "error"))
    _check_networks("KGQA_TRUSTED_PROXIES", settings.trusted_proxies)
    _check_endpoint(settings.model_url, settings.model)
    endpoints_of(settings, environ)
    for origin in settings.origins:
        if origin != "*" and not re.fullmatch(r"https?://[^/\s?#]+", origin):
            raise InputError(f"KGQA_CORS has {origin!r}", remedy="an origin is http:// or https:// and a host")
    return settings


def _choice(variable: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise InputError(f"{variable} is {value!r}", remedy="use one of: " + ", ".join(allowed))


def _check_networks(variable: str, networks: str) -> None:
    from ipaddress import ip_network

    for network in filter(None, (part.strip() for part in networks.split(","))):
        try:
            ip_network(network)
        except ValueError:
            raise InputError(
                f"{variable} has {network!r}", remedy="it takes addresses or networks such as 10.0.0.0/8, with commas"
            ) from None


def _check_endpoint(url: str, model: str) -> None:
    """Refuse half an endpoint, and an address that is none; the model `none` needs no address."""
    if url and not is_address(url):
        raise InputError(f"KGQA_MODEL_URL is {url!r}", remedy=ADDRESS)
    if url and not model:
        raise InputError(
            "KGQA_MODEL_URL is set, and KGQA_MODEL is not", remedy="set KGQA_MODEL to the name of the model there"
        )
    if model and not url and model != "none":
        raise InputError(
            "KGQA_MODEL is set, and KGQA_MODEL_URL is not", remedy="set KGQA_MODEL_URL to the address of its endpoint"
        )


_TRUTH = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


def _read(variable: str, kind: str, text: str, none: bool) -> Any:
    try:
        if kind == "bool":
            return _TRUTH[text.strip().lower()]
        if kind in {"int", "float"}:
            number = int(text) if kind == "int" else float(text)
            if not (0 < number < float("inf") or (none and number == 0)):
                raise ValueError
            return number
    except (KeyError, ValueError):
        numbers = {"int": "a whole number", "float": "a number"}
        bound = ", 0 or above" if none else " above 0"
        expected = "yes or no" if kind == "bool" else numbers[kind] + bound
        raise InputError(f"{variable} is {text!r}", remedy=f"it takes {expected}") from None
    return Path(text) if kind == "Path" else text
