"""What tokens cost: by the endpoint's own prices, else nothing on this machine, else by genai-prices."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from kgqa.config import Endpoint

_MILLION = 1_000_000


def cost_of(endpoint: Endpoint, tokens_in: int, tokens_out: int) -> float | None:
    """US dollars for so many tokens sent and written; None where the price is not known."""
    if endpoint.price_in is not None or endpoint.price_out is not None:
        return (tokens_in * (endpoint.price_in or 0.0) + tokens_out * (endpoint.price_out or 0.0)) / _MILLION
    if is_local(endpoint.url):
        return 0.0
    return _listed(endpoint.url, endpoint.model, tokens_in, tokens_out)


@lru_cache(maxsize=1024)
def _listed(url: str, model: str, tokens_in: int, tokens_out: int) -> float | None:
    """The price that genai-prices lists for the model at that address, else for the model anywhere."""
    try:
        from genai_prices import Usage, calc_price
    except ImportError:
        return None
    usage = Usage(input_tokens=tokens_in, output_tokens=tokens_out)
    for provider in (url, None):
        try:
            return float(calc_price(usage, model, provider_api_url=provider).total_price)
        except (LookupError, ValueError):
            continue
    return None


def is_local(url: str) -> bool:
    """Whether an address is on this machine."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
