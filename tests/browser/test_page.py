"""A walk through the page in headless Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Open = Callable[..., Any]

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


def ask(page: Any, question: str) -> None:
    page.get_by_label("Ask a question").fill(question)
    page.get_by_role("button", name="Ask").click()


def test_ask_and_unfold_the_proof(visit: Open) -> None:
    page = visit().page
    ask(page, "Who is Sasha Obama's father?")
    page.get_by_text("Sasha Obama's father is Barack Obama.").wait_for()
    assert page.locator("#result .badge").first.inner_text() == "derived"
    assert "the father of Sasha Obama" in page.locator(".reading").inner_text()
    folded = page.locator(".step > details:not([open]) > summary")
    while folded.count():
        folded.first.click()
    assert page.locator(".step cite").filter(has_text="stated in us-first-families.ttl").count() >= 2
    page.get_by_text("SPARQL", exact=True).click()
    assert "SELECT" in page.locator("pre").inner_text()


def test_asking_does_not_reload_and_the_way_back_leads_back(visit: Open) -> None:
    visited = visit()
    page = visited.page
    page.evaluate("window.stays = true")
    ask(page, "Who is Mary Lee Pfeiffer's son?")
    page.get_by_text("Mary Lee Pfeiffer's son is Tom Cruise.").wait_for()
    ask(page, "Who is Sasha Obama's father?")
    page.get_by_text("Sasha Obama's father is Barack Obama.").wait_for()
    assert page.title() == "Who is Sasha Obama's father? · kgqa"
    page.go_back()
    page.get_by_text("Mary Lee Pfeiffer's son is Tom Cruise.").wait_for()
    assert page.get_by_label("Ask a question").input_value() == "Who is Mary Lee Pfeiffer's son?"
    page.go_back()
    page.get_by_role("heading", name="For example").wait_for()
    assert page.evaluate("window.stays")


def test_an_example_answers(visit: Open) -> None:
    page = visit().page
    page.locator(".examples a").first.click()
    page.locator(".sentence.answered").wait_for()


def test_choose_what_was_meant(visit: Open) -> None:
    page = visit("/?q=Who+is+George%27s+father%3F").page
    page.locator(".candidates a").first.click()
    page.locator(".candidates").wait_for(state="detached")
    assert "choose=" in page.url
    assert "conversation=" in page.url
    assert page.evaluate("document.activeElement.id") == "result"


def test_a_question_goes_on_from_the_one_before(visit: Open) -> None:
    page = visit().page
    page.evaluate("window.stays = true")
    ask(page, "Who is Sasha Obama's father?")
    page.get_by_text("Sasha Obama's father is Barack Obama.").wait_for()
    ask(page, "What about Tom Cruise?")
    page.get_by_text("Tom Cruise's father is Thomas Cruise Mapother III.").wait_for()
    ask(page, "and the mother?")
    page.get_by_text("Tom Cruise's mother is Mary Lee Pfeiffer.").wait_for()
    page.go_back()
    page.get_by_text("Tom Cruise's father is Thomas Cruise Mapother III.").wait_for()
    ask(page, "and the mother?")
    page.get_by_text("Tom Cruise's mother is Mary Lee Pfeiffer.").wait_for()
    page.reload()
    page.get_by_text("Tom Cruise's mother is Mary Lee Pfeiffer.").wait_for()
    assert not page.evaluate("window.stays === true")


def test_a_number_picks_a_candidate(visit: Open) -> None:
    page = visit("/?q=When+was+George+Bush+born%3F").page
    assert page.locator(".candidates li").count() == 2
    ask(page, "2")
    page.get_by_text("George W. Bush's date of birth is 6 July 1946.").wait_for()


def test_a_conversation_needs_no_javascript(visit: Open) -> None:
    page = visit(java_script_enabled=False).page
    ask(page, "Who is Sasha Obama's father?")
    ask(page, "What about Tom Cruise?")
    page.get_by_text("Tom Cruise's father is Thomas Cruise Mapother III.").wait_for()


def test_everything_works_without_javascript(visit: Open) -> None:
    page = visit(java_script_enabled=False).page
    ask(page, "Who is Sasha Obama's father?")
    page.get_by_text("Sasha Obama's father is Barack Obama.").wait_for()
    assert page.url.endswith("/?q=Who+is+Sasha+Obama%27s+father%3F")


def test_the_keyboard_is_enough(visit: Open) -> None:
    page = visit().page
    page.locator("#q:focus").wait_for()
    page.keyboard.type("Who is Sasha Obama's father?")
    page.keyboard.press("Enter")
    page.get_by_text("Sasha Obama's father is Barack Obama.").wait_for()
    page.locator("summary", has_text="Picture").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    assert not page.locator(".proof > .step > details").evaluate("element => element.open")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("question", ["", "Who are Queen Victoria's children?", "Who is Sasha Obama's father?"])
def test_a_phone_shows_all_of_it_without_scrolling_sideways(visit: Open, question: str, scheme: str) -> None:
    page = visit(viewport=PHONE, color_scheme=scheme).page
    if question:
        ask(page, question)
        page.locator(".sentence").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_hostile_question_runs_nothing(visit: Open) -> None:
    page = visit().page
    ask(page, "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>")
    page.locator(".sentence").wait_for()
    assert page.title() != "owned"
    assert page.locator("#result img, #result script").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast(visit: Open, scheme: str) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    page = visit("/?q=Who+is+Sasha+Obama%27s+father%3F", color_scheme=scheme).page
    faint = page.evaluate(CONTRAST)
    assert faint == []


def test_the_description_of_the_api_is_shown(visit: Open) -> None:
    page = visit("/docs").page
    assert page.get_by_role("heading", name="POST /v1/ask").count() == 1


CONTRAST = """() => {
  const shade = (color) => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d");
    canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.slice(0, 3).map((c) => c / 255)
      .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const color = shade(getComputedStyle(each).backgroundColor);
      if (color[3] === 255) return color;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll("body *")]
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .map((element) => {
      const [a, b] = [light(shade(getComputedStyle(element).color)), light(ground(element))].sort((x, y) => y - x);
      return [element.tagName, element.className, (a + 0.05) / (b + 0.05)];
    })
    .filter(([, , ratio]) => ratio < 4.5);
}"""
