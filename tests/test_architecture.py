"""What the layout promises: who imports whom, how fast a command starts, and that no domain is in the code."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# fmt: off
DOMAIN_WORDS = {
    "mother", "father", "mom", "dad", "son", "daughter", "brother", "sister", "sibling", "uncle", "aunt", "cousin",
    "nephew", "niece", "husband", "wife", "spouse", "married", "marriage", "wedding", "divorce", "kinship",
    "grandparent", "grandmother", "grandfather", "genealogy", "family",
    "film", "movie", "actor", "actress", "president", "king", "queen", "country", "city", "river", "company",
}
# fmt: on
EXEMPT = {
    "load/gedcom": "the one format that is itself about families",
    "load/sources.py": "names the ontology that gives GEDCOM its meaning",
    "ask/english/morphology.py": "irregular plurals of English",
}


def sources(root: Path) -> list[Path]:
    return sorted((root / "kgqa").rglob("*.py"))


def test_imports_go_one_way(root: Path) -> None:
    contract = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert contract.returncode == 0, contract.stdout + contract.stderr


def test_no_domain_is_in_the_code(root: Path) -> None:
    """Names and texts of the code are general; only the examples in docstrings and comments are of some domain."""
    found = [
        f"{path.relative_to(root)}:{line}: {word}"
        for path in sources(root)
        if not path.relative_to(root / "kgqa").as_posix().startswith(tuple(EXEMPT))
        for line, words in words_of_code(path)
        for word in words
        if word in DOMAIN_WORDS or word.removesuffix("s") in DOMAIN_WORDS
    ]
    assert not found, "\n".join(found)


def words_of_code(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The words of every name and text of a module, docstrings apart, with their lines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if id(node) in docstrings:
            continue
        for _, value in ast.iter_fields(node):
            if isinstance(value, str):
                yield getattr(node, "lineno", 0), [w.lower() for w in re.findall("[A-Z]?[a-z]+", value)]


@pytest.mark.parametrize("word", ["TO" + "DO", "FIX" + "ME", "raise NotImplemented" + "Error"])
def test_nothing_is_left_unfinished(root: Path, word: str) -> None:
    paths = [*sources(root), *(root / "tests").rglob("*.py"), *(root / "ontologies").rglob("*.ttl")]
    assert [path for path in paths if word in path.read_text(encoding="utf-8")] == []


def test_no_machine_is_named(root: Path) -> None:
    """Nothing in the tree names a folder of somebody's machine or the address of a package registry."""
    parts = ["/" + "work/", "/" + "root/", "/" + "home/", "index" + "-url", "find" + "-links", "python" + "hosted"]
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, check=False
    ).stdout.decode().split("\0")  # fmt: skip
    if tracked == [""]:
        pytest.skip("not a git checkout")
    found = [
        f"{name}: {part}"
        for name in filter(None, tracked)
        for part in parts
        if (root / name).is_file() and part in (root / name).read_bytes().decode("utf-8", "replace")
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (["--help"], ["fastapi", "openai", "rdflib", "networkx", "pyoxigraph", "owlrl", "rich", "yaml"]),
        (["ask", "who?", "-g", "missing.ttl"], ["fastapi", "openai", "rdflib", "owlrl", "ged4py"]),
    ],
)
def test_a_command_imports_only_what_it_needs(arguments: list[str], unwanted: list[str]) -> None:
    program = (
        "import sys; from kgqa.cli import main; main(sys.argv[1:]); "
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), sep='\\n', file=sys.stderr)"
    )
    process = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)
    assert set(process.stderr.splitlines()) & set(unwanted) == set()


def test_rooms_hold_no_shapeless_modules(root: Path) -> None:
    shapeless = {"util", "utils", "helper", "helpers", "manager", "common", "misc"}
    assert [path for path in sources(root) if path.stem in shapeless or path.parent.name in shapeless] == []
