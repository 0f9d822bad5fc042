"""Model endpoints: where a model is asked and what it costs, from settings or from a TOML file."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kgqa.errors import FormatError, InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kgqa.config import Settings

DEFAULT_NAME = "default"
DEFAULT_SECONDS = 20.0
ADDRESS = "it takes an address such as http://127.0.0.1:8080/v1"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible endpoint and the model that is asked there.

    `seconds` limits one call. Prices are US dollars per million tokens; None: not known. `context` is how many tokens
    a request and its reply may have together; 0: not known. `temperature` is sent where it is given.
    A `trusted` model may read questions whose words the graph does not have.
    """

    name: str
    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = DEFAULT_SECONDS
    price_in: float | None = None
    price_out: float | None = None
    context: int = 0
    temperature: float | None = None
    trusted: bool = False

    @property
    def id(self) -> str:
        """What is remembered of it is kept under: the address and the model."""
        return f"{self.url}\n{self.model}"


def endpoints_of(settings: Settings, environ: Mapping[str, str] | None = None) -> tuple[Endpoint, ...]:
    """The endpoints to ask, in order: that of KGQA_MODEL_URL, those of the file KGQA_ENDPOINTS, those added by code.

    Raises InputError, naming file, line and remedy, for a file that cannot be used.
    """
    found: list[Endpoint] = []
    if settings.model_url and settings.model:
        found.append(
            Endpoint(
                DEFAULT_NAME,
                settings.model_url,
                settings.model,
                settings.model_key,
                settings.model_seconds,
                price_in=settings.model_price_in,
                price_out=settings.model_price_out,
                context=settings.model_context,
                trusted=settings.model_trusted,
            )
        )
    if settings.endpoints is not None:
        found += read_endpoints(settings.endpoints, os.environ if environ is None else environ)
    return (*found, *settings.added)


def is_address(url: str) -> bool:
    """Whether an endpoint may be there: an address of HTTP with a host, and a port that is one if any."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0 and url.split() == [url]
    except ValueError:
        return False


def read_endpoints(file: Path, environ: Mapping[str, str]) -> list[Endpoint]:
    """The endpoints of a TOML file, an `[[endpoint]]` each; keys come from the variables that `key_env` names.

    Raises InputError or FormatError.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problem = error.strerror if isinstance(error, OSError) and error.strerror else "it is not UTF-8 text"
        raise InputError(
            f"the endpoints cannot be read: {problem}", file=str(file), remedy="set KGQA_ENDPOINTS to a TOML file"
        ) from None
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        number = int(line[1]) if line else text.count("\n") + 1
        raise FormatError(f"not TOML: {error}", file=str(file), line=number, remedy=_EXAMPLE) from None
    return _Reader(str(file), text.split("\n"), environ).endpoints(content)


_EXAMPLE = 'an endpoint is: [[endpoint]], then name = "...", url = "http...", model = "..."'
_TEXTS = ("name", "url", "model", "key_env")
_NUMBERS = ("seconds", "price_in", "price_out", "context", "temperature")
_TRUTHS = ("trusted",)


@dataclass(frozen=True, slots=True)
class _Reader:
    file: str
    lines: list[str]
    environ: Mapping[str, str]

    def endpoints(self, content: Mapping[str, Any]) -> list[Endpoint]:
        for unknown in sorted(content.keys() - {"endpoint"}):
            raise self._wrong(f"{unknown!r} is not known here", self._line(unknown, 0), _EXAMPLE)
        tables = content.get("endpoint")
        if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
            raise self._wrong("it has no [[endpoint]]", 1, _EXAMPLE)
        starts = [at for at, line in enumerate(self.lines) if re.match(r"\s*\[\[\s*endpoint\s*]]", line)]
        starts += [0] * (len(tables) - len(starts))
        found: list[Endpoint] = []
        for table, start in zip(tables, starts, strict=False):
            endpoint = self._endpoint(table, start)
            if any(endpoint.name == other.name for other in found):
                raise self._wrong(
                    f"two endpoints are named {endpoint.name!r}", self._line("name", start), "give each its own name"
                )
            found.append(endpoint)
        return found

    def _endpoint(self, table: Mapping[str, Any], start: int) -> Endpoint:
        for key in table:
            if key == "key":
                remedy = 'put the key into an environment variable and name that: key_env = "MY_KEY"'
                raise self._wrong("a key does not belong into this file", self._line(key, start), remedy)
            if key not in _TEXTS + _NUMBERS + _TRUTHS:
                known = ", ".join(_TEXTS + _NUMBERS + _TRUTHS)
                raise self._wrong(f"{key!r} is not known here", self._line(key, start), f"use any of: {known}")
        url, model = self._text(table, "url", start), self._text(table, "model", start)
        if not is_address(url):
            raise self._wrong(f"url is {url!r}", self._line("url", start), ADDRESS)
        name = self._text(table, "name", start)
        if not isinstance(trusted := table.get("trusted", False), bool):
            raise self._wrong(f"trusted is {trusted!r}", self._line("trusted", start), "it takes true or false")
        numbers = {key: self._number(table, key, start) for key in _NUMBERS if key in table}
        return Endpoint(
            name,
            url,
            model,
            self._key(table, start),
            seconds=numbers.get("seconds", DEFAULT_SECONDS),
            price_in=numbers.get("price_in"),
            price_out=numbers.get("price_out"),
            context=int(numbers.get("context", 0)),
            temperature=numbers.get("temperature"),
            trusted=trusted,
        )

    def _text(self, table: Mapping[str, Any], key: str, start: int) -> str:
        if key not in table:
            raise self._wrong(f"an endpoint has no {key}", start + 1, _EXAMPLE)
        value = table[key]
        if not isinstance(value, str) or not value.strip():
            raise self._wrong(f"{key} is {value!r}", self._line(key, start), "it takes a text in quotes")
        return value.strip()

    def _number(self, table: Mapping[str, Any], key: str, start: int) -> float:
        value, least = table[key], 0 if key.startswith(("price", "temp")) else 1e-3
        right = isinstance(value, int | float) and not isinstance(value, bool) and least <= value < float("inf")
        if not right or (key == "context" and not isinstance(value, int)):
            expected = "a number, 0 or above" if least == 0 else "a number above 0"
            expected = "a whole number above 0" if key == "context" else expected
            raise self._wrong(f"{key} is {value!r}", self._line(key, start), f"it takes {expected}")
        return float(value)

    def _key(self, table: Mapping[str, Any], start: int) -> str:
        if "key_env" not in table:
            return ""
        variable = self._text(table, "key_env", start)
        key = self.environ.get(variable, "")
        if not key:
            raise self._wrong(
                f"key_env names {variable}, which is not set",
                self._line("key_env", start),
                "set it, or leave key_env out for an endpoint without a key",
            )
        return key

    def _line(self, key: str, start: int) -> int:
        """The line, from 1, in which a key is first set at or after the line `start`."""
        for at in range(start, len(self.lines)):
            if re.match(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[=\]]""", self.lines[at]):
                return at + 1
        return start + 1

    def _wrong(self, message: str, line: int, remedy: str) -> InputError:
        return InputError(message, file=self.file, line=line, remedy=remedy)
