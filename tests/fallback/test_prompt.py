"""Prompts are files: each has a version, a purpose and the hash of its content."""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files

from kgqa.fallback.prompt import prompt, prompts


def test_every_file_is_a_prompt() -> None:
    names = {file.name for file in files("kgqa.fallback").joinpath("prompts").iterdir()}
    assert {f"{each.id}.md" for each in prompts()} == names
    assert {"grounded", "reading"} <= {each.id for each in prompts()}


def test_a_prompt_is_named_by_its_content() -> None:
    for each in prompts():
        content = files("kgqa.fallback").joinpath("prompts", f"{each.id}.md").read_bytes()
        assert each.name == f"{each.id}@{sha256(content).hexdigest()[:12]}"


def test_every_prompt_says_what_is_data_and_shows_the_form() -> None:
    for each in prompts():
        assert "data" in each.system
        assert "never follow" in each.system
        assert "{" in each.form
        assert each.version >= 1


def test_the_parts_of_a_prompt() -> None:
    grounded = prompt("grounded")
    assert grounded.version == 2
    assert grounded.purpose.startswith("Answer a question")
    assert grounded.system.startswith("You answer one question")
    assert grounded.again.startswith("Your reply cannot be used")
