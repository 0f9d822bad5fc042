"""The small model that comes along: installed on request, run in a process of its own, spoken to like any endpoint."""

from kgqa.embedded.asked import with_embedded
from kgqa.embedded.install import install
from kgqa.embedded.installed import Condition, condition, folder_of, remove
from kgqa.embedded.pins import MODEL, Model
from kgqa.embedded.server import CONTEXT, NAME, Server, server, stop, unused

__all__ = [
    "CONTEXT",
    "MODEL",
    "NAME",
    "Condition",
    "Model",
    "Server",
    "condition",
    "folder_of",
    "install",
    "remove",
    "server",
    "stop",
    "unused",
    "with_embedded",
]
