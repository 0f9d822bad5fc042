"""What a graph says about one thing."""

from __future__ import annotations

from kgqa.ask.about import MOST_COUNTED, about, facts_by, questions_about
from kgqa.model import IRI
from tests.ask.conftest import Asked, graph_of

EX = "http://example.org/"
ANN, BETH, MENTOR, PUPIL = (IRI(EX + name) for name in ("ann", "beth", "mentor", "pupil"))


def test_a_thing_is_shown_with_its_own_facts_and_those_that_lead_to_it(guild: Asked) -> None:
    found = about(ANN, guild.lexicon, guild.store)
    assert found is not None
    assert found.label == "Ann Archer"
    assert [told.fact.object for told in found.kinds] == [IRI(EX + "Member")]
    own = {group.label: [told.fact.object for told in group.facts] for group in found.groups}
    assert own["mentor"] == [BETH]
    assert all(told.source is not None for group in found.groups for told in group.facts)


def test_what_is_the_same_the_other_way_round_is_said_once(guild: Asked) -> None:
    """That Beth is Ann's mentor is the same as that Ann is her pupil."""
    found = about(BETH, guild.lexicon, guild.store)
    assert found is not None
    assert PUPIL in [group.iri for group in found.groups]
    assert MENTOR not in [group.iri for group in found.elsewhere]
    assert (MENTOR, True) in [(group.iri, group.inverse) for group in found.rest]


def test_nothing_is_known_of_what_is_not_in_the_graph(guild: Asked) -> None:
    assert about(IRI(EX + "nobody"), guild.lexicon, guild.store) is None
    assert facts_by(ANN, IRI(EX + "nothing"), guild.lexicon, guild.store) is None


def test_questions_about_it_are_answered(guild: Asked) -> None:
    found = about(ANN, guild.lexicon, guild.store)
    assert found is not None
    questions = questions_about(found, guild.lexicon, guild.store, guild)
    assert questions
    assert all("Ann Archer" in question for question in questions)
    assert all(guild(question).status == "answered" for question in questions)


def test_what_has_very_many_facts_is_paged_without_counting_them() -> None:
    members = "".join(f':thing{n} a :Kind ; rdfs:label "thing {n}" .\n' for n in range(MOST_COUNTED + 50))
    graph = graph_of(f':Kind a owl:Class ; rdfs:label "kind" .\n{members}')
    given = {"inverse": True, "limit": 100}
    type_of = IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    seen = set()
    for offset in range(0, MOST_COUNTED + 100, 100):
        group = facts_by(IRI(EX + "Kind"), type_of, graph.lexicon, graph.store, offset=offset, **given)  # type: ignore[arg-type]
        assert group is not None
        assert group.count is None
        seen |= {told.fact.subject for told in group.facts}
    assert len(seen) == MOST_COUNTED + 50
