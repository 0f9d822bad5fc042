"""The demonstration graph behind a real server, and a headless Chromium in front of it."""

from __future__ import annotations

import os
import re
import shutil
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn

from kgqa.config import Settings
from kgqa.pipeline import KnowledgeBase
from kgqa.serve.app import create_app
from kgqa.serve.live import Live
from tests.browser.hostile import hostile_graph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

GUILD = """
@prefix : <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:mentor a owl:ObjectProperty ; rdfs:label "mentor" ; owl:inverseOf :pupil .
:pupil a owl:ObjectProperty ; rdfs:label "pupil" .
:ann rdfs:label "Ann Archer" ; :mentor :beth .
:beth rdfs:label "Beth Moss" .
"""


@contextmanager
def serving(kb: KnowledgeBase, settings: Settings, *, folder: Path | None = None) -> Iterator[str]:
    """The address of a server over a graph; with the folder of a store it can be written to."""
    app = create_app(Live(kb, settings, folder=folder), writable=folder is not None)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
        assert thread.is_alive(), "the server did not start"
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of a server over the demonstration graph."""
    kb = KnowledgeBase.load()
    kb.prepare()
    assert kb.examples
    assert kb.coverage
    with serving(kb, Settings()) as address:
        yield address


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over a graph whose labels, texts and IRIs are attacks."""
    file = tmp_path_factory.mktemp("hostile") / "hostile.ttl"
    file.write_text(hostile_graph(), encoding="utf-8")
    settings = Settings(cache=tmp_path_factory.mktemp("cache"))
    with serving(KnowledgeBase.load(file, settings=settings), settings) as address:
        yield address


WRITE_KEY = "a key of 32 characters, to write."


@pytest.fixture(scope="session")
def writable_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over a small store that can be written to with WRITE_KEY."""
    folder = tmp_path_factory.mktemp("writable")
    file = folder / "guild.ttl"
    file.write_text(GUILD, encoding="utf-8")
    settings = Settings(cache=folder / "cache", write_key=WRITE_KEY)
    with serving(
        KnowledgeBase.load_into(folder / "store", file, settings=settings), settings, folder=folder / "store"
    ) as it:
        yield it


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium; skips where there is none."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here: install the package chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page, with everything it logged and asked for."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture
def visit_own_store(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., Visit]]:
    """Visits a server that can be written to, over a small durable store of its own."""
    file = tmp_path / "guild.ttl"
    file.write_text(
        "@prefix : <http://example.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        ':mentor a <http://www.w3.org/2002/07/owl#ObjectProperty> ; rdfs:label "mentor" .\n'
        ':ann rdfs:label "Ann Archer" ; :mentor :beth . :beth rdfs:label "Beth Moss" .\n',
        encoding="utf-8",
    )
    settings = Settings(cache=tmp_path / "cache", write_key=WRITE_KEY)
    kb = KnowledgeBase.load_into(tmp_path / "store", file, settings=settings)
    with serving(kb, settings, folder=tmp_path / "store") as address, visiting(chromium, address) as go:
        yield go


@contextmanager
def visiting(chromium: Browser, site: str) -> Iterator[Callable[..., Visit]]:
    """Opens a path of a site; at the end nothing may have complained or been fetched from elsewhere."""
    visits: list[Visit] = []

    def go(path: str = "/", **options: object) -> Visit:
        context = chromium.new_context(base_url=site, **options)  # type: ignore[arg-type]
        visit = Visit(context.new_page())
        visit.page.on("console", lambda message: visit.complaints.append(message.text))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.on("dialog", lambda dialog: visit.complaints.append(f"a dialog: {dialog.message}"))
        visit.page.on("request", lambda request: visit.requests.append(request.url))
        visit.page.set_default_timeout(30_000)
        visit.page.goto(path)
        visits.append(visit)
        return visit

    yield go
    folder = Path(os.environ.get("SCREENSHOTS", "test-results"))
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^\w.=-]+", "_", os.environ["PYTEST_CURRENT_TEST"].rpartition("::")[2].rpartition(" ")[0])[:100]
    for number, each in enumerate(visits):
        each.page.screenshot(path=folder / f"{name}-{number}.png", full_page=True)
        each.page.context.close()
        assert each.complaints == []
        assert [url for url in each.requests if not url.startswith(site)] == []


@pytest.fixture
def visit(chromium: Browser, site: str) -> Iterator[Callable[..., Visit]]:
    """Visits the demonstration graph."""
    with visiting(chromium, site) as go:
        yield go


@pytest.fixture
def visit_hostile(chromium: Browser, hostile_site: str) -> Iterator[Callable[..., Visit]]:
    """Visits the hostile graph."""
    with visiting(chromium, hostile_site) as go:
        yield go


@pytest.fixture
def visit_writable(chromium: Browser, writable_site: str) -> Iterator[Callable[..., Visit]]:
    """Visits a store that can be written to."""
    with visiting(chromium, writable_site) as go:
        yield go
