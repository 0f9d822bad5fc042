"""The page for sources: a file is loaded, asked about, and removed again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import WRITE_KEY
from tests.browser.test_accessibility import axe, violations

if TYPE_CHECKING:
    from collections.abc import Callable

    Open = Callable[..., Any]

__all__ = ["axe"]
pytestmark = pytest.mark.browser

TREE = b"""0 HEAD
1 GEDC
2 VERS 5.5.1
1 CHAR UTF-8
0 @I1@ INDI
1 NAME Zebedee /Quill/
1 SEX M
1 FAMS @F1@
0 @I2@ INDI
1 NAME Ottoline /Quill/
1 SEX F
1 FAMC @F1@
0 @F1@ FAM
1 HUSB @I1@
1 CHIL @I2@
0 TRLR
"""


def send(page: Any, name: str, content: bytes, key: str = WRITE_KEY) -> None:
    page.get_by_label("Choose a file").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})
    page.get_by_label("Key for writing").fill(key)
    page.get_by_role("button", name="Upload").click()


def test_a_tree_is_loaded_asked_about_and_removed(visit_own_store: Open) -> None:
    page = visit_own_store("/upload").page
    page.set_default_timeout(30_000)
    send(page, "tree.ged", TREE)
    page.get_by_text("tree.ged is loaded").wait_for()
    page.get_by_role("row", name="tree.ged").wait_for()
    send(page, "tree.ged", TREE)
    page.get_by_text("tree.ged is loaded: the graph says all of it already.").wait_for()
    page.get_by_role("link", name="Ask a question").click()
    page.get_by_label("Ask a question").fill("Who is Ottoline Quill's father?")
    page.keyboard.press("Enter")
    page.get_by_text("Ottoline Quill's father is Zebedee Quill.").wait_for()
    page.goto("/upload")
    remove = page.get_by_role("row", name="tree.ged").get_by_role("button")
    remove.click()
    assert "Really remove" in remove.inner_text()
    remove.click()
    page.get_by_text("tree.ged is removed").wait_for()
    page.get_by_role("row", name="tree.ged").wait_for(state="detached")
    page.goto("/?q=Who+is+Ottoline+Quill%27s+father%3F")
    assert "Zebedee" not in page.locator(".sentence").inner_text()


def test_what_is_wrong_with_a_file_is_told_with_its_line(visit_own_store: Open) -> None:
    page = visit_own_store("/upload").page
    page.set_default_timeout(30_000)
    send(page, "broken<img src=x>.ttl", b"<urn:a> <urn:b> .\n")
    page.get_by_role("alert").wait_for()
    assert "broken<img src=x>.ttl:1" in page.get_by_role("alert").inner_text()
    assert page.locator("main img").count() == 0


def test_a_wrong_key_is_told_of(visit_own_store: Open) -> None:
    visited = visit_own_store("/upload")
    send(visited.page, "a.ttl", b"", key="a key that nobody has given out")
    visited.page.get_by_role("alert").get_by_text("this key is not known here").wait_for()
    visited.complaints.clear()  # the browser logs each 401


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible(visit_own_store: Open, axe: str, scheme: str) -> None:
    page = visit_own_store("/upload", color_scheme=scheme, viewport={"width": 390, "height": 844}).page
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_only_a_server_that_can_be_written_has_the_page(visit: Open) -> None:
    visited = visit("/")
    assert visited.page.get_by_role("link", name="Upload").count() == 0
    assert visited.page.request.get("/upload").status == 404
