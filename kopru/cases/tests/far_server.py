"""Another body's Open311 server on loopback, which answers as it is told, and keeps what it was sent."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

TAKEN = "<service_requests><request><service_request_id>K-77</service_request_id></request></service_requests>"
TOKEN = "<service_requests><request><token>t-5</token></request></service_requests>"
OPEN = "<service_requests><request><status>open</status><status_notes/></request></service_requests>"
CLOSED = (
    "<service_requests><request><status>closed</status><status_notes>Onarıldı.</status_notes></request>"
    "</service_requests>"
)
REFUSED = "<errors><error><code>400</code><description>service_code was not found.</description></error></errors>"


class FarServer(ThreadingHTTPServer):
    """Answers with the next of `answers`, (status, body); a body of None breaks the connection instead."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: list[tuple[int, str | None]] = []
        self.posted: list[dict[str, str]] = []
        self.asked: list[str] = []

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v2"


class _Handler(BaseHTTPRequestHandler):
    server: FarServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.posted.append({name: values[0] for name, values in parse_qs(body).items()})
        self._answer()

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self._answer()

    def _answer(self) -> None:
        status, body = self.server.answers.pop(0)
        if body is None:
            self.close_connection = True
            return
        self.send_response(status)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.send_header("Location", "http://127.0.0.1:9/")
        self.end_headers()
        self.wfile.write(f'<?xml version="1.0" encoding="utf-8"?>{body}'.encode())

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@contextmanager
def far_server() -> Iterator[FarServer]:
    server = FarServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
