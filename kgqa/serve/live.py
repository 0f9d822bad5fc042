"""The graph that is served: one revision at a time, replaced as a whole when its store has a newer one."""

from __future__ import annotations

import gc
from threading import Lock
from typing import TYPE_CHECKING

from kgqa.pipeline import KnowledgeBase
from kgqa.store import published

if TYPE_CHECKING:
    from pathlib import Path

    from kgqa.config import Settings


class Live:
    """Holds the knowledge base that requests are answered from.

    A request takes `kb` once and keeps it to its end: it sees one revision, whatever is published meanwhile.
    """

    def __init__(self, kb: KnowledgeBase, settings: Settings, *, folder: Path | None = None) -> None:
        """`folder` is the durable store whose revisions are followed; None: the graph never changes."""
        self.settings = settings
        self.folder = folder
        self._kb = kb
        self._name = None if folder is None else published(folder)
        self._lock = Lock()

    @property
    def kb(self) -> KnowledgeBase:
        """The newest revision that is ready to answer."""
        return self._kb

    @property
    def is_behind(self) -> bool:
        """Whether the store has published a revision that is not served yet."""
        return self.folder is not None and published(self.folder) != self._name

    def renew(self) -> KnowledgeBase:
        """The published revision, opened and made ready if it is not served yet; requests go to it from then on.

        Whoever asks while it is being opened waits for it. Raises InputError when the store cannot be read any more.
        """
        with self._lock:
            if self.folder is not None and self.is_behind:
                name = published(self.folder)
                newer = KnowledgeBase.load(store=self.folder, settings=self.settings)
                # What the last revision left in cycles could not be let go while it is kept out of collections.
                gc.unfreeze()
                newer.prepare()
                self._kb, self._name = newer, name
            return self._kb
