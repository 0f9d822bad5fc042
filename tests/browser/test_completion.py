"""Completion in the question box, by the keyboard and by pointing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Open = Callable[..., Any]

pytestmark = pytest.mark.browser


def box(page: Any) -> Any:
    return page.get_by_role("combobox", name="Ask a question")


def test_a_question_is_written_with_the_keyboard_alone(visit: Open) -> None:
    page = visit().page
    box(page).press_sequentially("Who is sash")
    page.get_by_role("option", name="Sasha Obama").wait_for()
    page.keyboard.press("ArrowDown")
    assert box(page).get_attribute("aria-activedescendant") == page.get_by_role("option").first.get_attribute("id")
    page.keyboard.press("Enter")
    assert box(page).input_value() == "Who is Sasha Obama"
    page.keyboard.type("'s fath")
    page.get_by_role("option", name="father", exact=False).first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert box(page).input_value() == "Who is Sasha Obama's father"
    page.keyboard.press("Enter")
    page.get_by_text("Sasha Obama's father is Barack Obama.").wait_for()
    assert page.get_by_role("listbox").count() == 0


def test_what_is_before_and_after_the_cursor_stays(visit: Open) -> None:
    page = visit().page
    box(page).fill("Who is the father of sash?")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("a")
    page.get_by_role("option", name="Sasha Obama").click()
    assert box(page).input_value() == "Who is the father of Sasha Obama?"
    page.keyboard.type("!")
    assert box(page).input_value() == "Who is the father of Sasha Obama!?"


def test_escape_closes_the_list_and_keeps_the_text(visit: Open) -> None:
    page = visit().page
    box(page).press_sequentially("Who is oba")
    page.get_by_role("option").first.wait_for()
    assert box(page).get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert page.get_by_role("option").count() == 0
    assert box(page).get_attribute("aria-expanded") == "false"
    assert box(page).input_value() == "Who is oba"


def test_an_empty_box_offers_whole_questions(visit: Open) -> None:
    page = visit().page
    box(page).press("ArrowDown")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.locator(".sentence.answered").wait_for()


def test_enter_asks_what_was_typed_where_nothing_is_chosen(visit: Open) -> None:
    page = visit().page
    box(page).press_sequentially("Who is Sasha Obama's father")
    page.keyboard.press("Enter")
    page.get_by_text("Sasha Obama's father is Barack Obama.").wait_for()


def test_one_request_for_what_is_typed_in_one_go(visit: Open) -> None:
    visited = visit()
    box(visited.page).press_sequentially("Who is Barack", delay=5)
    visited.page.get_by_role("option").first.wait_for()
    assert len([url for url in visited.requests if "/v1/complete" in url]) <= 2


def test_a_phone_shows_the_whole_list(visit: Open) -> None:
    page = visit(viewport={"width": 390, "height": 844}).page
    box(page).press_sequentially("Who is oba")
    page.get_by_role("option").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
