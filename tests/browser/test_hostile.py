"""What a graph calls things is never trusted: each page shows attacks as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from tests.browser.hostile import ATTACKS, IRIS, THINGS

if TYPE_CHECKING:
    from collections.abc import Callable

    Open = Callable[..., Any]

pytestmark = pytest.mark.browser

PAGES = {
    "ask": "/",
    "answers": "/?q=Who+are+Ann+Archer%27s+pupils%3F",
    "answer": "/?q=What+is+the+motto+of+Ann+Archer%3F",
    "verify": f"/verify?text={quote(ATTACKS[0] + ' is the mentor of Ann Archer.')}",
    "anchor": "/entity?iri=http://example.org/anchor",
    "conflicts": "/conflicts",
    "schema": "/schema",
    "class": "/entity?iri=http://example.org/Guild",
    **{f"thing {number}": f"/entity?iri={thing}" for number, thing in enumerate(THINGS)},
    **{f"iri {number}": f"/entity?iri={quote(iri)}" for number, iri in enumerate(IRIS)},
}
EVIL = """() => [...document.querySelectorAll("*")].filter((element) =>
  [...element.attributes].some((each) => each.name.startsWith("on") || /^\\s*(javascript|data):/i.test(each.value))
  || ["IMG", "IFRAME", "OBJECT", "EMBED"].includes(element.tagName)
  || (element.tagName === "SCRIPT" && !element.src)
  || (element.tagName === "H1" && element.textContent === "owned")
).map((element) => element.outerHTML.slice(0, 200))"""


@pytest.mark.parametrize("name", PAGES)
def test_attacks_are_only_text(visit_hostile: Open, name: str) -> None:
    visited = visit_hostile(PAGES[name], viewport={"width": 390, "height": 844})
    page = visited.page
    for details in page.locator("details").all():
        details.evaluate("element => { element.open = true }")
    for link in page.locator("a[data-why]").all()[:4]:
        link.click()
        link.locator("xpath=..").locator(".unfolded").wait_for()
    page.wait_for_timeout(200)
    assert page.evaluate(EVIL) == []
    assert page.title() != "owned"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    visited.complaints[:] = [each for each in visited.complaints if "404" not in each]


def test_completions_are_only_text(visit_hostile: Open) -> None:
    page = visit_hostile().page
    for typed in ("script", "img sr", "docum", "WWW"):
        page.get_by_label("Ask a question").fill("")
        page.get_by_label("Ask a question").press_sequentially(typed)
        page.get_by_role("option").first.wait_for()
        assert page.evaluate(EVIL) == []
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    assert page.title() != "owned"


def test_no_link_leads_to_what_is_no_page(visit_hostile: Open) -> None:
    page = visit_hostile("/entity?iri=http://example.org/anchor").page
    links = page.locator("a[href]").evaluate_all("all => all.map((link) => link.getAttribute('href'))")
    outside = [link for link in links if not link.startswith(("/", "#"))]
    assert outside == ["http://example.org/anchor"]
    assert page.locator(f'a[href="{outside[0]}"]').get_attribute("rel") == "noreferrer nofollow external"
