"""Timestamp authorities over HTTP: Certomancer answers on loopback, and is made to answer wrongly."""

import datetime as dt
from collections.abc import Callable
from hashlib import sha256

import pytest
from asn1crypto import cms, core, tsp
from certomancer.registry import KeyLabel, ServiceLabel
from certomancer.services import TimeStamper

from fixtures.pki.province import Province
from signing.errors import TimestampUnavailable
from signing.sources.circuit import FAILURES, Circuits
from signing.sources.clocks import SKEW
from signing.sources.fetch import Fetcher, Limits
from signing.sources.timestamps import PATIENCE, FailoverTimestamp, HttpTimestamp
from tests.fakes.faults import HTML, saying, silent, status
from tests.fakes.signing import DeadTimestamp
from tests.servers.certomancer import Authorities, Fault, Honest
from tests.servers.process import free_port

IMPRINT = sha256(b"a paper").digest()
FIRST = "tsa/first"
Answer = Callable[[Province, tsp.TimeStampReq], tsp.TimeStampResp]


def _at(server: Authorities, url: str, limits: Limits = PATIENCE) -> HttpTimestamp:
    circuits = Circuits(sleep=lambda _seconds: None)
    return HttpTimestamp(url, fetcher=Fetcher(), circuits=circuits, clock=server.clock, limits=limits)


def _ask(server: Authorities, path: str = FIRST) -> cms.ContentInfo:
    return cms.ContentInfo.load(_at(server, server.url(path)).timestamp(IMPRINT, "sha256"))


@pytest.mark.parametrize("path", [FIRST, "tsa/second"])
def test_a_token_over_http_is_for_what_was_asked(server: Authorities, path: str) -> None:
    info = _ask(server, path)["content"]["encap_content_info"]["content"].parsed
    assert info["message_imprint"]["hashed_message"].native == IMPRINT
    assert info["gen_time"].native == server.clock.now()
    assert server.asked == [path]


def _stamper(province: Province, server_time: dt.datetime, service: str = "first") -> TimeStamper:
    return province.architecture.service_registry.summon_timestamper(ServiceLabel(service), server_time)


def _other_imprint(stamper: TimeStamper, request: tsp.TimeStampReq) -> tsp.TimeStampResp:
    request["message_imprint"]["hashed_message"] = sha256(b"another").digest()
    return stamper.request_tsa_response(request)


def _other_nonce(stamper: TimeStamper, request: tsp.TimeStampReq) -> tsp.TimeStampResp:
    request["nonce"] = core.Integer(12345)
    return stamper.request_tsa_response(request)


def _no_nonce(stamper: TimeStamper, request: tsp.TimeStampReq) -> tsp.TimeStampResp:
    del request["nonce"]
    return stamper.request_tsa_response(request)


def _other_signature(stamper: TimeStamper, request: tsp.TimeStampReq) -> tsp.TimeStampResp:
    response = stamper.request_tsa_response(request)
    signer = response["time_stamp_token"]["content"]["signer_infos"][0]
    request["nonce"] = core.Integer(1)
    other = stamper.request_tsa_response(request)["time_stamp_token"]["content"]["signer_infos"][0]
    # A good signature, but over other attributes.
    signer["signature"] = other["signature"].native
    return response


def _other_content(stamper: TimeStamper, request: tsp.TimeStampReq) -> tsp.TimeStampResp:
    response = stamper.request_tsa_response(request)
    content = response["time_stamp_token"]["content"]["encap_content_info"]
    info = content["content"].parsed
    info["serial_number"] = 7
    content["content"] = core.ParsableOctetString(info.dump(force=True))
    return response


def _unsigned(stamper: TimeStamper, request: tsp.TimeStampReq) -> tsp.TimeStampResp:
    response = stamper.request_tsa_response(request)
    response["time_stamp_token"]["content"]["signer_infos"] = cms.SignerInfos([])
    return response


def _without_certificate(stamper: TimeStamper, request: tsp.TimeStampReq) -> tsp.TimeStampResp:
    response = stamper.request_tsa_response(request)
    response["time_stamp_token"]["content"]["certificates"] = cms.CertificateSet([])
    return response


def _no_timestamp(stamper: TimeStamper, request: tsp.TimeStampReq) -> tsp.TimeStampResp:
    response = stamper.request_tsa_response(request)
    content = response["time_stamp_token"]["content"]["encap_content_info"]
    content["content_type"] = "data"
    return response


def _lying(
    how: Callable[[TimeStamper, tsp.TimeStampReq], tsp.TimeStampResp],
) -> Callable[[Authorities], Fault]:
    def made(server: Authorities) -> Fault:
        async def answer(asked: bytes, _honest: Honest) -> bytes:
            stamper = _stamper(server.province, server.clock.now())
            return bytes(how(stamper, tsp.TimeStampReq.load(asked)).dump(force=True))

        return answer

    return made


def _by_a_stranger_s_key(server: Authorities) -> Fault:
    async def answer(asked: bytes, _honest: Honest) -> bytes:
        stamper = _stamper(server.province, server.clock.now())
        stamper.tsa_key = server.province.architecture.key_set.get_private_key(KeyLabel("other-stamps"))
        return bytes(stamper.request_tsa_response(tsp.TimeStampReq.load(asked)).dump())

    return answer


def _under_another_certificate_of_the_same_key(server: Authorities) -> Fault:
    """The attributes name one certificate, the signer's name leads to another one."""

    async def answer(asked: bytes, _honest: Honest) -> bytes:
        named = _stamper(server.province, server.clock.now(), "many-trades")
        shown = _stamper(server.province, server.clock.now())
        response = named.request_tsa_response(tsp.TimeStampReq.load(asked))
        content = response["time_stamp_token"]["content"]
        content["certificates"] = cms.CertificateSet([cms.CertificateChoices("certificate", shown.tsa_cert)])
        content["signer_infos"][0]["sid"].chosen["serial_number"] = shown.tsa_cert.serial_number
        return bytes(response.dump(force=True))

    return answer


def _same(fault: Fault) -> Callable[[Authorities], Fault]:
    return lambda _server: fault


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        pytest.param(_lying(_other_imprint), "something else", id="imprint"),
        pytest.param(_lying(_other_nonce), "nonce", id="nonce"),
        pytest.param(_lying(_no_nonce), "nonce", id="no-nonce"),
        pytest.param(_lying(_other_signature), "signature is not valid", id="signature"),
        pytest.param(_lying(_other_content), "content was changed", id="content"),
        pytest.param(_lying(_unsigned), "not one signer", id="unsigned"),
        pytest.param(_lying(_without_certificate), "certificate is not in", id="no-certificate"),
        pytest.param(_lying(_no_timestamp), "no timestamp", id="no-timestamp"),
        pytest.param(_by_a_stranger_s_key, "signature is not valid", id="stranger"),
        pytest.param(_under_another_certificate_of_the_same_key, "another certificate", id="certificate"),
        # RFC 3161 section 2.4.2: a refusal carries a status (2: rejection) and no token.
        pytest.param(_same(saying(bytes.fromhex("30053003020102"))), "refused", id="refused"),
        pytest.param(_same(status(503)), "HTTP 503", id="503"),
        pytest.param(_same(HTML), "cannot be read", id="html"),
        pytest.param(_same(saying(b"")), "cannot be read", id="empty"),
        pytest.param(_same(saying(b"0" * 1_000_000)), "too large", id="flood"),
    ],
)
def test_a_wrong_answer_is_not_believed(
    server: Authorities, wrong: Callable[[Authorities], Fault], why: str
) -> None:
    server.faults[FIRST] = wrong(server)
    with pytest.raises(TimestampUnavailable, match=why):
        _ask(server)


@pytest.mark.parametrize(
    ("service", "why"),
    [
        ("many-trades", "not one for timestamps alone"),
        ("not-critical", "not one for timestamps alone"),
        ("expired", "not valid now"),
    ],
)
def test_a_certificate_that_may_not_stamp_now_stamps_nothing(
    server: Authorities, service: str, why: str
) -> None:
    with pytest.raises(TimestampUnavailable, match=why):
        _ask(server, f"tsa/{service}")


@pytest.mark.parametrize("way", [-1, 1])
def test_an_authority_whose_clock_is_off_is_refused(server: Authorities, way: int) -> None:
    stamps = _at(server, server.url(FIRST))
    now = server.clock.now()

    async def skewed(asked: bytes, _honest: Honest) -> bytes:
        stamper = _stamper(server.province, now + way * off)
        return bytes(stamper.request_tsa_response(tsp.TimeStampReq.load(asked)).dump())

    server.faults[FIRST] = skewed
    off = SKEW
    stamps.timestamp(IMPRINT, "sha256")
    off = SKEW + dt.timedelta(seconds=1)
    with pytest.raises(TimestampUnavailable, match="its clock says"):
        stamps.timestamp(IMPRINT, "sha256")


def test_a_hanging_authority_is_given_up(server: Authorities) -> None:
    server.faults[FIRST] = silent(20)
    stamps = _at(server, server.url(FIRST), Limits(seconds=0.2, size=1_000))
    with pytest.raises(TimestampUnavailable, match="no answer within"):
        stamps.timestamp(IMPRINT, "sha256")


def test_nobody_listening_is_a_dead_authority(server: Authorities) -> None:
    with pytest.raises(TimestampUnavailable):
        _at(server, f"http://127.0.0.1:{free_port()}/tsa").timestamp(IMPRINT, "sha256")


def test_only_addresses_of_the_web_are_asked(server: Authorities) -> None:
    with pytest.raises(TimestampUnavailable, match="neither http nor https"):
        _at(server, "file:///etc/passwd").timestamp(IMPRINT, "sha256")


def _both(server: Authorities) -> FailoverTimestamp:
    circuits, fetcher = Circuits(sleep=lambda _seconds: None), Fetcher()
    return FailoverTimestamp(
        *(
            HttpTimestamp(server.url(path), fetcher=fetcher, circuits=circuits, clock=server.clock)
            for path in (FIRST, "tsa/second")
        )
    )


def test_the_next_authority_stands_in_for_one_that_is_down_or_lies(server: Authorities) -> None:
    for fault in (status(404), HTML, saying(b"")):
        server.faults[FIRST] = fault
        server.asked.clear()
        assert _both(server).timestamp(IMPRINT, "sha256")
        assert server.asked == [FIRST, "tsa/second"]


def test_an_authority_that_is_well_is_the_only_one_asked(server: Authorities) -> None:
    assert _both(server).timestamp(IMPRINT, "sha256")
    assert server.asked == [FIRST]


def test_one_that_failed_often_is_passed_over_without_being_asked(server: Authorities) -> None:
    both = _both(server)
    server.faults[FIRST] = status(404)
    for _ in range(FAILURES):
        both.timestamp(IMPRINT, "sha256")
    server.asked.clear()
    assert both.timestamp(IMPRINT, "sha256")
    assert server.asked == ["tsa/second"]


def test_where_all_fail_it_says_why_for_each(server: Authorities) -> None:
    server.faults |= {FIRST: status(404), "tsa/second": HTML}
    with pytest.raises(TimestampUnavailable) as caught:
        _both(server).timestamp(IMPRINT, "sha256")
    assert "tsa/first: HTTP 404; " in caught.value.text_en
    assert "tsa/second: its answer cannot be read" in caught.value.text_en


def test_others_than_http_may_stand_in(server: Authorities) -> None:
    dead = DeadTimestamp()
    with pytest.raises(TimestampUnavailable, match="no answer; no answer"):
        FailoverTimestamp(dead, dead).timestamp(IMPRINT, "sha256")
    assert dead.asked == 2
