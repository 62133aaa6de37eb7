import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class FakeServer:
    """Answers as scripted, the last answer for ever, and keeps what it received."""

    def __init__(self, *script):
        self.received = []
        answers = list(script)
        received = self.received

        class Handler(BaseHTTPRequestHandler):
            def answer(self):
                length = int(self.headers.get("Content-Length", 0))
                body = self.rfile.read(length).decode()
                key, authorization = self.headers.get("Idempotency-Key"), self.headers.get("Authorization")
                received.append({"path": self.path, "key": key, "authorization": authorization, "body": body})
                status, content, headers = (*(answers.pop(0) if len(answers) > 1 else answers[0]), {})[:3]
                data = content.encode() if isinstance(content, str) else json.dumps(content).encode()
                self.send_response(status)
                for name, value in {"Content-Length": str(len(data)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = answer

            def log_message(self, *_arguments):
                pass

        self._server = ThreadingHTTPServer(("localhost", 0), Handler)
        self.endpoint = f"http://localhost:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        self._server.shutdown()
        self._server.server_close()
