"""How often each client may ask: a bucket of tokens each, in memory that all processes of the server share.

A bucket is kept as the one moment at which it will be full again (the generic cell rate algorithm, ITU-T I.371), so
that two numbers stand for a client, and one whose bucket is full needs none.
"""

from __future__ import annotations

import math
import mmap
import os
import time
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address

ROWS = 2**16
"""Clients that are remembered; beyond them the one whose bucket is the fullest is forgotten."""
_TRIED = 8
"""Rows in which a client may be."""


class Rates:
    """Admits `rate` requests a minute of each client, and `burst` at once. Make it before processes are forked.

    The processes do not wait for each other: when two of them admit a client at the same moment it may be counted once.
    """

    def __init__(self, rate: int, burst: int) -> None:
        self._each = 60 / rate
        self._burst = burst * self._each
        memory = mmap.mmap(-1, 16 * ROWS)
        view = memoryview(memory)
        self._clients = view[: 8 * ROWS].cast("Q")
        self._full = view[8 * ROWS :].cast("d")
        # Nobody can choose an address that takes the row of another.
        self._salt = os.urandom(16)

    def take(self, client: str, now: float | None = None) -> float:
        """Count a request: 0 when it is admitted, else the seconds after which the next one will be."""
        now = time.monotonic() if now is None else now
        number = int.from_bytes(blake2b(client.encode(), digest_size=8, key=self._salt).digest(), "big")
        row = self._row(number, now)
        full = max(self._full[row], now) + self._each if self._clients[row] == number else now + self._each
        # Sums of many parts of a second are a little off.
        if full - now > self._burst + 1e-6:
            return full - now - self._burst
        self._clients[row], self._full[row] = number, full
        return 0.0

    def _row(self, number: int, now: float) -> int:
        best = first = number % ROWS
        for row in (place % ROWS for place in range(first, first + _TRIED)):
            if self._clients[row] == number:
                return row
            if max(self._full[row], now) < max(self._full[best], now):
                best = row
        return best


def whole_seconds(wait: float) -> str:
    """A wait for a Retry-After header (RFC 9110, 10.2.3)."""
    return str(max(1, math.ceil(wait)))


def client_of(host: str) -> str:
    """Who counts as one client: an IPv4 address, or the network of 64 bits that an IPv6 address is in."""
    if ":" not in host:
        return host
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped) if mapped else f"{address.exploded[:19]}::/64"
    return host
