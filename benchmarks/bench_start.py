"""How long a newcomer waits: commands from process start, on the demonstration graph and on a GEDCOM file.

`make bench` runs it. The GEDCOM line needs KGQA_DATA (default: shared/data beside the checkout).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GEDCOM = Path(os.environ.get("KGQA_DATA") or ROOT.parent / "shared" / "data") / "gedcom" / "royal92.ged"
CLI = [sys.executable, "-c", "import sys; from kgqa.cli import main; sys.exit(main())"]


def seconds(*arguments: str) -> float:
    """Wall time of one command; an answer that finds nothing (status 1) counts, bad input does not."""
    started = time.perf_counter()
    process = subprocess.run([*CLI, *arguments], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if process.returncode > 1:
        process.check_returncode()
    return time.perf_counter() - started


def row(what: str, *arguments: str, times: int = 1) -> None:
    """Print the best of `times` runs."""
    print(f"{what:44} {min(seconds(*arguments) for _ in range(times)):6.2f} s", flush=True)


def main() -> None:
    """Measure with a cache of its own, so that the first run of each pair derives everything."""
    question = "Who is Sasha Obama's father?"
    with tempfile.TemporaryDirectory() as cache:
        os.environ["KGQA_CACHE"] = cache
        row("kgqa --help", "--help", times=5)
        row("ask, closure derived (demonstration graph)", "ask", question)
        row("ask, closure kept", "ask", question, times=5)
        if GEDCOM.is_file():
            row("ask, closure derived (royal92.ged)", "ask", "Who is Queen Victoria's husband?", "-g", str(GEDCOM))
            row("ask, closure kept", "ask", "Who is Queen Victoria's husband?", "-g", str(GEDCOM), times=3)


if __name__ == "__main__":
    main()
