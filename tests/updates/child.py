"""A process that writes a store until it is killed, and tells of every write that it was told is done.

    python child.py FOLDER SEED FILE

Each line is what it is about to do, then "done" with the revision and a digest of what is stated.
"""

from __future__ import annotations

import hashlib
import itertools
import random
import shutil
import sys
from pathlib import Path

from kgqa.config import Settings
from kgqa.errors import KgqaError
from kgqa.model import ASSERTED_GRAPH, IRI, Triple
from kgqa.store import open_revision
from kgqa.updates import Writer
from kgqa.updates.backup import backup, restore
from kgqa.updates.compact import compact

KIN = "urn:x:"


def digest(store) -> str:
    """What a store states, as a short text."""
    facts = sorted(map(str, store.match(graph=ASSERTED_GRAPH)))
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]


def update(chance: random.Random) -> str:
    a, b = (f"<urn:x:{chance.randrange(12)}>" for _ in "ab")
    property = chance.choice(["parent", "spouse", "mother"])
    kin = f"<{KIN}{property}>"
    graph = chance.choice(["", "GRAPH <urn:g:one> "])
    return chance.choice(
        [
            f"INSERT DATA {{ {graph} {{ {a} <{KIN}{property}> {b} }} }}" if graph else
            f"INSERT DATA {{ {a} <{KIN}{property}> {b} }}",
            f"INSERT DATA {{ {a} <http://www.w3.org/2000/01/rdf-schema#label> 'Name {chance.random()}' }}",
            f"DELETE {{ {a} ?p ?o }} WHERE {{ {a} ?p ?o }}",
            f"DELETE {{ ?s {kin} {a} }} INSERT {{ {a} {kin} ?s }} WHERE {{ ?s {kin} {a} }}",
            "COPY DEFAULT TO <urn:g:one>",
        ]
    )  # fmt: skip


def act(writer: Writer, chance: random.Random, file: Path) -> None:
    what, folder = chance.random(), writer.folder
    if what < 0.7:
        writer.update(update(chance))
    elif what < 0.8:
        file.write_text(f"<urn:x:{chance.randrange(9)}> <{KIN}parent> <urn:x:{chance.randrange(9)}> .")
        writer.load([file])
    elif what < 0.88:
        name = IRI("urn:g:two")
        things = [IRI(f"urn:x:{chance.randrange(9)}") for _ in range(3)]
        writer.put(name, [Triple(things[0], IRI(f"{KIN}parent"), thing) for thing in things])
    elif what < 0.92:
        compact(folder, writer.settings)
    else:
        copy = folder.with_name(chance.choice(["copy", "copy.tar.gz"]))
        shutil.rmtree(copy, ignore_errors=True)
        copy.unlink(missing_ok=True)
        backup(folder, copy)
        restore(copy, folder, force=True)


def main(folder: Path, seed: str, file: Path) -> None:
    writer, chance = Writer(folder, Settings()), random.Random(seed)
    for number in itertools.count():
        print("begin", number, flush=True)
        try:
            act(writer, chance, file)
        except KgqaError as error:
            print("fault", error, flush=True)
            return
        store = open_revision(folder)
        print("done", store.revision, digest(store), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
