"""What labels and names of columns say, read as a person would read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.ask.english.morphology import is_gerund, is_participle, is_past, is_third_person, verb_bases
from kgqa.ask.english.variants import within, wordings
from kgqa.ask.english.wording import noun_keys, verb_keys, wording
from kgqa.ask.labels import local_words


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("bordering", "border"), ("living", "live"), ("running", "run"), ("dying", "die"), ("studying", "study"),
        ("travelling", "travel"), ("starring", "star"), ("flows", "flow"), ("crosses", "cross"), ("begun", "begin"),
        ("spent", "spend"), ("shot", "shoot"), ("worn", "wear"), ("withdrew", "withdraw"), ("cost", "cost"),
    ],
)  # fmt: skip
def test_bases_of_verbs(form: str, base: str) -> None:
    assert base in verb_bases(form)


def test_forms_of_verbs() -> None:
    assert all(map(is_gerund, ("bordering", "dying", "using")))
    assert not any(map(is_gerund, ("king", "spring", "thing", "during", "wing")))
    assert all(map(is_third_person, ("owns", "flows", "contains")))
    assert not any(map(is_third_person, ("species", "names", "is", "reports")))
    assert not any(map(is_past, ("cost", "cast", "set", "hundred", "speed")))
    assert all(map(is_participle, ("cost", "cast", "born", "located")))


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("has pet", "pet"), ("pet age", "pet age"), ("num of staff", "num of staff"), ("birthYear", "birth year"),
        ("hasGenre", "genre"), ("open year", "open year"), ("set name", "set name"), ("cost", "cost"), ("cast", "cast"),
        ("left foot", "left foot"), ("founded year", "founded year"), ("preferred foot", "preferred foot"),
        ("native language", "native language"), ("head of government", "head of government"),
        ("married name", "married name"),
        ("species name", "species name"), ("award received", "award received"), ("born state", "born state"),
        ("ref-museum_id", "museum"), ("ref-petid", "pet"), ("GDP (nominal)", "GDP"), ("in-law", "in-law"),
        ("adopted child", "adopted child"), ("given name", "given name"), ("is_manager", "manager"),
    ],
)  # fmt: skip
def test_nouns(label: str, text: str) -> None:
    said = wording(label if " " in label or label == "in-law" else local_words(f"http://example.org/{label}"))

    assert said is not None
    assert (said.kind, said.text, said.backwards, said.preposition) == ("noun", text, False, None)


@pytest.mark.parametrize(
    ("label", "verb", "preposition", "kind"),
    [
        ("lost in battle", "lost", "in", "battle"), ("works for company", "works", "for", "company"),
        ("located in the region", "located", "in", "region"), ("caused by ship id", "caused", "by", "ship id"),
        ("ref caused by ship id", "caused", "by", "ship"), ("directed_by", "directed", "by", ""),
        ("flows through", "flows", "through", ""), ("run through", "run", "through", ""),
        ("play for", "play", "for", ""),
        ("was born in", "born", "in", ""), ("named after", "named", "after", ""), ("owns car", "owns", None, "car"),
        ("plays instrument", "plays", None, "instrument"), ("has won prize", "won", None, "prize"),
        ("wrote book", "wrote", None, "book"), ("marry", "marry", None, ""), ("traverse", "traverse", None, ""),
        ("borders", "borders", None, ""), ("killed", "killed", None, ""),
    ],
)  # fmt: skip
def test_verbs(label: str, verb: str, preposition: str | None, kind: str) -> None:
    said = wording(label.replace("_", " "))

    assert said is not None
    assert (said.kind, " ".join(said.words), said.preposition) == ("verb", verb, preposition)
    assert " ".join(said.object) == kind


@pytest.mark.parametrize(
    ("label", "text", "kind"),
    [
        ("part of", "part", ""), ("member of sports team", "member", "sports team"),
        ("part of the series", "part", "series"),
        ("student of", "student", ""), ("is leader of", "leader", ""),
    ],
)  # fmt: skip
def test_nouns_of_the_subject(label: str, text: str, kind: str) -> None:
    said = wording(label)

    assert said is not None
    assert (said.kind, said.text, said.backwards, " ".join(said.object)) == ("noun", text, True, kind)


def test_a_preposition_before_a_noun_tells_where() -> None:
    said = wording(local_words("http://example.org/inState"))

    assert said is not None
    assert (said.kind, said.words, said.preposition, said.contains) == ("noun", ("state",), "in", True)


@pytest.mark.parametrize(
    ("label", "other"),
    [
        ("num of staff", "number of staff"), ("num of staff", "staff number"),
        ("level of membership", "membership level"),
        ("birth year", "year of birth"), ("place of birth", "birth place"), ("num employees", "number of employees"),
        ("lost in battle", "battle"), ("starring", "starring"), ("border", "border"), ("ref petid", "petid"),
        ("ref stuid", "student"), ("price in dollars", "price"), ("net worth millions", "net worth"),
        ("emp fname", "employee first name"),
        ("sex or gender", "gender"), ("discoverer or inventor", "inventor"), ("seats won", "won"),
        ("award received", "award"),
        ("book count", "number of book"), ("distance to", "distance"),
    ],
)  # fmt: skip
def test_what_else_a_label_may_say(label: str, other: str) -> None:
    first, *others = wordings(label)

    assert first == wording(label)
    assert other in {said.text for said in others}


@pytest.mark.parametrize(
    ("label", "not_said"),
    [
        ("first name", "name of first"),
        ("year opened", "year"),
        ("net worth", "net"),
        ("highest point", "point of highest"),
    ],
)
def test_what_a_label_does_not_say(label: str, not_said: str) -> None:
    assert not_said not in {said.text for said in wordings(label)}


@given(st.text(max_size=40))
def test_any_label_has_wordings_with_words(label: str) -> None:
    said = wordings(label)

    assert (wording(label) is None) == (not said)
    assert all(one.words and one.text for one in said)
    assert len(set(said)) == len(said) <= 64


@pytest.mark.parametrize(
    ("words", "owner", "bare"),
    [
        ("pet age", "pets", "age"), ("pettype", "pets", "type"), ("disposition of ship", "ship", "disposition"),
        ("museum id", "museum", "id"), ("age", "pets", None), ("carpet", "pet", None), ("pet", "pet", None),
        ("petsize", "pets", "size"),
    ],
)  # fmt: skip
def test_nouns_without_their_owner(words: str, owner: str, bare: str | None) -> None:
    assert within(tuple(words.split()), tuple(owner.split())) == (None if bare is None else (bare,))


def test_labels_and_questions_meet_in_keys() -> None:
    assert "petage" in noun_keys(("pets", "ages"))
    assert "pettype" in noun_keys(("pet", "types"))
    assert "border" in verb_keys(("bordering",))
