"""Every page by axe-core, in light and in dark: WCAG 2.2 A and AA, and its best practices."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Open = Callable[..., Any]

pytestmark = pytest.mark.browser

PERSON = "https://w3id.org/kgqa/people/Barack_Obama"
PAGES = {
    "ask": "/",
    "answer": "/?q=Who+is+Sasha+Obama%27s+father%3F",
    "answers": "/?q=Who+are+Queen+Victoria%27s+children%3F",
    "candidates": "/?q=When+was+George+Bush+born%3F",
    "no answer": "/?q=What+is+the+shoe+size+of+Barack+Obama%3F",
    "verify": "/verify?text=Sasha+Obama+was+born+in+1999.+Barack+Obama+is+Sasha+Obama%27s+father.",
    "entity": f"/entity?iri={PERSON}",
    "facts": "/entity?iri=https://w3id.org/kgqa/family%23Man&p=http://www.w3.org/1999/02/22-rdf-syntax-ns%23type&inverse=true",
    "unknown": "/entity?iri=urn:x:nobody",
    "conflicts": "/conflicts",
    "schema": "/schema",
    "docs": "/docs",
}
OPTIONS = "{resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']}"


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    pytest.importorskip("axe_playwright_python", reason="no axe-core here: install axe-playwright-python")
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def violations(page: Any, axe: str) -> list[tuple[str, str]]:
    page.evaluate(axe)
    found = page.evaluate(f"axe.run(document, {OPTIONS})")["violations"]
    return [(each["id"], node["html"][:120]) for each in found for node in each["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible(visit: Open, axe: str, name: str, scheme: str) -> None:
    visited = visit(PAGES[name], color_scheme=scheme)
    for details in visited.page.locator("details").all():
        details.evaluate("element => { element.open = true }")
    visited.page.wait_for_timeout(300)
    assert violations(visited.page, axe) == []
    if name == "unknown":
        visited.complaints.clear()  # the browser logs each 404


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_list_of_completions_is_accessible(visit: Open, axe: str, scheme: str) -> None:
    page = visit(color_scheme=scheme).page
    page.get_by_label("Ask a question").press_sequentially("Who is oba")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert violations(page, axe) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_switch_of_colours_is_kept(visit: Open, axe: str, theme: str) -> None:
    other = "dark" if theme == "light" else "light"
    page = visit("/schema", color_scheme=other).page
    switch = page.locator("button.theme")
    while switch.get_attribute("data-shows") != theme:
        switch.click()
    page.reload()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == theme
    assert violations(page, axe) == []
