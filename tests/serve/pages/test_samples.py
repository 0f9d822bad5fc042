"""The sentences that the page for texts begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.pipeline import KnowledgeBase
from kgqa.serve.pages.samples import SAMPLES, samples

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from kgqa.config import Settings

GRAPH = """
@prefix : <urn:example:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

:star a owl:ObjectProperty{single} ; rdfs:label "sun" .
:near a owl:ObjectProperty ; rdfs:label "far-off-and-lonely neighbour" .
:vesta rdfs:label "Vesta" ; :star :sun ; :near :ceres .
:ceres rdfs:label "Ceres" ; :star :sun ; :near :vesta .
:proxima rdfs:label "Proxima b" ; :star :centauri .
:sun rdfs:label "Sol" . :centauri rdfs:label "Proxima Centauri" .
"""


def graph(folder: Path, settings: Settings, single: str = "") -> KnowledgeBase:
    file = folder / "bodies.ttl"
    file.write_text(GRAPH.replace("{single}", single), encoding="utf-8")
    return KnowledgeBase.load(file, settings=settings)


def verdicts(kb: KnowledgeBase) -> list[str]:
    return [kb.verify(text).verdict for text in samples(kb)]


def test_one_is_contradicted_where_a_property_has_one_value(tmp_path: Path, settings: Settings) -> None:
    kb = graph(tmp_path, settings, ", owl:FunctionalProperty")
    assert verdicts(kb)[:2] == ["supported", "contradicted"]
    assert verdicts(kb).count("contradicted") == 1
    assert len(samples(kb)) <= SAMPLES


def test_none_is_contradicted_where_the_graph_can_contradict_none(tmp_path: Path, settings: Settings) -> None:
    assert set(verdicts(graph(tmp_path, settings))) == {"supported"}


def test_the_plain_ones_come_first(tmp_path: Path, settings: Settings) -> None:
    texts = samples(graph(tmp_path, settings))
    assert "sun" in texts[0]
    assert "lonely" in texts[-1]


def test_what_the_first_examples_do_not_give_is_sought(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KnowledgeBase, "examples", ())
    assert verdicts(graph(tmp_path, settings, ", owl:FunctionalProperty")) == ["supported", "contradicted"]


def test_an_empty_graph_has_none(tmp_path: Path, settings: Settings) -> None:
    file = tmp_path / "empty.ttl"
    file.write_text("", encoding="utf-8")
    assert samples(KnowledgeBase.load(file, settings=settings)) == ()
