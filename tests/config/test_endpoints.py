"""Endpoints from settings and from a file: in order, with clear errors, and keys never shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kgqa.config import Endpoint, Settings, documented, endpoints_of, read_settings
from kgqa.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

TWO = """
# first the small one
[[endpoint]]
name = "here"
url = "http://127.0.0.1:8080/v1"
model = "small"
seconds = 5
context = 4096

[[endpoint]]
name = "far"
url = "https://models.example/v1"
model = "large"
key_env = "FAR_KEY"
price_in = 0.15
price_out = 0.6
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "endpoints.toml"


def test_no_endpoint_by_default() -> None:
    assert endpoints_of(read_settings({})) == ()


def test_the_endpoint_of_the_environment_comes_first_and_added_ones_last(file: Path) -> None:
    file.write_text(TWO)
    environ = {"KGQA_MODEL_URL": "http://x/v1", "KGQA_MODEL": "m", "KGQA_ENDPOINTS": str(file), "FAR_KEY": "s3cret"}
    found = endpoints_of(read_settings(environ), environ)
    assert [endpoint.name for endpoint in found] == ["default", "here", "far"]
    assert found[1] == Endpoint("here", "http://127.0.0.1:8080/v1", "small", seconds=5.0, context=4096)
    assert (found[2].key, found[2].price_in, found[2].price_out) == ("s3cret", 0.15, 0.6)
    extra = Endpoint("mine", "http://127.0.0.1:1/v1", "tiny")
    assert endpoints_of(Settings(added=(extra,))) == (extra,)


def test_a_key_is_never_shown() -> None:
    settings = read_settings({"KGQA_MODEL_URL": "http://x/v1", "KGQA_MODEL": "m", "KGQA_MODEL_KEY": "s3cret"})
    assert "s3cret" not in repr((settings, endpoints_of(settings)))


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "has no [[endpoint]]"),
        ("[[endpoint]]\nname = \n", 2, "not TOML"),
        ("[[endpoint]]\nname = 'a'\n", 1, "has no url"),
        ("[[endpoint]]\nname = 'a'\nurl = 'models.example'\nmodel = 'm'\n", 3, "url is 'models.example'"),
        ("[[endpoint]]\nname = 'a'\nurl = 'http://x'\nmodel = 'm'\nkey = 's'\n", 5, "a key does not belong"),
        ("[[endpoint]]\nname = 'a'\nurl = 'http://x'\nmodel = 'm'\nsecond = 5\n", 5, "'second' is not known"),
        ("[[endpoint]]\nname = 'a'\nurl = 'http://x'\nmodel = 'm'\nseconds = 0\n", 5, "seconds is 0"),
        ("[[endpoint]]\nname = 'a'\nurl = 'http://x'\nmodel = 'm'\ncontext = 1.5\n", 5, "context is 1.5"),
        ("[[endpoint]]\nname = 'a'\nurl = 'http://x'\nmodel = 'm'\nprice_in = -1\n", 5, "price_in is -1"),
        ("[[endpoint]]\nname = 'a'\nurl = 'http://x'\nmodel = 'm'\nkey_env = 'GONE'\n", 5, "GONE, which is not set"),
        ("[endpoint]\nname = 'a'\n", 1, "has no [[endpoint]]"),
        ("policy = 'open'\n", 1, "'policy' is not known"),
        (TWO.replace('"far"', '"here"'), 11, "two endpoints are named 'here'"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(file: Path, text: str, line: int, message: str) -> None:
    file.write_text(text)
    with pytest.raises(InputError) as error:
        read_settings({"KGQA_ENDPOINTS": str(file), "FAR_KEY": "s"})
    assert message in error.value.message
    assert (error.value.file, error.value.line) == (str(file), line)
    assert error.value.remedy


def test_a_missing_file_is_refused(file: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_settings({"KGQA_ENDPOINTS": str(file)})


@pytest.mark.parametrize(
    "url", ["notaurl", "ftp://x", "http://", "http://[x", "http://x:port/v1", "http://x y/v1", "127.0.0.1:8080/v1"]
)
def test_an_address_that_is_none_is_refused_wherever_it_is_given(file: Path, url: str) -> None:
    with pytest.raises(InputError, match=r"KGQA_MODEL_URL is .*it takes an address such as http"):
        read_settings({"KGQA_MODEL_URL": url, "KGQA_MODEL": "m"})
    file.write_text(f"[[endpoint]]\nname = 'a'\nurl = '{url}'\nmodel = 'm'\n")
    with pytest.raises(InputError, match=r"url is .*it takes an address such as http"):
        read_settings({"KGQA_ENDPOINTS": str(file)})


@pytest.mark.parametrize("url", ["http://x", "https://models.example/v1", "http://[::1]:8080/v1", "HTTP://x/v1"])
def test_an_address_is_taken(url: str) -> None:
    [endpoint] = endpoints_of(read_settings({"KGQA_MODEL_URL": url, "KGQA_MODEL": "m"}))
    assert endpoint.url == url


def test_half_an_endpoint_is_refused() -> None:
    with pytest.raises(InputError, match=r"KGQA_MODEL is not .*set KGQA_MODEL to"):
        read_settings({"KGQA_MODEL_URL": "http://x/v1"})
    with pytest.raises(InputError, match=r"KGQA_MODEL_URL is not .*set KGQA_MODEL_URL to"):
        read_settings({"KGQA_MODEL": "m"})


def test_no_model_needs_no_address() -> None:
    assert endpoints_of(read_settings({"KGQA_MODEL": "none"})) == ()


@pytest.mark.parametrize(("variable", "value"), [("KGQA_DAILY_USD", "-1"), ("KGQA_BUDGET_TOKENS", "many")])
def test_a_budget_is_a_number_or_none(variable: str, value: str) -> None:
    with pytest.raises(InputError, match="0 or above"):
        read_settings({variable: value})
    assert read_settings({variable: "0"}) == Settings()


def test_every_setting_but_those_of_code_is_documented() -> None:
    assert {"endpoints", "daily_usd", "model_url"} <= {setting.name for setting in documented()}
    assert "added" not in {setting.name for setting in documented()}
