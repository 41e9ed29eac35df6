"""A server that drips is listened to for as long as the limit says, and no longer."""

import datetime as dt
import ipaddress
import ssl
import time
from pathlib import Path

import pytest
import urllib3
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from archive.patience import patient_pool
from tests.servers.dripping import DRIPS, dripping

LIMIT = urllib3.Timeout(connect=0.5, read=0.5)


@pytest.fixture
def certified(tmp_path: Path) -> Path:
    """A key and the certificate of this machine, PEM."""
    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Máy này")])
    places = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(places, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = tmp_path / "may.pem"
    file.write_bytes(private + made.public_bytes(pem))
    return file


@pytest.mark.parametrize("how", ["headers", "length of a chunk"])
def test_the_same_holds_over_tls(certified: Path, how: str) -> None:
    served = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    served.load_cert_chain(certified)
    pool = patient_pool(pools=1, lines=1)
    pool.connection_pool_kw["ssl_context"] = ssl.create_default_context(cafile=str(certified))
    with dripping(how, served) as url:
        began = time.monotonic()
        with pytest.raises(urllib3.exceptions.TimeoutError):
            pool.request("GET", url, timeout=LIMIT, retries=False)
        assert 0.4 < time.monotonic() - began < 1.5


@pytest.mark.parametrize("how", list(DRIPS))
def test_an_answer_that_drips_ends_at_the_limit_wherever_it_does(how: str) -> None:
    pool = patient_pool(pools=1, lines=1)
    with dripping(how) as url:
        began = time.monotonic()
        with pytest.raises(urllib3.exceptions.TimeoutError):
            pool.request("GET", url, timeout=LIMIT, retries=False)
        assert 0.4 < time.monotonic() - began < 1.0
