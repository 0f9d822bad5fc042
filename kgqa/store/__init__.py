"""Where facts are kept: named graphs per source, inferred facts apart, one revision per write."""

from kgqa.store.embedded import Asserted, EmbeddedStore, open_memory
from kgqa.store.protocol import Row, Solutions, Store, Triples
from kgqa.store.revisions import build_once, open_revision, remove, write_revision

__all__ = [
    "Asserted",
    "EmbeddedStore",
    "Row",
    "Solutions",
    "Store",
    "Triples",
    "build_once",
    "open_memory",
    "open_revision",
    "remove",
    "write_revision",
]
