"""Reports usage and authorizes spending of prepaid credits. Needs nothing but Python."""

from .client import Authorization, CreditsClient
from .errors import BufferFullError, CreditsError, OutcomeUnknownError, QuotaExceededError, RequestRejectedError
from .ids import new_id
from .reporter import Line, Report, Unsent, UsageReporter
from .sinks import Outcome, http_sink, sqs_sink
from .tokens import ClientCredentials

__all__ = [
    "Authorization",
    "BufferFullError",
    "ClientCredentials",
    "CreditsClient",
    "CreditsError",
    "Line",
    "Outcome",
    "OutcomeUnknownError",
    "QuotaExceededError",
    "Report",
    "RequestRejectedError",
    "Unsent",
    "UsageReporter",
    "http_sink",
    "new_id",
    "sqs_sink",
]
