"""A timestamp authority over HTTP: Certomancer answers on loopback, and is made to answer wrongly."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from asn1crypto import core, keys, pem, tsp
from asn1crypto import x509 as asn1_x509
from certomancer.services import TimeStamper

from fixtures.pki.office import Office
from signing.authority.http import HttpTimestamp
from signing.errors import TimestampUnavailable

IMPRINT = sha256(b"a paper").digest()
Answer = Callable[[tsp.TimeStampReq], bytes]


@contextmanager
def _serving(answer: Answer) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/timestamp-query"
            body = self.rfile.read(int(self.headers["Content-Length"]))
            content = answer(tsp.TimeStampReq.load(body))
            self.send_response(200 if content else 503)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/tsa"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def certomancer(office: Office) -> TimeStamper:
    def inside(name: str) -> bytes:
        return pem.unarmor((office.pki / name).read_bytes())[2]

    certificate = asn1_x509.Certificate.load(inside("timestamp.pem"))
    issuer = asn1_x509.Certificate.load(inside("issuing.pem"))
    key = keys.PrivateKeyInfo.load(inside("timestamp.key"))
    return TimeStamper(certificate, key, certs_to_embed=[issuer], fixed_dt=office.clock.now())


def test_a_token_over_http_is_for_what_was_asked(certomancer: TimeStamper, office: Office) -> None:
    with _serving(lambda request: certomancer.request_tsa_response(request).dump()) as url:
        token = tsp.ContentInfo.load(HttpTimestamp(url).timestamp(IMPRINT, "sha256"))
    info = token["content"]["encap_content_info"]["content"].parsed
    assert info["message_imprint"]["hashed_message"].native == IMPRINT
    assert info["gen_time"].native == office.clock.now()


def _other_imprint(stamper: TimeStamper) -> Answer:
    def answer(request: tsp.TimeStampReq) -> bytes:
        request["message_imprint"]["hashed_message"] = sha256(b"another").digest()
        return bytes(stamper.request_tsa_response(request).dump())

    return answer


def _other_nonce(stamper: TimeStamper) -> Answer:
    def answer(request: tsp.TimeStampReq) -> bytes:
        request["nonce"] = core.Integer(12345)
        return bytes(stamper.request_tsa_response(request).dump())

    return answer


def _broken_signature(stamper: TimeStamper) -> Answer:
    def answer(request: tsp.TimeStampReq) -> bytes:
        response = stamper.request_tsa_response(request)
        signer = response["time_stamp_token"]["content"]["signer_infos"][0]
        request["nonce"] = core.Integer(1)
        other = stamper.request_tsa_response(request)["time_stamp_token"]["content"]["signer_infos"][0]
        # A good signature, but over other attributes.
        signer["signature"] = other["signature"].native
        return bytes(response.dump(force=True))

    return answer


def _refusal(_: TimeStamper) -> Answer:
    # RFC 3161 section 2.4.2: a refusal carries a status (2: rejection) and no token.
    refused = bytes.fromhex("30053003020102")
    return lambda request: refused


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        pytest.param(_other_imprint, "something else", id="imprint"),
        pytest.param(_other_nonce, "nonce", id="nonce"),
        pytest.param(_broken_signature, "signature is not valid", id="signature"),
        pytest.param(_refusal, "refused", id="refused"),
        pytest.param(lambda _: lambda request: b"", "503", id="503"),
        pytest.param(lambda _: lambda request: b"<html>sign in</html>", "cannot be read", id="html"),
        pytest.param(lambda _: lambda request: b"0" * 1_000_000, "too large", id="flood"),
    ],
)
def test_a_wrong_answer_is_not_believed(
    certomancer: TimeStamper, wrong: Callable[[TimeStamper], Answer], why: str
) -> None:
    with _serving(wrong(certomancer)) as url, pytest.raises(TimestampUnavailable, match=why):
        HttpTimestamp(url).timestamp(IMPRINT, "sha256")


def test_a_hanging_authority_is_given_up(certomancer: TimeStamper) -> None:
    release = threading.Event()

    def answer(request: tsp.TimeStampReq) -> bytes:
        release.wait(10)
        return b""

    with _serving(answer) as url:
        with pytest.raises(TimestampUnavailable):
            HttpTimestamp(url, seconds=0.3).timestamp(IMPRINT, "sha256")
        release.set()


def test_nobody_listening_is_a_dead_authority() -> None:
    with pytest.raises(TimestampUnavailable):
        HttpTimestamp("http://127.0.0.1:9/tsa", seconds=1).timestamp(IMPRINT, "sha256")


def test_only_http_addresses_are_asked() -> None:
    with pytest.raises(TimestampUnavailable):
        HttpTimestamp("file:///etc/passwd")
