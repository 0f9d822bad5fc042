"""A walk through the console in headless Chromium."""

from __future__ import annotations

import json
import os
import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Open = Callable[..., Any]

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
FATHERS = """PREFIX family: <https://w3id.org/kgqa/family#>
SELECT ?child ?father WHERE { ?child family:hasFather ?father } ORDER BY ?child LIMIT 5"""
ANCESTORS = FATHERS.replace("hasFather", "hasAncestor")


def console(visit: Open, query: str = "", facts: str = "", **options: Any) -> Any:
    """The console, with the result of a query if one is given."""
    shared = "?" + urlencode({"query": query, "facts": facts}) if query else ""
    visited = visit("/console" + shared, **options)
    visited.page.locator("#examples").wait_for()
    if query:
        visited.page.locator(".tabPanel.active .yasr_results > *").first.wait_for()
    return visited


def rows(page: Any) -> Any:
    return page.locator(".tabPanel.active table.rows > tbody > tr:not(.explained)")


def type_anew(page: Any, query: str) -> None:
    page.locator(".addTab").click()
    page.locator(".tabPanel.active .CodeMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(query)


def test_an_example_runs_and_a_screenshot_is_kept(visit: Open) -> None:
    page = console(visit).page
    page.get_by_text("Examples").click()
    page.get_by_role("button", name="Two steps").click()
    rows(page).first.wait_for()
    page.get_by_role("button", name="Why row 1?").click()
    page.locator(".why-pattern .proof").first.wait_for()
    assert re.search(
        r"\d+ results? in [\d.]+ seconds", page.locator(".tabPanel.active .yasr_response_chip").inner_text()
    )
    folder = Path(os.environ.get("SCREENSHOTS", "test-results"))
    folder.mkdir(exist_ok=True)
    page.screenshot(path=str(folder / "console.png"), full_page=True)


def test_every_example_gives_rows(visit: Open) -> None:
    page = console(visit).page
    buttons = page.locator("#examples li button")
    assert buttons.count() >= 6
    for number in range(buttons.count()):
        page.get_by_text("Examples").click()
        buttons.nth(number).click()
        rows(page).first.wait_for()


def test_the_same_query_is_asked_of_all_facts_or_of_the_stated_or_the_inferred(visit: Open) -> None:
    page = console(visit, FATHERS.replace("LIMIT 5", "")).page
    counts = []
    for choice in ("all", "stated only", "inferred only"):
        with page.expect_response("**/sparql*"):
            page.get_by_label(choice).click() if choice != "all" else page.get_by_role("button", name="Run").click()
        page.get_by_role("button", name="Run").wait_for()
        counts.append(int(re.match(r"\d+", page.locator(".tabPanel.active .yasr_response_chip").inner_text())[0]))
    every, stated, inferred = counts
    assert stated > 0
    assert every == stated + inferred


def test_a_stated_row_is_explained_by_its_source(visit: Open) -> None:
    page = console(visit, FATHERS, "urn:kgqa:asserted").page
    page.get_by_role("button", name="Why row 1?").click()
    page.locator(".badge.asserted").wait_for()
    assert re.search(r"stated in [\w-]+\.ttl", page.locator(".explained cite").inner_text())


def test_a_derived_row_is_explained_down_to_its_sources(visit: Open) -> None:
    page = console(visit, ANCESTORS, "urn:kgqa:inferred").page
    page.get_by_role("button", name="Why row 1?").click()
    page.locator(".badge.derived").wait_for()
    folded = page.locator(".explained details:not([open]) > summary")
    while folded.count():
        folded.first.click()
    assert page.locator(".explained cite").filter(has_text="stated in").count() >= 1
    page.get_by_role("button", name="Why row 1?").click()
    assert page.locator(".explained").count() == 0


def test_a_count_is_explained_by_one_of_those_counted(visit: Open) -> None:
    page = console(visit, FATHERS.replace("?child ?father", "?father (COUNT(?child) AS ?n)", 1).replace(
        "ORDER BY ?child", "GROUP BY ?father ORDER BY DESC(?n)")).page  # fmt: skip
    page.get_by_role("button", name="Why row 1?").click()
    page.locator(".why-pattern .proof").wait_for()
    assert page.get_by_text("one way that it comes about").count() == 1


def test_a_class_and_a_property_are_completed_by_their_labels(visit: Open) -> None:
    page = console(visit).page
    type_anew(page, "SELECT * WHERE { ?x a woma")
    page.locator(".CodeMirror-hint").first.wait_for()
    assert "family:Woman" in page.locator(".CodeMirror-hint-active").inner_text()
    page.keyboard.press("Enter")
    page.keyboard.type(" ; date")
    page.locator(".CodeMirror-hint-active", has_text="family:birthDate").wait_for()
    page.keyboard.press("Enter")
    page.keyboard.type(" ?d } LIMIT 3")
    page.keyboard.press("Control+Enter")
    rows(page).first.wait_for()
    text = page.evaluate("kgqaConsole.yasgui.getTab().getYasqe().getValue()")
    assert text.startswith("PREFIX family: <https://w3id.org/kgqa/family#>")
    assert "?x a family:Woman ; family:birthDate ?d }" in text


def test_a_link_to_a_query_is_copied_and_opens_it(visit: Open) -> None:
    page = console(visit, FATHERS, "urn:kgqa:asserted", permissions=["clipboard-read", "clipboard-write"]).page
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("Link copied.").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert parse_qs(urlsplit(link).query) == {"query": [FATHERS], "facts": ["urn:kgqa:asserted"]}
    other = console(visit, FATHERS, "urn:kgqa:asserted").page
    assert rows(other).all_inner_texts() == rows(page).all_inner_texts()
    assert other.get_by_label("stated only").is_checked()


def test_a_shared_update_is_shown_and_not_sent(visit: Open) -> None:
    visited = visit("/console?" + urlencode({"query": "INSERT DATA { <urn:a> <urn:b> <urn:c> }"}))
    visited.page.locator(".CodeMirror", has_text="INSERT").wait_for()
    visited.page.wait_for_timeout(300)
    assert not [url for url in visited.requests if urlsplit(url).path in {"/update", "/sparql"}]
    visited.page.get_by_role("button", name="Run").click()
    visited.page.get_by_text("only reads").wait_for()


def test_an_error_is_shown_as_it_is_and_marked_in_the_query(visit: Open) -> None:
    query = "SELECT * WHERE {\n  ?a ?b }}"
    visited = console(visit, query)
    page = visited.page
    told = page.locator(".failure").inner_text()
    answer = page.request.post("/sparql", form={"query": query})
    assert answer.status == 400
    assert told == answer.text().strip()
    assert page.locator(".misplaced").count() == 1
    # A browser logs each answer of 400 or more.
    visited.complaints[:] = [each for each in visited.complaints if "400 (Bad Request)" not in each]


def test_a_query_is_stopped(visit: Open) -> None:
    visited = console(visit)
    page = visited.page
    type_anew(page, "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Stop").click()
    page.get_by_text("Stopped.").wait_for()
    assert page.get_by_role("button", name="Run").is_visible()


def test_an_update_needs_a_key_and_is_reasoned_over(visit_writable: Open) -> None:
    update = "PREFIX : <http://example.org/> INSERT DATA { :beth :mentor :cora }"
    visited = visit_writable("/console?" + urlencode({"query": update}))
    page = visited.page
    page.get_by_role("button", name="Run").click()
    page.get_by_text("type the key to write with").wait_for()
    page.get_by_label("Key to write with").fill("not the key")
    page.keyboard.press("Enter")
    page.get_by_text("this key is not known here").wait_for()
    page.get_by_label("Key to write with").fill("a key of 32 characters, to write.")
    page.keyboard.press("Enter")
    page.get_by_text("Added: 1 stated, 1 inferred.").wait_for()
    assert page.evaluate("localStorage.length && Object.values(localStorage).join().includes('to write.')") is False
    page.goto(
        "/console?" + urlencode({"query": "SELECT * { ?who <http://example.org/pupil> <http://example.org/beth> }"})
    )
    rows(page).first.wait_for()
    page.get_by_role("button", name="Why row 1?").click()
    page.locator(".explained cite", has_text="urn:kgqa:local").wait_for()
    visited.complaints[:] = [each for each in visited.complaints if "401 (Unauthorized)" not in each]


def test_the_last_tab_that_is_closed_makes_room_for_a_new_one(visit: Open) -> None:
    page = console(visit).page
    page.locator(".closeTab").click()
    page.locator(".tabPanel.active .CodeMirror").wait_for()
    page.get_by_role("button", name="Run").click()
    rows(page).first.wait_for()


def test_tabs_are_kept_and_results_are_sorted_filtered_and_named(visit: Open) -> None:
    page = console(visit, FATHERS).page
    first = rows(page).first.inner_text()
    page.get_by_role("button", name="child", exact=True).click(click_count=1)
    page.get_by_role("button", name="child", exact=True).click()
    assert rows(page).last.inner_text().split("\t")[1] == first.split("\t")[1]
    page.get_by_label("names for IRIs").check()
    label = rows(page).first.locator("a").first.inner_text()
    assert ":" not in label
    page.get_by_label("Filter rows").fill(label)
    assert rows(page).count() >= 1
    link = rows(page).first.locator("a").first
    assert link.get_attribute("href").startswith("/entity?iri=https")
    page.reload()
    page.locator("#bar").wait_for()
    assert page.get_by_role("tab", name="Shared").count() == 1


def test_a_result_is_saved_as_the_server_writes_it(visit: Open) -> None:
    page = console(visit, FATHERS).page
    with page.expect_download() as saved:
        page.get_by_role("button", name="CSV").click()
    assert saved.value.suggested_filename == "result.csv"
    assert saved.value.path().read_text().splitlines()[0] == "child,father"


def test_hostile_names_are_text(visit_hostile: Open) -> None:
    page = console(visit_hostile).page
    buttons = page.locator("#examples li button")
    for number in range(buttons.count()):
        page.get_by_text("Examples").click()
        buttons.nth(number).click()
        rows(page).first.wait_for()
        page.locator(".tabPanel.active").get_by_role("button", name="Why row 1?").click()
        page.locator(".tabPanel.active .why-pattern").first.wait_for()
        page.get_by_label("names for IRIs").last.check()
    type_anew(page, "SELECT * { ?x mott")
    page.locator(".CodeMirror-hint").first.wait_for()
    type_anew(page, "SELECT * { ?x a guil")
    page.locator(".CodeMirror-hint").first.wait_for()
    assert page.title() == "Console · kgqa"
    assert page.locator("#console img, #console script, #console svg[onload], #bar img").count() == 0


def test_hostile_values_are_text(visit: Open) -> None:
    bad = "<img src=x onerror=document.title='owned'><script>document.title='owned'</script>"
    query = f"""SELECT ?value ?iri WHERE {{ VALUES (?value ?iri) {{ ({json.dumps(bad)} <javascript:alert(1)>) }} }}"""
    page = console(visit, query).page
    assert page.locator("table.rows td").nth(1).inner_text() == bad
    assert page.locator("table.rows a").first.get_attribute("href") == "/entity?iri=javascript%3Aalert%281%29"
    assert page.locator(".yasr_results img, .yasr_results script").count() == 0
    page.get_by_role("button", name="Response").click()
    page.locator(".yasr_results .CodeMirror").wait_for()
    assert page.title() != "owned"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone(visit: Open, scheme: str) -> None:
    page = console(visit, FATHERS, viewport=PHONE, color_scheme=scheme).page
    page.get_by_role("button", name="Why row 1?").click()
    page.locator(".why-pattern").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit: Open, scheme: str) -> None:
    axe = files("axe_playwright_python").joinpath("axe.min.js")
    page = console(visit, FATHERS, color_scheme=scheme, bypass_csp=True).page
    page.get_by_role("button", name="Why row 1?").click()
    page.locator(".why-pattern").first.wait_for()
    page.add_script_tag(content=axe.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document).then((r) => r.violations.map((v) => [v.id, v.nodes.map((n) => n.html)]))")
    assert found == []
