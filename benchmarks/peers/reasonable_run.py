"""reasonable: OWL 2 RL in Rust with Python bindings (github.com/gtfierro/reasonable)."""

from __future__ import annotations

import gc

from measure import Run, rdflib_terms
from reasonable import PyReasoner


def main() -> None:
    run = Run()
    reasoner = PyReasoner()
    # The list that it returns is large enough for Python's collector to go through it again and again, for nothing.
    gc.disable()
    with run.lap("load_s"):
        for file in run.files:
            # It goes by the ending of the name and knows no .nt; every N-Triples file is Turtle.
            turtle = run.save / f"{file.stem}.ttl"
            turtle.symlink_to(file)
            reasoner.load_file(str(turtle))
    with run.lap("first_s"):
        closure = reasoner.reason()
    with run.lap("save_s"), (run.save / "closure.nt").open("w", encoding="utf-8") as file:
        file.writelines(f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o in closure)
    run.saved()
    size = len(closure)
    del closure
    # `reason` also makes a Python list of the closure. A second call has nothing to derive and makes it again,
    # so the difference is the reasoning.
    with run.lap("list_s"):
        closure = reasoner.reason()
    run.note("reason_s", run.seconds("first_s") - run.seconds("list_s"))
    run.report(size, len(set(reasoner.get_base_triples())), map(rdflib_terms, closure))


if __name__ == "__main__":
    main()
