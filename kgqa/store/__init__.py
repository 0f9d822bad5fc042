"""Where facts are kept: named graphs per source, inferred facts apart, one revision per write."""

from kgqa.store.edits import Edits
from kgqa.store.embedded import Asserted, EmbeddedStore, open_memory
from kgqa.store.locks import hold_server
from kgqa.store.protocol import Row, Solutions, Store, Triples
from kgqa.store.revisions import build_once, open_revision, published, remove, write_revision
from kgqa.store.terms import as_stored

__all__ = [
    "Asserted",
    "Edits",
    "EmbeddedStore",
    "Row",
    "Solutions",
    "Store",
    "Triples",
    "as_stored",
    "build_once",
    "hold_server",
    "open_memory",
    "open_revision",
    "published",
    "remove",
    "write_revision",
]
