"""Ids, quantities and addresses: what is sent must have the right form."""

import os
import re
import time
import uuid

_IDENTIFIER = re.compile(r"[0-9A-Za-z._:-]{1,64}")
_QUANTITY = re.compile(r"(?=.*[1-9])(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?")
_SECURE = re.compile(r"(?i)https://[^/].*|http://(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1])(:\d+)?(/.*)?")


def new_id(now: float | None = None) -> str:
    """A UUID version 7 of this moment: the form of report ids and idempotency keys."""
    millis = int((time.time() if now is None else now) * 1_000)
    value = millis << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))


def require_identifier(text: str, name: str) -> str:
    if not isinstance(text, str) or not _IDENTIFIER.fullmatch(text):
        raise ValueError(f"{name} must be 1 to 64 characters of 0-9 A-Z a-z . _ : -")
    return text


def require_quantity(text: str) -> str:
    """Quantities are strings, because a float cannot hold every decimal."""
    if not isinstance(text, str) or not _QUANTITY.fullmatch(text):
        raise ValueError('a quantity must be a string such as "1250": above 0, below 10^12, six decimals')
    return text


def require_secure(address: str, name: str) -> str:
    """Tokens and secrets are sent encrypted, or not beyond this machine."""
    if not _SECURE.fullmatch(address):
        raise ValueError(f"{name} must begin with https://: {address}")
    return address.rstrip("/")
