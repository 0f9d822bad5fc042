"""Results of SPARQL queries one row after another, over a dataset that a request may name."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kgqa.errors import InputError, QueryError
from kgqa.model import IRI, is_absolute
from kgqa.store.dataset import refuse_service
from kgqa.store.embedded import EmbeddedStore
from kgqa.store.terms import from_ox, from_quad

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kgqa.model import Triple
    from kgqa.store.protocol import Row


class Dataset(NamedTuple):
    """The graphs that a request names: `default` are together the default graph."""

    default: tuple[IRI, ...] = ()
    named: tuple[IRI, ...] = ()


class Table(NamedTuple):
    """The result of SELECT, its rows still to come."""

    variables: tuple[str, ...]
    rows: Iterator[Row]


def graph_iris(names: Iterable[str]) -> tuple[IRI, ...]:
    """The names of graphs as IRIs. Raises QueryError for one that is no absolute IRI."""
    return tuple(map(_graph_iri, names))


def _graph_iri(name: str) -> IRI:
    try:
        if is_absolute(name):
            return IRI(ox.NamedNode(name).value)
    except ValueError:
        pass
    raise QueryError(f"{name!r} is no absolute IRI, as the name of a graph must be")


def streamed(
    store: EmbeddedStore, sparql: str, *, dataset: Dataset | None = None, base: str | None = None
) -> Table | Iterator[Triple] | bool:
    """Evaluate a SPARQL 1.1 query as `EmbeddedStore.query` does; a table or a graph is made while it is read.

    `dataset` stands in for the dataset that the query names, if any (SPARQL 1.1 Protocol, 2.1.4); relative IRIs are
    resolved against `base`. Raises QueryError, also while the result is read.
    """
    refuse_service(sparql)
    with _told():
        found = store.evaluate(sparql, dataset, base)
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    if isinstance(found, ox.QueryTriples):
        return _triples(found)
    return Table(tuple(variable.value for variable in found.variables), _rows(found))


def _rows(found: ox.QuerySolutions) -> Iterator[Row]:
    with _told():
        for solution in found:
            yield tuple(None if term is None else from_ox(term) for term in solution)


def _triples(found: ox.QueryTriples) -> Iterator[Triple]:
    with _told():
        yield from map(from_quad, found)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (SyntaxError, ValueError) as error:
        raise QueryError(str(error).strip() or "the query is malformed") from error
    except (OSError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}") from error


def open_folder(revision: Path) -> EmbeddedStore:
    """The store in the folder of one revision, for reading; whoever asks holds that revision.

    Raises InputError when it cannot be read.
    """
    try:
        return EmbeddedStore(ox.Store.read_only(str(revision)), writable=False)
    except (OSError, RuntimeError) as error:
        raise InputError(f"the store cannot be read: {error}", file=str(revision)) from error
