"""Authorizes spending before it happens."""

import urllib.parse
from contextlib import suppress
from typing import Any

from .errors import CreditsError, OutcomeUnknownError
from .ids import new_id, require_identifier, require_quantity
from .reporter import Line, UsageReporter
from .transport import Token, Transport


class CreditsClient:
    """Fails closed: raises a CreditsError unless the authorization is granted. Time-outs, 429 and 5xx are retried with
    the same idempotency key, so a lost answer neither holds nor debits twice. Thread-safe.
    """

    def __init__(self, endpoint: str, token: Token, timeout: float = 10.0, attempt_timeout: float = 2.0):
        """`token` returns a token with the permission `usage:authorize`, and is called for every attempt."""
        self._transport = Transport(endpoint, token, timeout, attempt_timeout)

    def authorize(self, organisation: str, operation: str, quantity: str, **options: Any) -> "Authorization":
        """Holds the most that the work may cost, until it is captured, released, or expires.

        Options: expires_in (seconds, 1 to 86,400; default 900), member, reference, idempotency_key (of an
        OutcomeUnknownError, to repeat its request).
        """
        status = self._post(organisation, operation, quantity, False, **options)
        return Authorization(self._transport, organisation, status)

    def debit(self, organisation: str, operation: str, quantity: str, **options: Any) -> dict[str, Any]:
        """Debits the cost at once, for work whose cost is known in advance."""
        return self._post(organisation, operation, quantity, True, **options)

    def quota(self, organisation: str, operation: str | None = None, quantity: str | None = None) -> dict[str, Any]:
        """What the organisation can spend now, and what an operation would cost it. Holds nothing."""
        query = {"organisation": organisation, "operation": operation, "quantity": quantity}
        given = {name: value for name, value in query.items() if value is not None}
        return self._transport.execute("GET", "/v1/quota?" + urllib.parse.urlencode(given))

    def _post(
        self,
        organisation: str,
        operation: str,
        quantity: str,
        capture: bool,
        expires_in: int = 900,
        member: str | None = None,
        reference: str | None = None,
        idempotency_key: str | None = None,
    ) -> dict[str, Any]:
        body: dict[str, Any] = {
            "organisation": require_identifier(organisation, "organisation"),
            "operation": require_identifier(operation, "operation"),
            "quantity": require_quantity(quantity),
            "capture": capture,
        }
        if not capture:
            body["expires_in"] = expires_in
        if member is not None:
            body["member"] = require_identifier(member, "member")
        if reference is not None:
            body["reference"] = require_identifier(reference, "reference")
        is_repeat = idempotency_key is not None
        return self._transport.execute("POST", "/v1/authorizations", body, idempotency_key or new_id(), is_repeat)


class Authorization:
    """A hold on credits for one piece of work. Settle it in one way: with `capture`, or with a usage report (`report`).
    As a context manager, it is released at the end of the block if it is neither. Not thread-safe.
    """

    def __init__(self, transport: Transport, organisation: str, status: dict[str, Any]):
        self._transport = transport
        self._organisation = organisation
        self.status = status
        self.id: str = status["id"]
        self._capture_key, self._release_key = new_id(), new_id()
        self._pending_capture: str | None = None
        self._is_release_requested = False
        self._is_settled = False

    def capture(self, quantity: str) -> dict[str, Any]:
        """Debits what was used and releases the rest. After an OutcomeUnknownError, repeat it with the same quantity."""
        self._require_open()
        if self._pending_capture not in (None, require_quantity(quantity)):
            raise RuntimeError(f"the outcome of a capture of {self._pending_capture} is unknown: repeat it first")
        is_repeat = self._pending_capture is not None
        self._pending_capture = quantity
        try:
            status = self._settle("capture", {"quantity": quantity}, self._capture_key, is_repeat)
        except OutcomeUnknownError:
            raise
        except CreditsError:
            self._pending_capture, self._capture_key = None, new_id()
            raise
        self._is_settled = True
        return status

    def report(self, reporter: UsageReporter, *lines: Line) -> None:
        """Records lines that settle this authorization, in one report."""
        self._require_settleable()
        reporter.record(self._organisation, *(line.for_authorization(self.id) for line in lines))
        self._is_settled = True

    def release(self) -> dict[str, Any]:
        self._require_settleable()
        is_repeat, self._is_release_requested = self._is_release_requested, True
        status = self._settle("release", {}, self._release_key, is_repeat)
        self._is_settled = True
        return status

    def __enter__(self) -> "Authorization":
        return self

    def __exit__(self, *_exception: object) -> None:
        if not self._is_settled and self._pending_capture is None:
            with suppress(CreditsError):  # the hold then expires by itself
                self.release()

    def _settle(self, how: str, body: dict[str, Any], key: str, is_repeat: bool) -> dict[str, Any]:
        path = f"/v1/authorizations/{self.id}/{how}"
        return self._transport.execute("POST", path, {"organisation": self._organisation, **body}, key, is_repeat)

    def _require_settleable(self) -> None:
        self._require_open()
        if self._pending_capture is not None:
            raise RuntimeError("the outcome of a capture is unknown: repeat it")

    def _require_open(self) -> None:
        if self._is_settled:
            raise RuntimeError(f"the authorization {self.id} is settled")
