"""A bundle proves its paper on any machine that has the anchor; altered in any part, it never passes."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archive.audit.chain import link
from archive.errors import NotFound
from archive.values.ids import Sha256
from archive.values.verdict import Verdict
from desk.bundle.make import bundle_of
from fixtures.pki.office import open_office
from signing.pades.verify.carried import evidence_of
from tests.desk.bundle.box import Box, Elsewhere, events, with_events
from tests.desk.bundle.conftest import Made

PASSED = ("PASSED", "")
ALTERED = ("FAILED", "BUNDLE_ALTERED")
CONTRADICTS = ("FAILED", "BUNDLE_CONTRADICTS")
UNLISTED = ("INDETERMINATE", "BUNDLE_UNLISTED")
INCOMPLETE = ("INDETERMINATE", "BUNDLE_INCOMPLETE")


@pytest.mark.parametrize("name", ["sealed", "other", "came"])
def test_a_bundle_passes_as_folder_and_as_zip_without_the_archive(
    made: Made, tmp_path: Path, name: str
) -> None:
    box: Box = getattr(made, name)
    for what in (box, box.packed(tmp_path / "flat.zip"), box.packed(tmp_path / "in.zip", prefix="2026/")):
        verdict = made.elsewhere.judge(what)
        assert (verdict.verdict.value, verdict.reason, verdict.remarks) == (*PASSED, ())
        assert verdict.signatures
    assert not made.elsewhere.room.evidence(b"").certificates


def test_a_bundle_brings_no_trust_of_its_own(made: Made, tmp_path: Path) -> None:
    stranger = open_office(tmp_path / "stranger").anchors
    # The stranger's authority has the same name and another key.
    for anchors, reason in (
        ((), "NO_CERTIFICATE_CHAIN_FOUND"),
        (stranger, "CERTIFICATE_CHAIN_GENERAL_FAILURE"),
    ):
        verdict = made.elsewhere.judge(made.sealed, anchors)
        assert (verdict.verdict.value, verdict.reason) == ("INDETERMINATE", reason)
        (remark,) = verdict.remarks
        assert remark.code == "BUNDLE_NOT_TRUSTED"
        der = subprocess.run(
            ["openssl", "x509", "-in", made.sealed.one("anchor-1.pem"), "-outform", "DER"],
            capture_output=True, check=True,
        ).stdout  # fmt: skip
        assert str(Sha256.of(der)) in remark.en


def test_it_holds_all_that_the_signed_file_is_proved_by(made: Made) -> None:
    box = made.sealed
    carried = evidence_of(box.signed.read_bytes())
    files = [path.read_bytes() for path in box.folder.iterdir()]
    assert len(carried.crls) >= 2
    assert set(carried.crls) <= set(files)
    assert len(list(box.folder.glob("*-certificate-*.pem"))) == len(carried.certificates) >= 4
    revisions = sorted(box.folder.glob("*-revision-*.pdf"))
    assert len(revisions) == 2
    assert revisions[1].read_bytes().startswith(revisions[0].read_bytes())
    assert box.signed.read_bytes() == revisions[1].read_bytes()
    actions = [event["action"] for event in events(box)]
    assert {"paper:receive", "paper:compare", "paper:sign", "paper:seal"} <= set(actions)
    for kind in ("pdf", "html", "json"):
        assert box.one(f"-report.{kind}").stat().st_size > 500
    guide = box.one("README.txt").read_text("utf-8")
    assert len(guide.splitlines()) <= 60
    for tool in ("sha256sum -c", "pdfsig", "Adobe", "EU DSS", "openssl crl", "sohoa verify", "CÁCH KIỂM TRA"):
        assert tool in guide


def test_other_tools_check_it_as_its_page_says(made: Made) -> None:
    box = made.sealed
    run = {"cwd": box.folder, "capture_output": True, "text": True, "check": True, "timeout": 60}
    listed = subprocess.run(["sha256sum", "-c", "--strict", box.one("SHA256SUMS").name], **run)  # type: ignore[call-overload]
    assert listed.stdout.count(": OK") == len(list(box.folder.iterdir())) - 1
    issuers = box.folder.parent / "issuers.pem"
    issuers.write_bytes(b"".join(path.read_bytes() for path in sorted(box.folder.glob("*.pem"))))
    for path in box.folder.glob("*.crl"):
        told = subprocess.run(
            ["openssl", "crl", "-inform", "DER", "-in", path.name, "-CAfile", str(issuers), "-noout"], **run
        )  # type: ignore[call-overload]
        assert "verify OK" in told.stdout + told.stderr
    if shutil.which("pdfsig"):
        shown = subprocess.run(["pdfsig", "-nocert", box.signed.name], **run)  # type: ignore[call-overload]
        assert shown.stdout.count("Signature is Valid.") >= 2


def test_the_links_of_its_audit_trail_are_as_its_page_says(made: Made) -> None:
    fields = ("id", "at", "actor", "channel", "action", "subject", "outcome", "detail_hash")
    for event in events(made.sealed):
        assert event["link"] == link(event["previous"], event["n"], tuple(event[name] for name in fields))


def test_making_one_is_an_act_and_needs_the_right_and_a_signature(made: Made) -> None:
    workshop, paper = made.workshop, made.sealed.said["paper"]
    before = workshop.refusals("paper:export")
    for account in ("officer-elsewhere", "administrator"):
        with pytest.raises(Exception, match=r"not-found|forbidden"):
            bundle_of(workshop.house, workshop.actor(account), paper)
    with pytest.raises(NotFound):
        bundle_of(workshop.house, workshop.actor("officer"), str(workshop.handed().id))
    assert workshop.refusals("paper:export") == before + 3
    acts = [(event["actor"], event["action"], event["outcome"]) for event in _history(made, paper)]
    assert ("officer", "paper:export", "done") in acts


def _history(made: Made, paper: str) -> list[dict[str, Any]]:
    _, _, files = bundle_of(made.workshop.house, made.workshop.actor("officer"), paper)
    (audit,) = [file for file in files if file.name.endswith("-audit.jsonl")]
    return [json.loads(line) for line in (audit.data or b"").decode().splitlines()]


def test_a_handler_s_bundle_shows_no_looks_of_others_and_passes(made: Made, tmp_path: Path) -> None:
    workshop = made.workshop
    _, _, files = bundle_of(workshop.house, workshop.actor("handler"), made.other.said["paper"])
    assert any(file.name.endswith("-audit.jsonl") for file in files)
    box = Box.of(
        tmp_path / "theirs", files,
        lambda file: file.data if file.data is not None else workshop.bytes_of(file.sha256),
    )  # fmt: skip
    assert made.elsewhere.word(box) == PASSED


def _other_picture(box: Box) -> bytes:
    data = box.original.read_bytes()
    return data[:-2] + b"\0" + data[-2:]


def test_a_changed_original_does_not_pass(box: Box, elsewhere: Elsewhere) -> None:
    box.original.write_bytes(_other_picture(box))
    assert elsewhere.word(box) == ALTERED
    box.relist()
    assert elsewhere.word(box) == CONTRADICTS
    said = box.said
    said["copy"]["original_sha256"] = str(Sha256.of_file(box.original))
    box.say(copy=said["copy"])
    box.relist()
    assert elsewhere.word(box) == CONTRADICTS


def test_the_signed_file_of_another_paper_does_not_pass(made: Made, box: Box, elsewhere: Elsewhere) -> None:
    other = made.other
    box.signed.write_bytes(other.signed.read_bytes())
    assert elsewhere.word(box) == ALTERED
    box.relist()
    assert elsewhere.word(box) == CONTRADICTS
    for path in box.folder.glob("*-revision-*"):
        path.unlink()
    revision = box.folder / other.said["revisions"][0]["file"]
    revision.write_bytes(other.signed.read_bytes())
    copy = {**other.said["copy"], "pages": box.said["copy"]["pages"]}
    box.say(revisions=other.said["revisions"], copy=copy)
    box.relist()
    assert elsewhere.word(box) == CONTRADICTS


def test_neither_does_another_paper_s_proof_under_this_one_s_trail(
    made: Made, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    box = made.other.copied(tmp_path / "theirs")
    with_events(box, list(events(made.sealed)))
    box.relist()
    assert elsewhere.word(box) == CONTRADICTS
    box.say(paper=made.sealed.said["paper"], chain=made.sealed.said["chain"])
    box.relist()
    assert elsewhere.word(box) == CONTRADICTS


@pytest.mark.parametrize("kind", ["crl-1.crl", "certificate-2.pem", "audit.jsonl", "revision-1.pdf", ".pdf"])
def test_a_missing_part_does_not_pass(box: Box, elsewhere: Elsewhere, kind: str) -> None:
    path = box.signed if kind == ".pdf" else box.one(f"-evidence-{kind}")
    path.unlink()
    assert elsewhere.word(box) == ALTERED
    box.relist()
    assert elsewhere.judge(box).verdict is not Verdict.PASSED


@pytest.mark.parametrize("kind", ["crls", "certificates"])
def test_evidence_left_out_everywhere_is_missed_by_the_signed_file(
    box: Box, elsewhere: Elsewhere, kind: str
) -> None:
    gone, *left = box.said[kind]
    (box.folder / gone).unlink()
    box.say(**{kind: left})
    box.relist()
    assert elsewhere.word(box) == INCOMPLETE


def test_a_file_more_does_not_pass(box: Box, elsewhere: Elsewhere) -> None:
    (box.folder / "verdict-of-the-court.pdf").write_bytes(b"%PDF-1.7")
    assert elsewhere.word(box) == UNLISTED
    box.relist()
    assert elsewhere.word(box) == UNLISTED


@pytest.mark.parametrize("odd", ["folder", "link", "broken link"])
def test_neither_does_what_is_no_plain_file(box: Box, elsewhere: Elsewhere, odd: str) -> None:
    if odd == "folder":
        (box.folder / "more").mkdir()
    else:
        (box.folder / "more").symlink_to(box.original if odd == "link" else "nowhere")
    assert elsewhere.word(box) == UNLISTED


def test_a_link_in_the_place_of_a_file_does_not_pass(box: Box, elsewhere: Elsewhere) -> None:
    away = box.original.rename(box.folder.parent / "away")
    box.original.symlink_to(away)
    assert elsewhere.judge(box).verdict is Verdict.FAILED


def _dropped(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["action"] != "paper:seal"]


def _reworded(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "actor": "nobody"} if row["action"] == "paper:sign" else row for row in rows]


def _silent(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    kept = ("salt", "detail")
    return [{key: value for key, value in row.items() if key not in kept} for row in rows]


def _relinked(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Point the act of signing at other bytes, and compute every hash anew."""
    fields = ("id", "at", "actor", "channel", "action", "subject", "outcome", "detail_hash")
    made, last = [], {}
    for row in rows:
        new = dict(row)
        if row["action"] == "paper:sign":
            new["detail"] = json.dumps({"sha256": "0" * 64})
            new["detail_hash"] = str(Sha256.of(bytes.fromhex(row["salt"]) + new["detail"].encode()))
        if last and last["n"] == row["n"] - 1:
            new["previous"] = last["link"]
        new["link"] = link(new["previous"], new["n"], tuple(new[name] for name in fields))
        made.append(last := new)
    return made


@pytest.mark.parametrize(
    ("edit", "word"),
    [
        (_dropped, CONTRADICTS),
        (_reworded, CONTRADICTS),
        (_relinked, CONTRADICTS),
        (_silent, INCOMPLETE),
        (lambda _: [], CONTRADICTS),
        (lambda rows: [*rows[1:], rows[0]], CONTRADICTS),
    ],
    ids=["dropped", "reworded", "relinked", "silent", "empty", "moved"],
)
def test_an_edited_audit_extract_does_not_pass(
    box: Box, elsewhere: Elsewhere, edit: Callable[[list[dict[str, Any]]], list[dict[str, Any]]],
    word: tuple[str, str],
) -> None:  # fmt: skip
    with_events(box, edit(list(events(box))))
    assert elsewhere.word(box) == ALTERED
    box.relist()
    assert elsewhere.word(box) == word


def test_a_chain_that_ends_before_the_extract_does_not_pass(box: Box, elsewhere: Elsewhere) -> None:
    last = list(events(box))[-1]["n"]
    for chain in ([1, "0" * 64], [last, "0" * 64]):
        box.say(chain=chain)
        box.relist()
        assert elsewhere.judge(box).verdict is not Verdict.PASSED


def test_a_bundle_that_says_it_came_signed_does_not_lose_its_original(box: Box, elsewhere: Elsewhere) -> None:
    box.original.unlink()
    for path in box.folder.glob("*-revision-*"):
        path.unlink()
    box.say(copy=None, revisions=[], originals=[box.said["signed"]])
    box.relist()
    assert elsewhere.word(box) == CONTRADICTS


def test_an_altered_signed_file_is_failed_by_its_signature_too(box: Box, elsewhere: Elsewhere) -> None:
    data = bytearray(box.signed.read_bytes())
    data[len(data) // 3] ^= 1
    for path in (box.signed, box.one("-revision-2.pdf")):
        path.write_bytes(data)
    revisions = box.said["revisions"]
    revisions[1]["sha256"] = str(Sha256.of(bytes(data)))
    box.say(revisions=revisions)
    box.relist()
    assert elsewhere.judge(box).verdict is Verdict.FAILED


def test_a_stripped_revision_does_not_pass(box: Box, elsewhere: Elsewhere) -> None:
    """The officer's revision alone, without the seal that came after it."""
    revisions = box.said["revisions"]
    box.signed.write_bytes(box.one("-revision-1.pdf").read_bytes())
    box.one("-revision-2.pdf").unlink()
    box.say(revisions=revisions[:1])
    box.relist()
    assert elsewhere.judge(box).verdict is not Verdict.PASSED
