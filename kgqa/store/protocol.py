"""What the rooms above may ask of a store, whatever keeps the facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.model import IRI, Source, Term, Triple

Row: TypeAlias = "tuple[Term | None, ...]"


@dataclass(frozen=True, slots=True)
class Solutions:
    """The result of SELECT: variable names without `?`, and one row of terms (None: unbound) per solution."""

    variables: tuple[str, ...]
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Triples:
    """The result of CONSTRUCT or DESCRIBE."""

    triples: list[Triple]


class Store(Protocol):
    """One revision of a graph, as readers see it."""

    @property
    def revision(self) -> str:
        """The name of the revision this store shows; equal content loaded in the same way has equal names."""

    def match(
        self,
        subject: Term | None = None,
        predicate: IRI | None = None,
        object: Term | None = None,
        *,
        graph: IRI | None = None,
    ) -> Iterator[Triple]:
        """Distinct triples that fit the pattern (None: any) in `graph`.

        `graph` None is the union of all graphs but the meta graph; ASSERTED_GRAPH what sources state.
        """

    def source_of(self, triple: Triple) -> Source | None:
        """The first source that states `triple`, or None when it is not asserted."""

    def graphs(self) -> list[IRI]:
        """All named graphs but the meta graph, sorted."""

    def query(self, sparql: str, *, limit: int | None = None) -> Solutions | Triples | bool:
        """Evaluate a SPARQL 1.1 query; at most `limit` rows or triples are kept.

        The default graph is the union; `FROM <urn:kgqa:asserted>` is what sources state.
        Raises QueryError for a malformed query and for what is refused (SERVICE).
        """

    def texts(self, sparql: str) -> Iterator[tuple[str, ...]]:
        """The rows of a SELECT that binds all its variables, each term as bare text: IRIs and literals without more.

        Several times as fast as `query`, for reading all of a large graph.
        """
