"""The national store: what it stands by is told as such, all else as unverifiable, nonsense not at all."""

import base64
import dataclasses as dc
import json
import time
from typing import Any

import pytest

from fixtures.national_store import (
    Fault,
    NationalStore,
    Sent,
    trickle,
    with_body,
    with_members,
    with_result,
    with_status,
)
from reuse.sources.faults import Late, Refused, Silent, Wrong
from reuse.sources.national import LONGEST_ANSWER, Account
from reuse.sources.national import NationalStore as Client
from reuse.sources.values import Proof, Wanted
from tests.factories import CLOCK
from tests.reuse.sources.asked import CODE, OWNER, SLUG, WANTED
from tests.servers.dripping import DRIPS, dripping

SECONDS = 0.5


def test_it_is_asked_by_the_contract_and_for_nothing_that_nobody_needs(
    client: Client, store: NationalStore
) -> None:
    client.ask(WANTED, SECONDS)
    assert store.asked == [
        {
            "SoDinhDanhChuSoHuu": OWNER,
            "HoTenNguoiYeuCau": "",
            "KenhThucHien": "1",
            "SoDinhDanhNguoiYeuCau": OWNER,
            "MaThuTuc": "1.001193",
            "DanhSachDanhMucKetQua": [{"MaKetQua": CODE, "SoKyHieu": ""}],
        }
    ]


def test_what_it_signed_is_told_as_signed_and_its_file_comes(client: Client) -> None:
    reply = client.ask(WANTED, SECONDS)
    assert reply.doubt == ""
    (paper,) = reply.found
    assert (paper.type, paper.number, paper.proof, paper.fetchable) == (
        SLUG, "01/2024/THU", Proof.SIGNED, True,
    )  # fmt: skip
    assert client.fetch(paper, SECONDS) == b"%PDF-1.4 mot"


def test_the_characters_as_sent_are_judged_where_the_settings_say_so(
    account: Account, store: NationalStore
) -> None:
    client = Client(dc.replace(account, form="sent"), CLOCK)
    assert client.ask(WANTED, SECONDS).doubt == "chữ ký sai"

    def compact(running: NationalStore, answer: Sent) -> Sent:
        told = json.loads(answer.body)
        result = json.dumps(told["result"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        head = {"message": '"result": {"', "errorCode": "00", "signature": told["signature"]}
        body = f' {json.dumps(head)[:-1]} , "result" :\n {result}}}'
        return dc.replace(answer, body=body.encode())

    store.fault = compact
    assert client.ask(WANTED, SECONDS).doubt == ""


def _bent(signature: str) -> str:
    value = bytearray(base64.b64decode(signature))
    value[-1] ^= 1
    return base64.b64encode(value).decode()


def _forged(store: NationalStore, answer: Sent) -> Sent:
    told = json.loads(answer.body)
    return dc.replace(answer, body=json.dumps({**told, "signature": _bent(told["signature"])}).encode())


def _changed(store: NationalStore, answer: Sent) -> Sent:
    return dc.replace(answer, body=answer.body.replace(b"01/2024", b"02/2024"))


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (_forged, "chữ ký sai"),
        (_changed, "chữ ký sai"),
        (with_members(signature=None), "trả lời không có chữ ký"),
        (with_members(signature=""), "trả lời không có chữ ký"),
        (with_members(signature="không phải base64"), "chữ ký không đọc được"),
    ],
)
def test_what_the_store_does_not_stand_by_is_told_as_unverifiable_and_cannot_be_fetched(
    client: Client, store: NationalStore, fault: Fault, why: str
) -> None:
    store.fault = fault
    reply = client.ask(WANTED, SECONDS)
    assert reply.doubt == why
    assert [(paper.proof, paper.fetchable) for paper in reply.found] == [(Proof.UNVERIFIED, False)]


def test_without_a_certificate_nothing_is_verified(account: Account) -> None:
    reply = Client(dc.replace(account, certificate=None), CLOCK).ask(WANTED, SECONDS)
    assert reply.doubt
    assert not any(paper.fetchable for paper in reply.found)


def _without(name: str) -> Any:
    def change(result: Any) -> Any:
        return {
            "DanhSachGiayToKetQua": [
                {k: v for k, v in result["DanhSachGiayToKetQua"][0].items() if k != name}
            ]
        }

    return with_result(change)


TWICE = b'{"errorCode":"0","errorCode":"0","message":"","signature":"","result":{"DanhSachGiayToKetQua":[]}}'


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (lambda store, answer: dc.replace(answer, body=answer.body[: len(answer.body) // 2]), Wrong),
        (with_body(b""), Wrong),
        (with_body(b"null"), Wrong),
        (with_body(b"[]"), Wrong),
        (with_body(b"\xff\xfe"), Wrong),
        (with_body(b"[" * 100_000), Wrong),
        (with_body(b'{"errorCode":"0","signature":""}'), Wrong),
        (with_body(TWICE), Wrong),
        (with_body(b"x" * (LONGEST_ANSWER + 1)), Wrong),
        (with_result(lambda result: {}), Wrong),
        (with_result(lambda result: {"DanhSachGiayToKetQua": None}), Wrong),
        (with_result(lambda result: {"DanhSachGiayToKetQua": ["?"]}), Wrong),
        (_without("MaKetQua"), Wrong),
        (_without("CoQuanChuQuan"), Wrong),
        (_without("DanhSachTepDinhKem"), Wrong),
        (lambda store, answer: dc.replace(answer, kind="text/html"), Wrong),
        (with_status(301, Location="http://127.0.0.1:1/"), Wrong),
        (with_status(307, Location="http://127.0.0.1:1/"), Wrong),
        (with_status(404), Wrong),
        (with_status(500), Silent),
        (with_status(503), Silent),
        (with_members(errorCode="-1", message="bận"), Refused),
        (lambda store, answer: dc.replace(answer, headers={"Content-Length": "9999999"}), Silent),
        (trickle, Late),
    ],
)
def test_half_answers_and_nonsense_tell_nothing(
    client: Client, store: NationalStore, fault: Fault, kind: type[Silent]
) -> None:
    store.fault = fault
    with pytest.raises(Silent) as caught:
        client.ask(WANTED, SECONDS)
    assert isinstance(caught.value, kind), caught.value


@pytest.mark.parametrize("how", list(DRIPS))
def test_a_store_that_drips_is_left_at_the_limit(account: Account, how: str) -> None:
    with dripping(how) as url:
        began = time.monotonic()
        with pytest.raises(Late):
            Client(dc.replace(account, url=url), CLOCK).ask(WANTED, 0.4)
        assert time.monotonic() - began < 1.0


def test_a_dead_store_is_silent(account: Account) -> None:
    with pytest.raises(Silent):
        Client(dc.replace(account, url="http://127.0.0.1:1/"), CLOCK).ask(WANTED, SECONDS)


def test_a_type_that_nobody_asked_for_is_left_out(client: Client, store: NationalStore) -> None:
    store.fault = with_result(
        lambda result: {
            "DanhSachGiayToKetQua": [
                {**row, "MaKetQua": "KQ.H99.000999"} for row in result["DanhSachGiayToKetQua"]
            ]
        }
    )
    assert client.ask(WANTED, SECONDS).found == ()


def test_a_paper_that_is_listed_twice_is_told_once(client: Client, store: NationalStore) -> None:
    store.papers[OWNER] *= 3
    assert len(client.ask(WANTED, SECONDS).found) == 1


def test_a_flood_of_papers_is_refused(client: Client, store: NationalStore) -> None:
    for number in range(60):
        store.put(OWNER, CODE, f"/kho/{number + 2}")
    with pytest.raises(Wrong):
        client.ask(WANTED, SECONDS)


def test_a_paper_without_a_file_is_told_and_cannot_be_fetched(client: Client, store: NationalStore) -> None:
    store.papers[OWNER][0]["DanhSachTepDinhKem"] = []
    (paper,) = client.ask(WANTED, SECONDS).found
    assert not paper.fetchable


def test_letters_that_turn_or_hide_others_are_taken_out(client: Client, store: NationalStore) -> None:
    store.papers[OWNER][0]["TenGiayTo"] = "Giấy\u202e khai\x1b[31m\nsinh" + "h" * 1000
    (paper,) = client.ask(WANTED, SECONDS).found
    assert paper.title.startswith("Giấy khai [31m sinh")
    assert len(paper.title) == 300


@pytest.mark.parametrize("place", ["/kho/1\r\nX: y", "\u202e", "x" * 3000])
def test_an_address_that_hides_something_spoils_the_answer(
    client: Client, store: NationalStore, place: str
) -> None:
    store.papers[OWNER][0]["DanhSachTepDinhKem"][0]["DuongDan"] = place
    with pytest.raises(Wrong):
        client.ask(WANTED, SECONDS)


@pytest.mark.parametrize("result", [None, "", "%%%", {"a": 1}, base64.b64encode(b"x" * 10_001).decode()])
def test_a_file_that_is_none_or_too_large_does_not_come(
    client: Client, store: NationalStore, result: object
) -> None:
    (paper,) = client.ask(WANTED, SECONDS).found
    store.fault = with_members(result=result)
    with pytest.raises(Wrong):
        client.fetch(paper, SECONDS)


def test_no_secret_shows(account: Account) -> None:
    assert account.secret not in repr(account)


def test_nobody_else_is_told_of(client: Client) -> None:
    assert client.ask(Wanted("001190000002", OWNER, "1.001193", {CODE: SLUG}), SECONDS).found == ()
