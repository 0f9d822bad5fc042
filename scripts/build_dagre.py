"""Fetch dagre, which lays out the pictures of proofs, from the npm registry into kgqa/serve/static.

Run from the root of the checkout with npm at hand: python scripts/build_dagre.py. npm checks what it fetches against
the registry; INTEGRITY pins what the registry may give. Nothing is built: the package ships one ES module.
"""

from __future__ import annotations

import base64
import hashlib
import subprocess
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "@dagrejs/dagre@3.1.3"
INTEGRITY = "sha512-X4aUTwOReZvthaZWOVHqlJ52/ZdhZFEM4+Lh/uR4XooUSLE6p71bcy7MPGzYnNUcNh+nj+i/qJQpCMIdQnSmrg=="
HERE = Path(__file__).resolve().parent.parent / "kgqa" / "serve" / "static"
NOTE = f"/*! {PACKAGE}, MIT; made by scripts/build_dagre.py. The licence is in dagre.LICENSE.txt. */\n"


def fetched(folder: str) -> Path:
    """The package as npm gives it; raises SystemExit when it is not the one that is pinned."""
    done = subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, capture_output=True, text=True)
    package = Path(folder, done.stdout.split()[-1])
    digest = base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != INTEGRITY:
        raise SystemExit(f"{PACKAGE} has the hash sha512-{digest}, not the one that is pinned")
    return package


def member(package: Path, name: str) -> str:
    """The text of one file of the package."""
    with tarfile.open(package) as archive:
        found = archive.extractfile(f"package/{name}")
        assert found is not None
        return found.read().decode()


def main() -> None:
    """Write dagre.js and its licences."""
    with tempfile.TemporaryDirectory() as folder:
        package = fetched(folder)
        lines = member(package, "dist/dagre.esm.js").splitlines()
        code = "\n".join(line for line in lines if not line.startswith(("//# sourceMappingURL", "/*! For license")))
        (HERE / "dagre.js").write_text(NOTE + code.strip() + "\n", encoding="utf-8")
        licences = f"{member(package, 'LICENSE').strip()}\n\n{member(package, 'dist/dagre.esm.js.LEGAL.txt').strip()}\n"
        (HERE / "dagre.LICENSE.txt").write_text(licences, encoding="utf-8")


if __name__ == "__main__":
    main()
