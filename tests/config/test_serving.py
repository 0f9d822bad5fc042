"""Settings of the server that are refused when they do not fit."""

from __future__ import annotations

import pytest

from kgqa.config import read_settings
from kgqa.errors import InputError


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("KGQA_LOG", "xml"),
        ("KGQA_LOG_LEVEL", "loud"),
        ("KGQA_TRUSTED_PROXIES", "127.0.0.1, proxy.example"),
        ("KGQA_TRUSTED_PROXIES", "*"),
        ("KGQA_RATE", "-1"),
        ("KGQA_RECEIVE_SECONDS", "0"),
    ],
)
def test_what_does_not_fit_is_refused(variable: str, value: str) -> None:
    with pytest.raises(InputError, match=variable):
        read_settings({variable: value})


def test_proxies_are_addresses_and_networks() -> None:
    assert read_settings({"KGQA_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8,::1"}).trusted_proxies
    assert not read_settings({}).trusted_proxies
