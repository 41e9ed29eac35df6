"""A file that another tool signed is accepted only as our bytes and one good signature of the officer."""

import asyncio
from typing import Any

import pytest

from archive.settings import Settings
from archive.values.verdict import Level, Verdict
from fixtures.pki.office import AGENCY, OFFICER, Office
from fixtures.signed import plain_pdf
from fixtures.signing_tool import BAD, GOOD, Tool
from signing.act import Act
from signing.authority.crl import revoke
from signing.errors import CertificateOfAnother, CertificateRevoked, SigningError
from signing.pades.sign.bridge import PortTimeStamper
from signing.profiles import first_level
from signing.service import SigningRoom
from tests.signing.test_service import ALONE, BOTH

PLAIN = plain_pdf()


def _act(office: Office, profile: Any = ALONE) -> Act:
    return Act("gam", OFFICER, AGENCY, "H99.12", profile, office.clock.now())


def _room(office: Office) -> SigningRoom:
    return SigningRoom(Settings(home=office.home), office.clock)


@pytest.fixture(scope="module")
def handed(office: Office) -> bytes:
    """A copy as the tool is given it."""
    return _room(office).elsewhere.handed(PLAIN, _act(office))


def _tool(office: Office) -> Tool:
    return Tool(office.officer, office.clock.now(), PortTimeStamper(office.tsa))


@pytest.mark.parametrize("way", GOOD)
def test_a_good_file_is_accepted_and_brought_to_its_level(office: Office, handed: bytes, way: str) -> None:
    room = _room(office)
    returned = GOOD[way](_tool(office), handed)
    signed = room.elsewhere.accept(handed, returned, _act(office), Level.LTA)
    assert signed.data.startswith(returned)
    assert (signed.level, signed.missing) == (Level.LTA, ())
    assert room.judge(signed.data).verdict is Verdict.PASSED


@pytest.mark.parametrize("way", BAD)
def test_every_deviation_has_its_own_code(office: Office, handed: bytes, way: str) -> None:
    code, act = BAD[way]
    with pytest.raises(SigningError) as caught:
        _room(office).elsewhere.accept(handed, act(_tool(office), handed), _act(office), Level.LTA)
    assert caught.value.code == code


@pytest.mark.parametrize("way", ["approval", "certification"])
def test_the_seal_s_field_is_handed_out_with_the_copy_and_sealed_afterwards(office: Office, way: str) -> None:
    room, act = _room(office), _act(office, BOTH)
    handed = room.elsewhere.handed(PLAIN, act)
    assert handed.startswith(PLAIN)
    signed = room.elsewhere.accept(handed, GOOD[way](_tool(office), handed), act, first_level(BOTH))
    assert signed.level is Level.T
    sealed = room.seal(signed.data, act)
    verdict = room.judge(sealed.data)
    assert (verdict.verdict, sealed.level) == (Verdict.PASSED, Level.LTA)
    assert [one.field for one in verdict.signatures] == ["ChuKySo1", "CoQuan"]


def test_another_officer_s_signature_is_refused(office: Office, handed: bytes) -> None:
    tool = Tool(office.seal, office.clock.now())
    with pytest.raises(CertificateOfAnother):
        _room(office).elsewhere.accept(handed, tool.signed(handed), _act(office), Level.LTA)


def test_a_stranger_of_the_same_name_is_refused(office: Office, own_office: Office, handed: bytes) -> None:
    tool = Tool(own_office.officer, office.clock.now())
    with pytest.raises(SigningError, match="certificate-unfit"):
        _room(office).elsewhere.accept(handed, tool.signed(handed), _act(office), Level.LTA)


def test_a_revoked_certificate_is_refused(own_office: Office, handed: bytes) -> None:
    revoke(own_office.pki, own_office.officer.certificate, own_office.clock)
    returned = _tool(own_office).signed(handed)
    with pytest.raises(CertificateRevoked):
        _room(own_office).elsewhere.accept(handed, returned, _act(own_office), Level.LTA)


def test_a_loop_that_runs_already_is_no_hindrance(office: Office, handed: bytes) -> None:
    async def accept() -> Level:
        returned = await asyncio.to_thread(_tool(office).signed, handed)
        return _room(office).elsewhere.accept(handed, returned, _act(office), Level.B).level

    assert asyncio.run(accept()) is Level.B
