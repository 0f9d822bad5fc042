"""Proofs as pictures, things with their facts, conflicts, and what can be asked: a walk by pointing and by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Open = Callable[..., Any]

pytestmark = pytest.mark.browser

FATHER = "/?q=Who+is+Sasha+Obama%27s+father%3F"
PERSON = "/entity?iri=https://w3id.org/kgqa/people/Barack_Obama"


def test_a_proof_is_drawn_when_its_picture_is_opened(visit: Open) -> None:
    visited = visit(FATHER)
    page = visited.page
    assert not any("dagre" in url for url in visited.requests)
    page.locator(".picture summary").first.click()
    picture = page.get_by_role("group", name="The proof as a picture")
    picture.wait_for()
    boxes = page.locator(".canvas [role=img]")
    facts = {each.get_attribute("data-fact") for each in page.locator(".proof .step").all()}
    assert boxes.count() == len(facts)
    assert boxes.first.get_attribute("aria-label").startswith("1 of")


def test_the_arrow_keys_lead_through_the_picture(visit: Open) -> None:
    page = visit(FATHER).page
    page.locator(".picture summary").first.click()
    page.locator(".canvas .root").focus()
    assert "Barack Obama is the father of Sasha Obama" in page.locator(".told").inner_text()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith(("2 of", "3 of"))
    page.keyboard.press("ArrowUp")
    assert "root" in page.evaluate("document.activeElement.getAttribute('class')")


def test_the_picture_grows_and_fits(visit: Open) -> None:
    page = visit(FATHER, viewport={"width": 390, "height": 844}).page
    page.locator(".picture summary").first.click()
    svg = page.locator(".canvas svg")
    before = int(svg.get_attribute("width"))
    page.get_by_role("button", name="Larger").click()
    assert int(svg.get_attribute("width")) > before
    page.get_by_role("button", name="All of the picture").click()
    assert int(svg.get_attribute("width")) <= page.locator(".canvas").evaluate("e => e.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_an_answer_leads_to_the_thing_and_why_unfolds_a_proof(visit: Open) -> None:
    page = visit(FATHER).page
    page.locator(".more a").click()
    page.get_by_role("heading", name="Barack Obama", level=1).wait_for()
    assert "stated in us-first-families.ttl" in page.locator(".facts").first.inner_text()
    why = page.get_by_role("link", name="why?").first
    why.click()
    page.locator(".unfolded .proof .step").first.wait_for()
    assert why.get_attribute("aria-expanded") == "true"
    why.click()
    assert not page.locator(".unfolded").is_visible()


def test_why_is_a_page_without_javascript(visit: Open) -> None:
    page = visit(PERSON, java_script_enabled=False).page
    page.get_by_role("link", name="why?").first.click()
    page.get_by_role("heading", name="Why", exact=True).wait_for()
    assert page.locator(".proof .step").count() >= 2


def test_a_question_about_a_thing_is_answered(visit: Open) -> None:
    page = visit(PERSON).page
    page.locator(".examples a").first.click()
    page.locator(".sentence.answered").wait_for()


def test_a_kind_with_many_members_has_pages(visit: Open) -> None:
    page = visit("/entity?iri=https://w3id.org/kgqa/family%23Man").page
    page.get_by_role("link", name="all").last.click()
    assert page.locator(".facts li").count() == 100
    first = page.locator(".facts li").first.inner_text()
    page.get_by_role("link", name="After").click()
    assert page.locator(".facts li").first.inner_text() != first
    page.get_by_role("link", name="Before").click()
    assert page.locator(".facts li").first.inner_text() == first


def test_what_is_unknown_is_helped_with(visit: Open) -> None:
    visited = visit("/entity?iri=http://example.org/people/barack_obam")
    page = visited.page
    page.get_by_role("heading", name="Nothing is known of this").wait_for()
    assert page.get_by_role("link", name="Barack Obama").count() >= 1
    visited.complaints.clear()  # the browser logs each 404


def test_a_graph_without_conflicts_says_so(visit: Open) -> None:
    page = visit("/conflicts").page
    page.get_by_text("Nothing in this graph conflicts.").wait_for()


def test_conflicts_name_the_fewest_facts(visit_hostile: Open) -> None:
    page = visit_hostile("/conflicts").page
    card = page.locator(".card").first
    assert "stated in hostile.ttl" in card.inner_text()
    card.get_by_text("How they clash").click()
    assert card.locator(".proof .step").first.is_visible()


def test_the_words_are_searched_while_one_types(visit: Open) -> None:
    page = visit("/schema").page
    page.get_by_label("Search the words").press_sequentially("grandm")
    shown = page.locator("tr[data-words]:visible")
    assert 1 <= shown.count() < page.locator("tr[data-words]").count()
    page.keyboard.press("Enter")
    page.wait_for_url("**/schema?q=grandm")
    assert page.locator("tr[data-words]").count() >= 1
    page.locator("tr[data-words] td:nth-child(3) a").first.click()
    page.locator(".sentence.answered").wait_for()
