"""`sohoa archive check` and `sohoa audit verify`.

Must not change anything, but the rows of the search index where that is asked for.
"""

import dataclasses as dc

from archive.accounts.actor import AccountRight
from archive.audit.seal import seal
from archive.audit.seal import verify as verify_chain
from archive.errors import Exit
from desk.bootstrap import acting, open_house
from desk.checking import Finding, check_objects, summary
from desk.cli.output import Output
from desk.cli.session import channel, settings
from desk.indexing import check_index, index_row, mend

_RIGHTS = (AccountRight.AUDITOR, AccountRight.ADMIN)


def archive_check(sample: int, *, mend_index: bool, as_json: bool) -> int:
    """Hold every object against its hash and its row, and the search index against the papers."""
    out = Output(as_json=as_json)
    findings: list[Finding] = []
    checked = 0
    with open_house(settings()) as house:
        actor = acting(house, channel())
        with house.act(actor, "archive:check", "") as session:
            actor.require("archive check", *_RIGHTS)
            house.done(session, actor, "archive:check", "")
        for found in check_objects(house, sample=sample):
            if isinstance(found, int):
                checked = found
                continue
            findings.append(found)
            out.item(dc.asdict(found), f"{found.kind}: {found.sha256} {found.what}")
            out.ended(Exit.FAILED)
        drifts = check_index(house)
        for drift in drifts:
            out.item(index_row(drift), f"index-{drift.kind}: {drift.code}")
            out.ended(Exit.FAILED)
        if mend_index and drifts:
            mended = mend(house, actor, drifts)
            out.say(f"{mended} index rows written anew")
    last = summary(findings, checked, drifts)
    counts = last["counts"]
    out.item(last, f"{checked} objects checked; {counts}")
    return out.code


def audit_verify(*, as_json: bool) -> int:
    """Walk the audit chain."""
    out = Output(as_json=as_json)
    with open_house(settings()) as house:
        actor = acting(house, channel())
        with house.act(actor, "audit:verify", "") as session:
            actor.require("audit verify", *_RIGHTS)
            house.done(session, actor, "audit:verify", "")
        seal(house.database)
        with house.database.reading() as session:
            report = verify_chain(session)
    line = {
        "events": report.events,
        "sealed": report.sealed,
        "unsealed": report.unsealed,
        "erased": report.erased,
        "broken": list(report.broken),
        "ok": report.ok,
    }
    words = "whole" if report.ok else f"BROKEN at {list(report.broken)[:10]}"
    out.item(
        line, f"{report.events} events, {report.sealed} sealed, {report.unsealed} not yet: chain {words}"
    )
    out.ended(Exit.OK if report.ok else Exit.FAILED)
    return out.code
