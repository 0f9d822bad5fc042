"""What the ask page weighs on the wire, and what blocks it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Open = Callable[..., Any]

pytestmark = pytest.mark.browser

BUDGET = 150_000


def transferred(page: Any) -> int:
    """Bytes of the page and all that it loaded, as they were sent."""
    sizes = "performance.getEntries().filter((each) => 'transferSize' in each).map((each) => each.transferSize)"
    return sum(page.evaluate(sizes))


def test_the_ask_page_with_an_open_picture_stays_light(visit: Open) -> None:
    page = visit("/?q=Who+is+Sasha+Obama%27s+father%3F").page
    page.locator(".picture summary").first.click()
    page.locator(".canvas svg").wait_for()
    assert 0 < transferred(page) < BUDGET


def test_no_script_blocks_the_page(visit: Open) -> None:
    for path in ("/", "/verify", "/schema", "/conflicts"):
        page = visit(path).page
        blocking = page.locator("script:not([type=module]):not([defer]):not([async])")
        assert blocking.count() == 0


def test_what_is_named_by_its_content_is_not_asked_for_again(visit: Open) -> None:
    page = visit("/").page
    for url in page.evaluate("performance.getEntriesByType('resource').map((each) => each.name)"):
        if "/static/" in url and "v=" in url:
            answer = page.request.get(url)
            assert "immutable" in answer.headers["cache-control"]
