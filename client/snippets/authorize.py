# Asks before spending, and fails closed: whatever is not a yes is an error, and nothing may be spent.
import http.client, json, random, time, urllib.error, urllib.request


def post(endpoint, path, token, key, body, within=10):  # key: a ULID or UUIDv7, once per intention
    end = time.monotonic() + within
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": key}
    while True:
        wait, said = "", "no answer"
        try:
            call = urllib.request.Request(endpoint + path, json.dumps(body).encode(), headers, method="POST")
            with urllib.request.urlopen(call, timeout=2) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as no:
            wait, said = no.headers.get("Retry-After", ""), no.read().decode()
            if no.code < 500 and no.code != 429:
                raise PermissionError(f"not authorized: {no.code} {said}") from no
        except (OSError, ValueError, http.client.HTTPException):
            pass  # no answer, or garbage: it decides nothing
        pause = max(int(wait) if wait.isdigit() else 0, random.random() / 2)
        if time.monotonic() + pause > end:
            raise PermissionError(f"not authorized: {said}")
        time.sleep(pause)
