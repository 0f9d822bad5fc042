"""Closed lists of English around names: forms of address, what may stand before a title, words that are no names."""

from __future__ import annotations

from importlib.resources import files

_FORMS = """
    capt captain col colonel dame doctor dr gen hon honorable honourable lady lieutenant lord lt madam madame maj mr
    mrs ms miss mx prof professor rev reverend rt sergeant sgt sir
"""
FORMS_OF_ADDRESS = frozenset(_FORMS.split())
"""What may be put before a name out of courtesy, whether or not it is recorded."""

WRITTEN_OUT = frozenset(
    """
    captain colonel dame doctor honorable honourable lady lieutenant lord madam madame miss professor reverend sergeant
    sir
    """.split()  # noqa: SIM905
)
"""Those that are no abbreviations, and have no full stop of their own."""

COURTESIES = frozenset(("mr", "mrs", "ms", "miss", "mx"))
"""Forms of address that stand before a surname alone, and say nothing of who bears it."""

BEFORE_TITLES = frozenset(("the", "former", "last", "late", "then"))
"""What may stand before a title that stands before a name: "the late King George"."""

BETWEEN_TITLES = frozenset(("of", "the"))

ORDINARY = frozenset((files("kgqa.ask.english") / "ordinary.txt").read_text("utf-8").split())
"""Words that people type in questions as themselves, however near they are to a name."""
