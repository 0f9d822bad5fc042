"""The order in which predicates are completed: what others depend on comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.model import OWL_SAME_AS
from kgqa.reason.program import atom_key
from kgqa.reason.rule import DIFFERENT, Builtin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kgqa.reason.program import Key
    from kgqa.reason.rule import Rule


def strata(rules: Iterable[Rule]) -> dict[Key, int]:
    """The stratum of each key: strongly connected keys share one, and depend only on lower or equal ones.

    A test for difference depends on owl:sameAs.
    """
    import networkx as nx

    graph: nx.DiGraph[Key] = nx.DiGraph()
    for rule in rules:
        needed = [atom_key(atom) for atom in rule.atoms]
        if any(isinstance(part, Builtin) and part.name == DIFFERENT for part in rule.body):
            needed.append((OWL_SAME_AS, None))
        for atom in rule.head:
            graph.add_edges_from((need, atom_key(atom)) for need in needed)
    graph.remove_nodes_from([key for key in graph if key == (None, None)])
    components = nx.condensation(graph)
    return {
        key: number
        for number, component in enumerate(nx.lexicographical_topological_sort(components))
        for key in components.nodes[component]["members"]
    }
