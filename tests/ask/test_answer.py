"""What a question gets: the right answer, a question back, or the reason why there is none."""

from __future__ import annotations

import pytest

from kgqa.ask.render import answer_json
from kgqa.config import Settings
from tests.ask.conftest import GUILD, Asked, graph_of


def labels(asked: Asked, question: str) -> list[str]:
    answer = asked(question)
    assert answer.status == "answered", answer.text
    return [item.label for item in answer.answers]


@pytest.mark.parametrize(
    "question",
    [
        "Who is Ann Archer's mentor?",
        "who was ann archer's mentor",
        "Who is the mentor of Ann Archer?",
        "Ann Archer mentor",
        "Ann Archer’s mentor?",
        "mentor of Ann Archer",
        "Tell me the mentor of Ann Archer.",
        "Can you please tell me who Ann Archer's mentor is?",
        "I would like to know who the mentor of Ann Archer was",
        "Name the mentor of Ann Archer",
        "Who is Ann's guru?",
        "Archer, Ann: mentor?",
        "ÁNN ARCHER MENTOR",
        "Who mentored Ann Archer?",
        "Who was Ann Archer mentored by?",
        "Whose pupil is Ann Archer?",
        "Who is Ann Archer a pupil of?",
        "What is the name of Ann Archer's mentor?",
        "What is Ann Archer's mentor's name?",
        "Who is the mentor of the peers of Cora Lind?",
        "Hi, please give me the mentor of Cora's peer",
    ],
)
def test_ways_to_ask_for_one_thing(guild: Asked, question: str) -> None:
    assert labels(guild, question) == ["Bethany Moss"]


def test_an_answer_says_how_it_is_known(guild: Asked) -> None:
    answer = guild("Who is Ann Archer's mentor?")

    assert answer.text == "Ann Archer's mentor is Bethany Moss."
    assert answer.reading is not None
    assert answer.reading.text == "the mentor of Ann Archer"
    assert "example:ann example:mentor ?answer ." in answer.reading.sparql
    assert (answer.certainty, answer.completeness, answer.source) == ("asserted", "complete", "graph")
    proof = answer.answers[0].proof
    assert proof is not None
    assert proof.text == "Bethany Moss is the mentor of Ann Archer"


def test_a_derived_fact_makes_the_answer_derived() -> None:
    graph = graph_of(":a rdfs:label 'Ada' . :b rdfs:label 'Bo' ; :aunt :c . :c rdfs:label 'Cy' .", ":a :aunt :b .")

    assert graph("Who is Ada's aunt?").certainty == "derived"
    assert graph("Who is Bo's aunt?").certainty == "asserted"
    assert graph("Who is Ada's aunt's aunt?").certainty == "derived"


def test_a_chain_is_proved_hop_by_hop(guild: Asked) -> None:
    answer = guild("Who is the mentor of the mentor of Ann Archer?")

    assert [item.label for item in answer.answers] == ["Dan Fox"]
    proof = answer.answers[0].proof
    assert proof is not None
    assert proof.rule is not None
    assert (proof.rule.name, len(proof.premises)) == ("reading", 2)
    assert proof.text == "Dan Fox is the mentor of the mentor of Ann Archer"


def test_lists_are_sorted_and_said_in_one_sentence(guild: Asked) -> None:
    answer = guild("Who are the pupils of Bethany Moss?")

    assert answer.text == "Bethany Moss's pupils are Ann Archer and Cora Lind."
    assert answer.completeness == "recorded"


# When and where


def test_the_question_word_chooses_among_properties_of_one_word(guild: Asked) -> None:
    assert labels(guild, "When was Ann Archer joined?") == ["12 February 1809"]
    assert labels(guild, "Where did Ann Archer join?") == ["Ulm"]
    assert guild("When did Ann Archer join?").answers[0].value == "1809-02-12"


def test_a_word_with_two_meanings_and_no_question_word_is_asked_back(guild: Asked) -> None:
    answer = guild("What did Ann Archer join?")

    assert answer.status == "ambiguous"
    assert [candidate.label for candidate in answer.candidates] == [
        "the entry date of Ann Archer",
        "the place of entry of Ann Archer",
    ]
    chosen = guild("What did Ann Archer join?", choose=[answer.candidates[1].choose])
    assert [item.label for item in chosen.answers] == ["Ulm"]


def test_a_meaning_without_any_value_is_no_rival(guild: Asked) -> None:
    assert labels(guild, "What did Cora Lind join?") == ["1812"]


def test_no_place_answers_to_when(guild: Asked) -> None:
    answer = guild("When is Ann Archer's mentor?")

    assert (answer.status, answer.reason and answer.reason.code) == ("not_understood", "no_reading")


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        ("Did Ann Archer join in 1809?", "yes"),
        ("Did Ann Archer join on 12 February 1809?", "yes"),
        ("Did Ann Archer join on February 12, 1809?", "yes"),
        ("Did Ann Archer join in February 1809?", "yes"),
        ("Did Ann Archer join on 13 February 1809?", "no"),
        ("Did Cora Lind join in 1812?", "yes"),
        ("Did Cora Lind join in 1813?", "no"),
        ("Did Ann Archer join in Ulm?", "yes"),
        ("Did Ann Archer join in Swabia?", "yes"),
        ("Did Ann Archer join in Bonn?", "no"),
    ],
)
def test_dates_and_places_of_yes_no_questions(guild: Asked, question: str, truth: str) -> None:
    assert labels(guild, question) == [truth]


def test_a_date_too_vague_to_tell_is_no_answer(guild: Asked) -> None:
    answer = guild("Did Cora Lind join on 3 May 1812?")

    assert (answer.status, answer.reason and answer.reason.code) == ("no_answer", "missing_fact")
    assert "1812" in answer.text


# Yes, no, how many


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        ("Is Bethany Moss the mentor of Ann Archer?", "yes"),
        ("Is Ann Archer's mentor Bethany Moss?", "yes"),
        ("Is Ann Archer Bethany Moss's pupil?", "yes"),
        ("Is Ann Archer the mentor of Bethany Moss?", "no"),
        ("Are Ann Archer and Cora Lind peers?", "yes"),
        ("Are Ann Archer and Bethany Moss peers?", "no"),
        ("Does Bethany Moss have any pupils?", "yes"),
        ("Does Cora Lind have pupils?", "no"),
        ("Is Ann Archer a member?", "yes"),
    ],
)
def test_yes_and_no(guild: Asked, question: str, truth: str) -> None:
    answer = guild(question)

    assert [item.label for item in answer.answers] == [truth], answer.text
    assert answer.answers[0].value == {"yes": "true", "no": "false"}[truth]


def test_whether_there_is_any_tells_what_there_is(guild: Asked) -> None:
    assert guild("Does Ann Archer have a mentor?").text == "Yes: Ann Archer's mentor is Bethany Moss."


def test_a_thing_that_cannot_have_the_relation_is_no_reading(guild: Asked) -> None:
    assert guild("Who joined Ann Archer?").status == "not_understood"


def test_no_is_plain_only_where_something_rules_it_out(guild: Asked) -> None:
    other = guild("Is Cora Lind the mentor of Ann Archer?")
    unknown = guild("Are Ann Archer and Bethany Moss peers?")

    assert (other.completeness, other.text) == ("complete", "No: Ann Archer's mentor is Bethany Moss.")
    assert unknown.completeness == "recorded"
    assert unknown.text.startswith("It is not recorded that ")


def test_without_unique_names_another_value_rules_nothing_out(guild: Asked) -> None:
    answer = guild("Is Cora Lind the mentor of Ann Archer?", settings=Settings(unique_names=False))

    assert (answer.answers[0].label, answer.completeness) == ("no", "recorded")


def test_a_relation_of_two_at_once_must_be_symmetric(guild: Asked) -> None:
    assert guild("Are Ann Archer and Bethany Moss mentors?").status == "not_understood"


@pytest.mark.parametrize(
    "question",
    [
        "How many pupils does Bethany Moss have?",
        "How many pupils did Bethany Moss have",
        "How many pupils of Bethany Moss are there?",
        "number of pupils of Bethany Moss",
        "What is the number of pupils of Bethany Moss?",
        "Tell me how many pupils Bethany Moss has",
    ],
)
def test_counts_are_of_what_is_recorded(guild: Asked, question: str) -> None:
    answer = guild(question)

    assert [item.value for item in answer.answers] == ["2"]
    assert answer.text == "At least 2 pupils of Bethany Moss are recorded."
    assert answer.completeness == "recorded"


def test_declared_completeness_makes_none_mean_none(guild: Asked) -> None:
    number, none = guild("How many crafts does Ann Archer have?"), guild("What is Cora Lind's craft?")

    assert (number.text, number.completeness) == ("There is 1 craft of Ann Archer.", "complete")
    assert (none.status, none.answers, none.completeness) == ("answered", (), "complete")
    assert none.text == "There are no crafts of Cora Lind."


# Names


def test_things_of_one_name_are_asked_back_and_can_be_chosen(guild: Asked) -> None:
    answer = guild("When did Dan Fox join?")

    assert answer.status == "ambiguous"
    assert [(c.label, c.description) for c in answer.candidates] == [
        ("Dan Fox", "member, 5 January 1770"),
        ("Dan Fox", "member, 1 March 1801"),
    ]
    chosen = guild("When did Dan Fox join?", choose=[answer.candidates[1].choose])
    assert [item.label for item in chosen.answers] == ["1 March 1801"]


def test_years_in_brackets_tell_namesakes_apart(guild: Asked) -> None:
    assert labels(guild, "When did Dan Fox (joined 1801) join?") == ["1 March 1801"]
    assert labels(guild, "When did Dan Fox (1770) join?") == ["5 January 1770"]
    assert guild("When did Dan Fox (1802) join?").status == "not_understood"


def test_a_misspelt_name_is_answered_and_said(guild: Asked) -> None:
    answer = guild("Who is Bethany Mos's mentor?")
    respelt = guild("Who is Bethanny Moss's mentor?")

    assert answer.status == "not_understood"
    assert [item.label for item in respelt.answers] == ["Dan Fox"]
    assert '"Bethanny Moss" is read as Bethany Moss' in respelt.text


def test_a_misspelt_word_is_corrected_only_when_it_is_a_slip(guild: Asked) -> None:
    assert '"metnor" is read as "mentor"' in guild("Who is Ann Archer's metnor?").text
    assert guild("Who is Ann Archer's tentor?").status == "not_understood"


@pytest.mark.parametrize("question", ["Who is Ann Fox's mentor?", "Who is Zoe Quill's mentor?", "zoe quill mentor"])
def test_an_unknown_name_is_never_someone_else(guild: Asked, question: str) -> None:
    answer = guild(question)

    assert answer.status == "not_understood"
    assert answer.reason is not None
    assert answer.reason.code in {"unknown_entity", "unknown_words"}


def test_near_names_are_told(guild: Asked) -> None:
    answer = guild("Who is Anna Archer's mentor?")

    assert answer.reason is not None
    assert answer.reason.code == "unknown_entity"
    assert "Ann Archer" in answer.text


# Every word counts


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Who is Ann Archer's favourite mentor?", "favourite"),
        ("Who is Ann Archer's step mentor?", "step"),
        ("Who is Ann Archer's manager?", "manager"),
    ],
)
def test_a_word_that_is_not_understood_is_named(guild: Asked, question: str, word: str) -> None:
    answer = guild(question)

    assert answer.status == "not_understood"
    assert answer.reason is not None
    assert answer.reason.code == "unknown_words"
    assert word in (answer.reason.words or ())


def test_a_name_alone_asks_what_is_recorded_of_it(guild: Asked) -> None:
    assert guild("Ann Archer").text == guild("Who is Ann Archer?").text


def test_only_is_answered_when_there_is_but_one(guild: Asked) -> None:
    assert guild("Who is Bethany Moss's only pupil?").status == "no_answer"


@pytest.mark.parametrize(
    "question",
    [
        "Who is the youngest pupil of Bethany Moss?",
        "Who is the first pupil of Bethany Moss?",
        "Name two pupils of Bethany Moss",
        "Who are the living pupils of Bethany Moss?",
        "Who are more pupils of Bethany Moss?",
    ],
)
def test_a_word_that_means_nothing_here_is_never_dropped(guild: Asked, question: str) -> None:
    assert guild(question).status == "not_understood"


@pytest.mark.parametrize(
    "question",
    [
        "What is 17 times 23?",
        "How are you today?",
        "Do you think Ann is nice?",
        "Tell me a joke",
        "?!",
        "…",
    ],
)
def test_what_is_no_question_to_the_graph_is_not_understood(guild: Asked, question: str) -> None:
    assert guild(question).status == "not_understood"


def test_a_fact_that_is_not_recorded_is_named(guild: Asked) -> None:
    answer = guild("Who is the mentor of the mentor of the mentor of Ann Archer?")

    assert (answer.status, answer.reason and answer.reason.code) == ("no_answer", "missing_fact")
    assert answer.reason is not None
    assert answer.reason.missing == "the mentor of the mentor of the mentor of Ann Archer"
    of_dan = guild("Where did the mentor of the mentor of Cora Lind join?")
    assert of_dan.reason is not None
    assert of_dan.reason.missing == "the place of entry of the mentor of the mentor of Cora Lind"


def test_the_first_hop_that_leads_nowhere_is_the_missing_one(guild: Asked) -> None:
    answer = guild("When did the mentor of the peer of Bethany Moss join?")

    assert answer.reason is not None
    assert answer.reason.missing == "the peer of Bethany Moss"


@pytest.mark.parametrize(("question", "code"), [("", "empty"), (" \n", "empty"), ("who " * 600, "too_long")])
def test_what_cannot_be_read_is_an_error(guild: Asked, question: str, code: str) -> None:
    answer = guild(question)

    assert (answer.status, answer.reason and answer.reason.code) == ("error", code)


def test_a_question_of_too_many_words_is_not_read(guild: Asked) -> None:
    assert guild("the mentor of " * 40 + "Ann Archer").status == "not_understood"


def test_the_same_question_has_the_same_answer(guild: Asked) -> None:
    again = graph_of(GUILD)

    for question in ("Who are the pupils of Bethany Moss?", "Dan Fox mentor", "What did Ann Archer join?"):
        assert answer_json(guild(question)) == answer_json(again(question))


# Contradictions


def test_what_is_stated_goes_before_what_is_derived_against_it() -> None:
    graph = graph_of(
        ":head a owl:FunctionalProperty ; rdfs:label 'head' . :x rdfs:label 'Xen' ; :head :y ."
        ":y rdfs:label 'Yul' . :z rdfs:label 'Zed' .",
        ":x :head :z .",
    )

    answer = graph("Who is Xen's head?")

    assert [item.label for item in answer.answers] == ["Yul"]
    assert "contradicts itself" in answer.text
    assert "Zed" in answer.text


def test_nobody_is_related_to_themselves_by_an_irreflexive_relation() -> None:
    graph = graph_of(
        ":rival a owl:IrreflexiveProperty ; rdfs:label 'rival' ."
        ":x rdfs:label 'Xen' ; :rival :x, :y . :y rdfs:label 'Yul' ."
    )

    assert labels(graph, "Who are Xen's rivals?") == ["Yul"]
    assert labels(graph, "How many rivals does Xen have?") == ["1"]


# Vocabulary from the graph alone


def test_a_graph_of_bare_iris_can_be_asked() -> None:
    graph = graph_of(":Mary_Lee :hasChild :TomCruise . :TomCruise :birth_date '1962-07-03'^^xsd:date .")

    assert labels(graph, "Who is Mary Lee's child?") == ["Tom Cruise"]
    assert labels(graph, "When is Tom Cruise's birth date?") == ["3 July 1962"]


def test_words_of_another_language_are_not_taken(guild: Asked) -> None:
    german = graph_of(GUILD, language="de")

    assert guild("Wer ist Ann Archer Lehrer").status == "not_understood"
    assert labels(german, "Ann Archer Lehrer") == ["Bethany Moss"]


def test_equivalent_properties_are_one_reading() -> None:
    graph = graph_of(
        ":boss rdfs:label 'boss' . :chief rdfs:label 'boss' ; owl:equivalentProperty :boss ."
        ":a rdfs:label 'Ada' ; :boss :b . :b rdfs:label 'Bo' ; :chief :c . :c rdfs:label 'Cy' .",
        ":a :chief :b . :b :boss :c .",
    )

    assert labels(graph, "Ada boss") == ["Bo"]
    assert labels(graph, "Bo boss") == ["Cy"]


def test_of_a_property_and_a_narrower_one_the_general_is_meant() -> None:
    graph = graph_of(
        ":kin rdfs:label 'relative' . :near rdfs:label 'relative' ; rdfs:subPropertyOf :kin ."
        ":a rdfs:label 'Ada' ; :near :b ; :kin :c . :b rdfs:label 'Bo' . :c rdfs:label 'Cy' .",
        ":a :kin :b .",
    )

    assert labels(graph, "Who are Ada's relatives?") == ["Bo", "Cy"]


def test_things_that_are_the_same_are_told_once() -> None:
    graph = graph_of(
        ":a rdfs:label 'Ada' ; :aide :b, :b2 . :b rdfs:label 'Bo' . :b2 rdfs:label 'Bo' .",
        ":b owl:sameAs :b2 . :b2 owl:sameAs :b .",
    )

    assert labels(graph, "Who are the aides of Ada?") == ["Bo"]
    assert labels(graph, "How many aides does Ada have?") == ["1"]
    assert labels(graph, "Is Bo the aide of Ada?") == ["yes"]


def test_a_renamed_vocabulary_changes_nothing_but_words() -> None:
    words = {"mentor": "zorbel", "pupil": "quandle", "peer": "wexil", "joined": "flumped", "member": "grunt"}
    renamed = GUILD
    for old, new in words.items():
        renamed = (
            renamed.replace(f'"{old}', f'"{new}')
            .replace(f":{old} ", f":{new} ")
            .replace(f":{old.title()} ", f":{new} ")
        )
    graph, other = graph_of(GUILD), graph_of(renamed)

    for question in ("Who is Ann Archer's mentor?", "How many pupils does Bethany Moss have?", "Ann Archer peer"):
        translated = question
        for old, new in words.items():
            translated = translated.replace(old, new)
        assert labels(graph, question) == labels(other, translated)


def test_a_name_mentioned_twice_is_chosen_twice(guild: Asked) -> None:
    question = "Is Dan Fox the peer of Dan Fox?"
    first = guild(question)
    assert first.status == "ambiguous"
    assert "mention 1 of 2" in first.text
    one = next(c.choose for c in first.candidates if c.value.endswith("/dan"))

    second = guild(question, choose=[one])
    assert second.status == "ambiguous"
    assert "mention 2 of 2" in second.text
    assert not {c.choose for c in first.candidates} & {c.choose for c in second.candidates}

    other = next(c.choose for c in second.candidates if c.value.endswith("/dan2"))
    settled = guild(question, choose=[one, other])
    assert settled.reading is not None
    assert ":dan " in settled.reading.sparql
    assert ":dan2 " in settled.reading.sparql


def test_one_thing_chosen_without_its_mention_settles_no_name_mentioned_twice(guild: Asked) -> None:
    assert guild("Is Dan Fox the peer of Dan Fox?", choose=["http://example.org/dan"]).status == "ambiguous"


def test_choices_that_contradict_each_other_choose_nothing(guild: Asked) -> None:
    choices = [candidate.choose for candidate in guild("When did Dan Fox join?").candidates]

    assert len(choices) == 2
    assert guild("When did Dan Fox join?", choose=choices).status == "ambiguous"
    assert guild("When did Dan Fox join?", choose=choices[:1]).status == "answered"


def test_a_refutation_is_proved_by_the_value_that_refutes(guild: Asked) -> None:
    answer = guild("Is Cora Lind the mentor of Bethany Moss?")

    assert answer.text == "No: Bethany Moss's mentor is Dan Fox."
    assert (answer.certainty, answer.completeness) == ("derived", "complete")
    proof = answer.answers[0].proof
    assert proof is not None
    assert proof.text == "Dan Fox is the mentor of Bethany Moss"


def test_several_facts_together_are_derived(guild: Asked) -> None:
    assert guild("Who is the mentor of Ann Archer?").certainty == "asserted"
    assert guild("Who is the mentor of the mentor of Ann Archer?").certainty == "derived"
    assert guild("Is Dan Fox the mentor of Bethany Moss?", choose=["http://example.org/dan"]).certainty == "asserted"


TOWER = """
:Bell a owl:Class ; rdfs:label "bell" . :Tower a owl:Class ; rdfs:label "tower" .
:hang a owl:ObjectProperty ; rdfs:label "belfry" ; skos:altLabel "mended" ; rdfs:domain :Bell ; rdfs:range :Tower .
:maker a owl:ObjectProperty ; rdfs:label "maker" ; skos:altLabel "mended" ; rdfs:domain :Bell .
:anna a :Bell ; rdfs:label "Anna" ; :maker :bo .
:bo rdfs:label "Bo Ek" .
:mid a :Tower ; rdfs:label "Mid Tower" .
"""


def test_no_reading_is_chosen_for_being_true() -> None:
    graph = graph_of(TOWER)

    assert graph("Did Anna mend Bo Ek?").status == "ambiguous"


def test_readings_that_disjoint_classes_exclude_are_not_considered() -> None:
    graph = graph_of(TOWER + ":Person a owl:Class ; rdfs:label 'person' ; owl:disjointWith :Tower . :bo a :Person .")

    answer = graph("Did Anna mend Bo Ek?")

    assert answer.answers[0].label == "yes"
    assert answer.reading is not None
    assert answer.reading.text == "whether Bo Ek is the maker of Anna"
