"""The graph that is served: one revision at a time, replaced as a whole when its store has a newer one."""

from __future__ import annotations

import asyncio
import gc
import logging
from threading import Lock
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool

from kgqa.errors import KgqaError
from kgqa.pipeline import KnowledgeBase
from kgqa.store import published

if TYPE_CHECKING:
    from pathlib import Path

    from kgqa.config import Settings
    from kgqa.serve.board import Seat

log = logging.getLogger("kgqa.serve")

EVERY, EVERY_TOGETHER = 0.5, 0.05
"""Seconds between looks for a newer revision: of one process, and of several, whose writers wait for each other."""
PATIENCE = 30.0
"""Seconds that a write waits for the other processes to serve what it published."""


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
        self._seat: Seat | None = None

    @property
    def kb(self) -> KnowledgeBase:
        """The newest revision that is ready to answer."""
        return self._kb

    @property
    def is_behind(self) -> bool:
        """Whether the store has published a revision that is not served yet."""
        return self.folder is not None and published(self.folder) not in {self._name, None}

    def sit(self, seat: Seat) -> None:
        """Serve the graph as one process of several, and tell the others which revision is served."""
        self._seat = seat
        self._tell()

    def renew(self) -> KnowledgeBase:
        """The published revision, served from now on, by the other processes of this server, too.

        So that who has written reads what was written, whichever process answers. Whoever asks while it is being
        opened waits for it. Raises InputError when the store cannot be read any more.
        """
        kb = self.follow()
        if self._seat is not None and not self._seat.wait(_number(self._name), PATIENCE):
            log.warning("a process of this server is behind revision %s for more than %g s", self._name, PATIENCE)
        return kb

    def follow(self) -> KnowledgeBase:
        """The published revision, opened by this process if it does not serve it yet. Raises as `renew`."""
        with self._lock:
            if self.folder is not None and self.is_behind:
                name = published(self.folder)
                newer = KnowledgeBase.load(store=self.folder, settings=self.settings)
                # What the last revision left in cycles could not be let go while it is kept out of collections.
                gc.unfreeze()
                newer.prepare()
                self._kb, self._name = newer, name
                self._tell()
            return self._kb

    async def following(self) -> None:
        """Follow the store for ever: what another process writes is served within a moment."""
        failed = ""
        while True:
            await asyncio.sleep(EVERY if self._seat is None else EVERY_TOGETHER)
            try:
                if self.is_behind:
                    await run_in_threadpool(self.follow)
                    failed = ""
            except (KgqaError, OSError) as error:
                if str(error) != failed:
                    log.error("the newest revision cannot be served: %s", error)
                failed = str(error)
                await asyncio.sleep(EVERY)

    def _tell(self) -> None:
        if self._seat is not None:
            self._seat.tell(_number(self._name))


def _number(name: str | None) -> int:
    """The number in the name of a revision's folder."""
    return int(name.lstrip("r")) if name else 1
