"""A walk through the page for texts in headless Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.test_page import CONTRAST, PHONE

if TYPE_CHECKING:
    from collections.abc import Callable

    Open = Callable[..., Any]

pytestmark = pytest.mark.browser

TEXT = "Sasha Obama was born in 1999. Barack Obama is Sasha Obama's father. I think she is nice. Gnrx flurbled the wug."


def check(page: Any, text: str) -> None:
    page.get_by_label("Check a text").fill(text)
    page.get_by_role("button", name="Check").click()
    page.locator("#result .passage").first.wait_for()


def test_each_claim_is_marked_and_told(visit: Open) -> None:
    page = visit("/verify").page
    check(page, TEXT)
    assert "contradicts 1 of 2 claims" in page.locator(".sentence").inner_text()
    assert page.locator(".passage .said.contradicted").count() >= 1
    assert page.locator(".passage .said.supported").inner_text().startswith("Barack Obama is Sasha Obama's father")
    assert page.locator(".passage .unclaimed").count() == 1
    assert "Gnrx" in page.locator(".passage .unread").inner_text()
    assert page.locator("ol.claims > li").count() == 2
    assert page.get_by_label("Check a text").input_value() == TEXT


def test_pointing_at_a_claim_tells_why(visit: Open) -> None:
    page = visit("/verify").page
    check(page, TEXT)
    tip = page.locator("#tip-1")
    assert not tip.is_visible()
    page.locator(".said.contradicted").first.hover()
    assert "The graph has: 2001" in tip.inner_text()
    tip.hover()
    assert tip.is_visible()
    page.keyboard.press("Escape")
    assert not tip.is_visible()


def test_the_keyboard_leads_from_a_claim_to_its_proof(visit: Open) -> None:
    page = visit("/verify").page
    page.locator("#text:focus").wait_for()
    page.keyboard.type("Barack Obama is Sasha Obama's father.")
    page.keyboard.press("Control+Enter")
    page.locator(".passage").first.wait_for()
    link = page.locator(".said.supported").first
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.locator("#tip-1").is_visible()
    page.keyboard.press("Enter")
    assert page.url.endswith("#claim-1")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    page.locator("#claim-1 .proof .step").first.wait_for()


def test_the_rewritten_text_is_shown(visit: Open) -> None:
    page = visit("/verify").page
    check(page, "Sasha Obama was born in 1999.")
    page.get_by_text("Show the rewritten text").click()
    shown = page.locator(".rewritten .passage")
    assert "1999" in shown.locator("del").inner_text()
    assert "2001" in shown.locator("ins").inner_text()


def test_a_screen_reader_hears_the_verdicts(visit: Open) -> None:
    page = visit("/verify").page
    check(page, TEXT)
    tree = page.locator("#result").aria_snapshot()
    assert "contradicted" in tree
    assert "(not understood)" in tree
    assert page.locator(".said").first.evaluate(
        "e => document.getElementById(e.getAttribute('aria-describedby')).textContent"
    )


def test_everything_works_without_javascript(visit: Open) -> None:
    page = visit("/verify", java_script_enabled=False).page
    check(page, TEXT)
    page.locator(".said.contradicted").first.hover()
    assert page.locator("#tip-1").is_visible()
    page.get_by_text("Show the rewritten text").click()
    assert page.locator(".rewritten ins").is_visible()


def test_an_example_is_checked(visit: Open) -> None:
    page = visit("/verify").page
    page.locator(".examples a").first.click()
    page.locator(".sentence.supported").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("text", ["", TEXT, "W" * 400])
def test_a_phone_shows_all_of_it_without_scrolling_sideways(visit: Open, text: str, scheme: str) -> None:
    page = visit("/verify", viewport=PHONE, color_scheme=scheme).page
    if text:
        check(page, text)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast(visit: Open, scheme: str) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    page = visit("/verify", color_scheme=scheme).page
    check(page, TEXT)
    for details in page.locator("details").all():
        details.evaluate("e => e.open = true")
    page.locator(".said.contradicted").first.hover()
    assert page.evaluate(CONTRAST) == []


def test_a_hostile_text_runs_nothing(visit: Open) -> None:
    page = visit("/verify").page
    hostile = "</textarea><img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    check(page, hostile)
    assert page.title() != "owned"
    assert page.locator("#result img, #result script, main img").count() == 0
    assert page.get_by_label("Check a text").input_value() == hostile


def test_line_ends_and_wide_characters_come_back_as_they_were(visit: Open) -> None:
    page = visit("/verify").page
    text = "\n\n  𝄞é.\nBarack Obama is Sasha Obama's father.\n"
    check(page, text)
    assert page.get_by_label("Check a text").input_value() == text
    assert page.locator(".said").first.inner_text().startswith("Barack Obama is")


def test_the_pages_lead_to_each_other(visit: Open) -> None:
    page = visit("/").page
    page.get_by_role("link", name="Check").click()
    page.get_by_label("Check a text").wait_for()
    page.get_by_role("link", name="Ask", exact=True).click()
    page.get_by_label("Ask a question").wait_for()
