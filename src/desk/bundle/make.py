"""Makes the bundle of a paper: all that proves it, gathered so that nobody needs the archive for it.

Must not be handed out before it is recorded, nor hold what the actor may not see.
"""

import dataclasses as dc
import json
from collections.abc import Sequence

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy.orm import Session

from archive.accounts.actor import READERS, Actor
from archive.audit.extract import Extracted, as_lines, extract, head
from archive.audit.seal import seal
from archive.clock import vietnam_iso
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.ids import Sha256
from desk.bundle import manifest
from desk.bundle.description import CopyOf, Description, Revision, as_json
from desk.bundle.guide import guide
from desk.bundle.names import stem_of
from desk.comparing import MadeFrom, compared, made_from
from desk.exporting import Exported, What, files_of, made_here
from desk.house import House
from desk.picturing import drawn
from desk.pipeline.view import is_open, whole
from signing.pades.verify.carried import Evidence
from signing.reports.write import KINDS, rendered

ACTION = "paper:export"


@dc.dataclass(frozen=True, slots=True)
class _Facts:
    """What the rows say of the paper at one moment."""

    paper: str
    code: str
    view: dict[str, object]
    revisions: Sequence[dict[str, object]]
    signed: Exported
    originals: Sequence[Exported]
    made: MadeFrom | None
    original_sha256: str
    leaves: tuple[str, ...]
    events: Sequence[Extracted]
    chain: tuple[int, str]


def bundle_of(house: House, actor: Actor, key: str) -> tuple[str, str, list[Exported]]:
    """Return a paper's id, the stem of its file names and its bundle's files; recorded with their hashes.

    Raises:
        NotFound: no such paper that the actor may read, or it is not signed yet.
        ObjectMissing, ObjectDamaged: the store does not have the bytes that a row names.
    """
    seal(house.database)  # so that the extract reaches to now
    with house.act(actor, ACTION, key) as session:
        facts = _facts(session, house, actor, key)
    files = _files(house, actor, facts)
    with house.act(actor, ACTION, key) as session:
        papers.get(session, actor, key)  # the right may be gone meanwhile
        house.done(
            session, actor, ACTION, facts.paper,
            what=What.EVIDENCE.value, sha256=[file.sha256 for file in files],
        )  # fmt: skip
    return facts.paper, stem_of(facts.code), files


def _facts(session: Session, house: House, actor: Actor, key: str) -> _Facts:
    actor.require(ACTION, *READERS)
    paper = papers.get(session, actor, key)
    (signed,) = files_of(session, paper, What.SIGNED)
    view = whole(session, house, actor, paper)
    all_of_it = papers.sees_all(session, actor, paper)
    return _Facts(
        paper=str(paper.id),
        code=paper.code,
        view=view,
        revisions=view["revisions"],
        signed=signed,
        originals=files_of(session, paper, What.ORIGINAL),
        made=made_from(session, paper),
        original_sha256=paper.original_sha256,
        leaves=_leaves(paper),
        events=extract(
            session, str(paper.id), lambda event: all_of_it or is_open(actor, event.actor, event.action)
        ),
        chain=head(session),
    )


def _leaves(paper: Paper) -> tuple[str, ...]:
    return tuple(f"{leaf.intake_id}:{leaf.page}" for leaf in paper.leaves)


def _files(house: House, actor: Actor, facts: _Facts) -> list[Exported]:
    prefix = f"{stem_of(facts.code)}-evidence"
    with house.spool.fetched(house.store, Sha256(facts.signed.sha256)) as path:
        carried = house.signing.evidence(path)
        verdict = house.signing.judge_foreign(path)
        verdict = compared(house, verdict, path, facts.made) if facts.made else verdict
        picture = drawn(house.reader, path, verdict)
    at = house.clock.now()
    reports = [
        made_here(
            f"{prefix}-report{kind}",
            rendered(
                kind, [(facts.signed.name, verdict)], at=at, font=house.settings.font, pictures=[picture]
            ),
        )
        for kind in KINDS
    ]
    revisions = [Exported(f"{prefix}-revision-{row['n']}.pdf", str(row["sha256"])) for row in facts.revisions]
    certificates = _certificates(prefix, carried)
    crls = _numbered(f"{prefix}-crl", ".crl", carried.crls)
    ocsps = _numbered(f"{prefix}-ocsp", ".der", carried.ocsps)
    trust = [made_here(f"{prefix}-{name}", data) for name, data in house.signing.trust.files()]
    audit = made_here(f"{prefix}-audit.jsonl", as_lines(facts.events).encode())
    shown = json.dumps(facts.view, ensure_ascii=False, indent=1, default=str)
    others = [
        *reports,
        made_here(f"{prefix}-paper.json", shown.encode()),
        made_here(f"{prefix}-README.txt", guide(facts.code, stem_of(facts.code)).encode()),
    ]
    said = Description(
        paper=facts.paper,
        code=facts.code,
        made_at=vietnam_iso(at),
        made_by=actor.account,
        chain=facts.chain,
        copy=_copy_of(facts),
        revisions=tuple(_revision(row, file) for row, file in zip(facts.revisions, revisions, strict=True)),
        originals=_names(facts.originals),
        signed=facts.signed.name,
        certificates=_names(certificates),
        crls=_names(crls),
        ocsps=_names(ocsps),
        anchors=_ending(trust, ".pem"),
        lists=_ending(trust, ".crl"),
        audit=audit.name,
        others=_names(others),
    )
    files = [*facts.originals, facts.signed, *revisions, *certificates, *crls, *ocsps, *trust]
    files += [audit, *others]
    files.append(made_here(f"{prefix}-bundle.json", as_json(said).encode()))
    listed = manifest.written((file.name, file.sha256) for file in files)
    return [*files, made_here(f"{prefix}-{manifest.SUFFIX}", listed.encode())]


def _certificates(prefix: str, carried: Evidence) -> list[Exported]:
    """Return certificates as files that other tools open; those that nobody can read as they are."""
    files = []
    for n, der in enumerate(carried.certificates, start=1):
        try:
            pem = x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM)
        except ValueError:
            files.append(made_here(f"{prefix}-certificate-{n}.cer", der))
        else:
            files.append(made_here(f"{prefix}-certificate-{n}.pem", pem))
    return files


def _numbered(prefix: str, suffix: str, contents: Sequence[bytes]) -> list[Exported]:
    return [made_here(f"{prefix}-{n}{suffix}", data) for n, data in enumerate(contents, start=1)]


def _copy_of(facts: _Facts) -> CopyOf | None:
    if facts.made is None:
        return None
    names = {file.sha256: file.name for file in facts.originals}
    return CopyOf(
        sha256=Sha256(facts.made.sha256),
        size=facts.made.size,
        original_sha256=Sha256(facts.original_sha256),
        leaves=facts.leaves,
        pages=tuple((names[sha256], page) for sha256, page in facts.made.pages),
    )


def _revision(row: dict[str, object], file: Exported) -> Revision:
    return Revision(
        n=int(str(row["n"])),
        file=file.name,
        sha256=Sha256(str(row["sha256"])),
        parent=Sha256(str(row["parent"])),
        reason=str(row["reason"]),
    )


def _names(files: Sequence[Exported]) -> tuple[str, ...]:
    return tuple(file.name for file in files)


def _ending(files: Sequence[Exported], suffix: str) -> tuple[str, ...]:
    return tuple(file.name for file in files if file.name.endswith(suffix))
