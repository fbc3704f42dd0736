"""The line over HTTP: whose certificate it believes, how it tells what broke."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sync.client.http import HttpLine
from sync.client.line import Break, LineDown, Request

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def certificate(folder: Path, begins: datetime, ends: datetime, host: str) -> tuple[Path, Path]:
    """A certificate that signs itself, with its key, and the same as a bundle to trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "HQ of a test")])
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(alternative, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public = folder / "ca.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    both = folder / "server.pem"
    both.write_bytes(
        public.read_bytes()
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return public, both


@contextmanager
def serving(answers: list[bytes], secured: Path | None = None) -> Iterator[int]:
    """A server that gives each connection in turn one of these answers, then hangs up."""
    listener = socket.create_server(("127.0.0.1", 0))
    context = None
    if secured is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(secured)

    def serve() -> None:
        for answer in answers:
            try:
                plain, _ = listener.accept()
                with plain:
                    plain.settimeout(10)
                    line = context.wrap_socket(plain, server_side=True) if context else plain
                    with line:
                        if line.recv(65_536):
                            line.sendall(answer)
            except OSError:
                continue  # the till would not speak to us

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        for _ in answers:
            try:
                socket.create_connection(listener.getsockname()[:2], 1).close()
            except OSError:
                break
        thread.join()
        listener.close()


@pytest.mark.parametrize(
    ("begins", "ends", "host", "trusted", "how"),
    [
        (NOW - DAY, NOW + DAY, "127.0.0.1", True, None),
        (NOW + DAY, NOW + 2 * DAY, "127.0.0.1", True, Break.CERTIFICATE_TIME),
        (NOW - 2 * DAY, NOW - DAY, "127.0.0.1", True, Break.CERTIFICATE_TIME),
        (NOW - DAY, NOW + DAY, "127.0.0.1", False, Break.CERTIFICATE),
        (NOW - DAY, NOW + DAY, "127.0.0.9", True, Break.CERTIFICATE),
    ],
    ids=["good", "not yet valid", "expired", "self-signed", "another host"],
)
def test_a_certificate_is_believed_or_told_apart(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    begins: datetime,
    ends: datetime,
    host: str,
    trusted: bool,
    how: Break | None,
) -> None:
    public, both = certificate(tmp_path, begins, ends, host)
    if trusted:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(public))
    with serving([ANSWER], both) as port:
        line = HttpLine(f"https://127.0.0.1:{port}")
        if how is None:
            assert line.exchange(Request("GET", "/")).body == b"ok"
        else:
            with pytest.raises(LineDown) as down:
                line.exchange(Request("GET", "/"))
            assert down.value.how == how
        line.close()


def test_a_portal_that_speaks_plainly_on_the_secure_port_is_no_hq() -> None:
    with serving([b"HTTP/1.1 200 OK\r\n\r\n"]) as port:
        line = HttpLine(f"https://127.0.0.1:{port}")
        with pytest.raises(LineDown) as down:
            line.exchange(Request("GET", "/"))
        assert down.value.how == Break.CERTIFICATE
        line.close()


def test_nobody_there_and_no_such_name_are_offline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    for url in (f"http://127.0.0.1:{port}", "http://nowhere.invalid"):
        line = HttpLine(url, connect_s=2)
        with pytest.raises(LineDown) as down:
            line.exchange(Request("GET", "/"))
        assert down.value.how == Break.OFFLINE
        line.close()


def test_a_proxy_that_wants_a_login_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    wants = b"HTTP/1.1 407 Login\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    with serving([wants]) as port:
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{port}")
        line = HttpLine("https://hq.invalid")
        with pytest.raises(LineDown) as down:
            line.exchange(Request("GET", "/"))
        assert down.value.how == Break.PROXY_AUTH
        line.close()


def test_a_kept_connection_that_was_closed_meanwhile_is_made_anew() -> None:
    with serving([ANSWER, ANSWER]) as port:
        line = HttpLine(f"http://127.0.0.1:{port}")
        for _ in range(2):
            assert line.exchange(Request("POST", "/", body=b"twice is harmless")).body == b"ok"
        line.close()


def test_an_endless_answer_is_cut_and_a_redirect_is_not_followed() -> None:
    endless = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + bytes(2_000_000)
    away = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n"
    with serving([endless, away]) as port:
        line = HttpLine(f"http://127.0.0.1:{port}")
        assert len(line.exchange(Request("GET", "/")).body) < 300_000
        line.close()
        assert line.exchange(Request("GET", "/")).status == 302
        line.close()
