"""What a call raises, and why."""

from typing import Any


class CreditsError(Exception):
    """Everything but a granted authorization. `problem` is the answer, in the form of RFC 9457."""

    def __init__(self, message: str, problem: dict[str, Any]):
        super().__init__(f"{message}: {problem.get('code') or 'HTTP ' + str(problem.get('status'))}")
        self.problem = problem


class QuotaExceededError(CreditsError):
    """The balance (402) or the month's limit (403) is too low. Final for its key: try again with a new request."""

    @property
    def blockers(self) -> list[dict[str, Any]]:
        return self.problem.get("blockers", [])

    @property
    def largest_quantity(self) -> str | None:
        return self.problem.get("largest_quantity")

    @property
    def quota_url(self) -> str | None:
        return self.problem.get("quota_url")


class RequestRejectedError(CreditsError):
    """Any other final answer: see `problem["code"]`."""


class OutcomeUnknownError(CreditsError):
    """No final answer in time. The request may have taken effect: repeat it with this key, or it is done twice."""

    def __init__(self, problem: dict[str, Any], idempotency_key: str | None):
        super().__init__("No final answer", problem)
        self.idempotency_key = idempotency_key


class BufferFullError(Exception):
    """The reporter's buffer is full: nothing of the call was recorded."""
