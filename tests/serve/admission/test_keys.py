"""API keys: made once, kept as hashes, asked for where they are needed."""

from __future__ import annotations

import base64
import json
import logging
import multiprocessing
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from kgqa.cli import main
from kgqa.config import Settings
from kgqa.errors import InputError
from kgqa.serve.admission.keyfile import NAME, SCOPES, Key, add_key, hashed, read_keys, remove_key
from kgqa.serve.admission.keys import Keys, needs
from kgqa.serve.app import create_app
from kgqa.serve.live import Live

if TYPE_CHECKING:
    from pathlib import Path

    from kgqa.pipeline import KnowledgeBase

GIVEN = "a-key-given-by-the-environment-0123456789"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "keys.json"


def served(kb: KnowledgeBase, file: Path | None, **settings: object) -> TestClient:
    """A server that goes by a file of keys, with a route for each scope."""
    app = create_app(Live(kb, replace(kb.settings, keys=file, **settings)))  # type: ignore[arg-type]
    routes = APIRouter()
    for scope in SCOPES:
        routes.post(f"/test/{scope}", dependencies=[needs(scope)])(lambda: {})
    # Routes added later come after the mount of /static only.
    app.include_router(routes)
    return TestClient(app, base_url="http://localhost")


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_key_is_kept_as_its_hash_only(file: Path) -> None:
    token = add_key(file, "ann", "write")
    assert token not in file.read_text(encoding="utf-8")
    assert re.fullmatch(r"kgqa_[A-Za-z0-9_-]{43}", token)
    (key,) = read_keys(file)
    assert (key.name, key.scope, key.sha256) == ("ann", "write", hashed(token))
    assert file.stat().st_mode & 0o777 == 0o600


def test_keys_are_told_apart_by_name(file: Path) -> None:
    add_key(file, "ann", "read")
    with pytest.raises(InputError, match="there is a key ann already"):
        add_key(file, "ann", "admin")
    remove_key(file, "ann")
    assert read_keys(file) == ()
    with pytest.raises(InputError, match="there is no key ann"):
        remove_key(file, "ann")


@given(st.text(max_size=70))
def test_a_name_is_plain(name: str) -> None:
    assert bool(re.fullmatch(r"[A-Za-z0-9][\w.@-]{0,63}", name, re.A)) == bool(NAME.fullmatch(name))


def _add_some(file: Path, number: int) -> None:
    for each in range(10):
        add_key(file, f"p{number}-{each}", "read")


def test_processes_that_add_keys_at_once_lose_none(file: Path) -> None:
    some = [multiprocessing.get_context("spawn").Process(target=_add_some, args=(file, number)) for number in range(3)]
    for process in some:
        process.start()
    for process in some:
        process.join()
    assert len(read_keys(file)) == 30
    assert [each.name for each in file.parent.iterdir()] == [file.name]


ROOT = '{"keys": [{"name": "a", "scope": "root", "sha256": "00", "created": ""}]}'


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"keys": [{"name": "a"}]}', ROOT])
def test_a_damaged_file_is_refused(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="no file of keys"):
        read_keys(file)


def test_a_file_that_others_may_write_is_refused(file: Path) -> None:
    add_key(file, "ann", "read")
    file.chmod(0o620)
    with pytest.raises(InputError, match="others may write"):
        read_keys(file)


def test_more_includes_less() -> None:
    allowed = {scope: [other for other in SCOPES if Key("a", scope, "").allows(other)] for scope in SCOPES}
    assert allowed == {"read": ["read"], "write": ["read", "write"], "admin": ["read", "write", "admin"]}


def test_without_keys_reading_is_open_and_writing_is_not(kb: KnowledgeBase) -> None:
    client = served(kb, None)
    assert client.get("/v1/schema").status_code == 200
    assert client.get("/v1/schema", headers=bearer("sk-something")).status_code == 200
    refused = client.post("/test/write")
    assert refused.status_code == 401
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.headers.get_list("www-authenticate") == ['Bearer realm="kgqa"']


@pytest.mark.parametrize("header", ["Authorization", "X-API-Key"])
def test_a_key_opens_what_its_scope_covers(kb: KnowledgeBase, file: Path, header: str) -> None:
    token = add_key(file, "ann", "write")
    client = served(kb, file)
    headers = {header: f"Bearer {token}" if header == "Authorization" else token}
    assert client.post("/test/read", headers=headers).status_code == 200
    assert client.post("/test/write", headers=headers).status_code == 200
    refused = client.post("/test/admin", headers=headers)
    assert refused.status_code == 403
    assert 'error="insufficient_scope", scope="admin"' in refused.headers["www-authenticate"]
    assert "the key ann is good for write" in refused.json()["detail"]


def test_a_wrong_key_is_told_even_where_none_is_needed(kb: KnowledgeBase, file: Path) -> None:
    token = add_key(file, "ann", "read")
    refused = served(kb, file).get("/v1/schema", headers=bearer(token[:-1]))
    assert refused.status_code == 401
    assert 'error="invalid_token"' in refused.headers["www-authenticate"]
    assert token[:-1] not in refused.text


def test_reading_can_be_made_to_need_a_key(kb: KnowledgeBase, file: Path) -> None:
    token = add_key(file, "ann", "read")
    client = served(kb, file, require_key=True)
    for path in ("/", "/v1/schema", "/sparql?query=ASK%20%7B%7D", "/metrics", "/verify"):
        refused = client.get(path)
        assert refused.status_code == 401, path
        assert 'Basic realm="kgqa"' in refused.headers.get_list("www-authenticate"), path
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200
    assert client.get("/v1/schema", headers=bearer(token)).status_code == 200


def test_a_browser_reads_with_the_key_as_a_password_but_never_writes_with_it(kb: KnowledgeBase, file: Path) -> None:
    token = add_key(file, "ann", "admin")
    client = served(kb, file, require_key=True)
    basic = {"Authorization": "Basic " + base64.b64encode(f"anyone:{token}".encode()).decode()}
    assert client.get("/", headers=basic).status_code == 200
    refused = client.post("/test/write", headers=basic)
    assert refused.status_code == 401
    assert refused.headers.get_list("www-authenticate") == ['Bearer realm="kgqa"']


def test_a_server_follows_its_file(kb: KnowledgeBase, file: Path) -> None:
    client = served(kb, file, write_key=GIVEN)
    assert client.post("/test/write", headers=bearer(GIVEN)).status_code == 200
    token = add_key(file, "ann", "write")
    assert client.post("/test/write", headers=bearer(token)).status_code == 200
    remove_key(file, "ann")
    assert client.post("/test/write", headers=bearer(token)).status_code == 401
    add_key(file, "ann", "write")
    file.write_text("{", encoding="utf-8")
    assert client.post("/test/write", headers=bearer(token)).status_code == 401
    assert client.post("/test/write", headers=bearer(GIVEN)).status_code == 200


def test_a_short_key_in_the_environment_is_refused(kb: KnowledgeBase) -> None:
    with pytest.raises(InputError, match="KGQA_WRITE_KEY is shorter"):
        served(kb, None, write_key="secret")
    assert GIVEN not in repr(Settings(write_key=GIVEN))


@pytest.mark.parametrize(
    "sent", ["Basic !!!", "Basic " + base64.b64encode(b"\xff").decode(), "Bearer", "Digest x", "é"]
)
def test_what_is_no_key_is_none(kb: KnowledgeBase, file: Path, sent: str) -> None:
    add_key(file, "ann", "write")
    client = served(kb, file)
    assert client.get("/healthz", headers={"Authorization": sent.encode("latin-1")}).status_code == 200
    assert client.post("/test/write", headers={"Authorization": sent.encode("latin-1")}).status_code == 401


def test_a_key_of_the_file_is_found_among_many(file: Path) -> None:
    tokens = {f"k{number}": add_key(file, f"k{number}", "read") for number in range(5)}
    keys = Keys(file)
    assert {name: found.name for name, token in tokens.items() if (found := keys.found(token))} == {
        n: n for n in tokens
    }
    assert keys.found("") is None


def test_no_key_is_logged(kb: KnowledgeBase, file: Path, caplog: pytest.LogCaptureFixture) -> None:
    token = add_key(file, "ann", "read")
    client = served(kb, file)
    with caplog.at_level(logging.DEBUG):
        client.post("/test/admin", headers=bearer(token))
        client.post("/test/admin", headers=bearer(token + "x"))
        texts = client.get("/metrics").text + client.get("/docs").text + caplog.text
    assert token not in texts


class TestCommandLine:
    """`kgqa keys`."""

    def test_a_key_is_made_listed_and_removed(self, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["keys", "add", "ann", "--scope", "write", "--file", str(file)]) == 0
        token = capsys.readouterr().out.strip()
        assert Keys(file).found(token) is not None
        assert main(["keys", "list", "--file", str(file)]) == 0
        listed = capsys.readouterr().out
        assert listed.startswith("ann\twrite\t")
        assert token not in listed
        assert json.loads(file.read_bytes())["keys"][0]["sha256"] not in listed
        assert main(["keys", "remove", "ann", "--file", str(file)]) == 0
        assert main(["keys", "remove", "ann", "--file", str(file)]) == 2

    def test_the_keys_of_a_store_are_beside_its_revisions(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["keys", "add", "ann", "--store", str(tmp_path)]) == 0
        assert (tmp_path / "keys.json").is_file()
        assert "KGQA_REQUIRE_KEY" in capsys.readouterr().err

    @pytest.mark.parametrize("options", [[], ["--store", "missing"], ["--store", ".", "--file", "f"]])
    def test_whose_keys_must_be_said(self, options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["keys", "list", *options]) == 2
        assert capsys.readouterr().err.startswith("kgqa: ")
