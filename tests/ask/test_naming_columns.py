"""Things without labels are called by their columns of names."""

from __future__ import annotations

from kgqa import KnowledgeBase

GRAPH = """
@prefix ship: <http://example.org/ship#> .
@prefix sailor: <http://example.org/sailor#> .
<http://example.org/ship/1> a <http://example.org/ship> ; ship:ship_name "Albatross" ; ship:owner_name "Rike" .
<http://example.org/sailor/1> a <http://example.org/sailor> ; sailor:lname "Berg" ; sailor:fname "Tor" .
"""


def _names(tmp_path_factory, question: str) -> list[str]:  # type: ignore[no-untyped-def]
    path = tmp_path_factory.mktemp("names") / "graph.ttl"
    path.write_text(GRAPH, encoding="utf-8")
    return [item.label for item in KnowledgeBase.load(path).ask(question, model=False).answers]


def test_a_thing_is_called_by_the_name_of_its_own_kind(tmp_path_factory) -> None:  # type: ignore[no-untyped-def]
    assert _names(tmp_path_factory, "List all ships.") == ["Albatross"]


def test_first_and_last_name_are_one_name(tmp_path_factory) -> None:  # type: ignore[no-untyped-def]
    assert _names(tmp_path_factory, "List all sailors.") == ["Tor Berg"]


def test_the_name_of_something_else_names_nothing(tmp_path_factory) -> None:  # type: ignore[no-untyped-def]
    assert "Rike" not in _names(tmp_path_factory, "List all ships.")
