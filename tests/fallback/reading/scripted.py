"""A small graph, questions about it that the grammar does not read, and a model that proposes what a test says."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from kgqa import KnowledgeBase
from kgqa.ask.understanding import understanding_of
from kgqa.config import Settings
from kgqa.config.endpoints import Endpoint
from kgqa.fallback.exchange import Generated
from kgqa.fallback.generate import Completion
from kgqa.fallback.reading import read_with_model
from kgqa.fallback.reading.candidates import candidates
from kgqa.fallback.reading.proposal import Proposal
from kgqa.fallback.reading.read import accepted
from kgqa.fallback.reading.said import said
from kgqa.fallback.reply import parse

if TYPE_CHECKING:
    from pathlib import Path

    from kgqa.ask.form import Question
    from kgqa.fallback.exchange import Task
    from kgqa.model import Answer

M = TypeVar("M", bound=BaseModel)

GRAPH = """
@prefix : <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:Painter a owl:Class ; rdfs:label "painter" . :Guild a owl:Class ; rdfs:label "guild" .
:Sculptor a owl:Class ; rdfs:label "sculptor" .
:mentor a owl:ObjectProperty ; rdfs:label "mentor" .
:rival a owl:ObjectProperty ; rdfs:label "rival" .
:pupil a owl:ObjectProperty ; rdfs:label "pupil" ; owl:inverseOf :mentor .
:guild a owl:ObjectProperty ; rdfs:label "member of" ; rdfs:range :Guild .
:opened a owl:DatatypeProperty ; rdfs:label "opening date" .
:seats a owl:DatatypeProperty ; rdfs:label "seats" ; rdfs:range xsd:integer .
:ann a :Painter ; rdfs:label "Ann Moss" ; :mentor :beth ; :rival :dora, :emil ; :guild :lilac .
:beth a :Sculptor ; rdfs:label "Beth Lind" ; :mentor :cora ; :rival :emil .
:cora a :Painter ; rdfs:label "Cora Holm" ; :opened "1801-02-03"^^xsd:date .
:dora a :Sculptor ; rdfs:label "Dora Falk" ; :mentor :beth ; :opened "1820-05-01"^^xsd:date .
:emil a :Painter ; rdfs:label "Emil Rask" ; :opened "1830"^^xsd:gYear ; :rival :ann .
:lilac a :Guild ; rdfs:label "Lilac Guild" ; :opened "1799"^^xsd:gYear ; :seats 40 .
:fox1 a :Painter ; rdfs:label "Gil Fox" ; :mentor :ann .
:fox2 a :Sculptor ; rdfs:label "Gil Fox" ; :mentor :cora .
"""


def proposal(ask: str = "list", *start: str, steps: str = "", **others: Any) -> dict[str, Any]:
    """A proposal as JSON; steps are written "mentor, ^rival", the mark for those that go backwards."""
    words = [step.strip() for step in steps.split(",") if step.strip()]
    read = [{"word": word.removeprefix("^"), "inverse": word.startswith("^")} for word in words]
    empty = {"kind": "", "filters": [], "best": [], "other": "", "meanings": [], "ignored": []}
    return {"ask": ask, "start": list(start), "steps": read, **empty, **others}


@dataclass
class Reader:
    """A graph, and a model that replies with the texts of a script, the last one again and again."""

    kb: KnowledgeBase
    script: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def says(self, *replies: dict[str, Any] | str) -> Reader:
        self.script = [reply if isinstance(reply, str) else json.dumps(reply) for reply in replies]
        return self

    def ask(self, task: Task[M]) -> Generated[M]:
        """One call: the next reply of the script, if it is of the form asked for."""
        self.messages.append(task.message(1_500))
        text = self.script[min(len(self.messages), len(self.script)) - 1]
        read = parse(Completion(text, "stop", None), task.form)
        if isinstance(read, str):
            return Generated(problem=read)
        return Generated(read, endpoint=Endpoint("scripted", "http://127.0.0.1:9/v1", "scripted"))

    def accepted(self, question: str, reply: dict[str, Any] | str, *, surely: bool) -> list[Question]:
        """What a proposal may mean that says what the question says."""
        understanding = understanding_of(self.kb._lexicon, self.kb.store)
        text = reply if isinstance(reply, str) else json.dumps(reply)
        read = parse(Completion(text, "stop", None), Proposal)
        asked = said(question, understanding)
        return [] if isinstance(read, str) else accepted(read, asked, understanding, surely=surely)

    def sure(self, question: str) -> list[Question]:
        """What a question may mean by its words alone."""
        understanding = understanding_of(self.kb._lexicon, self.kb.store)
        return candidates(said(question, understanding), understanding.kinds)

    def read(self, question: str, *, trusted: bool = False) -> Answer | None:
        """The answer by the model's reading of a question that the grammar does not read."""
        answer = self.kb.ask(question, model=False)
        assert answer.status == "not_understood", answer.text
        return read_with_model(
            answer,
            self.ask,
            lexicon=self.kb._lexicon,
            store=self.kb.store,
            prove=self.kb._prover().prove,
            settings=self.kb.settings,
            surely=not trusted,
        )

    def labels(self, question: str, *, trusted: bool = False) -> list[str] | None:
        found = self.read(question, trusted=trusted)
        return None if found is None else sorted(item.label for item in found.answers)


def loaded(folder: Path, graph: str = GRAPH) -> KnowledgeBase:
    file = folder / "graph.ttl"
    file.write_text(graph, encoding="utf-8")
    return KnowledgeBase.load(file, settings=Settings(cache=folder / "cache"))
