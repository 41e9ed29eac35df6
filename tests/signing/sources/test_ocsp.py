"""OCSP: the right question, and no answer believed that does not prove itself."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from asn1crypto import core, ocsp
from certomancer.services import SimpleOCSPResponder
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from signing.sources.answers import Answer, Status
from signing.sources.cache import Cache
from signing.sources.circuit import FAILURES, Circuits
from signing.sources.clocks import SKEW
from signing.sources.faults import Unreachable
from signing.sources.fetch import Fetcher
from signing.sources.ocsp import NONCE_BYTES, OLDEST_BEFOREHAND, OcspResponders
from tests.fakes.faults import HTML, saying, status
from tests.fakes.ocsp import DAY, UNKNOWN, asking, certified, private_der, responder, revoked, said
from tests.servers.certomancer import Authorities, Fault, Honest

PATH = "ocsp/issuing"
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def responders(tmp_path: Path) -> OcspResponders:
    return OcspResponders(
        fetcher=Fetcher(), circuits=Circuits(sleep=lambda _seconds: None), cache=Cache(tmp_path / "kept")
    )


def _ask(server: Authorities, responders: OcspResponders, label: str = "officer-answered") -> Answer:
    province = server.province
    return responders.answer(province.certificate(label), province.certificate("issuing"), server.clock.now())


def _by(made: SimpleOCSPResponder) -> Fault:
    async def answer(asked: bytes, _honest: Honest) -> bytes:
        return said(made, ocsp.OCSPRequest.load(asked))

    return answer


@pytest.mark.parametrize("label", ["officer-answered", "officer-careful"])
def test_a_good_certificate_is_said_to_be_good(
    server: Authorities, responders: OcspResponders, label: str
) -> None:
    answer = _ask(server, responders, label)
    assert (answer.status, answer.revoked_at) == (Status.GOOD, None)
    assert answer.until == server.clock.now() + dt.timedelta(minutes=10)
    assert (answer.unchecked is None) == (label == "officer-answered")


def test_an_issuer_may_answer_itself(server: Authorities, responders: OcspResponders) -> None:
    server.faults[PATH] = status(404)
    assert _ask(server, responders, "officer-two-responders").responder is None
    assert server.asked == [PATH, "ocsp/second"]


def test_a_revoked_one_is_said_to_be_revoked_and_since_when(
    server: Authorities, responders: OcspResponders
) -> None:
    answer = _ask(server, responders, "officer-revoked")
    assert answer.status is Status.REVOKED
    assert answer.revoked_at == dt.datetime(2026, 2, 1, tzinfo=dt.UTC)
    assert not answer.on_hold
    assert _ask(server, responders, "officer-suspended").on_hold


def test_the_question_carries_a_new_nonce_each_time(server: Authorities, responders: OcspResponders) -> None:
    nonces: list[bytes] = []

    async def listening(asked: bytes, honest: Honest) -> bytes:
        nonces.append(ocsp.OCSPRequest.load(asked).nonce_value.native)
        return await honest()

    server.faults[PATH] = listening
    for label in ("officer-answered", "officer-short"):
        assert _ask(server, responders, label).nonce == nonces[-1]
    assert {len(nonce) for nonce in nonces} == {NONCE_BYTES}
    assert len(set(nonces)) == 2


def test_a_responder_that_knows_the_stronger_hash_only_is_asked_by_it(
    server: Authorities, responders: OcspResponders
) -> None:
    digests: list[str] = []

    async def choosy(asked: bytes, honest: Honest) -> bytes:
        one = ocsp.OCSPRequest.load(asked)["tbs_request"]["request_list"][0]
        digests.append(one["req_cert"]["hash_algorithm"]["algorithm"].native)
        if digests[-1] == "sha1":
            return bytes(ocsp.OCSPResponse({"response_status": "unauthorized"}).dump())
        return await honest()

    server.faults[PATH] = choosy
    assert _ask(server, responders).status is Status.GOOD
    assert digests == ["sha1", "sha256"]


def _other_nonce(server: Authorities) -> Fault:
    async def answer(asked: bytes, _honest: Honest) -> bytes:
        question = ocsp.OCSPRequest.load(asked)
        question["tbs_request"]["request_extensions"][0]["extn_value"] = b"\x04\x20" + b"x" * 32
        changed = ocsp.OCSPRequest.load(question.dump(force=True))
        return said(responder(server.province, server.clock.now()), changed)

    return answer


def _about_another(server: Authorities) -> Fault:
    async def answer(asked: bytes, _honest: Honest) -> bytes:
        question = ocsp.OCSPRequest.load(asked)
        question["tbs_request"]["request_list"][0]["req_cert"]["serial_number"] = 4711
        return said(responder(server.province, server.clock.now()), question)

    return answer


def _of_another_issuer(server: Authorities) -> Fault:
    """The same serial number under the root: an answer that its own responder signed."""

    async def answer(_asked: bytes, _honest: Honest) -> bytes:
        made = responder(server.province, server.clock.now(), certificate="root-ocsp", issuer="root")
        question = asking(server.province, "issuing", "root")
        serial = server.province.certificate("officer-answered").serial_number
        question["tbs_request"]["request_list"][0]["req_cert"]["serial_number"] = serial
        return said(made, question)

    return answer


def _stranger(
    *, by: str | None = None, answers: bool = True, start: int = -9, end: int = 9
) -> Callable[[Authorities], Fault]:
    """Return a responder with a key of its own, certified by the named key of the province or by itself."""

    def made(server: Authorities) -> Fault:
        own = ec.generate_private_key(ec.SECP256R1())
        now = server.clock.now()
        encoded = certified(
            "Kẻ lạ", own,
            issuer=server.province.certificate("issuing").subject,
            by=server.province.key(by) if by else own,
            start=now + start * DAY, end=now + end * DAY, answers=answers,
        )  # fmt: skip
        return _by(responder(server.province, now, certificate=encoded, key=private_der(own)))

    return made


def _signed_by(key: str) -> Callable[[Authorities], Fault]:
    return lambda server: _by(responder(server.province, server.clock.now(), key=key))


def _changed(server: Authorities) -> Fault:
    """A revoked certificate's answer with its word changed to good."""

    async def answer(asked: bytes, _honest: Honest) -> bytes:
        now = server.clock.now()
        made = responder(server.province, now, status=revoked(now))
        answered = made.build_ocsp_response(ocsp.OCSPRequest.load(asked))
        basic = answered["response_bytes"]["response"].parsed
        basic["tbs_response_data"]["responses"][0]["cert_status"] = ocsp.CertStatus("good")
        answered["response_bytes"]["response"] = core.ParsableOctetString(basic.dump(force=True))
        return bytes(answered.dump(force=True))

    return answer


def _aged(off: dt.timedelta, lasts: dt.timedelta | None) -> Callable[[Authorities], Fault]:
    return lambda server: _by(responder(server.province, server.clock.now() + off, lasts=lasts))


def _without_nonce(age: dt.timedelta, lasts: dt.timedelta | None) -> Callable[[Authorities], Fault]:
    def made(server: Authorities) -> Fault:
        aged = responder(server.province, server.clock.now() - age, lasts=lasts)
        return saying(said(aged, asking(server.province, "officer-answered")))

    return made


def _refusing(word: str) -> Callable[[Authorities], Fault]:
    return lambda _server: saying(bytes(ocsp.OCSPResponse({"response_status": word}).dump()))


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        pytest.param(_other_nonce, "another nonce", id="nonce"),
        pytest.param(_about_another, "another certificate", id="serial"),
        pytest.param(_of_another_issuer, "another certificate", id="issuer"),
        pytest.param(_stranger(), "did not let answer", id="stranger"),
        pytest.param(_stranger(by="root"), "did not let answer", id="certified-by-another"),
        pytest.param(_stranger(by="issuing", answers=False), "did not let answer", id="other-purpose"),
        pytest.param(_stranger(by="issuing", start=-9, end=-1), "did not let answer", id="responder-expired"),
        pytest.param(_stranger(by="issuing", start=1, end=9), "did not let answer", id="responder-too-young"),
        pytest.param(_signed_by("stamps"), "not signed by whom it names", id="other-key"),
        pytest.param(_changed, "not signed by whom it names", id="changed"),
        pytest.param(_aged(SKEW + SECOND, DAY), "from the future", id="future"),
        pytest.param(_aged(-DAY - SKEW - SECOND, DAY), "ended", id="ended"),
        pytest.param(_aged(-dt.timedelta(minutes=36), None), "ended", id="open-and-old"),
        pytest.param(_without_nonce(dt.timedelta(), None), "neither for whom nor", id="open-without-nonce"),
        pytest.param(_without_nonce(OLDEST_BEFOREHAND + SECOND, 99 * DAY), "too long ago", id="replayed"),
        pytest.param(_refusing("try_later"), "try_later", id="try-later"),
        pytest.param(_refusing("unauthorized"), "unauthorized", id="unauthorized"),
        pytest.param(_refusing("internal_error"), "internal_error", id="internal-error"),
        pytest.param(lambda _: HTML, "cannot be read", id="html"),
        pytest.param(lambda _: saying(b""), "cannot be read", id="empty"),
        pytest.param(lambda _: saying(b"0" * 1_000_000), "too large", id="flood"),
        pytest.param(lambda _: status(500), "HTTP 500", id="500"),
    ],
)
def test_a_wrong_answer_is_not_believed(
    server: Authorities, responders: OcspResponders, wrong: Callable[[Authorities], Fault], why: str
) -> None:
    server.faults[PATH] = wrong(server)
    with pytest.raises(Unreachable, match=why):
        _ask(server, responders)
    server.faults.clear()
    assert _ask(server, responders).status is Status.GOOD


@pytest.mark.parametrize(
    "fine",
    [
        pytest.param(_aged(SKEW, DAY), id="clocks-differ"),
        pytest.param(_aged(-DAY - SKEW, DAY), id="just-ended"),
        pytest.param(_aged(dt.timedelta(), None), id="open-for-our-nonce"),
        pytest.param(_without_nonce(3 * DAY, 4 * DAY), id="made-beforehand"),
        pytest.param(_stranger(by="issuing"), id="another-delegate"),
    ],
)
def test_an_answer_within_the_rules_is_taken(
    server: Authorities, responders: OcspResponders, fine: Callable[[Authorities], Fault]
) -> None:
    server.faults[PATH] = fine(server)
    assert _ask(server, responders).status is Status.GOOD


def test_an_answer_signed_with_rsa_is_taken_and_with_a_weak_key_not(
    server: Authorities, responders: OcspResponders
) -> None:
    now = server.clock.now()
    for bits, taken in ((2048, True), (1024, False)):
        own = rsa.generate_private_key(65537, bits)
        encoded = certified(
            "RSA", own,
            issuer=server.province.certificate("issuing").subject, by=server.province.key("issuing"),
            start=now - DAY, end=now + DAY,
        )  # fmt: skip
        made = responder(server.province, now, certificate=encoded, key=private_der(own), lasts=None)
        server.faults[PATH] = _by(made)
        if taken:
            assert _ask(server, responders).status is Status.GOOD
        else:
            with pytest.raises(Unreachable, match="not signed by whom it names"):
                _ask(server, responders)


def test_who_does_not_know_a_certificate_is_no_answer_and_no_failure(
    server: Authorities, responders: OcspResponders
) -> None:
    server.faults[PATH] = _by(responder(server.province, server.clock.now(), status=UNKNOWN))
    for _ in range(FAILURES + 1):
        with pytest.raises(Unreachable, match="does not know"):
            _ask(server, responders)
    assert server.asked == [PATH] * (FAILURES + 1)


def test_the_next_responder_is_asked_and_a_dead_one_left_alone(
    server: Authorities, responders: OcspResponders
) -> None:
    server.faults[PATH] = status(404)
    for _ in range(FAILURES + 1):
        _ask(server, responders, "officer-two-responders")
        server.clock.at += dt.timedelta(minutes=11)  # nothing kept helps
    assert server.asked.count(PATH) == FAILURES
    assert server.asked.count("ocsp/second") == FAILURES + 1


def test_an_answer_serves_while_it_holds(server: Authorities, responders: OcspResponders) -> None:
    for minutes in (0, 5, 5):
        server.clock.at += dt.timedelta(minutes=minutes)
        _ask(server, responders)
    assert server.asked == [PATH]
    server.clock.at += SECOND
    _ask(server, responders)
    assert server.asked == [PATH, PATH]


def test_an_answer_that_does_not_say_until_when_is_not_kept(
    server: Authorities, responders: OcspResponders
) -> None:
    server.faults[PATH] = _by(responder(server.province, server.clock.now(), lasts=None))
    for _ in range(2):
        _ask(server, responders)
    assert server.asked == [PATH, PATH]


def test_a_certificate_that_names_no_responder_is_told(
    server: Authorities, responders: OcspResponders
) -> None:
    with pytest.raises(Unreachable, match="names no OCSP responder"):
        _ask(server, responders, "officer-listed")
    assert server.asked == []
