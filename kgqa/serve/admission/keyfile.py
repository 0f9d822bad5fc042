"""The file of API keys: names, scopes and hashes, never a key.

A key is 256 random bits. Nobody guesses one from its hash, so that a plain SHA-256 keeps it as safe as a slow
password hash would, and a request with a key costs microseconds.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import secrets
import stat
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from kgqa.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Scope: TypeAlias = Literal["read", "write", "admin"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
"""From the least to the most: who may write may read, who has `admin` may do everything."""

PREFIX = "kgqa_"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}")
SHORTEST = 32
"""Characters of the shortest key that a setting may give: its hash must not be worth guessing at."""


@dataclass(frozen=True, slots=True)
class Key:
    """What is kept of a key."""

    name: str
    scope: Scope
    sha256: str
    created: str = ""

    def allows(self, scope: Scope) -> bool:
        """Whether the key is good for what needs `scope`."""
        return SCOPES.index(self.scope) >= SCOPES.index(scope)


def hashed(token: str) -> str:
    """What is kept of a key instead of it."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def read_keys(file: Path) -> tuple[Key, ...]:
    """The keys of a file; none where there is no file.

    Raises InputError for a file that is damaged, or that anybody but its owner may write.
    """
    try:
        if stat.S_IMODE(file.stat().st_mode) & 0o022:
            raise InputError("others may write the file of keys", file=str(file), remedy=f"chmod 600 {file}")
        listed = json.loads(file.read_bytes())["keys"]
        keys = tuple(_key(each) for each in listed)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise InputError(f"the file of keys cannot be read: {error.strerror}", file=str(file)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError("this is no file of keys", file=str(file), remedy="remove it and add the keys anew") from error
    return keys


def _key(given: dict[str, str]) -> Key:
    key = Key(**given)  # type: ignore[arg-type]
    if not (NAME.fullmatch(key.name) and key.scope in SCOPES and re.fullmatch("[0-9a-f]{64}", key.sha256)):
        raise ValueError
    return replace(key, created=str(key.created))


def add_key(file: Path, name: str, scope: Scope) -> str:
    """Make a key and keep its hash in `file`; returns the key, which is nowhere else.

    Raises InputError for a name that is none or is taken, and for a file that cannot be written.
    """
    if not NAME.fullmatch(name):
        raise InputError(f"{name!r} cannot name a key", remedy="use letters, digits and . _ @ -, at most 64")
    token = PREFIX + secrets.token_urlsafe(32)
    with _held(file):
        keys = read_keys(file)
        if any(key.name == name for key in keys):
            raise InputError(f"there is a key {name} already", remedy="remove it first, or choose another name")
        created = datetime.now(UTC).isoformat(timespec="seconds")
        _write(file, (*keys, Key(name, scope, hashed(token), created)))
    return token


def remove_key(file: Path, name: str) -> None:
    """Take a key away: it is good for nothing from then on. Raises InputError where there is none of that name."""
    with _held(file):
        keys = read_keys(file)
        left = tuple(key for key in keys if key.name != name)
        if left == keys:
            raise InputError(f"there is no key {name}", file=str(file), remedy="see kgqa keys list")
        _write(file, left)


@contextmanager
def _held(file: Path) -> Iterator[None]:
    """The time in which no other process changes the file: its folder is locked, for the file is replaced."""
    try:
        folder = os.open(file.parent, os.O_RDONLY)
    except OSError as error:
        raise InputError(f"{error.strerror}", file=str(file.parent)) from error
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _write(file: Path, keys: tuple[Key, ...]) -> None:
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    text = json.dumps({"keys": [asdict(key) for key in keys]}, indent=2) + "\n"
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
            handle.write(text)
            handle.flush()
            os.fsync(handle.fileno())
        draft.replace(file)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise InputError(f"the file of keys cannot be written: {error.strerror}", file=str(file)) from error
