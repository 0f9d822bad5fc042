"""Morphology and the wording of labels."""

from __future__ import annotations

import pytest

from kgqa.ask.english.morphology import conjoined, is_past, noun_bases, plural, verb_bases, with_article
from kgqa.ask.english.wording import noun_keys, wording


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("son", "sons"), ("child", "children"), ("grandchild", "grandchildren"), ("wife", "wives"), ("man", "men"),
        ("woman", "women"), ("person", "people"), ("city", "cities"), ("church", "churches"), ("boy", "boys"),
        ("series", "series"), ("mother-in-law", "mothers-in-law"), ("place of birth", "places of birth"),
        ("half-brother", "half-brothers"), ("box", "boxes"), ("German", "Germans"),
        ("uncle or aunt", "uncles or aunts"),
    ],
)  # fmt: skip
def test_plurals_and_back(one: str, many: str) -> None:
    assert plural(one) == many
    if one.isalpha():
        assert one.lower() in noun_bases(many.lower())


@pytest.mark.parametrize("word", ["bus", "analysis", "kiss", "is", "as"])
def test_what_ends_in_s_is_not_always_a_plural(word: str) -> None:
    assert word[:-1] not in noun_bases(word)


@pytest.mark.parametrize(
    ("form", "base"),
    [("married", "marry"), ("died", "die"), ("born", "bear"), ("wrote", "write"), ("stopped", "stop"), ("owns", "own")],
)
def test_verbs(form: str, base: str) -> None:
    assert base in verb_bases(form)


def test_participles() -> None:
    assert all(map(is_past, ("died", "born", "married", "directed", "written")))
    assert not any(map(is_past, ("red", "seed", "need", "mother", "name")))


def test_articles_and_lists() -> None:
    assert (with_article("actor"), with_article("unit"), with_article("man")) == ("an actor", "a unit", "a man")
    assert conjoined(["X", "Y", "Z"]) == "X, Y and Z"
    assert conjoined([]) == ""


@pytest.mark.parametrize(
    ("label", "kind", "text", "backwards", "preposition"),
    [
        ("mother", "noun", "mother", False, None),
        ("has mother", "noun", "mother", False, None),
        ("place of birth", "noun", "place of birth", False, None),
        ("parent of", "noun", "parent", True, None),
        ("is part of", "noun", "part", True, None),
        ("born", "verb", "born", False, None),
        ("born in", "verb", "born in", False, "in"),
        ("directed by", "verb", "directed by", False, "by"),
        ("was married to", "verb", "married to", False, "to"),
        ("head (of state)", "noun", "head", False, None),
    ],
)
def test_how_a_label_says_a_property(
    label: str, kind: str, text: str, backwards: bool, preposition: str | None
) -> None:
    said = wording(label)

    assert said is not None
    assert (said.kind, said.text, said.backwards, said.preposition) == (kind, text, backwards, preposition)


def test_a_label_without_words_says_nothing() -> None:
    assert wording("") is None
    assert wording("—!") is None


def test_compounds_are_one_word_however_written() -> None:
    keys = {noun_keys(tuple(text.split()))[-1] for text in ("step mother", "stepmother", "step mothers")}
    assert keys == {"stepmother"}
