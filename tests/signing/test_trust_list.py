"""A trust list: who is trusted for what and when; a list that is wrong in any way trusts nobody."""

import dataclasses as dc
import datetime as dt
import hashlib
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from archive.settings import Settings
from archive.values.verdict import Verdict
from fixtures.pki.office import AGENCY, MADE_AT, OFFICER, Office
from signing.act import Act
from signing.errors import CertificateUnfit, TrustListWrong
from signing.pades.anchors import Anchor, Purpose, Scheme
from signing.pades.sign.renew import proof_ends
from signing.pades.suite import current_suite
from signing.pades.verify.judge import judge
from signing.pades.verify.policy import Policy
from signing.service import SigningRoom
from signing.trust.trust_list import TrustList, read_trust
from tests.signing.pades.verify.judging import lists
from tests.signing.test_service import ALONE

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)

GOOD = """
version = 2
issued = 2026-05-01
source = "Quyết định thử nghiệm"
freshness_hours = 48

[[anchor]]
file = "goc.pem"
sha256 = "{sha256}"
scheme = "government"
purposes = ["signing", "timestamp"]
since = 2020-01-01
until = 2040-01-01
source = "Nghị định 68/2024/NĐ-CP"

[[change]]
version = 2
date = 2026-05-01
text = "thêm ngày kết thúc"

[[change]]
version = 1
date = 2026-04-01
text = "danh sách đầu tiên"
"""


def _folder(office: Office, to: Path, text: str = GOOD) -> Path:
    (certificate,) = office.anchors
    (to / "goc.pem").write_bytes(x509.load_der_x509_certificate(certificate).public_bytes(Encoding.PEM))
    sha256 = hashlib.sha256(certificate).hexdigest()
    (to / "trust.toml").write_text(text.replace("{sha256}", sha256), encoding="utf-8")
    return to


def test_a_list_says_whom_it_trusts_for_what_and_when(office: Office, tmp_path: Path) -> None:
    found = read_trust(_folder(office, tmp_path))
    (anchor,) = found.anchors
    assert (found.version, found.issued, found.freshness) == (2, dt.date(2026, 5, 1), 2 * DAY)
    assert [change.version for change in found.changes] == [2, 1]
    assert (anchor.certificate, anchor.scheme) == (office.anchors[0], Scheme.GOVERNMENT)
    assert (anchor.since, anchor.until) == (
        dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
        dt.datetime(2040, 1, 1, tzinfo=dt.UTC),
    )


def test_a_folder_without_a_list_trusts_its_certificates_for_everything(
    office: Office, tmp_path: Path
) -> None:
    (_folder(office, tmp_path) / "trust.toml").unlink()
    assert read_trust(tmp_path) == TrustList(anchors=(Anchor(office.anchors[0]),))


@pytest.mark.parametrize(
    ("good", "wrong"),
    [
        ("{sha256}", "00" * 32),
        ("goc.pem", "khac.pem"),
        ("goc.pem", "../goc/khac.pem"),
        ("until =", "untill ="),
        ("until = 2040-01-01", 'until = "2040"'),
        ("until = 2040-01-01", "until = 2040-01-01T00:00:00Z"),
        ("government", "goverment"),
        ('"timestamp"', '"time"'),
        ("version = 2\nissued", "version = 3\nissued"),
        ("freshness_hours", "freshness"),
        ("[[anchor]]", "[[anchors]]"),
        ("version", "= ="),
    ],
)
def test_a_wrong_list_trusts_nobody(office: Office, tmp_path: Path, good: str, wrong: str) -> None:
    assert good in GOOD
    with pytest.raises(TrustListWrong):
        read_trust(_folder(office, tmp_path, GOOD.replace(good, wrong, 1)))


def test_a_certificate_that_the_list_does_not_name_is_told(office: Office, tmp_path: Path) -> None:
    folder = _folder(office, tmp_path)
    (folder / "la.pem").write_bytes((folder / "goc.pem").read_bytes())
    with pytest.raises(TrustListWrong):
        read_trust(folder)


def _judged(office: Office, data: bytes, anchor: Anchor, **how: object) -> Verdict:
    policy = Policy(at=office.clock.now() + HOUR, listed=(anchor,), crls=lists(office))
    return judge(data, dc.replace(policy, **how)).verdict  # type: ignore[arg-type]


def test_an_anchor_counts_for_its_purposes_only(office: Office, files: dict[str, bytes]) -> None:
    anchor = Anchor(office.anchors[0])
    assert _judged(office, files["lta"], anchor) is Verdict.PASSED
    for purpose in Purpose:
        other = dc.replace(anchor, purposes=frozenset({purpose}))
        assert _judged(office, files["lta"], other) is Verdict.INDETERMINATE
    signing = dc.replace(anchor, purposes=frozenset({Purpose.SIGNING}))
    assert _judged(office, files["b"], signing) is Verdict.PASSED


@pytest.mark.parametrize("purpose", ["signing", "timestamp"])
def test_an_authority_of_time_stamps_issues_no_officer_s_certificate(
    office: Office, tmp_path: Path, purpose: str
) -> None:
    folder = _folder(office, tmp_path, GOOD.replace('["signing", "timestamp"]', f'["{purpose}"]'))
    room = SigningRoom(Settings(home=tmp_path / "other", trust=str(folder)), office.clock)
    act = Act("gam", OFFICER, AGENCY, "H99.12", ALONE, MADE_AT)
    certificates = b"".join(
        x509.load_der_x509_certificate(one).public_bytes(Encoding.PEM)
        for one in (office.officer.certificate, *office.officer.chain)
    )
    if purpose == "signing":
        assert room.elsewhere.officer_credential(certificates, act).certificate == office.officer.certificate
    else:
        with pytest.raises(CertificateUnfit):
            room.elsewhere.officer_credential(certificates, act)


def test_an_anchor_counts_within_its_time_only(office: Office, files: dict[str, bytes]) -> None:
    anchor, signed = Anchor(office.anchors[0]), office.clock.now()
    assert _judged(office, files["lta"], dc.replace(anchor, since=signed)) is Verdict.PASSED
    assert _judged(office, files["lta"], dc.replace(anchor, since=signed + DAY)) is Verdict.INDETERMINATE
    # withdrawn before anything proved the file to be older
    assert _judged(office, files["lta"], dc.replace(anchor, until=signed)) is Verdict.INDETERMINATE
    withdrawn = dc.replace(anchor, until=signed + 2 * DAY)
    assert _judged(office, files["lta"], withdrawn) is Verdict.PASSED
    assert _judged(office, files["b"], withdrawn, at=signed + 3 * DAY) is Verdict.INDETERMINATE


def test_signers_may_be_asked_to_come_from_one_list(office: Office, files: dict[str, bytes]) -> None:
    public = Anchor(office.anchors[0], Scheme.NATIONAL)
    assert _judged(office, files["lta"], public, schemes=frozenset({Scheme.NATIONAL})) is Verdict.PASSED
    duty = frozenset({Scheme.GOVERNMENT})
    assert _judged(office, files["lta"], public, schemes=duty) is Verdict.INDETERMINATE


def test_a_verdict_tells_the_list_of_its_signer(office: Office, files: dict[str, bytes]) -> None:
    at, public = office.clock.now() + HOUR, Anchor(office.anchors[0], Scheme.NATIONAL)
    older = dc.replace(public, scheme=Scheme.GOVERNMENT, until=office.clock.now() - DAY)
    stamps = dc.replace(public, scheme=Scheme.OWN, purposes=frozenset({Purpose.TIMESTAMP}))
    listed = Policy(at=at, listed=(older, stamps, public), crls=lists(office))
    given = Policy(at=at, anchors=office.anchors, crls=lists(office))
    stranger = dc.replace(listed, listed=(stamps,))
    told = [judge(files["lta"], one).signatures[0].scheme for one in (listed, given, stranger)]
    assert told == ["national", "", ""]


def test_revocation_data_must_be_as_fresh_as_the_policy_says(
    office: Office,
    files: dict[str, bytes],
) -> None:
    anchor = Anchor(office.anchors[0])
    later = office.clock.now() + 3 * DAY
    assert _judged(office, files["b"], anchor, at=later) is Verdict.PASSED
    assert _judged(office, files["b"], anchor, at=later, freshness=2 * DAY) is Verdict.INDETERMINATE
    assert _judged(office, files["b"], anchor, at=later, freshness=4 * DAY) is Verdict.PASSED


def test_nobody_is_trusted_without_anchors(office: Office, files: dict[str, bytes]) -> None:
    policy = Policy(at=office.clock.now() + HOUR, crls=lists(office))
    assert judge(files["lta"], policy).verdict is Verdict.INDETERMINATE


def test_a_proof_ends_when_its_anchor_is_withdrawn(office: Office, files: dict[str, bytes]) -> None:
    day = office.clock.now() + 100 * DAY
    whole = proof_ends(files["lta"], current_suite(), (Anchor(office.anchors[0]),))
    assert whole is not None
    assert whole > day
    # the token carries its issuer, and that one's issuer is the anchor
    withdrawn = (Anchor(office.anchors[0], until=day),)
    assert proof_ends(files["lta"], current_suite(), withdrawn) == day
