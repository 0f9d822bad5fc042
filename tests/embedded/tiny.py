"""A runtime that is a few lines of Python, and wheels as pip takes them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zipfile import ZipFile

from kgqa.embedded import Model

if TYPE_CHECKING:
    from pathlib import Path

RUNTIME = '''
"""What the child uses of the runtime. The weights say how it behaves."""
import json, os, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

llama_flash_attn_type = SimpleNamespace(LLAMA_FLASH_ATTN_TYPE_DISABLED=0)


class CommonParams(SimpleNamespace):
    def __init__(self):
        super().__init__(model=SimpleNamespace(path=""), cpuparams=SimpleNamespace(),
                         cpuparams_batch=SimpleNamespace(), sampling=SimpleNamespace(), hostnames=[])


class Server:
    def __init__(self, given):
        behaviour = open(given.model.path).read()
        print("a runtime prints what it likes", flush=True)
        if behaviour == "abort":
            os.write(2, b"GGML_ASSERT failed\\n")
            os.abort()
        if behaviour == "slow":
            time.sleep(60)
        if behaviour == "raises":
            raise RuntimeError("no such architecture")

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                if self.path == "/die":
                    os._exit(3)
                known = self.headers["Authorization"] == "Bearer " + given.api_keys[0]
                self.send_response(200 if known else 401)
                self.end_headers()
                self.wfile.write(json.dumps({"pid": os.getpid(), "environment": dict(os.environ)}).encode())

            def log_message(self, *given):
                pass

        made = ThreadingHTTPServer((given.hostnames[0], given.port), Handler)
        threading.Thread(target=made.serve_forever, daemon=True).start()
        self.listening_address = "http://%s:%d" % made.server_address
'''


@dataclass(frozen=True)
class Made:
    """A model of the tests' own: what is pinned, and the folder with its wheels."""

    model: Model
    wheels: Path


def write_wheel(folder: Path, name: str, files: dict[str, str]) -> Path:
    """A wheel that pip takes, version 1."""
    information = f"{name}-1.dist-info"
    wheel = folder / f"{name}-1-py3-none-any.whl"
    with ZipFile(wheel, "w") as archive:
        for file, text in files.items():
            archive.writestr(f"{name}/{file}", text)
        archive.writestr(f"{information}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
        archive.writestr(f"{information}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{information}/LICENSE", "Apache-2.0")
        archive.writestr(f"{information}/RECORD", "")
    return wheel


def pins(folder: Path, *wheels: Path) -> Path:
    """The requirements that pin wheels by their hashes."""
    lines = [
        f"{wheel.name.split('-')[0]}==1 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"
        for wheel in wheels
    ]
    file = folder / "requirements.txt"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def model_of(requirements: Path, weights: str = "good") -> Model:
    """A model whose runtime and weights are those of the tests."""
    content = weights.encode()
    return Model(
        "tiny", "Tiny", "xllamacpp", "weights_of", "tiny.gguf", len(content), hashlib.sha256(content).hexdigest(),
        "Apache-2.0", "the tests", requirements,
    )  # fmt: skip
