"""How proofs are laid out and shown, apart from what they are: any value with the parts of a proof will do."""

from kgqa.proofs.html import SUPPOSED, conflict_html, proof_html
from kgqa.proofs.steps import Step, mapped, steps

__all__ = ["SUPPOSED", "Step", "conflict_html", "mapped", "proof_html", "steps"]
