"""`kgqa prompts`: what models are given, named as answers name it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kgqa.cli import main
from kgqa.fallback.prompt import prompts

if TYPE_CHECKING:
    import pytest


def test_every_prompt_has_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prompts"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [prompt.name for prompt in prompts()]


def test_json_has_the_texts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prompts", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in told] == [prompt.name for prompt in prompts()]
    assert all({"version", "hash", "purpose", "system", "form", "again"} <= set(each) for each in told)
