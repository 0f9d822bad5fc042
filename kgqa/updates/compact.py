"""A store written anew: without what deleted facts left behind, and with its inferences derived afresh."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kgqa.store.revisions import published, rewrite_revision
from kgqa.updates.draft import Draft
from kgqa.updates.stats import size_of

if TYPE_CHECKING:
    from pathlib import Path

    from kgqa.config import Settings


class Compacted(NamedTuple):
    """The bytes that the published revision takes on the disk, before and after.

    `mended`: how many inferences were put right, 0 unless the store was damaged.
    """

    before: int
    after: int
    mended: int


def compact(folder: Path, settings: Settings) -> Compacted:
    """Write a store anew; the revision keeps its name. Raises as a write does."""
    before = _size(folder)
    with rewrite_revision(folder) as (old, new):
        old.copy_to(new)
        draft = Draft(new, settings)
        mended = draft.derived_anew()
        new.merge()
        new.optimize()
    return Compacted(before, _size(folder), mended)


def _size(folder: Path) -> int:
    return size_of(folder, published(folder) or "")
