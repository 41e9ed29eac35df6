"""The suite of algorithms: what counts, until when, and what is never taken for strong."""

import datetime as dt

import pytest
from asn1crypto import algos

from fixtures.forgeries import people
from fixtures.pki.office import Office
from signing.pades.strength import signature_ends
from signing.pades.suite import FOREVER, NEVER, current_suite, read_suite

SUITE = current_suite()
END_OF_RSA = dt.datetime(2029, 1, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize("name", ["md5", "sha1", "sha224", "", "SHA256 "])
def test_a_weak_or_unknown_digest_never_counts(name: str) -> None:
    assert SUITE.digest_ends(name) == NEVER


def test_short_keys_never_count_and_middling_ones_end() -> None:
    assert SUITE.rsa_ends("rsassa_pss", 1024) == NEVER
    assert SUITE.rsa_ends("rsassa_pss", 2048) == END_OF_RSA
    assert SUITE.rsa_ends("rsassa_pss", 3072) == FOREVER
    assert SUITE.rsa_ends("rsassa_pkcs1v15", 4096) == END_OF_RSA
    assert SUITE.rsa_ends("", 4096) == NEVER
    assert SUITE.curve_ends("secp192r1") == NEVER


@pytest.mark.parametrize(
    ("mechanism", "ends"),
    [
        ("sha256_ecdsa", NEVER),  # an RSA key does not sign by ECDSA
        ("sha256_rsa", END_OF_RSA),
        ("sha1_rsa", NEVER),
        ("ed25519", NEVER),
        ("md5_rsa", NEVER),
    ],
)
def test_mechanism_digest_and_key_count_together(office: Office, mechanism: str, ends: dt.datetime) -> None:
    key = people.good(office, "rsa3072").signing_cert.public_key
    algorithm = algos.SignedDigestAlgorithm({"algorithm": mechanism})
    assert signature_ends(algorithm, key, SUITE) == ends


@pytest.mark.parametrize(
    "text",
    [
        'version = "1"\nrsa = []\ncurve = []\n',
        'version = "1"\nrsa = []\ncurve = []\ndigest = [{name = "sha256", until = "2029"}]\n',
        'version = "1"\nrsa = []\ncurve = []\ndigest = []\nextra = 1\n',
    ],
)
def test_a_suite_of_another_form_is_refused(text: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        read_suite(text)
