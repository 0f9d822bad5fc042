"""What models took: kept by day, with the breakers and what endpoints accept, for all processes and over restarts."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from kgqa.fallback.breaker import Breaker
from kgqa.fallback.costs import Costs, Period
from kgqa.kept import Kept

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

    from kgqa.config import Settings
    from kgqa.model import Usage

KEPT_DAYS = 400
RUNG_SECONDS = 7 * 24 * 3600.0
"""How long it is remembered which form of reply an endpoint accepts: it may learn another."""

_TABLES = """
CREATE TABLE IF NOT EXISTS days (
    day TEXT PRIMARY KEY, by_graph INTEGER NOT NULL DEFAULT 0, by_model INTEGER NOT NULL DEFAULT 0,
    unanswered INTEGER NOT NULL DEFAULT 0, asked INTEGER NOT NULL DEFAULT 0, calls INTEGER NOT NULL DEFAULT 0,
    tokens_in INTEGER NOT NULL DEFAULT 0, tokens_out INTEGER NOT NULL DEFAULT 0, usd REAL NOT NULL DEFAULT 0,
    seconds REAL NOT NULL DEFAULT 0, held_tokens INTEGER NOT NULL DEFAULT 0, held_usd REAL NOT NULL DEFAULT 0,
    held_seconds REAL NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS breakers (endpoint TEXT PRIMARY KEY, failures INTEGER, until REAL, trial REAL);
CREATE TABLE IF NOT EXISTS rungs (endpoint TEXT PRIMARY KEY, rung INTEGER, at REAL);
"""
_SUMS = "by_graph, by_model, unanswered, asked, calls, tokens_in, tokens_out, usd, seconds"


@dataclass(frozen=True, slots=True)
class Amount:
    """Time, tokens and money."""

    seconds: float = 0.0
    tokens: int = 0
    usd: float = 0.0


def daily_limit(settings: Settings) -> Amount:
    """What models may take in a day; 0: no limit."""
    return Amount(settings.daily_seconds, settings.daily_tokens, settings.daily_usd)


class Spending:
    """The book of all model calls, in `file`; in memory only where that cannot be written. Days are UTC."""

    def __init__(self, file: Path | None, clock: Callable[[], float] = time.time) -> None:
        self._kept, self._clock = Kept(file, _TABLES), clock

    def close(self) -> None:
        """Let go of the file."""
        self._kept.close()

    def hold(self, amount: Amount, limit: Amount) -> bool:
        """Set an amount aside, if the day's limit is kept with it: several processes cannot exceed it together.

        Without any limit it is always kept; with one, not where the book cannot be read.
        """

        def held(db: sqlite3.Connection) -> bool:
            _begin(db, day := self._day())
            within = " AND ".join(
                f"(? <= 0 OR {taken} + held_{name} + ? <= ?)"
                for name, taken in (("seconds", "seconds"), ("tokens", "tokens_in + tokens_out"), ("usd", "usd"))
            )
            bounds = [
                value
                for most, more in (
                    (limit.seconds, amount.seconds), (limit.tokens, amount.tokens), (limit.usd, amount.usd),
                )
                for value in (most, more, most + 1e-12)
            ]  # fmt: skip
            done = db.execute(
                "UPDATE days SET held_seconds = held_seconds + ?, held_tokens = held_tokens + ?, "
                f"held_usd = held_usd + ? WHERE day = ? AND {within}",
                (amount.seconds, amount.tokens, amount.usd, day, *bounds),
            )
            return done.rowcount == 1

        found = self._kept.run(held)
        return limit == Amount() if found is None else found

    def settle(self, held: Amount, usage: Usage, seconds: float) -> None:
        """Book what a call took in place of what was set aside for it."""

        def settled(db: sqlite3.Connection) -> None:
            _begin(db, day := self._day())
            db.execute(
                "UPDATE days SET held_seconds = max(0, held_seconds - ?), held_tokens = max(0, held_tokens - ?), "
                "held_usd = max(0, held_usd - ?), calls = calls + ?, tokens_in = tokens_in + ?, "
                "tokens_out = tokens_out + ?, usd = usd + ?, seconds = seconds + ? WHERE day = ?",
                (
                    held.seconds, held.tokens, held.usd, usage.model_calls, usage.input_tokens, usage.output_tokens,
                    usage.cost_usd, seconds, day,
                ),
            )  # fmt: skip

        self._kept.run(settled)

    def left_today(self, limit: Amount) -> float:
        """The seconds that models may still take today; infinite without a limit."""
        if limit.seconds <= 0:
            return float("inf")
        chosen = "SELECT seconds + held_seconds FROM days WHERE day = ?"
        row = self._kept.run(lambda db: db.execute(chosen, (self._day(),)).fetchone())
        return limit.seconds - (row[0] if row else 0.0)

    def count(self, *, answered: bool, asked: bool) -> None:
        """Count a question: whether it was answered, and whether a model was asked."""
        column = "unanswered" if not answered else "by_model" if asked else "by_graph"

        def counted(db: sqlite3.Connection) -> None:
            _begin(db, day := self._day())
            db.execute(f"UPDATE days SET {column} = {column} + 1, asked = asked + ? WHERE day = ?", (asked, day))

        self._kept.run(counted)

    def costs(self) -> Costs:
        """What models took today and in all."""
        today = self._day()
        chosen = f"SELECT day, {_SUMS} FROM days ORDER BY day"
        rows = self._kept.run(lambda db: db.execute(chosen).fetchall()) or []
        of_today = [Period(*row[1:]) for row in rows if row[0] == today]
        since = rows[0][0] if rows else today
        columns = zip(*(row[1:] for row in rows), strict=True)
        return Costs(today, since, of_today[0] if of_today else Period(), Period(*map(sum, columns)))

    def breaker(self, endpoint: str) -> Breaker:
        """The breaker of an endpoint."""
        return self._kept.run(lambda db: _breaker(db, _key(endpoint))) or Breaker()

    def admit(self, endpoint: str, seconds: float) -> bool:
        """Whether the endpoint may be called now, for at most so long; to be told then how it went."""

        def admitted(db: sqlite3.Connection) -> bool:
            now, breaker = self._clock(), _breaker(db, _key(endpoint))
            if not breaker.admits(now):
                return False
            _put(db, _key(endpoint), breaker.tried(now, seconds))
            return True

        found = self._kept.run(admitted)
        return True if found is None else found

    def tell(self, endpoint: str, change: Callable[[Breaker, float], Breaker]) -> None:
        """Change the breaker of an endpoint, given what it is and the time."""

        def told(db: sqlite3.Connection) -> None:
            key = _key(endpoint)
            _put(db, key, change(_breaker(db, key), self._clock()))

        self._kept.run(told)

    def rung(self, endpoint: str) -> int:
        """The first rung of the ladder that the endpoint was found to accept; 0 where that is not known."""
        chosen = "SELECT rung FROM rungs WHERE endpoint = ? AND at > ? AND at <= ?"
        now = self._clock()
        row = self._kept.run(lambda db: db.execute(chosen, (_key(endpoint), now - RUNG_SECONDS, now)).fetchone())
        return int(row[0]) if row else 0

    def remember(self, endpoint: str, rung: int) -> None:
        """Keep which rung the endpoint accepts."""
        given = (_key(endpoint), rung, self._clock())
        self._kept.run(lambda db: db.execute("INSERT OR REPLACE INTO rungs VALUES (?, ?, ?)", given))

    def _day(self) -> str:
        return datetime.fromtimestamp(self._clock(), UTC).date().isoformat()


def _begin(db: sqlite3.Connection, day: str) -> None:
    """The row of a day; where it is new, old ones are forgotten."""
    if db.execute("INSERT OR IGNORE INTO days (day) VALUES (?)", (day,)).rowcount:
        oldest = datetime.fromisoformat(day).date() - timedelta(days=KEPT_DAYS)
        db.execute("DELETE FROM days WHERE day < ?", (oldest.isoformat(),))


def _breaker(db: sqlite3.Connection, key: str) -> Breaker:
    row = db.execute("SELECT failures, until, trial FROM breakers WHERE endpoint = ?", (key,)).fetchone()
    return Breaker(*row) if row else Breaker()


def _put(db: sqlite3.Connection, key: str, breaker: Breaker) -> None:
    if breaker == Breaker():
        db.execute("DELETE FROM breakers WHERE endpoint = ?", (key,))
        return
    given = (key, breaker.failures, breaker.until, breaker.trial)
    db.execute("INSERT OR REPLACE INTO breakers VALUES (?, ?, ?, ?)", given)


def _key(endpoint: str) -> str:
    """An address may hold a secret: what is written down is its hash."""
    return sha256(endpoint.encode()).hexdigest()[:24]
