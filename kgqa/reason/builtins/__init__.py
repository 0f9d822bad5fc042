"""What a rule may test or compute: difference of things, and the common built-ins of SWRL (swrlb).

Source: SWRL: A Semantic Web Rule Language, section 8, https://www.w3.org/submissions/SWRL/#8
"""

from kgqa.reason.builtins.evaluate import builtin_fault, compute, computes, evaluate, holds, is_known
from kgqa.reason.builtins.identity import Identity, Knows
from kgqa.reason.builtins.judgements import (
    DIFFERENT_VALUE,
    ILL_TYPED,
    LISTED_BEFORE,
    LITERAL,
    MERGEABLE,
    OUTSIDE_DATATYPE,
    SAME_VALUE,
)

__all__ = [
    "DIFFERENT_VALUE",
    "ILL_TYPED",
    "LISTED_BEFORE",
    "LITERAL",
    "MERGEABLE",
    "OUTSIDE_DATATYPE",
    "SAME_VALUE",
    "Identity",
    "Knows",
    "builtin_fault",
    "compute",
    "computes",
    "evaluate",
    "holds",
    "is_known",
]
