# Authorizes spending before it happens. Fails closed: it raises unless the authorization is granted.
import http.client, json, random, time, urllib.error, urllib.request


def post(endpoint, path, token, key, body, timeout=10):  # key: a ULID or UUIDv7, one per operation
    if not endpoint.startswith(("https://", "http://localhost:")):  # never send a token unencrypted
        raise ValueError("endpoint must be https")
    end = time.monotonic() + timeout
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": key}
    while True:
        retry_after, detail = "", "no response"
        try:
            request = urllib.request.Request(endpoint + path, json.dumps(body).encode(), headers, method="POST")
            with urllib.request.urlopen(request, timeout=2) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            retry_after, detail = error.headers.get("Retry-After", ""), error.read().decode()
            if error.code < 500 and error.code != 429: raise PermissionError(f"not authorized: {error.code} {detail}") from error
        except (OSError, ValueError, http.client.HTTPException):
            pass  # no response, or an unreadable one: not final
        delay = max(int(retry_after) if retry_after.isdigit() else 0, random.random() / 2)
        if time.monotonic() + delay > end: raise PermissionError(f"not authorized: {detail}")
        time.sleep(delay)
