"""The protocol for connections that parses HTTP in C, where httptools is installed."""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kgqa.serve.admission.connections import Timed


class TimedHttpTools(Timed, HttpToolsProtocol):  # type: ignore[misc]
    """Told by the parser where a request begins and ends."""

    def on_message_begin(self) -> None:
        """The first byte of a request."""
        self.begin()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The end of its headers."""
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Its last byte."""
        self.end()
        super().on_message_complete()
