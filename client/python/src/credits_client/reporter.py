"""Reports usage in the background."""

import dataclasses
import json
import logging
import random
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from .errors import BufferFullError
from .ids import new_id, require_identifier, require_quantity
from .sinks import Outcome, Sink

MAX_LINES = 1_000
MAX_BYTES = 256 * 1024
_MAX_BATCH = 10
# What a report has around its lines, at most: source and organisation are 200 and 64 characters.
_ENVELOPE_BYTES = 700
_MAX_BACKOFF = 20.0
_MAX_AGE = timedelta(days=34)
_MAX_SKEW = timedelta(minutes=4)
_SOURCE = re.compile(r"[!-~]{1,200}")
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Line:
    """One use. Member and reference are opaque ids: never a name, never an e-mail address."""

    operation: str
    quantity: str  # such as "1250", never a number
    at: datetime | None = None  # with a time zone; now, if absent. At most 34 days ago
    member: str | None = None
    reference: str | None = None
    authorization: str | None = None

    def for_authorization(self, authorization: str) -> "Line":
        return dataclasses.replace(self, authorization=authorization)

    def _to_json(self, now: datetime) -> str:
        at = self.at or now
        if not now - _MAX_AGE <= at <= now + _MAX_SKEW:
            raise ValueError("at must be at most 34 days in the past and four minutes in the future")
        optional = {"member": self.member, "reference": self.reference, "authorization": self.authorization}
        given = {name: require_identifier(value, name) for name, value in optional.items() if value is not None}
        operation = require_identifier(self.operation, "operation")
        line = {"operation": operation, "quantity": require_quantity(self.quantity), "at": _text(at), **given}
        return json.dumps(line, separators=(",", ":"))


@dataclass(frozen=True)
class Report:
    """A report in the form in which it is sent, and sent again: `body` never changes."""

    id: str
    organisation: str
    lines: int
    body: str


@dataclass(frozen=True)
class Unsent:
    """A report that was not delivered. `reason` is "rejected", "delivery timeout" or "closed"."""

    report: Report
    reason: str
    detail: str


@dataclass
class _Open:
    since: float
    lines: list[str] = field(default_factory=list)
    bytes: int = 0


@dataclass(eq=False)
class _Pending:
    report: Report
    bytes: int
    since: float
    is_given_up: bool = False


class UsageReporter:
    """Create one per process, and close it on shutdown. Lines are collected into reports, one organisation each; a report
    keeps its id through every retry, so it is booked once. Every recorded line is sent, given to `on_unsent`, or still
    pending: none is dropped. Pending lines are in memory: a process that is killed loses those of up to one second.
    Thread-safe.
    """

    def __init__(
        self,
        source: str,
        sink: Sink,
        on_unsent: Callable[[Unsent], None],
        linger: float = 1.0,
        max_buffer_bytes: int = 16 * 1024 * 1024,
        delivery_timeout: float = 900.0,
        close_timeout: float = 10.0,
    ):
        """`on_unsent` gets each report that was not delivered: store its `body`, and send it again within 35 days."""
        if not _SOURCE.fullmatch(source):
            raise ValueError("source must be 1 to 200 printable ASCII characters")
        self._source, self._sink, self._on_unsent = source, sink, on_unsent
        self._linger, self._max_buffer_bytes = linger, max_buffer_bytes
        self._delivery_timeout, self._close_timeout = delivery_timeout, close_timeout
        self._changed = threading.Condition()
        self._open: dict[str, _Open] = {}
        self._pending: list[_Pending] = []
        self._buffered_bytes = 0
        self._is_closing = self._is_closed = False
        self._sender = threading.Thread(target=self._run, name="credits-usage", daemon=True)
        self._sender.start()

    def record(self, organisation: str, *lines: Line) -> None:
        """Records lines that belong in the same report, all or none. Raises BufferFullError if there is no room, and
        ValueError if a line could never be booked. A report closes the authorizations that it names, so lines that name
        the same one must be recorded together.
        """
        require_identifier(organisation, "organisation")
        now = datetime.now(timezone.utc)
        texts = [line._to_json(now) for line in lines]
        size = sum(len(text) + 1 for text in texts)
        if not 1 <= len(texts) <= MAX_LINES or size > MAX_BYTES - _ENVELOPE_BYTES:
            raise ValueError("lines that are recorded together must fit one report: 1 to 1,000 lines, 256 KB")
        with self._changed:
            if self._is_closing:
                raise RuntimeError("the reporter is closed")
            if self._buffered_bytes + size > self._max_buffer_bytes:
                raise BufferFullError("the buffer is full")
            self._add(organisation, texts, size)
            self._changed.notify_all()

    def _add(self, organisation: str, texts: list[str], size: int) -> None:
        report = self._open.get(organisation)
        if report and (len(report.lines) + len(texts) > MAX_LINES or report.bytes + size > MAX_BYTES - _ENVELOPE_BYTES):
            self._seal(organisation)
            report = None
        if report is None:
            report = self._open[organisation] = _Open(time.monotonic())
        report.lines += texts
        report.bytes += size
        self._buffered_bytes += size
        if len(report.lines) == MAX_LINES:
            self._seal(organisation)

    def _seal(self, organisation: str) -> None:
        opened = self._open.pop(organisation)
        now = time.time()
        report_id = new_id(now)
        envelope = {
            "specversion": "1.0", "type": "credits.usage.v1", "source": self._source, "id": report_id,
            "subject": organisation, "time": _text(datetime.fromtimestamp(now, timezone.utc)),
            "datacontenttype": "application/json",
        }  # fmt: skip
        head = json.dumps(envelope, separators=(",", ":"))[:-1]
        body = head + ',"data":{"lines":[' + ",".join(opened.lines) + "]}}"
        report = Report(report_id, organisation, len(opened.lines), body)
        self._pending.append(_Pending(report, opened.bytes, time.monotonic()))

    def flush(self, timeout: float) -> bool:
        """Sends everything recorded so far. Returns False if that takes longer; sending then goes on."""
        with self._changed:
            for organisation in list(self._open):
                self._seal(organisation)
            self._changed.notify_all()
            awaited = set(self._pending)
            return self._changed.wait_for(lambda: awaited.isdisjoint(self._pending), timeout)

    def close(self) -> None:
        """Rejects new lines, sends what is pending, and gives the rest to `on_unsent`. Closing again has no effect."""
        with self._changed:
            if self._is_closing:
                return
            self._is_closing = True
        if not self.flush(self._close_timeout):
            self._give_up(list(self._pending), "closed", "the reporter was closed before the report was delivered")
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def __enter__(self) -> "UsageReporter":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def _run(self) -> None:
        failures = 0
        while batch := self._await_batch():
            outcomes = self._deliver(batch)
            self._settle(batch, outcomes)
            failures = failures + 1 if all(outcome.kind == "retry" for outcome in outcomes) else 0
            if any(outcome.kind == "retry" for outcome in outcomes):
                self._pause(random.random() * min(0.1 * 2 ** min(failures, 20), _MAX_BACKOFF))

    def _await_batch(self) -> list[_Pending]:
        with self._changed:
            while not self._is_closed:
                self._seal_due()
                if self._pending:
                    return self._take_batch()
                first = next(iter(self._open.values()), None)
                self._changed.wait(None if first is None else max(0.0, first.since + self._linger - time.monotonic()))
            return []

    def _seal_due(self) -> None:
        now = time.monotonic()
        for organisation, report in list(self._open.items()):
            if now - report.since >= self._linger:
                self._seal(organisation)

    def _take_batch(self) -> list[_Pending]:
        batch: list[_Pending] = []
        size = 0
        for item in self._pending[:_MAX_BATCH]:
            size += len(item.report.body)
            if batch and size > MAX_BYTES:
                break
            batch.append(item)
        return batch

    def _deliver(self, batch: list[_Pending]) -> list[Outcome]:
        try:
            outcomes = self._sink([item.report for item in batch])
            if len(outcomes) == len(batch):
                return outcomes
            return [Outcome("retry", f"the sink answered {len(outcomes)} outcomes")] * len(batch)
        except Exception as failure:
            return [Outcome("retry", repr(failure))] * len(batch)

    def _settle(self, batch: list[_Pending], outcomes: list[Outcome]) -> None:
        for item, outcome in zip(batch, outcomes, strict=True):
            if outcome.kind == "accepted":
                self._remove(item)
            elif outcome.kind == "rejected":
                self._give_up([item], "rejected", outcome.detail)
            elif time.monotonic() - item.since >= self._delivery_timeout:
                self._give_up([item], "delivery timeout", outcome.detail)

    def _give_up(self, items: list[_Pending], reason: str, detail: str) -> None:
        """Gives each report up once: `close` may do so while the sink still has it."""
        for item in items:
            with self._changed:
                if item.is_given_up or item not in self._pending:
                    continue
                item.is_given_up = True
            try:
                self._on_unsent(Unsent(item.report, reason, detail))
            except Exception:
                _LOG.exception("on_unsent failed for a report, which is lost: %s", item.report.body)
            self._remove(item)

    def _remove(self, item: _Pending) -> None:
        with self._changed:
            if item in self._pending:
                self._pending.remove(item)
                self._buffered_bytes -= item.bytes
                self._changed.notify_all()

    def _pause(self, seconds: float) -> None:
        with self._changed:
            was_closing = self._is_closing
            self._changed.wait_for(lambda: self._is_closed or self._is_closing != was_closing, seconds)


def _text(at: datetime) -> str:
    return at.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
