"""Prompts: versioned files, each named with the hash of its content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_DIVIDER = "\n---\n"
_HEADER = re.compile(r"(?P<key>[a-z]+): *(?P<value>.*)")


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is said to a model, whatever the question.

    `system` is said always; `form`, an example of the reply, wherever no schema of the reply can be enforced; `again`
    comes before what was wrong with a reply, when it is asked for once more.
    """

    id: str
    version: int
    hash: str
    purpose: str
    system: str
    form: str
    again: str

    @property
    def name(self) -> str:
        """As an answer names it: `id@hash`."""
        return f"{self.id}@{self.hash}"


@cache
def prompt(name: str) -> Prompt:
    """The prompt in the file `name`; its hash is that of the file (SHA-256, twelve digits)."""
    return _read(name, _folder().joinpath(f"{name}.md").read_bytes())


def prompts() -> tuple[Prompt, ...]:
    """Every prompt there is, by name."""
    names = sorted(file.name for file in _folder().iterdir() if file.name.endswith(".md"))
    return tuple(prompt(name.removesuffix(".md")) for name in names)


def _folder() -> Traversable:
    return files("kgqa.fallback").joinpath("prompts")


def _read(name: str, content: bytes) -> Prompt:
    """A prompt from its file: lines "version: 1" and "purpose: ...", then its parts, each after a line `---`."""
    parts = content.decode().split(_DIVIDER)
    matches = [_HEADER.fullmatch(line) for line in parts[0].splitlines()]
    header = {found["key"]: found["value"] for found in matches if found} if all(matches) else {}
    system, form, again = ([*parts[1:], "", "", ""] if header else [*parts, "", ""])[:3]
    return Prompt(
        name,
        int(header.get("version", "1")),
        sha256(content).hexdigest()[:12],
        header.get("purpose", ""),
        system.strip(),
        form.strip(),
        again.strip(),
    )
