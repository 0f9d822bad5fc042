"""One query, evaluated in a child process that can do nothing else: the store of its revision, then the limits."""

from __future__ import annotations

import json
import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from kgqa.errors import KgqaError, QueryError, TooLargeError
from kgqa.model import IRI
from kgqa.serve.children.confinement import seal
from kgqa.serve.sparql.negotiate import preferred
from kgqa.sparql_query import explained
from kgqa.sparql_results import GRAPH_TYPES, TABLE_TYPES, chunks
from kgqa.store.streaming import Dataset, Table, graph_iris, open_folder, streamed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kgqa.serve.children.nursery import Child, Task
    from kgqa.store import EmbeddedStore

PIECE = 2**18
T = TypeVar("T")
log = logging.getLogger("kgqa.serve")

TABLE_OFFERS = {media_type.partition(";")[0]: name for name, media_type in TABLE_TYPES.items()} | {
    "application/json": "json",
    "application/xml": "xml",
}
GRAPH_OFFERS = {media_type.partition(";")[0]: name for name, media_type in GRAPH_TYPES.items()} | {
    "text/plain": "nt",
    "application/xml": "rdfxml",
    "application/json": "jsonld",
}
EVERY_TYPE = (*TABLE_OFFERS, *(kind for kind in GRAPH_OFFERS if kind not in TABLE_OFFERS))


class Asked(NamedTuple):
    """A query operation: the query, the dataset that the request names, the formats wanted, what bounds it."""

    query: str
    accept: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str | None = None
    rows: int = 0
    """The most rows or triples that the result may have."""
    revision: str = ""
    """The folder of the revision that is asked; empty: the store that the child was born with."""
    graph: str = ""
    """A graph that is asked for as a whole, instead of a query; it is sent piece by piece where it is large."""

    @property
    def dataset(self) -> Dataset | None:
        """The dataset of the protocol, if the request names one. Raises QueryError for a name that is none."""
        if not self.default_graphs and not self.named_graphs:
            return None
        return Dataset(graph_iris(self.default_graphs), graph_iris(self.named_graphs))


class Reply(NamedTuple):
    """What to send back."""

    status: int
    media_type: str
    body: bytes

    @property
    def encoded(self) -> bytes:
        """The reply as it goes from a child to the server."""
        return f"{self.status}\n{self.media_type}\n".encode() + self.body


def decoded(reply: bytes) -> Reply:
    """A reply as it came from a child."""
    status, media_type, body = reply.split(b"\n", 2)
    return Reply(int(status), media_type.decode(), body)


def evaluation_in(store: EmbeddedStore | None) -> Task:
    """The task of evaluating queries (an `Asked` as JSON) in the revisions that they name, or else in `store`."""
    return partial(_evaluate, store)


def _evaluate(held: EmbeddedStore | None, argument: bytes, child: Child) -> bytes:
    asked = Asked._make(json.loads(argument))
    seal()
    try:
        store = open_folder(Path(asked.revision)) if held is None else held
    except KgqaError as error:
        return plain(500, str(error)).encoded
    child.limit()
    return evaluate(store, asked, child.tell if asked.graph else None).encoded


def evaluate(store: EmbeddedStore, asked: Asked, tell: Callable[[bytes], None] | None = None) -> Reply:
    """Run a query and write its result in the format preferred. An error of the query is a reply, too.

    A large result goes to `tell`, if given, as a reply without its end; the reply that is returned is its end.
    """
    try:
        # CONSTRUCT would keep all triples in memory, to give each once.
        result = store.match(graph=IRI(asked.graph)) if asked.graph else _asked_for(store, asked)
        table = isinstance(result, bool | Table)
        name = preferred(asked.accept, TABLE_OFFERS if table else GRAPH_OFFERS)
        if name is None:
            offers = ", ".join(TABLE_OFFERS if table else GRAPH_OFFERS)
            return plain(406, f"this result can be had as {offers}")
        reply = Reply(200, (TABLE_TYPES if table else GRAPH_TYPES)[name], b"")
        body = bytearray()
        begun = False
        for chunk in chunks(result, name):
            body += chunk.encode()
            if tell is not None and len(body) > PIECE:
                tell(bytes(body) if begun else reply._replace(body=bytes(body)).encoded)
                begun = True
                body.clear()
        return reply._replace(body=bytes(body))
    except QueryError as error:
        return plain(400, str(explained(error, asked.query)))
    except TooLargeError as error:
        return plain(413, str(error))
    except KgqaError as error:
        return plain(400, str(error))
    except RecursionError:
        return plain(400, "the query is nested too deeply to be read")
    except MemoryError:
        raise
    except Exception:
        log.exception("a query failed")
        return plain(500, "the query failed; the log says why")


def _asked_for(store: EmbeddedStore, asked: Asked) -> Any:
    return _bounded(streamed(store, asked.query, dataset=asked.dataset, base=asked.base), asked.rows)


def _bounded(result: Any, limit: int) -> Any:
    if isinstance(result, bool):
        return result
    if isinstance(result, Table):
        return result._replace(rows=_at_most(limit, result.rows))
    return _at_most(limit, result)


def _at_most(limit: int, rows: Iterable[T]) -> Iterator[T]:
    for number, row in enumerate(rows):
        if number >= limit:
            # A result cut short without a word would be a wrong answer.
            raise TooLargeError(f"the result has more than {limit:,} rows", remedy="add LIMIT and OFFSET")
        yield row


def plain(status: int, message: str) -> Reply:
    """A reply of one line of plain text."""
    return Reply(status, "text/plain; charset=utf-8", f"{' '.join(message.splitlines())}\n".encode())
