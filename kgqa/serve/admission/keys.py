"""Who may do what: API keys with scopes, sent with a request (RFC 6750), and what a route needs of them."""

from __future__ import annotations

import base64
import binascii
import hmac
import logging
from threading import Lock
from typing import TYPE_CHECKING, Any

from fastapi import Depends, HTTPException, Request

from kgqa.errors import InputError
from kgqa.serve.admission.keyfile import SHORTEST, Key, Scope, hashed, read_keys
from kgqa.serve.watching.seen import note

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kgqa.serve.live import Live

log = logging.getLogger("kgqa.serve")

REALM = 'realm="kgqa"'
KEYS_FILE = "keys.json"
"""The file of keys in the folder of a store, where the settings name no other."""


class Keys:
    """The keys that are good now: those of a file, which is read again when it has changed, and one of the settings."""

    def __init__(self, file: Path | None = None, *, write_key: str = "", required: bool = False) -> None:
        """`write_key` is a key of scope write; `required`: reading needs a key, too. Raises InputError as read_keys."""
        if write_key and len(write_key) < SHORTEST:
            raise InputError(
                f"KGQA_WRITE_KEY is shorter than {SHORTEST} characters", remedy="make one with: openssl rand -hex 32"
            )
        self.required = required
        self._file = file
        self._given = (Key("KGQA_WRITE_KEY", "write", hashed(write_key)),) if write_key else ()
        self._lock = Lock()
        self._state = self._state_of_file()
        self._kept = read_keys(file) if file is not None else ()

    @property
    def known(self) -> tuple[Key, ...]:
        """All keys that are good now."""
        if self._file is not None and self._state_of_file() != self._state:
            with self._lock:
                state = self._state_of_file()
                try:
                    self._kept = read_keys(self._file)
                except InputError as error:
                    # What cannot be read allows nothing.
                    self._kept = ()
                    log.error("no key of the file is good: %s", error)
                self._state = state
        return self._given + self._kept

    def found(self, token: str) -> Key | None:
        """The key that `token` is; None for none. It takes as long whichever key it is."""
        digest, found = hashed(token), None
        for key in self.known:
            if hmac.compare_digest(key.sha256, digest):
                found = key
        return found

    def _state_of_file(self) -> object:
        if self._file is None:
            return None
        try:
            state = self._file.stat()
        except OSError:
            return None
        return state.st_mtime_ns, state.st_ino, state.st_size, state.st_mode


def keys_of(live: Live) -> Keys:
    """The keys that a server of `live` goes by. Raises InputError for a file that cannot be used."""
    settings = live.settings
    file = settings.keys or (None if live.folder is None else live.folder / KEYS_FILE)
    return Keys(file, write_key=settings.write_key, required=settings.require_key)


def needs(scope: Scope) -> Any:
    """The dependency of a route that takes a key of `scope`; `read` takes none unless the settings require one.

    The key is sent as `Authorization: Bearer KEY` or `X-API-Key: KEY`. For reading, a browser may also send it as the
    password of its own dialog (Basic): not for writing, since it does so by itself, whatever page makes the request.
    Raises AdmissionError: 401 without a key that is good, 403 where its scope does not suffice.
    """

    # Not in a thread, which would take longer than all of this.
    async def admit(request: Request) -> None:
        admitted(request, scope)

    return Depends(admit)


def admitted(request: Request, scope: Scope) -> Key | None:
    """The key of a request for what needs `scope`, None where none is needed. Raises as `needs` says."""
    keys: Keys = request.app.state.keys
    token, by_browser = sent(request.headers)
    key = keys.found(token) if token else None
    # Programs send keys to servers that have none, as a matter of course.
    wrong = bool(token) and key is None and bool(keys.known)
    if wrong or (key is None and (scope != "read" or keys.required)):
        raise _refused(wrong, scope, dialog=by_browser or not token)
    if key is not None and by_browser and scope != "read":
        raise _refused(False, scope)
    if key is not None and not key.allows(scope):
        detail = f"the key {key.name} is good for {key.scope}, and this needs {scope}"
        raise AdmissionError(403, detail, f'Bearer {REALM}, error="insufficient_scope", scope="{scope}"')
    if key is not None:
        note(key=key.name)
    return key


def sent(headers: Mapping[str, str]) -> tuple[str, bool]:
    """The key that came with a request, empty for none; whether a browser sends it by itself."""
    kind, _, value = headers.get("authorization", "").strip().partition(" ")
    if kind.lower() == "bearer":
        return value.strip(), False
    if token := headers.get("x-api-key", "").strip():
        return token, False
    if kind.lower() == "basic":
        try:
            _, _, password = base64.b64decode(value.strip(), validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return "", True
        return password, True
    return "", False


class AdmissionError(HTTPException):
    """A request without the key that it needs; `challenges` says how one is sent."""

    def __init__(self, status: int, detail: str, *challenges: str) -> None:
        super().__init__(status, detail)
        self.challenges = challenges


def _refused(wrong: bool, scope: Scope, *, dialog: bool = True) -> AdmissionError:
    """Browsers ask for the key in a dialog where Basic is offered: for reading only, and to no script that sent one."""
    detail = "this key is not known here" if wrong else f"this needs a key of scope {scope}"
    bearer = f"Bearer {REALM}" + (', error="invalid_token"' if wrong else "")
    return AdmissionError(401, detail, bearer, *([f"Basic {REALM}"] if scope == "read" and dialog else []))
