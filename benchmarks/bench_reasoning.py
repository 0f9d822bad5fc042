"""Materialisation beside owlrl in one run; then royal92, proofs and suppositions, where the data sets are."""

from __future__ import annotations

import os
import random
import statistics
import time
from pathlib import Path

from family import FAMILY, family_graph

from kgqa.load import bundled_folder, read_sources
from kgqa.model import IRI, Source, Triple
from kgqa.reason import Identity, Prover, TripleSet, compile_program, materialise, materialise_owlrl, suppose

DATA = Path(os.environ.get("KGQA_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")
SMALL = int(os.environ.get("KGQA_BENCH_TRIPLES", "200"))
"""owlrl needs minutes for more."""


def ontology() -> list[Triple]:
    parts = read_sources([bundled_folder("ontologies") / "family.ttl"])
    return [triple for part in parts for triple in part.triples]


def timed(label: str, call, *arguments):
    started = time.perf_counter()
    result = call(*arguments)
    seconds = time.perf_counter() - started
    print(f"{label:<58} {seconds:9.3f} s  {len(result):>9,} facts")
    return seconds, result


def beside_owlrl(schema: list[Triple]) -> None:
    """owlrl reads no SWRL, so it does less; it also gets no alignments, which it would not survive."""
    facts = [*schema, *family_graph(SMALL)]
    ours, _ = timed(f"kgqa: family ontology, {SMALL} facts (compiling included)", closed, facts)
    theirs, _ = timed("owlrl: the same, without SWRL", materialise_owlrl, facts)
    print(f"{'kgqa is faster by':<58} {theirs / ours:9.0f} times")


def closed(facts: list[Triple]) -> list[Triple]:
    return materialise(compile_program(TripleSet(facts)), facts)


def proofs(schema: list[Triple]) -> None:
    facts = [*schema, *family_graph(5_000)]
    program = compile_program(TripleSet(facts))
    _, inferred = timed("kgqa: 5,000 facts, compiled before", materialise, program, facts)
    everything, asserted = TripleSet([*facts, *inferred]), set(facts)
    dice = random.Random(1)

    def source_of(triple: Triple) -> Source | None:
        return Source("urn:x:bench") if triple in asserted else None

    prover = Prover(program, everything, source_of, Identity(True, everything.__contains__))
    latency("first proof", prover.prove, dice.sample(inferred, 300))
    people = sorted({fact.subject for fact in facts if fact.predicate == IRI(FAMILY + "birthDate")}, key=str)
    claims = [Triple(dice.choice(people), IRI(FAMILY + "hasFather"), dice.choice(people)) for _ in range(60)]
    latency("supposition", lambda fact: suppose(program, everything, [fact], source_of), claims)


def latency(label: str, call, cases) -> None:
    times = []
    for case in cases:
        started = time.perf_counter()
        call(case)
        times.append(1000 * (time.perf_counter() - started))
    last = sorted(times)[int(len(times) * 0.99) - 1]
    print(f"{label:<58} {statistics.median(times):9.2f} ms median, {last:.2f} ms 99th percentile")


def royal(schema: list[Triple]) -> None:
    path = DATA / "gedcom" / "royal92.ged"
    if not path.is_file():
        print("no shared data sets here (KGQA_DATA): royal92 is left out")
        return
    started = time.perf_counter()
    facts = [triple for part in read_sources([path]) for triple in part.triples]
    seconds = time.perf_counter() - started
    print(f"{'read royal92.ged and the family ontology':<58} {seconds:9.3f} s  {len(facts):>9,} facts")
    timed("kgqa: royal92 with the whole family ontology", closed, facts)


if __name__ == "__main__":
    terms = ontology()
    beside_owlrl(terms)
    proofs(terms)
    royal(terms)
