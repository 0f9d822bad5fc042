"""Which facts are stated, before and after a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from kgqa.reason.engine.relation import Numbers
    from kgqa.reason.engine.rows import Overlay
    from kgqa.reason.engine.view import Numbered


def stated_keys(stated: Overlay) -> dict[int, Numbers]:
    """Stated facts as keys of subject and object, by predicate."""
    return {key[0]: np.array([s << 32 | o for s, o in stated.facts(key)], np.int64) for key in stated.present()}


class Stated:
    """The stated facts as a change leaves them; `apply` makes the change."""

    def __init__(self, stated: Overlay, removed: list[Numbered], added: list[Numbered]) -> None:
        self._stated = stated
        wanted = set(added)
        self.removed = [found for found in removed if found not in wanted and self._holds(found)]
        self.added = [found for found in added if not self._holds(found)]
        self._gone, self._new = set(self.removed), set(self.added)

    def has(self, found: Numbered) -> bool:
        """Whether a triple is stated after the change."""
        return found in self._new or (found not in self._gone and self._holds(found))

    def apply(self) -> None:
        """Make the change."""
        for subject, predicate, obj in self.removed:
            self._stated.remove((predicate, -1), subject, obj)
        for subject, predicate, obj in self.added:
            self._stated.add((predicate, -1), subject, obj)

    def _holds(self, found: Numbered) -> bool:
        subject, predicate, obj = found
        return self._stated.has((predicate, -1), subject, obj)
