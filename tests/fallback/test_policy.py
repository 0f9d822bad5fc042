"""What a model's reply is worth under each policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kgqa.model import Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from kgqa.model import Answer

    Ask = Callable[..., Answer]

ASKED = "Please tell me, who might Ann Agren's mentor be?"


def test_an_entailed_claim_on_the_question_is_a_verified_answer(ask: Ask, endpoint: Any, say: Any) -> None:
    endpoint.says(say.reply("It is Beth.", ["Beth Moss"], "Ann Ågren, mentor, Beth Moss"))
    answer = ask(ASKED)
    assert (answer.status, answer.source, answer.certainty) == ("answered", "model", "verified")
    assert [(item.label, item.value) for item in answer.answers] == [("Beth Moss", "http://example.org/beth")]
    assert answer.answers[0].proof is not None
    assert answer.text == "Ann Ågren's mentor is Beth Moss."
    assert answer.reading is not None
    assert answer.reading.by == "model"
    assert answer.reason is None
    assert answer.claims[0].verdict == "supported"
    assert (answer.usage.model_calls, answer.usage.input_tokens, answer.usage.output_tokens) == (1, 70, 9)
    assert answer.model is not None
    assert answer.model.prompt.startswith("grounded@")


def test_a_verified_date_is_the_graphs_own(ask: Ask, endpoint: Any, say: Any) -> None:
    endpoint.says(say.reply("In 1809.", ["12 February 1809"], "Ann Ågren, founding date, 1809"))
    answer = ask("So what is the founding date of Ann Ågren, please?")
    assert answer.certainty == "verified"
    assert [(item.label, item.value) for item in answer.answers] == [("12 February 1809", "1809-02-12")]


@pytest.mark.parametrize(
    "shape",
    [
        ("another question", "Who is Ann Ågren's first mentor?", ["Beth Moss"], ["Ann Ågren, mentor, Beth Moss"]),
        ("two relations", "Who is Ann Ågren's mentor's mentor?", ["Beth Moss"], ["Ann Ågren, mentor, Beth Moss"]),
        ("negated", "Who is not Ann Ågren's mentor?", ["Beth Moss"], ["Ann Ågren, mentor, Beth Moss"]),
        ("a question of yes or no", "Can Ann Ågren's mentor help me?", ["Beth Moss"], ["Ann Ågren, mentor, Beth Moss"]),
        ("a place is asked for", "Where is Ann Ågren's mentor?", ["Beth Moss"], ["Ann Ågren, mentor, Beth Moss"]),
        ("a time to come", "Who will be Ann Ågren's mentor?", ["Beth Moss"], ["Ann Ågren, mentor, Beth Moss"]),
        ("the other way round", "Who might Ann Ågren's rival be?", ["Dan Fox"], ["Dan Fox, rival, Ann Ågren"]),
        ("another thing", "Who might Cora Lind's mentor be?", ["Beth Moss"], ["Beth Moss, mentor, Cora Lind"]),
        ("another relation", "Who might Ann Ågren's rival be?", ["Beth Moss"], ["Ann Ågren, mentor, Beth Moss"]),
        ("not the free end", "Who is Beth Moss's rival?", ["Cora Lind"], ["Beth Moss, mentor, Cora Lind"]),
        ("a near miss", ASKED, ["Beth M. Moss"], ["Ann Ågren, mentor, Beth Moss"]),
        ("part of a name", ASKED, ["Beth"], ["Ann Ågren, mentor, Beth Moss"]),
        ("a sentence in a slot", ASKED, ["It is Beth Moss"], ["Ann Ågren, mentor, Beth Moss"]),
        ("no claim", ASKED, ["Beth Moss"], []),
        ("nobody knows it", "Who might Zed's mentor be?", ["Quux"], ["Zed, mentor, Quux"]),
    ],
)  # fmt: skip
def test_anything_less_is_a_suggestion(
    ask: Ask, endpoint: Any, say: Any, shape: tuple[str, str, list[str], list[str]]
) -> None:
    why, question, answers, claims = shape
    endpoint.says(say.reply("Said by a model.", answers, *claims))
    answer = ask(question)
    assert (answer.status, answer.source, answer.certainty, answer.answers) == ("no_answer", None, None, ()), why
    assert answer.suggestion is not None
    assert answer.suggestion.text == "Said by a model."
    assert answer.suggestion.consistent
    assert answer.reason == Reason("missing_fact", "Not recorded.")
    assert answer.usage.model_calls == 1


@pytest.mark.parametrize(
    "shape",
    [
        ("stated", "It is Cora.", ["Cora Lind"], ["Ann Ågren, mentor, Cora Lind"]),
        ("only answered", "I think so.", ["Cora Lind"], []),
        ("only said", "Ann Ågren's mentor is Cora Lind.", [], ["Ann Ågren, mentor, Beth Moss"]),
        ("said beside it", "Ann Ågren's mentor is Cora Lind.", ["Beth Moss"], ["Ann Ågren, mentor, Beth Moss"]),
        ("one answer too many", "Both.", ["Beth Moss", "Cora Lind"], ["Ann Ågren, mentor, Beth Moss"]),
        ("either of a name", "Dan.", ["Dan Fox"], []),
        ("one claim too many", "Beth.", ["Beth Moss"],
         ["Ann Ågren, mentor, Beth Moss", "Ann Ågren, founding date, 1999"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("policy", ["guarded", "open"])
def test_whatever_contradicts_the_graph_is_dropped(
    ask: Ask, endpoint: Any, say: Any, policy: str, shape: tuple[str, str, list[str], list[str]]
) -> None:
    why, sentence, answers, claims = shape
    endpoint.says(say.reply(sentence, answers, *claims))
    answer = ask(ASKED, policy=policy)
    assert (answer.status, answer.answers, answer.suggestion) == ("no_answer", (), None), why
    assert "contradicted" in {claim.verdict for claim in answer.claims}
    assert answer.reason is not None
    assert answer.reason.message == "Not recorded. A model's reply was dropped, because it contradicts the graph."
    assert answer.usage.model_calls == 2, "once more, with what was wrong"


@pytest.mark.parametrize("policy", ["guarded", "open"])
def test_a_contradicted_reply_is_dropped(ask: Ask, endpoint: Any, say: Any, policy: str) -> None:
    endpoint.says(say.reply("It is Cora.", ["Cora Lind"], "Ann Ågren, mentor, Cora Lind"))
    answer = ask(ASKED, policy=policy)
    assert (answer.status, answer.answers, answer.suggestion) == ("no_answer", (), None)
    assert [(claim.verdict, claim.instead) for claim in answer.claims] == [("contradicted", "Beth Moss")]
    assert answer.claims[0].conflict is not None
    assert answer.reason is not None
    assert answer.reason.message.startswith("Not recorded.")


def test_a_suggestion_may_be_the_answer_where_the_policy_is_open(ask: Ask, endpoint: Any, say: Any) -> None:
    endpoint.says(say.reply("Gil Roy, I think.", ["Gil Roy", "Cora Lind"], "Cora Lind, mentor, Gil Roy"))
    answer = ask("Who is Cora Lind's coach these days?", policy="open")
    assert (answer.status, answer.source, answer.certainty) == ("answered", "model", "unverified")
    assert [(item.label, item.type) for item in answer.answers] == [("Gil Roy", "literal"), ("Cora Lind", "uri")]
    assert [claim.verdict for claim in answer.claims] == ["unknown"]
    assert answer.text == "Gil Roy, I think."


def test_a_model_that_does_not_know_adds_nothing(ask: Ask, endpoint: Any, say: Any) -> None:
    endpoint.says(say.reply("Nobody could know that.", []))
    answer = ask(ASKED, policy="open")
    assert (answer.status, answer.suggestion) == ("no_answer", None)
    assert answer.usage.model_calls == 1


@pytest.mark.parametrize(
    "never",
    [
        {"policy": "strict"},
        {"model_url": ""},
        {"model": ""},
        {"status": "answered", "reason": None},
        {"status": "ambiguous"},
        {"status": "error"},
        {"reason": Reason("too_long", "Too long.")},
    ],
)
def test_no_model_is_asked(ask: Ask, endpoint: Any, say: Any, never: dict[str, Any]) -> None:
    endpoint.says(say.reply("Beth.", ["Beth Moss"], "Ann Ågren, mentor, Beth Moss"))
    answer = ask(ASKED, **never)
    assert endpoint.requests == []
    assert answer.model is None
    assert answer.usage.model_calls == 0
