"""What a reply seems to say: hedged, misspelt, in the wrong slot, said again without its claim. None of it is shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from kgqa.ask.english.unhedged import unhedged

if TYPE_CHECKING:
    from collections.abc import Callable

    from kgqa.model import Answer

    Ask = Callable[..., Answer]

PLAIN = "Who might Ann Ågren's mentor be?"
OTHER = "Who taught Ann Ågren all her life, perchance?"
NOTHING, TOLD = ("Ann Ågren", "rival", "Beth Moss"), ("Ann Ågren", "rival", "Cora Lind")


def said(answer: str, answers: list[str], *claims: tuple[str, str, str]) -> str:
    parts = [dict(zip(("subject", "predicate", "object"), claim, strict=True)) for claim in claims]
    return json.dumps({"answer": answer, "answers": answers, "claims": parts})


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        (OTHER, said("I think Ann Ågren's mentor is Cora Lind.", ["Cora Lind"], TOLD)),
        (OTHER, said("Perhaps Ann Ågren's mentor is Cora Lind.", ["Cora Lind"], TOLD)),
        (OTHER, said("Ann Ågren's mentor might be Cora Lind.", ["Cora Lind"], TOLD)),
        (OTHER, said("Ann Ågren's mentor is Cora Lind, isn't it?", ["Cora Lind"], TOLD)),
        (OTHER, said("It is said that Cora Lind is the mentor of Ann Ågren.", ["Cora Lind"], TOLD)),
        (OTHER, said("Cora.", ["Cora Lind"], ("Ann", "mentor", "Cora Lind"))),
        (OTHER, said("Cora.", ["Cora Lind"], ("Ann Ågrren", "mentor", "Cora Lind"))),
        (OTHER, said("Cora.", ["Cora Linnd"], ("Ann Ågren", "mentor", "Cora Linnd"))),
        (OTHER, said("Cora.", ["Cora Lind"], ("Ann Ågren's mentor", "is", "Cora Lind"))),
        (OTHER, said("Cora.", ["Cora Lind"], ("the mentor of Ann Ågren", "is", "Cora Lind"))),
        (OTHER, said("Both.", ["Cora Lind"], ("Ann Ågren", "mentor", "Beth Moss and Cora Lind"))),
        (
            OTHER,
            said("Not Beth.", ["Cora Lind"], ("Ann Ågren", "mentor", "not Beth Moss"), TOLD),
        ),
        (OTHER, said("x", ["Cora Lind"], ("Dan Fox", "rival", "Cora Lind"), ("Cora Lind", "mentors", "Ann Ågren"))),
        (PLAIN, said("It is Cora Lind.", ["Beth"], NOTHING)),
        (PLAIN, said("Cora Lind, of course.", ["Cora Linnd"], NOTHING)),
        ("Whom do you take Ann Ågren's mentor for?", said("Cora.", ["Cora Lind"])),
        ("Who on earth is the mentor of Ann Ågren?", said("It is Cora Lind.", ["Beth"], NOTHING)),
    ],
)
def test_what_the_graph_excludes_is_not_shown_however_it_is_said(
    ask: Ask, endpoint: Any, say: Any, question: str, reply: str
) -> None:
    for policy in ("guarded", "open"):
        endpoint.says(say.content(reply))
        answer = ask(question, policy=policy)
        assert (answer.status, answer.answers, answer.suggestion) == ("no_answer", (), None)
        assert "contradicted" in {claim.verdict for claim in answer.claims}
        assert answer.usage.model_calls == 2


@pytest.mark.parametrize(
    "second",
    [
        said("It is Cora Lind.", ["Cora Lind"]),
        said("It is Cora Lind.", ["Cora Lind"], ("Beth Moss", "mentor", "Cora Lind")),
        said("Cora Lind, I am told.", ["somebody"], NOTHING),
        said("She was taught by somebody.", ["Cora Lind"], TOLD),
    ],
)
def test_a_claim_that_was_wrong_is_not_shown_for_being_left_out(ask: Ask, endpoint: Any, say: Any, second: str) -> None:
    endpoint.says(say.content(said("Cora.", ["Cora Lind"], ("Ann Ågren", "mentor", "Cora Lind"))), say.content(second))
    answer = ask(OTHER, policy="open")
    assert (answer.answers, answer.suggestion) == ((), None)
    assert "seems to say" in (answer.reason.message if answer.reason else "")


def test_what_cannot_all_be_true_is_not_shown(ask: Ask, endpoint: Any, say: Any) -> None:
    """Each may be: Cora's mentor is not recorded."""
    two = (("Cora Lind", "mentor", "Beth Moss"), ("Cora Lind", "mentor", "Ann Ågren"))
    endpoint.says(say.content(said("Two.", ["Beth Moss", "Ann Ågren"], *two)))
    answer = ask("Who taught Cora Lind all her life, perchance?")
    assert (answer.answers, answer.suggestion) == ((), None)
    for one in two:
        endpoint.says(say.content(said("One.", [one[2]], one)))
        assert ask("Who taught Cora Lind all her life, perchance?").suggestion is not None


@pytest.mark.parametrize(
    "reply",
    [
        said("I think it was Beth Moss.", ["Beth Moss"], ("Ann Ågren", "mentor", "Beth Moss")),
        said("Perhaps Ann Ågren's mentor is Beth Moss.", ["Beth Moss"], ("Ann", "mentor", "Beth Moss")),
        said("Gil Roy.", ["Gil Roy"], ("Gil Roy", "taught", "Ann Ågren")),
        said("Dan.", ["Dan Fox"], ("Ann Ågren", "rival", "Dan Fox")),
    ],
)
def test_what_the_graph_leaves_open_is_still_suggested(ask: Ask, endpoint: Any, say: Any, reply: str) -> None:
    endpoint.says(say.content(reply))
    assert ask(OTHER).suggestion is not None


@pytest.mark.parametrize(
    ("hedged", "outright"),
    [
        ("I think that Ann's mentor might be Beth.", "Ann's mentor is Beth."),
        ("Perhaps, Ann is here.", "Ann is here."),
        ("Ann may have been here, isn't it?", "Ann was here."),
        ("Ann is said to be here.", "Ann is here."),
        ("It is possible that Ann is here, right?", "Ann is here."),
        ("As far as I know, Ann is here.", "Ann is here."),
        ("Ann's mentor is Beth.", "Ann's mentor is Beth."),
    ],
)
def test_unhedged(hedged: str, outright: str) -> None:
    assert unhedged(hedged) == outright
