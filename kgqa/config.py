"""Settings: one frozen value, read from KGQA_* environment variables, documented in one table."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgqa.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping


def _setting(default: Any, help_text: str) -> Any:
    return field(default=default, metadata={"help": help_text})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be set; the environment variable of `name` is `KGQA_NAME` in capitals."""

    cache: Path | None = _setting(None, "Folder for closures built once and kept; default: the user's cache folder.")
    language: str = _setting("en", "Language of the labels that questions and answers use.")
    unique_names: bool = _setting(True, "Distinct IRIs denote distinct things unless owl:sameAs says otherwise.")
    engine: str = _setting("kgqa", "The reasoner: `kgqa`, or `owlrl` (the slow reference).")
    policy: str = _setting("guarded", "When a model may be asked: `strict`, `guarded` or `open`.")
    max_question: int = _setting(2_000, "The longest question that is read, in characters.")
    query_seconds: float = _setting(20.0, "Time limit of one SPARQL query over HTTP, in seconds.")
    query_rows: int = _setting(100_000, "The most rows or triples that one SPARQL query over HTTP returns.")
    model_url: str = _setting("", "Base URL of an OpenAI-compatible endpoint; empty: no model is asked.")
    model: str = _setting("", "Name of the model at that endpoint.")
    model_key: str = _setting("", "Key for that endpoint; never printed or logged.")
    model_seconds: float = _setting(20.0, "Time limit of one model call, in seconds.")
    host: str = _setting("127.0.0.1", "Address that `kgqa serve` binds to.")
    port: int = _setting(8000, "Port that `kgqa serve` binds to.")

    @property
    def cache_folder(self) -> Path:
        """The folder that holds closures, whether set or the user's default."""
        if self.cache is not None:
            return self.cache
        base = os.environ.get("XDG_CACHE_HOME")
        return (Path(base) if base else Path.home() / ".cache") / "kgqa"


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from `environ` (default: the process environment).

    Raises InputError for a KGQA_ variable whose value does not fit its setting.
    """
    environ = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    for setting in fields(Settings):
        variable = f"KGQA_{setting.name.upper()}"
        if environ.get(variable, "") != "":
            values[setting.name] = _read(variable, str(setting.type), environ[variable])
    settings = Settings(**values)
    _choice("KGQA_POLICY", settings.policy, ("strict", "guarded", "open"))
    _choice("KGQA_ENGINE", settings.engine, ("kgqa", "owlrl"))
    return settings


def _choice(variable: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise InputError(f"{variable} is {value!r}", remedy="use one of: " + ", ".join(allowed))


_TRUTH = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


def _read(variable: str, kind: str, text: str) -> Any:
    try:
        if kind == "bool":
            return _TRUTH[text.strip().lower()]
        if kind in {"int", "float"}:
            number = int(text) if kind == "int" else float(text)
            if number <= 0:
                raise ValueError
            return number
    except (KeyError, ValueError):
        expected = {"bool": "yes or no", "int": "a whole number above 0", "float": "a number above 0"}[kind]
        raise InputError(f"{variable} is {text!r}", remedy=f"it takes {expected}") from None
    return Path(text) if kind.startswith("Path") else text
