"""The process: streams in UTF-8, exit status, and every error as one line on stderr."""

from __future__ import annotations

import io
import os
import sys
import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typer import TyperException

DONE, NOTHING_FOUND, BAD_INPUT = 0, 1, 2
INTERRUPTED, BROKEN_PIPE = 130, 141
"""What a shell reports for a process that SIGINT or SIGPIPE ended."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command (default: the process's own arguments) and return its exit status. Never raises."""
    try:
        _speak_utf8()
        status = _run(arguments)
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Python would complain once more when it flushes stdout at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE


def _run(arguments: Sequence[str] | None) -> int:
    from typer import Abort, TyperException

    from kgqa.cli.commands import app
    from kgqa.errors import KgqaError

    try:
        given = sys.argv[1:] if arguments is None else arguments
        return app(given or ["--help"], prog_name="kgqa", standalone_mode=False) or DONE
    except SystemExit as end:
        # What typer makes of a broken pipe, and uvicorn of a server that cannot start.
        if isinstance(end.__context__, BrokenPipeError):
            raise end.__context__ from None
        return BAD_INPUT
    except Abort:
        raise KeyboardInterrupt from None
    except TyperException as error:
        return _refuse(_usage(error), error.exit_code)
    except KgqaError as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"{error.filename or 'input/output'}: {error.strerror or error}")
    except MemoryError:
        return _refuse("not enough memory for this graph")
    except Exception as error:
        return _refuse(f"a fault in kgqa: {type(error).__name__}: {error} (KGQA_DEBUG=1 shows where)")


def _usage(error: TyperException) -> str:
    """What is wrong with the arguments, and which help says more."""
    context = getattr(error, "ctx", None)
    command = "kgqa" if context is None else context.command_path
    # That of pydantic, by which typer reads choices.
    return f"{error.format_message().replace(': Value error, ', ': ')} (see {command} --help)"


def _refuse(message: str, status: int = BAD_INPUT) -> int:
    if os.environ.get("KGQA_DEBUG", "") not in {"", "0"}:
        traceback.print_exc()
    from kgqa.cli.screen import shown

    print("kgqa:", shown(" ".join(message.split())), file=sys.stderr)
    return status


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A lone surrogate, from an argument that is not UTF-8, comes out as a JSON escape.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
