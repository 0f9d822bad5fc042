"""Builds the vendored files of /console: YASGUI as its package on npm has it, with the patches below.

Usage: python scripts/build_console.py [--check]. Needs npm, and the registry that npm is set to. What is fetched is
pinned by hash in scripts/console/package-lock.json; what is written is what is committed, which --check compares.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
OUT = HERE.parent / "kgqa" / "serve" / "static" / "console"
PACKAGE = "@zazuko/yasgui"

PATCHES = (
    # No style attribute in HTML: the content security policy refuses it.
    (r"<strong style='text-decoration:underline'>", "<strong class='expected'>"),
    # No names of other hosts: nothing is asked of prefix.cc, LOV or an endpoint elsewhere, not even by mistake.
    (r"\bmadsrdf=`(?:[^`]*`,[\w$]+=`)*[^`]*`,prefixes_default=\{[^}]*\}", "prefixes_default={}"),
    (r"fetchFromLov=\(e,t,n\)=>\{", "fetchFromLov=(e,t,n)=>{return Promise.resolve([]);"),
    (r"\$\{r\}lov\.linkeddata\.es/dataset/lov/api/v2/autocomplete/terms", "/none"),
    (r",\{endpoint:`https://query\.wikidata\.org/bigdata/namespace/wdq/sparql`\}", ""),
    (r"https://dbpedia\.org/sparql", "/sparql"),
    (r"https://docs\.triply\.cc/yasgui/(?:#\w+)?", "/docs"),
    # No eval: a fallback for browsers without JSON.
    (r"j=eval\(`\(`\+text\+`\)`\)", "j=JSON.parse(text)"),
    (r"\n//# sourceMappingURL=\S+\s*$", "\n"),
)

NO_LICENSE_FILE = """The MIT License

{holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def built(modules: Path) -> dict[str, str]:
    """The vendored files by name, from the packages as npm installed them."""
    build = modules / PACKAGE / "build"
    return {
        "yasgui.js": patched((build / "yasgui.min.js").read_text(encoding="utf-8")),
        "yasgui.css": (build / "yasgui.min.css").read_text(encoding="utf-8"),
        "yasgui-LICENSES.txt": "\n".join(licences(modules, json.loads((build / "yasgui.min.js.map").read_text()))),
    }


def patched(script: str) -> str:
    """The script with every patch applied; raises ValueError for one that fits nothing."""
    for pattern, new in PATCHES:
        script, count = re.subn(pattern, lambda _, new=new: new, script)
        if not count:
            raise ValueError(f"nothing to patch for {pattern}")
    return script


def licences(modules: Path, source_map: dict[str, list[str]]) -> Iterator[str]:
    """The licence of each package that the script is made of."""
    found = {
        match[1] for path in source_map["sources"] if (match := re.search(r"node_modules/((?:@[^/]+/)?[^/]+)/", path))
    }
    yield "kgqa serves YASGUI, patched by scripts/build_console.py. It is made of these packages.\n"
    for name in sorted(found | {PACKAGE, "@zazuko/yasqe", "@zazuko/yasr", "@zazuko/yasgui-utils"}):
        about = json.loads((modules / name / "package.json").read_text(encoding="utf-8"))
        yield f"{'=' * 78}\n{name} {about['version']} ({about.get('license', 'see below')})\n{'=' * 78}\n"
        files = sorted(
            p for p in (modules / name).iterdir() if re.match(r"licen[cs]e|copying", p.name, re.I) and p.is_file()
        )
        texts = [path.read_text(encoding="utf-8").replace("\r\n", "\n").strip() for path in files]
        yield "\n\n".join(texts) + "\n" if texts else _unfiled(about)


def _unfiled(about: dict[str, object]) -> str:
    author = about.get("author") or about.get("contributors") or about["name"]
    named = author.get("name") if isinstance(author, dict) else author
    if about.get("license") != "MIT":
        raise ValueError(f"{about['name']} has no licence file")
    holder = "Triply, Zazuko GmbH and others" if str(about["name"]).startswith("@zazuko/") else named
    return NO_LICENSE_FILE.format(holder=f"Copyright (c) {holder}")


def main() -> int:
    """Build the files, or compare them."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / "console" / name, folder)
        npm = ["npm", "ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(npm, cwd=folder, check=True)
        files = built(Path(folder) / "node_modules")
    if "--check" in sys.argv:
        wrong = [name for name, text in files.items() if (OUT / name).read_text(encoding="utf-8") != text]
        print(f"not as built: {', '.join(wrong)}" if wrong else "as built")
        return bool(wrong)
    for name, text in files.items():
        (OUT / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
