"""What holds for every test: nothing leaves this machine (trust: S1)."""

import ipaddress
import socket

import pytest


@pytest.fixture(autouse=True)
def _stay_on_loopback(monkeypatch):
    """Fails a test whose socket would leave 127/8 or ::1."""
    really = socket.socket.connect

    def connect(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            assert ipaddress.ip_address(socket.gethostbyname(address[0]) if ":" not in address[0] else address[0]).is_loopback, (
                f"a test tried to reach {address[0]}"
            )
        return really(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
