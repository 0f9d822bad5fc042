"""Every error that a caller of kgqa can meet, in one family; handled once in `cli` and once in `serve`."""


class KgqaError(Exception):
    """Base of all errors raised on purpose.

    `message` is one clear line; `file` and `line` say where the fault lies, `remedy` what to do about it.
    """

    code = "error"

    def __init__(
        self, message: str, *, file: str | None = None, line: int | None = None, remedy: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line
        self.remedy = remedy

    def __str__(self) -> str:
        place = "" if self.file is None else f"{self.file}:{self.line}: " if self.line else f"{self.file}: "
        remedy = f" ({self.remedy})" if self.remedy else ""
        return f"{place}{self.message}{remedy}"


class InputError(KgqaError):
    """A file, a question, a query or an option that cannot be used (exit status 2, HTTP 400)."""

    code = "bad_input"


class FormatError(InputError):
    """A file whose syntax is broken or whose format is not known."""

    code = "bad_format"


class QueryError(InputError):
    """A SPARQL query that is malformed or asks for what is refused (SERVICE, updates)."""

    code = "bad_query"


class NoGraphError(InputError):
    """There is no graph of that name (HTTP 404)."""

    code = "no_graph"


class TooLargeError(InputError):
    """An input over its limit (HTTP 413)."""

    code = "too_large"


class QueryTimeoutError(KgqaError):
    """A query that did not end within its time limit."""

    code = "timeout"


class ClosureTooLargeError(KgqaError):
    """What the facts entail is more than can be kept."""

    code = "closure_too_large"


class ProofBudgetError(KgqaError):
    """The fact is entailed, but no proof of it was found within the budget."""

    code = "proof_budget"


class StoreFolderError(InputError):
    """A folder in which no store can be kept."""


class StoreLockedError(KgqaError):
    """The on-disk store is held by another process."""

    code = "store_locked"


class StoreReadOnlyError(KgqaError):
    """A write to a store that was opened for reading."""

    code = "store_read_only"


class ModelError(KgqaError):
    """The model endpoint failed, timed out or answered with something that is not an answer."""

    code = "model_failed"


class GoneError(KgqaError):
    """Nobody waits for the result any more."""

    code = "gone"
