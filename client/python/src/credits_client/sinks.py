"""Where reports go: through the API, or through the usage queue."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .ids import require_secure
from .transport import Token, send

if TYPE_CHECKING:
    from .reporter import Report

_TIMEOUT = 15.0
# The batch or the caller is refused; sending it again changes nothing. Everything else may pass.
_FINAL_STATUSES = (400, 403, 413, 415)
_THROTTLING = re.compile(r"Throttl|LimitExceeded|OverLimit")


@dataclass(frozen=True)
class Outcome:
    """`accepted` is durable, `retry` is sent again, unchanged; `rejected` will never be accepted."""

    kind: str
    detail: str = ""


# Sends at most ten reports of 256 KB together, and returns the outcome of each, in order.
Sink = Callable[[list["Report"]], list[Outcome]]


def http_sink(endpoint: str, token: Token) -> Sink:
    """Reports through the API, which books before it answers. The token needs `usage:report`."""
    url = require_secure(endpoint, "the endpoint") + "/v1/usage_reports"

    def deliver(reports: list["Report"]) -> list[Outcome]:
        headers = {"Authorization": f"Bearer {token()}", "Content-Type": "application/json", "Accept": "application/json"}
        body = "[" + ",".join(report.body for report in reports) + "]"
        answer = send("POST", url, headers, body.encode(), _TIMEOUT)
        if answer.status == 200:
            return [_outcome(verdict) for verdict in answer.body["data"]]
        kind = "rejected" if answer.status in _FINAL_STATUSES else "retry"
        return [Outcome(kind, f"the API answers {answer.status}: {answer.body}")] * len(reports)

    return deliver


def _outcome(verdict: dict[str, Any]) -> Outcome:
    if verdict["status"] in ("booked", "already_booked"):
        return Outcome("accepted")
    if verdict["status"] == "invalid":
        return Outcome("rejected", f"{verdict['reason_code']} {verdict['reason_detail']}")
    return Outcome("retry", "the verdict is unknown")


def sqs_sink(queue_url: str, client: Any) -> Sink:
    """Reports through the usage queue, with a client of boto3: `sqs_sink(queue_url, boto3.client("sqs"))`."""

    def deliver(reports: list["Report"]) -> list[Outcome]:
        entries = [
            {"Id": str(index), "MessageGroupId": report.organisation, "MessageBody": report.body}
            for index, report in enumerate(reports)
        ]
        outcomes = [Outcome("retry", "missing in the response of SQS")] * len(reports)
        result = client.send_message_batch(QueueUrl=queue_url, Entries=entries)
        for sent in result.get("Successful", []):
            outcomes[int(sent["Id"])] = Outcome("accepted")
        for failed in result.get("Failed", []):
            may_pass = not failed.get("SenderFault") or _THROTTLING.search(failed["Code"])
            detail = f"{failed['Code']}: {failed.get('Message', '')}"
            outcomes[int(failed["Id"])] = Outcome("retry" if may_pass else "rejected", detail)
        return outcomes

    return deliver
