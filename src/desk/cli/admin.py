"""`sohoa catalogue …` and `sohoa user add`.

Must not print a password that an administrator chose.
"""

import dataclasses as dc
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from sqlalchemy.orm import Session

from archive.accounts import repository as accounts
from archive.accounts.actor import AccountRight
from archive.catalogue import repository as catalogue
from archive.catalogue.check import check_path
from archive.catalogue.findings import Finding
from archive.catalogue.load import LoadReport, compare, load
from archive.catalogue.values import Agency
from archive.errors import BadValue, CatalogueError, Exit, NotFound
from desk.bootstrap import acting, open_house
from desk.choice import one_of
from desk.cli.output import Output
from desk.cli.session import channel, settings
from desk.errors import NoAgency, NoSuchFile
from desk.house import House
from signing.authority.make import make_key
from signing.elsewhere import certificate_thumbprint


def catalogue_check(path: Path, *, as_json: bool) -> int:
    """Check catalogue files; needs no archive."""
    out = Output(as_json=as_json)
    _exists(path)
    findings = check_path(path)
    _name(out, findings)
    if findings:
        out.ended(Exit.BAD_INPUT)
    out.say(f"{len(findings)} findings")
    return out.code


def _name(out: Output, findings: Sequence[Finding]) -> None:
    for found in findings:
        line = {"file": found.file, "line": found.line, "column": found.column}
        text = f"{found.file}:{found.line}: {found.column}: {found.vi} / {found.en}"
        out.item({**line, "vi": found.vi, "en": found.en}, text)


@contextmanager
def _naming_all(out: Output) -> Iterator[None]:
    """Name every finding before the error, which tells the first."""
    try:
        yield
    except CatalogueError as error:
        _name(out, cast("Sequence[Finding]", error.facts["findings"]))
        raise


def catalogue_compare(path: Path, *, as_json: bool) -> int:
    """Say what loading catalogue files would change, cell by cell; write nothing."""
    out = Output(as_json=as_json)
    _exists(path)
    with _naming_all(out), open_house(settings()) as house, house.database.reading() as session:
        acting(house, channel()).require("catalogue load", AccountRight.ADMIN)
        report, differences = compare(session, path, clock=house.clock)
    for told in differences:
        line = dc.asdict(told) | {"valid_from": told.valid_from.isoformat()}
        change = (
            f"{told.column}: {told.before or '∅'} → {told.after or '∅'}" if told.column else f"+ {told.after}"
        )
        out.item(line, f"{told.sheet} {told.key} ({told.valid_from}): {change}")
    for key in report.left:
        out.say(f"{key}: không có trong tệp, giữ nguyên / not in the files, left as it is")
    out.say(_summary(report))
    return out.code


def _summary(report: LoadReport) -> str:
    return ", ".join(f"{name} {value}" for name, value in _counts(report).items())


def _counts(report: LoadReport) -> dict[str, int]:
    return {
        "added": report.added,
        "changed": report.changed,
        "ended": report.ended,
        "unchanged": report.unchanged,
    }


def catalogue_load(path: Path, *, as_json: bool) -> int:
    """Load catalogue files in one transaction: all rows or none."""
    out = Output(as_json=as_json)
    _exists(path)
    with _naming_all(out), open_house(settings()) as house:
        actor = acting(house, channel())
        with house.act(actor, "catalogue:load", path.name) as session:
            actor.require("catalogue load", AccountRight.ADMIN)
            report = load(session, path, by=actor.account, clock=house.clock)
            house.done(session, actor, "catalogue:load", path.name, **_counts(report))
    out.item(_counts(report), _summary(report))
    return out.code


def _exists(path: Path) -> None:
    if not path.exists():
        raise NoSuchFile(file=str(path), why="no such file")


def user_add(
    name: str,
    roles: Sequence[str],
    full_name: str,
    agency: str,
    password_file: Path | None,
    profile_rights: Sequence[str] = (),
    *,
    as_json: bool,
) -> int:
    """Add an account; on the embedded authorities an officer gets a test key."""
    out = Output(as_json=as_json)
    rights = frozenset(one_of(AccountRight, role, "role") for role in roles)
    given = password_file.read_text(encoding="utf-8").strip() if password_file else ""
    password = given or secrets.token_urlsafe(12)
    with open_house(settings()) as house:
        actor = acting(house, channel())
        with house.act(actor, "account:add", name) as session:
            actor.require("user add", AccountRight.ADMIN)
            code = agency or actor.agency
            known = catalogue.agency(session, code)
            if known is None:
                raise NoAgency(agency=code)
            accounts.add(
                session,
                name=name,
                full_name=full_name or name,
                agency=code,
                roles=rights,
                password=password,
                settings=house.settings,
                clock=house.clock,
                profile_rights=_known_rights(session, profile_rights),
            )
            held = sorted(profile_rights)
            house.done(session, actor, "account:add", name, roles=sorted(rights), agency=code, rights=held)
        has_key = AccountRight.OFFICER in rights and _give_key(house, name, full_name or name, known)
    line = {"account": name, "roles": sorted(rights), "agency": code, "key": has_key}
    shown = {} if given else {"password": password}
    out.item(
        {**line, **shown},
        f"{name}: {', '.join(sorted(rights))}" + ("" if given else f"  password {password}"),
    )
    return out.code


def user_set(
    name: str,
    personal_id: str | None,
    certificate: Path | None,
    profile_rights: Sequence[str] | None = None,
    *,
    as_json: bool,
) -> int:
    """Write down whose certificate an account signs with, and which profiles it may use; the rest stays."""
    out = Output(as_json=as_json)
    thumbprint = _thumbprint(certificate) if certificate else None
    with open_house(settings()) as house:
        actor = acting(house, channel())
        with house.act(actor, "account:set", name) as session:
            actor.require("user set", AccountRight.ADMIN)
            row = accounts.by_name(session, name)
            if row is None:
                raise NotFound(what="tài khoản/account", key=name)
            accounts.register(row, personal_id=personal_id, certificate_sha256=thumbprint)
            if profile_rights is not None:
                accounts.let_use(row, _known_rights(session, profile_rights))
            known, held = row.certificate_sha256, sorted(one.right for one in row.profile_rights)
            line = {
                "account": name,
                "has_number": bool(row.personal_id),
                "certificate": known,
                "rights": held,
            }
            house.done(session, actor, "account:set", name, certificate=known, rights=held)
    out.item(line, f"{name}: {known or '-'}")
    return out.code


def _known_rights(session: Session, rights: Sequence[str]) -> frozenset[str]:
    """Return the rights, all of which some profile asks for.

    Raises:
        BadValue: no profile asks for one of them.
    """
    known = catalogue.profile_rights(session)
    for right in rights:
        if right and right not in known:
            there = ", ".join(sorted(known))
            raise BadValue(
                value=right, name="--right", why_vi=f"chỉ có: {there}", why_en=f"there are: {there}"
            )
    return frozenset(right for right in rights if right)


def _thumbprint(file: Path) -> str:
    _exists(file)
    return certificate_thumbprint(file.read_bytes())


def _give_key(house: House, name: str, full_name: str, agency: Agency) -> bool:
    """Issue a test key where the embedded authority is; a province's officers bring their own."""
    home, clock = house.settings.home, house.clock
    return make_key(home, name, full_name, agency.code, clock, agency_name=agency.name)
