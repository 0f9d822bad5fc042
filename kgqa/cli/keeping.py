"""The commands that keep a durable store: to change it, look at it, copy it and put it in order."""

from __future__ import annotations

import json as json_text
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgqa.cli.entry import DONE
from kgqa.cli.stores import refuse_without_store

if TYPE_CHECKING:
    from kgqa.updates.stats import Stats

# typer reads the annotations at run time, so that Path is imported here.

Store = Annotated[Path, typer.Option(metavar="DIR", help="The store.")]


def update(
    request: Annotated[
        str, typer.Argument(metavar="UPDATE", help="SPARQL 1.1 Update, or a file that holds it; - reads it from stdin.")
    ],
    store: Store,
) -> int:
    """Change the facts of a durable store by SPARQL 1.1 Update.

    What follows from them is kept in step. Without GRAPH, the graph urn:kgqa:local is written.
    """
    from kgqa.config import read_settings
    from kgqa.updates import Writer

    refuse_without_store(store)
    written = Writer(store, read_settings()).update(_text(request))
    if written.changed:
        print(
            f"{store}: revision {written.revision}, {written.added:,} facts added and {written.removed:,} removed, "
            f"{written.inferred_added:,} more entailed and {written.inferred_removed:,} no longer"
        )
    else:
        print(f"{store}: revision {written.revision}, nothing changed")
    if written.remaining:
        print(
            f"{written.remaining:,} of the facts to be removed still hold: another source states them, or they follow "
            "(kgqa explain tells)",
            file=sys.stderr,
        )
    return DONE


def stats(store: Store, json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False) -> int:
    """Tell what a durable store holds and takes."""
    from dataclasses import asdict

    from kgqa.updates.stats import stats as of

    found = of(store)
    if json:
        print(json_text.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        print(_stats_text(found))
    return DONE


def backup(
    target: Annotated[
        Path, typer.Argument(metavar="TARGET", help="A new folder, or an archive whose name ends in .tar.gz.")
    ],
    store: Store,
) -> int:
    """Copy the published revision of a durable store, while it is in use.

    The copy has a manifest with the digest of each file; a folder can be used as a store, too.
    """
    from kgqa.updates.backup import backup as copy

    manifest = copy(store, target)
    print(f"{target}: revision {manifest.revision}, {len(manifest.files)} files")
    return DONE


def restore(
    source: Annotated[Path, typer.Argument(metavar="BACKUP", help="What kgqa backup made.")],
    store: Annotated[Path, typer.Option(metavar="DIR", help="The store; made where there is none.")],
    force: Annotated[bool, typer.Option("--force", help="Replace the store that is there.")] = False,
) -> int:
    """Make a durable store hold what a backup does.

    The backup is checked against its manifest first; the store is replaced whole or not at all.
    """
    from kgqa.updates.backup import restore as put

    manifest = put(source, store, force=force)
    print(f"{store}: revision {manifest.revision}")
    return DONE


def compact(store: Store) -> int:
    """Write a durable store anew, without what deleted facts left behind.

    What follows is derived afresh. It takes as long as loading; whoever reads the store goes on meanwhile.
    """
    from kgqa.config import read_settings
    from kgqa.updates.compact import compact as write_anew

    refuse_without_store(store)
    done = write_anew(store, read_settings())
    print(f"{store}: {done.before:,} bytes before, {done.after:,} after")
    if done.mended:
        print(f"{done.mended:,} inferences were not what the facts entail, and are now", file=sys.stderr)
    return DONE


COMMANDS = (update, stats, backup, restore, compact)


def _text(request: str) -> str:
    if request == "-":
        return sys.stdin.read()
    path = Path(request)
    try:
        is_file = path.is_file()
    except (OSError, ValueError):
        is_file = False
    return path.read_text(encoding="utf-8") if is_file else request


def _stats_text(found: Stats) -> str:
    from kgqa.cli.screen import shown

    lines = [
        f"revision   {found.revision}",
        f"written    {found.written or 'unknown'}",
        f"stated     {found.asserted:,} facts",
        f"entailed   {found.inferred:,} facts",
        f"schema     {found.classes:,} classes and {found.properties:,} properties in use",
        f"on disk    {found.bytes / 1e6:,.1f} MB in {len(found.revisions)} revisions",
        "graphs",
    ]
    for graph in found.graphs:
        source = f", from {graph.file}" if graph.file else ""
        lines.append(f"  {graph.facts:>12,}  {shown(graph.name)}{shown(source)}")
    return "\n".join(lines)
