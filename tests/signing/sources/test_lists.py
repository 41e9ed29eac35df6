"""Revocation lists: whole, current ones of the certificate's own issuer, and nothing else."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

from signing.sources.cache import LONGEST_LIST, Cache
from signing.sources.circuit import FAILURES, Circuits
from signing.sources.clocks import SKEW
from signing.sources.faults import Unreachable
from signing.sources.fetch import Fetcher
from signing.sources.listed import Listed
from signing.sources.lists import PATIENCE, RevocationLists
from tests.fakes.faults import HTML, saying, status
from tests.servers.certomancer import Authorities, Fault

PATH = "crls/issuing/latest.crl"
DAY, SECOND = dt.timedelta(days=1), dt.timedelta(seconds=1)
Builder = x509.CertificateRevocationListBuilder


@pytest.fixture
def lists(tmp_path: Path) -> RevocationLists:
    return RevocationLists(
        fetcher=Fetcher(), circuits=Circuits(sleep=lambda _seconds: None), cache=Cache(tmp_path / "kept")
    )


def _ask(server: Authorities, lists: RevocationLists, label: str = "officer-listed") -> Listed:
    province = server.province
    return lists.listed(province.certificate(label), province.certificate("issuing"), server.clock.now())


def _made(
    server: Authorities,
    *,
    start: dt.timedelta = -DAY,
    end: dt.timedelta = DAY,
    issuer: str = "issuing",
    key: str = "issuing",
    revoked: str = "",
    extensions: tuple[tuple[x509.ExtensionType, bool], ...] = (),
) -> bytes:
    """Return a list that is good but for what is said."""
    now = server.clock.now()
    builder = (
        Builder()
        .issuer_name(server.province.certificate(issuer).subject)
        .last_update(now + start)
        .next_update(now + end)
    )
    for value, critical in extensions:
        builder = builder.add_extension(value, critical=critical)
    if revoked:
        serial = server.province.certificate(revoked).serial_number
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(now - DAY)
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(server.province.key(key), hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def _part(**changes: object) -> tuple[tuple[x509.ExtensionType, bool], ...]:
    whole: dict[str, object] = {
        "full_name": None, "relative_name": None, "only_contains_user_certs": False,
        "only_contains_ca_certs": False, "only_some_reasons": None, "indirect_crl": False,
        "only_contains_attribute_certs": False,
    }  # fmt: skip
    return ((x509.IssuingDistributionPoint(**(whole | changes)), True),)  # type: ignore[arg-type]


def _elsewhere() -> list[x509.GeneralName]:
    return [x509.UniformResourceIdentifier("http://127.0.0.1/part-2.crl")]


def test_a_certificate_that_no_list_names_is_not_revoked(server: Authorities, lists: RevocationLists) -> None:
    found = _ask(server, lists)
    assert found.revoked_at is None
    assert found.since <= server.clock.now() <= found.until


@pytest.mark.parametrize(("label", "on_hold"), [("officer-revoked", False), ("officer-suspended", True)])
def test_a_certificate_that_a_list_names_is_revoked(
    server: Authorities, lists: RevocationLists, label: str, on_hold: bool
) -> None:
    found = _ask(server, lists, label)
    assert found.revoked_at == dt.datetime(2026, 2, 1, tzinfo=dt.UTC)
    assert found.on_hold is on_hold


def test_an_entry_without_reason_counts(server: Authorities, lists: RevocationLists) -> None:
    server.faults[PATH] = saying(_made(server, revoked="officer-listed"))
    found = _ask(server, lists)
    assert (found.revoked_at, found.on_hold) == (server.clock.now() - DAY, False)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        pytest.param(lambda s: _made(s, issuer="root", key="root"), "another authority's", id="issuer"),
        pytest.param(lambda s: _made(s, key="root"), "signature of its list is not valid", id="signature"),
        pytest.param(lambda s: _made(s, start=SKEW + SECOND), "from the future", id="future"),
        pytest.param(lambda s: _made(s, start=-9 * DAY, end=-SKEW - SECOND), "ended", id="ended"),
        pytest.param(
            lambda s: _made(s, extensions=((x509.DeltaCRLIndicator(1), True),)), "changes only", id="delta"
        ),
        pytest.param(
            lambda s: _made(
                s, extensions=_part(only_some_reasons=frozenset([x509.ReasonFlags.key_compromise]))
            ),
            "some reasons",
            id="reasons",
        ),
        pytest.param(
            lambda s: _made(s, extensions=_part(indirect_crl=True)), "several authorities", id="indirect"
        ),
        pytest.param(
            lambda s: _made(s, extensions=_part(only_contains_ca_certs=True)), "another kind", id="kind"
        ),
        pytest.param(
            lambda s: _made(s, extensions=_part(only_contains_attribute_certs=True)),
            "another kind",
            id="attributes",
        ),
        pytest.param(
            lambda s: _made(s, extensions=_part(full_name=_elsewhere())), "another part", id="another-part"
        ),
        pytest.param(
            lambda s: _made(
                s,
                extensions=((x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3"), b"\x05\x00"), True),),
            ),
            "critical extension 1.2.3",
            id="unknown-extension",
        ),
        pytest.param(lambda s: _made(s)[:-1] + b"\0", "is not valid|cannot be read", id="changed"),
        pytest.param(lambda s: b"", "cannot be read", id="empty"),
        pytest.param(lambda s: b"-----BEGIN X509 CRL-----\n", "cannot be read", id="pem"),
    ],
)
def test_a_list_that_does_not_prove_itself_is_refused(
    server: Authorities, lists: RevocationLists, wrong: Callable[[Authorities], bytes], why: str
) -> None:
    server.faults[PATH] = saying(wrong(server))
    with pytest.raises(Unreachable, match=why):
        _ask(server, lists)
    server.faults.clear()
    assert _ask(server, lists).revoked_at is None


@pytest.mark.parametrize(
    "fine",
    [
        pytest.param(lambda s: _made(s, start=SKEW), id="clocks-differ"),
        pytest.param(lambda s: _made(s, start=-9 * DAY, end=-SKEW), id="just-ended"),
        pytest.param(lambda s: _made(s, extensions=_part(only_contains_user_certs=True)), id="users"),
        pytest.param(
            lambda s: _made(
                s,
                extensions=_part(
                    full_name=[*_elsewhere(), x509.UniformResourceIdentifier(s.url(PATH))],
                ),
            ),
            id="this-part",
        ),
    ],
)
def test_a_list_within_the_rules_is_taken(
    server: Authorities, lists: RevocationLists, fine: Callable[[Authorities], bytes]
) -> None:
    server.faults[PATH] = saying(fine(server))
    assert _ask(server, lists).revoked_at is None


def test_a_list_of_users_says_nothing_of_an_authority(server: Authorities, lists: RevocationLists) -> None:
    path = "crls/root/latest.crl"
    province = server.province
    server.faults[path] = saying(
        _made(server, issuer="root", key="root", extensions=_part(only_contains_user_certs=True))
    )
    with pytest.raises(Unreachable, match="another kind"):
        lists.listed(province.certificate("issuing"), province.certificate("root"), server.clock.now())


@pytest.mark.parametrize(
    ("fault", "why"), [(status(500), "HTTP 500"), (HTML, "cannot be read"), (saying(b""), "cannot be read")]
)
def test_an_ill_server_is_told(server: Authorities, lists: RevocationLists, fault: Fault, why: str) -> None:
    server.faults[PATH] = fault
    with pytest.raises(Unreachable, match=f"{PATH}: .*{why}"):
        _ask(server, lists)


def test_a_list_larger_than_any_is_cut_off(
    server: Authorities, lists: RevocationLists, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = type(PATIENCE)(seconds=5, size=10)
    monkeypatch.setattr("signing.sources.lists.PATIENCE", small)
    with pytest.raises(Unreachable, match="too large"):
        _ask(server, lists)


def test_a_dead_server_is_left_alone(server: Authorities, lists: RevocationLists) -> None:
    server.faults[PATH] = status(404)
    for _ in range(FAILURES + 2):
        with pytest.raises(Unreachable):
            _ask(server, lists)
    assert server.asked == [PATH] * FAILURES


def test_a_list_is_fetched_once_an_hour_for_all_whom_it_covers(
    server: Authorities, lists: RevocationLists
) -> None:
    server.faults[PATH] = saying(_made(server, end=9 * DAY))
    for label in ("officer-listed", "officer-both"):
        _ask(server, lists, label)
    server.clock.at += LONGEST_LIST
    _ask(server, lists)
    assert server.asked == [PATH]
    server.clock.at += SECOND
    _ask(server, lists)
    assert server.asked == [PATH, PATH]


def test_a_list_that_ended_is_fetched_again(server: Authorities, lists: RevocationLists) -> None:
    server.faults[PATH] = saying(_made(server, end=dt.timedelta(hours=1)))
    _ask(server, lists)
    server.clock.at += dt.timedelta(hours=1, seconds=1)
    _ask(server, lists)
    assert server.asked == [PATH, PATH]


def test_a_certificate_that_names_no_list_is_told(server: Authorities, lists: RevocationLists) -> None:
    with pytest.raises(Unreachable, match="names no revocation list"):
        _ask(server, lists, "officer-answered")
    assert server.asked == []
