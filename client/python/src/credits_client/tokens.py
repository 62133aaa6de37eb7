"""How a service gets its access tokens."""

import base64
import threading
import time
import urllib.parse
from collections.abc import Callable

from .ids import require_secure
from .transport import send

_TIMEOUT = 5.0
_MARGIN = 60.0
_PAUSE = 5.0
_DEFAULT_LIFE = 300.0


class ClientCredentials:
    """Tokens by the client credentials grant (RFC 6749, section 4.4). A token is kept until a minute before it expires,
    or for half its life if that is shorter. If renewing fails, the token at hand is used as long as it is valid.
    Thread-safe. What the provider asks for besides goes into `parameters`, such as `scope` or `audience`.
    """

    def __init__(
        self,
        token_url: str,
        client_id: str,
        client_secret: str,
        clock: Callable[[], float] = time.monotonic,
        **parameters: str,
    ):
        self._url = require_secure(token_url, "the token URL")
        credentials = f"{urllib.parse.quote_plus(client_id)}:{urllib.parse.quote_plus(client_secret)}"
        self._headers = {
            "Authorization": "Basic " + base64.b64encode(credentials.encode()).decode(),
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
        }
        self._form = urllib.parse.urlencode({"grant_type": "client_credentials", **parameters}).encode()
        self._clock = clock
        self._lock = threading.Lock()
        self._token = ""
        self._renew_at = self._expires_at = float("-inf")

    def __call__(self) -> str:
        with self._lock:
            now = self._clock()
            if now >= self._renew_at:
                self._renew(now)
            return self._token

    def _renew(self, now: float) -> None:
        try:
            self._request(now)
        except Exception:
            if now >= self._expires_at:
                raise
            self._renew_at = now + _PAUSE  # a provider that is away is not asked for every request

    def _request(self, now: float) -> None:
        answer = send("POST", self._url, self._headers, self._form, _TIMEOUT)
        token, life = answer.body.get("access_token"), answer.body.get("expires_in")
        if answer.status != 200 or not isinstance(token, str):
            raise RuntimeError(f"the token endpoint answers {answer.status}: {answer.body}")
        seconds = float(life) if life and float(life) > 0 else _DEFAULT_LIFE
        self._token = token
        self._renew_at = now + seconds - min(_MARGIN, seconds / 2)
        self._expires_at = now + seconds
