"""Renewal: a signature of 2026 is proved in 2045, over two renewals and a change of the authority."""

import dataclasses as dc
import datetime as dt
from pathlib import Path

import pytest

from archive.clock import FixedClock
from archive.values.verdict import FileVerdict, Level, Verdict
from fixtures.pki.office import MADE_AT, Office, open_office
from fixtures.signed import plain_pdf
from signing.authority.certificates import TSA_LIFE
from signing.authority.layout import TSA, generations
from signing.authority.timestamp import EmbeddedTimestamp
from signing.errors import RenewalTooLate, RevocationUnavailable, SigningFailed, TimestampUnavailable
from signing.pades.sign.certify import certify
from signing.pades.sign.renew import proof_ends, renew
from signing.pades.sign.seal import seal
from signing.pades.sign.values import SignRequest
from signing.pades.suite import current_suite
from signing.pades.verify.judge import judge
from signing.pades.verify.policy import Policy
from tests.fakes.signing import DeadRevocation, DeadTimestamp, EitherRevocation

SUITE = current_suite()


def _in(year: int, month: int = 6) -> dt.datetime:
    return dt.datetime(year, month, 15, 3, tzinfo=dt.UTC)


class Decades:
    """An office of 2026, a second authority of 2043, and a file that goes through the years."""

    def __init__(self, home: Path) -> None:
        self.office = open_office(home / "first")
        outside = {"tsa": self.office.tsa, "revocation": self.office.revocation, "clock": self.office.clock}
        waiting = certify(plain_pdf(), SignRequest(seal=True), self.office.officer, **outside)  # type: ignore[arg-type]
        self.data = seal(waiting.data, SignRequest(), self.office.seal, **outside).data  # type: ignore[arg-type]
        self._home = home / "second"
        self.anchors = self.office.anchors

    def renew(self, at: dt.datetime) -> None:
        self.office.clock.at = at
        self._renew(self.office, at)

    def renew_by_successor(self, at: dt.datetime) -> None:
        """Let a new authority stamp; the old one still answers for its own last time stamp."""
        successor = open_office(self._home, at - dt.timedelta(days=400))
        successor.clock.at = at
        self.anchors += successor.anchors
        self._renew(successor, at)

    def _renew(self, by: Office, at: dt.datetime) -> None:
        either = EitherRevocation(self.office.revocation, by.revocation)
        self.data = renew(self.data, tsa=by.tsa, revocation=either, clock=FixedClock(at), suite=SUITE).data

    def judged(self, at: dt.datetime) -> FileVerdict:
        """Judge as an auditor does years later: by the anchors alone, without any list from outside."""
        return judge(self.data, Policy(at=at, anchors=self.anchors))


def test_a_signature_is_proved_for_decades_when_renewed_on_time(tmp_path: Path) -> None:
    file = Decades(tmp_path)
    sealed = file.data
    assert file.judged(_in(2032)).verdict is Verdict.PASSED
    file.renew(_in(2035))
    assert file.data.startswith(sealed)
    assert file.judged(_in(2038)).verdict is Verdict.PASSED
    file.renew_by_successor(_in(2044))
    verdict = file.judged(_in(2045, 9))
    assert (verdict.verdict, verdict.level) == (Verdict.PASSED, Level.LTA)
    assert {one.time and one.time.year for one in verdict.signatures} == {2026}


def test_without_renewal_the_reason_is_that_the_proof_ran_out(tmp_path: Path) -> None:
    file = Decades(tmp_path)
    verdict = file.judged(_in(2038))
    assert (verdict.verdict, verdict.reason) == (Verdict.INDETERMINATE, "OUT_OF_BOUNDS_NO_POE")
    file.renew(_in(2035))
    verdict = file.judged(_in(2045, 9))
    assert (verdict.verdict, verdict.reason) == (Verdict.INDETERMINATE, "OUT_OF_BOUNDS_NO_POE")


def test_a_time_stamp_of_the_future_is_told_as_that(tmp_path: Path) -> None:
    file = Decades(tmp_path)
    file.renew(_in(2035))
    verdict = file.judged(_in(2034))
    assert (verdict.verdict, verdict.reason) == (Verdict.INDETERMINATE, "TIMESTAMP_ORDER_FAILURE")


def test_the_successor_must_be_trusted_too(tmp_path: Path) -> None:
    file = Decades(tmp_path)
    old = file.anchors
    file.renew(_in(2035))
    file.renew_by_successor(_in(2044))
    file.anchors = old
    assert file.judged(_in(2045, 9)).verdict is Verdict.INDETERMINATE


def test_a_proof_ends_with_the_first_certificate_or_algorithm_behind_it(tmp_path: Path) -> None:
    file = Decades(tmp_path)
    assert proof_ends(file.data, SUITE) == MADE_AT + TSA_LIFE
    sooner = dt.datetime(2031, 1, 1, tzinfo=dt.UTC)
    ending = dc.replace(SUITE, digests={**SUITE.digests, "sha256": sooner})
    assert proof_ends(file.data, ending) == sooner
    assert proof_ends(plain_pdf(), SUITE) is None


def test_an_algorithm_that_ended_proves_nothing_unless_renewed_before(tmp_path: Path) -> None:
    file = Decades(tmp_path)
    ended = dc.replace(SUITE, curves={**SUITE.curves, "secp256r1": _in(2030)})
    before = Policy(at=_in(2029), anchors=file.anchors, suite=ended)
    assert judge(file.data, before).verdict is Verdict.PASSED
    after = Policy(at=_in(2031), anchors=file.anchors, suite=ended)
    verdict = judge(file.data, after)
    assert (verdict.verdict, verdict.reason) == (Verdict.INDETERMINATE, "CRYPTO_CONSTRAINTS_FAILURE")


def test_what_is_over_is_not_renewed(tmp_path: Path) -> None:
    file = Decades(tmp_path)
    with pytest.raises(RenewalTooLate):
        file.renew(_in(2037))


def test_dead_servers_leave_the_file_as_it_is(office: Office) -> None:
    clock = FixedClock(office.clock.now())
    lta = certify(
        plain_pdf(), SignRequest(), office.officer, tsa=office.tsa, revocation=office.revocation, clock=clock
    ).data
    with pytest.raises(TimestampUnavailable):
        renew(lta, tsa=DeadTimestamp(), revocation=office.revocation, clock=clock, suite=SUITE)
    with pytest.raises(RevocationUnavailable):
        renew(lta, tsa=office.tsa, revocation=DeadRevocation(), clock=clock, suite=SUITE)


def test_only_a_whole_proof_is_renewed(office: Office) -> None:
    clock = FixedClock(office.clock.now())
    b = certify(
        plain_pdf(), SignRequest(level=Level.B), office.officer, tsa=None, revocation=None, clock=clock
    )
    for data in (plain_pdf(), b.data):
        with pytest.raises(SigningFailed):
            renew(data, tsa=office.tsa, revocation=office.revocation, clock=clock, suite=SUITE)


def test_the_embedded_authority_takes_a_new_key_in_time(own_office: Office) -> None:
    clock = own_office.clock
    tsa = EmbeddedTimestamp(own_office.pki, clock)
    for years, count in ((2, 1), (4, 2), (5, 2), (8, 3)):
        clock.at = _in(2026 + years)
        tsa.timestamp(bytes(32), "sha256")
        assert len(generations(own_office.pki, TSA)) == count


def test_a_key_that_was_half_made_is_passed_over(own_office: Office) -> None:
    (own_office.pki / f"{TSA}-2.key").touch()
    own_office.clock.at = _in(2030)
    EmbeddedTimestamp(own_office.pki, own_office.clock).timestamp(bytes(32), "sha256")
    assert generations(own_office.pki, TSA) == [TSA, f"{TSA}-3"]
