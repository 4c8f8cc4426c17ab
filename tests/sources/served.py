"""A site and a SOCKS proxy of our own on loopback, for the tests of fetching."""

import ipaddress
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from isnad.sources.guard import Policy
from isnad.sources.web import Fetcher, FetchSettings

LOOPBACK = Policy(any_port=True, allowed=(ipaddress.ip_network("127.0.0.0/8"),))


class _Site(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        answer = self.server.pages.get(self.path, (404, {}, b""))
        if isinstance(answer, list):
            answer = answer.pop(0) if len(answer) > 1 else answer[0]
        status, headers, body = answer
        if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@contextmanager
def serve() -> Iterator[ThreadingHTTPServer]:
    """A site whose `pages` map a path to (status, headers, body), or to a list of them, one an answer; `asked` is what came in."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.asked, server.pages = [], {}
    server.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


class _Socks(socketserver.BaseRequestHandler):
    """SOCKS5 for one name each: whatever is asked for is found on loopback at `server.leads_to`."""

    def handle(self):
        count = self.request.recv(2)[1]
        self.request.recv(count)
        self.request.sendall(b"\x05\x00")
        _, _, _, kind = self.request.recv(4)
        name = self.request.recv(self.request.recv(1)[0]) if kind == 3 else self.request.recv({1: 4, 4: 16}[kind])
        self.request.recv(2)
        self.server.asked.append((kind, name))
        self.request.sendall(self.server.reply)
        if self.server.reply[1] == 0:
            with socket.create_connection(("127.0.0.1", self.server.leads_to)) as far:
                _pump(self.request, far)


def _pump(near: socket.socket, far: socket.socket) -> None:
    near.settimeout(5)
    far.sendall(near.recv(65_536))
    while piece := far.recv(65_536):
        near.sendall(piece)
        if piece.endswith(b"END"):
            return


@contextmanager
def serve_socks(leads_to: int, reply: bytes = b"\x05\x00\x00\x01\0\0\0\0\0\0") -> Iterator[socketserver.ThreadingTCPServer]:
    """A SOCKS5 proxy; `asked` holds the kind (3 is a name) and the host of each request."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Socks) as server:
        server.daemon_threads = True
        server.asked, server.leads_to, server.reply = [], leads_to, reply
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()


def fetcher(policy: Policy = LOOPBACK, **settings) -> Fetcher:
    """A fetcher that may reach loopback, and waits for nobody."""
    return Fetcher(FetchSettings(policy=policy, **settings), sleep=lambda seconds: None)
