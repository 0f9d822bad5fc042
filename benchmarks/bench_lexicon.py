"""The lexicon's indexes on generated graphs of 100,000 and 1,000,000 labels: built, opened again, looked up.

    python benchmarks/bench_lexicon.py [--small]    --small: 100,000 labels only

Bars: 100,000 labels a second by a process's first build, and a tenth of a second to open a million again.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.lexicon_graph import facts, ontology
from benchmarks.timing import WIDTH, heading, latency, peak_mb
from kgqa.ask.lexicon import Lexicon
from kgqa.ask.tokens import alternatives, tokenize
from kgqa.bulk import derive_files
from kgqa.model import ONTOLOGY_GRAPH
from kgqa.reason import opened, saved
from kgqa.store import EmbeddedStore

if TYPE_CHECKING:
    from kgqa.ask.names import NameIndex

BAR, SMALL = 100_000, 100_000
OPEN = "--open"


def main() -> None:
    """Measure all sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    parser.add_argument(OPEN, type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.open:
        _, seconds, cpu = build(given.open, with_closure=True)
        print(seconds, cpu, peak_mb())
        return
    for labels in (SMALL,) if given.small else (SMALL, 1_000_000):
        with tempfile.TemporaryDirectory() as folder:
            measure(labels, Path(folder))


def measure(labels: int, folder: Path) -> None:
    """Print what a graph of that many labels takes."""
    print(f"\n{labels:,} labels")
    made(labels, folder)
    if labels <= SMALL:
        _, seconds, cpu = build(folder, with_closure=False)
        row("built from the store alone", seconds, cpu, labels)
        for kept in folder.glob("*.words"):
            kept.unlink()
    seconds, cpu, peak = in_another_process(folder)
    row("built with the closure, and kept", seconds, cpu, labels, bar=True)
    print(f"{'  most memory':<{WIDTH}}{peak:9,.0f} MB")
    size = sum(kept.stat().st_size for kept in folder.glob("*.words"))
    print(f"{'  on disk':<{WIDTH}}{size / labels:9.0f} bytes a label")
    again = [in_another_process(folder) for _ in range(5)]
    best = [1000 * min(times) for times in list(zip(*again, strict=True))[:2]]
    print(f"{'opened again, best of five':<{WIDTH}}{best[0]:9.1f} ms, {best[1]:.1f} ms of CPU, bar 100")
    lookups(build(folder, with_closure=True)[0])


def made(labels: int, folder: Path) -> None:
    """Make a store and the closure of its facts, as a revision has them."""
    data, schema = folder / "data.nt", folder / "schema.ttl"
    with data.open("w") as handle:
        handle.writelines(facts(labels))
    schema.write_text(ontology())
    store = ox.Store(str(folder / "r000001"))
    store.bulk_load(path=str(data), format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode("urn:bench:data"))
    graph = ox.NamedNode(ONTOLOGY_GRAPH.value)
    store.bulk_load(path=str(schema), format=ox.RdfFormat.TURTLE, to_graph=graph)
    store.flush()
    saved(derive_files([data, schema])[0], folder / "r000001.closure")


def build(folder: Path, *, with_closure: bool) -> tuple[Lexicon, float, float]:
    """The lexicon of a graph, with the seconds by the clock and of CPU that it takes."""
    image = folder / "r000001.closure"
    store = EmbeddedStore(ox.Store.read_only(str(folder / "r000001")), writable=False, image=image)
    closure = opened(image) if with_closure else None
    started, before = time.perf_counter(), time.process_time()
    lexicon = Lexicon.build(store, "en", closure)
    return lexicon, time.perf_counter() - started, time.process_time() - before


def in_another_process(folder: Path) -> tuple[float, float, float]:
    """Seconds by the clock and of CPU, and megabytes, that the lexicon takes in a process that has loaded its modules.

    The first process builds it, others open what that one kept.
    """
    command = [sys.executable, __file__, OPEN, str(folder)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    seconds, cpu, peak = map(float, printed.split())
    return seconds, cpu, peak


def row(name: str, seconds: float, cpu: float, labels: int, *, bar: bool = False) -> None:
    """Print a build; of the clock and CPU time the second says more where others use the machine."""
    rates = [labels / seconds, labels / cpu]
    missed = "  missed" if bar and max(rates) < BAR else ""
    print(
        f"{name:<{WIDTH}}{seconds:9.2f} s, {cpu:.2f} s of CPU: {rates[0]:,.0f} and {rates[1]:,.0f} labels a second"
        + (f", bar {BAR:,}{missed}" if bar else ""),
        flush=True,
    )


def lookups(lexicon: Lexicon) -> None:
    """Print how long single look-ups take, on names drawn at random."""
    names, dice = lexicon.names, random.Random(3)
    texts = [names.texts[dice.randrange(len(names.texts))] for _ in range(2_000)]
    typed = [[alternatives(token) for token in tokenize(text)] for text in texts]
    words = [token.folded for text in texts for token in tokenize(text) if len(token.folded) > 5]
    heading()
    latency("whole names", names.of_whole, typed)
    latency("first word of a name", names.with_parts, [key[:1] for key in typed])
    latency("first and last word of a name", names.with_parts, [[key[0], key[-1]] for key in typed])
    latency("words with two letters turned", names.respelt, map(slip, words))
    latency("similar names", lambda text: similar(names, text), texts[:200])
    latency("values", lexicon.values.lookup, [[word] for word in words])


def similar(names: NameIndex, text: str) -> list[str]:
    return names.similar(" ".join(map(slip, text.split())))


def slip(word: str) -> str:
    """The word with its third and fourth letters in the other order."""
    return word[:2] + word[3:4] + word[2:3] + word[4:]


if __name__ == "__main__":
    main()
