"""Sends requests with the standard library, each with a bearer token."""

import json
import random
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .errors import CreditsError, OutcomeUnknownError, QuotaExceededError, RequestRejectedError
from .ids import require_secure

Token = Callable[[], str]

_QUOTA_CODES = ("spending-limit-reached", "insufficient-credits")
# Any other error may have been returned before the key was looked up, so it does not decide a request that may have
# taken effect.
_KEY_SPECIFIC_CODES = (
    *_QUOTA_CODES,
    "too-many-authorizations",
    "authorization-settled",
    "authorization-expired",
    "unpriced-operation",
    "idempotency-conflict",
    "not-found",
)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A token is never sent to another host."""

    def redirect_request(self, *_args, **_kwargs):
        return None


OPENER = urllib.request.build_opener(_NoRedirects)


@dataclass(frozen=True)
class Answer:
    status: int
    retry_after: float
    body: dict[str, Any]


def send(method: str, url: str, headers: dict[str, str], data: bytes | None, timeout: float) -> Answer:
    """Sends a request once. Raises OSError or ValueError if there is no answer, or an unreadable one."""
    request = urllib.request.Request(url, data, headers, method=method)
    try:
        with OPENER.open(request, timeout=timeout) as response:
            return _answer(response.status, response)
    except urllib.error.HTTPError as error:
        with error:
            return _answer(error.code, error)


def _answer(status: int, response: Any) -> Answer:
    retry_after = response.headers.get("Retry-After") or ""
    body = json.loads(response.read())
    if not isinstance(body, dict):
        raise ValueError("the answer is no object")
    return Answer(status, float(retry_after) if retry_after.isdecimal() else 0.0, body)


class Transport:
    """Sends a request, byte for byte the same, until an answer is final or the time is up."""

    def __init__(self, endpoint: str, token: Token, timeout: float, attempt_timeout: float):
        self._endpoint = require_secure(endpoint, "the endpoint")
        self._token = token
        self._timeout = timeout
        self._attempt_timeout = attempt_timeout

    def execute(
        self, method: str, path: str, body: Any = None, key: str | None = None, is_repeat: bool = False
    ) -> dict[str, Any]:
        end = time.monotonic() + self._timeout
        data = None if body is None else json.dumps(body).encode()
        may_have_taken_effect = is_repeat
        failures = 0
        while True:
            problem, retry_after = self._attempt(method, path, data, key, end)
            if problem["status"] in range(200, 300):
                return problem["body"]
            if _is_final(problem, may_have_taken_effect):
                raise _final_error(problem)
            may_have_taken_effect = key is not None
            delay = max(random.random() * min(0.1 * 2**failures, 2.0), retry_after)
            failures += 1
            if time.monotonic() + delay >= end:
                raise OutcomeUnknownError(problem, key)
            time.sleep(delay)

    def _attempt(
        self, method: str, path: str, data: bytes | None, key: str | None, end: float
    ) -> tuple[dict[str, Any], float]:
        try:
            headers = {"Authorization": f"Bearer {self._token()}", "Accept": "application/json, application/problem+json"}
            if data is not None:
                headers["Content-Type"] = "application/json"
            if key is not None:
                headers["Idempotency-Key"] = key
            timeout = max(0.001, min(self._attempt_timeout, end - time.monotonic()))
            answer = send(method, self._endpoint + path, headers, data, timeout)
        except Exception as failure:  # no token, no answer, or an unreadable one: not final
            return {"status": 0, "code": "no-answer", "detail": str(failure)}, 0.0
        if answer.status in range(200, 300):
            return {"status": answer.status, "body": answer.body}, 0.0
        return {**answer.body, "status": answer.status, "retry_after": answer.retry_after}, answer.retry_after


def _is_final(problem: dict[str, Any], may_have_taken_effect: bool) -> bool:
    status = problem["status"]
    if status < 400 or status in (408, 429) or status >= 500:
        return False
    return not may_have_taken_effect or problem.get("code") in _KEY_SPECIFIC_CODES


def _final_error(problem: dict[str, Any]) -> CreditsError:
    is_quota = problem["status"] == 402 or problem.get("code") in _QUOTA_CODES
    kind = QuotaExceededError if is_quota else RequestRejectedError
    return kind("Not authorized, and nothing is held", problem)
