"""Strongly connected components, in the order in which they depend on each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Node = TypeVar("Node")


def components(edges: Mapping[Node, Iterable[Node]]) -> Iterator[list[Node]]:
    """The components of a directed graph, each after those that its edges lead to.

    Source: R. Tarjan: Depth-first search and linear graph algorithms (SIAM J. Comput. 1972), without recursion.
    """
    index: dict[Node, int] = {}
    low: dict[Node, int] = {}
    open_: dict[Node, None] = {}
    for root in list(edges):
        if root in index:
            continue
        index[root] = low[root] = len(index)
        open_[root] = None
        walk = [(root, iter(edges[root]))]
        while walk:
            node, rest = walk[-1]
            for following in rest:
                if following not in index:
                    index[following] = low[following] = len(index)
                    open_[following] = None
                    walk.append((following, iter(edges.get(following, ()))))
                    break
                if following in open_:
                    low[node] = min(low[node], index[following])
            else:
                walk.pop()
                if walk:
                    parent = walk[-1][0]
                    low[parent] = min(low[parent], low[node])
                if low[node] == index[node]:
                    yield _closed(open_, node)


def _closed(open_: dict[Node, None], node: Node) -> list[Node]:
    found = []
    while True:
        last, _ = open_.popitem()
        found.append(last)
        if last == node:
            return found
