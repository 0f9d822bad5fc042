"""The prompts that models are given, as text for people or as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from kgqa.fallback.prompt import prompts


def prompts_json() -> list[dict[str, Any]]:
    """Every prompt with its text; `name` is how answers name it."""
    return [{"name": prompt.name} | asdict(prompt) for prompt in prompts()]


def prompts_text() -> str:
    """A line for each prompt: its name with its hash, its version, and what it is for; without a line end."""
    found = prompts()
    wide = max(len(prompt.name) for prompt in found)
    return "\n".join(f"{prompt.name:{wide}}  version {prompt.version}  {prompt.purpose}" for prompt in found)
