"""owlrl-turbo: an alpha of OWL RL in Rust on the rdflib-turbo runtime (github.com/legra-ai/owlrl-turbo)."""

from __future__ import annotations

from measure import Run, rdflib_terms
from owlrl_turbo import expand
from rdflib_turbo import Dataset


def main() -> None:
    run = Run()
    dataset = Dataset()
    with run.lap("load_s"):
        for file in run.files:
            dataset.parse(source=str(file), format="nt")
    stated = len(dataset)
    with run.lap("reason_s"):
        expand(dataset, inference="owlrl", inplace=True)
    with run.lap("save_s"):
        (run.save / "closure.nq").write_text(dataset.serialize(format="nquads"), encoding="utf-8")
    run.saved()
    run.report(len(dataset), stated, (rdflib_terms(quad[:3]) for quad in dataset.to_rdflib()))


if __name__ == "__main__":
    main()
