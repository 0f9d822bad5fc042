"""`kgqa keys`: the API keys of a server."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from kgqa.cli.entry import DONE
from kgqa.cli.stores import refuse_without_store
from kgqa.errors import InputError

if TYPE_CHECKING:
    from kgqa.config import Settings

app = typer.Typer(help="The keys with which programs may read and write over HTTP.")

# typer reads the annotations at run time.
Store = Annotated[Path | None, typer.Option(metavar="DIR", help="The store that is served; its keys are in keys.json.")]
File = Annotated[Path | None, typer.Option(metavar="F", help="The file of keys; default: KGQA_KEYS.")]
Scopes: TypeAlias = Literal["read", "write", "admin"]


@app.callback(invoke_without_command=True)
def _root(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        print(context.get_help())


@app.command()
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the key is called in logs and in the list.")],
    scope: Annotated[Scopes, typer.Option(help="What it is good for; each includes those before it.")] = "read",
    store: Store = None,
    file: File = None,
) -> int:
    """Make a key and print it, once: only its hash is kept."""
    from kgqa.config import read_settings
    from kgqa.serve.admission.keyfile import add_key

    settings = read_settings()
    token = add_key(_file(store, file, settings), name, scope)
    print("This key is shown only now. Send it as Authorization: Bearer KEY", file=sys.stderr)
    if scope == "read" and not settings.require_key:
        print("Reading needs no key unless the server has KGQA_REQUIRE_KEY=yes", file=sys.stderr)
    print(token)
    return DONE


@app.command("list")
def show(store: Store = None, file: File = None) -> int:
    """List the keys: name, scope, when it was made."""
    from kgqa.config import read_settings
    from kgqa.serve.admission.keyfile import read_keys

    for key in read_keys(_file(store, file, read_settings())):
        print(key.name, key.scope, key.created, sep="\t")
    return DONE


@app.command()
def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The key.")], store: Store = None, file: File = None
) -> int:
    """Take a key away; a server that runs refuses it from then on."""
    from kgqa.config import read_settings
    from kgqa.serve.admission.keyfile import remove_key

    remove_key(_file(store, file, read_settings()), name)
    return DONE


def _file(store: Path | None, file: Path | None, settings: Settings) -> Path:
    """The file of keys that a server would use."""
    if store is not None and file is not None:
        raise InputError("give --store or --file, not both")
    if file is not None:
        return file
    if settings.keys is not None:
        return settings.keys
    if store is None:
        raise InputError("whose keys?", remedy="give --store DIR or --file F, or set KGQA_KEYS")
    refuse_without_store(store)
    return store / "keys.json"
