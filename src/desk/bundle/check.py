"""The rules by which the parts of a bundle must hang together, whatever it says of itself.

Must not judge signatures, nor raise: what cannot be checked is told.
Each rule binds a part to the signed file, since that alone cannot be made again by whoever alters the rest.
"""

import dataclasses as dc
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from archive.audit.extract import Extracted, from_lines, is_whole
from archive.audit.record import Outcome
from archive.values.ids import Sha256
from archive.values.verdict import Remark, Verdict
from desk.bundle.description import CopyOf
from desk.bundle.opened import Bundle, NoBundle
from desk.comparing import MadeFrom, difference, hash_of_first
from desk.identity import document_id
from desk.remarks import Found, remark
from digitize.ports import Reader
from signing.pades.verify.carried import Evidence

_MOST_AUDIT = 32 << 20
_MOST_NAMED = 5
"""Files that one sentence names; a report has them all."""
_SIGNING_ACTS = ("paper:sign", "paper:seal")
_ERASED = "?"
"""In place of a hash: an event's detail may be erased by law; its link still holds."""

Finding = tuple[Verdict, Remark]


@dc.dataclass(frozen=True, slots=True)
class Parts:
    """What the rules work with.

    Attributes:
        bundle: opened.
        signed: the signed file, None where it is missing or altered.
        evidence: what a PDF carries, read in a child with limits.
        reader: whose child compares pages.
    """

    bundle: Bundle
    signed: Path | None
    evidence: Callable[[Path], Evidence]
    reader: Reader


def check(parts: Parts) -> list[Finding]:
    """Return what speaks against a bundle beyond its signatures; nothing where all hangs together."""
    found = [*_check_list(parts.bundle)]
    if parts.signed is None:
        return found
    for rule in (_check_revisions, _check_evidence, _check_audit, _check_originals):
        try:
            found.extend(rule(parts, parts.signed))
        except NoBundle as error:
            found.append(_incomplete(error.why_vi, error.why_en))
        except Exception as error:  # hostile values raise anything: nothing is proved
            found.append(
                _incomplete("phần không kiểm tra được", f"what cannot be checked ({type(error).__name__})")
            )
    return found


def _check_list(bundle: Bundle) -> Iterator[Finding]:
    """Every listed file is there and as it was, and nothing else is."""
    if bundle.altered:
        yield Verdict.FAILED, remark(Found.BUNDLE_ALTERED, files=_some(bundle.altered))
    named = set(bundle.said.files)
    strange = [*bundle.unlisted, *(name for name in bundle.listed if not _is_part(name, named))]
    if strange:
        yield Verdict.INDETERMINATE, remark(Found.BUNDLE_UNLISTED, files=_some(strange))
    missing = named - set(bundle.listed)
    if missing:
        yield _incomplete(_some(sorted(missing)), _some(sorted(missing)))


def _is_part(name: str, named: set[str]) -> bool:
    return name in named or name.endswith("-evidence-bundle.json")


def _check_revisions(parts: Parts, signed: Path) -> Iterator[Finding]:
    """Each revision begins with the one before, the first with the copy; the last is the signed file."""
    said = parts.bundle.said
    last = Sha256.of_file(signed)
    if not said.revisions:
        if said.copy is not None:
            yield _contradicts("có bản sao mà không có bản ký", "it has a copy without a revision")
        elif last not in {parts.bundle.listed.get(name) for name in said.originals}:
            yield _contradicts("tệp đã ký không phải bản gốc", "the signed file is not the original")
        return
    if said.copy is None:
        yield _contradicts("có bản ký mà không có bản sao", "it has revisions without a copy")
        return
    parent, size = said.copy.sha256, said.copy.size
    for revision in said.revisions:
        path = parts.bundle.path(revision.file)
        if revision.parent != parent or parts.bundle.listed[revision.file] != revision.sha256:
            yield _contradicts(f"bản ký {revision.n} không nối tiếp", f"revision {revision.n} is out of line")
            return
        if path.stat().st_size <= size or hash_of_first(path, size) != parent:
            why_vi = f"bản ký {revision.n} không bắt đầu bằng bản trước"
            yield _contradicts(why_vi, f"revision {revision.n} does not begin with the one before")
            return
        parent, size = revision.sha256, path.stat().st_size
    if parent != last:
        yield _contradicts("tệp đã ký không phải bản ký cuối", "the signed file is not the last revision")


def _check_evidence(parts: Parts, signed: Path) -> Iterator[Finding]:
    """All that the signed file carries to be proved by lies beside it too, for other tools."""
    carried = parts.evidence(signed)
    said = parts.bundle.said
    for names, wanted, what_vi, what_en in (
        (said.certificates, carried.certificates, "chứng thư", "a certificate"),
        (said.crls, carried.crls, "danh sách thu hồi (CRL)", "a revocation list (CRL)"),
        (said.ocsps, carried.ocsps, "trả lời OCSP", "an OCSP answer"),
    ):
        there = {parts.bundle.der(name) for name in names}
        if not set(wanted) <= there:
            yield _incomplete(f"{what_vi} mà tệp đã ký có", f"{what_en} that the signed file has")


def _check_audit(parts: Parts, signed: Path) -> Iterator[Finding]:
    """The extract holds, is of this paper, and names the very signatures."""
    del signed
    said = parts.bundle.said
    path = parts.bundle.path(said.audit)
    try:
        if path.stat().st_size > _MOST_AUDIT:
            raise ValueError("too large")
        events = from_lines(path.read_text("utf-8"))
    except ValueError:
        yield _contradicts("không đọc được trích nhật ký", "the audit extract cannot be read")
        return
    if not is_whole(events) or any(event.subject != said.paper for event in events):
        yield _contradicts("trích nhật ký đã bị sửa", "the audit extract was altered")
    if not events or events[-1].n > said.chain[0]:
        yield _incomplete("nhật ký", "the audit trail")
    elif events[-1].n == said.chain[0] and events[-1].link != said.chain[1]:
        yield _contradicts("trích nhật ký đã bị sửa", "the audit extract was altered")
    yield from _check_acts(events, parts.bundle)


def _check_acts(events: list[Extracted], bundle: Bundle) -> Iterator[Finding]:
    """The trail names each signing of the bundle and no other; where it came signed, that it was kept so."""
    revisions = bundle.said.revisions
    signings = _told(events, _SIGNING_ACTS)
    wanted: set[str] = {one.sha256 for one in revisions if one.reason in ("signed", "sealed")}
    if not revisions:
        wanted, kept = {str(bundle.listed.get(bundle.said.signed))}, _told(events, ("paper:keep",))
        named = wanted <= kept and not signings
    else:
        named = wanted <= signings <= {one.sha256 for one in revisions}
    if not named and _ERASED in signings:
        yield _incomplete("chi tiết lần ký trong nhật ký", "what the audit trail says of the signing")
    elif not named:
        yield _contradicts("nhật ký không nói về lần ký này", "the audit extract tells of other signings")


def _told(events: list[Extracted], actions: tuple[str, ...]) -> set[str]:
    """Return which bytes acts of that kind were about."""
    acts = [one for one in events if one.action in actions and one.outcome == Outcome.DONE.value]
    return {str(one.facts.get("sha256", _ERASED)) for one in acts}


def _check_originals(parts: Parts, signed: Path) -> Iterator[Finding]:
    """The signed copy names its original, and shows it page by page."""
    said = parts.bundle.said
    made = said.copy
    if made is None:
        return
    pages = tuple((str(parts.bundle.sha256(name)), page) for name, page in made.pages)
    files = {str(parts.bundle.sha256(name)): parts.bundle.path(name) for name in said.originals}
    if not pages or any(sha256 not in files for sha256, _ in pages) or {p for p, _ in pages} != set(files):
        yield _contradicts("các trang không thuộc bản gốc", "its pages are not those of the originals")
        return
    with tempfile.TemporaryDirectory(prefix="sohoa-bundle-") as folder:
        scratch = Path(folder) / "copy.pdf"
        differs = difference(parts.reader, signed, MadeFrom(made.sha256, made.size, pages), files, scratch)
        if differs is not None:
            yield Verdict.INDETERMINATE, differs
        if not _named_by(parts.evidence(scratch), said.paper, made, set(files)):
            yield _contradicts("bản ký không phải của bản gốc này", "the signed copy names another original")


def _named_by(copy: Evidence, paper: str, made: CopyOf, originals: set[str]) -> bool:
    """Return whether the copy's own identifier is that of this paper, original and pages."""
    wanted = document_id(paper, made.original_sha256, made.leaves)
    whole = copy.revisions == 1 and len(made.leaves) == len(made.pages)
    return whole and copy.document_id == wanted and made.original_sha256 in originals


def _contradicts(why_vi: str, why_en: str) -> Finding:
    return Verdict.FAILED, remark(Found.BUNDLE_CONTRADICTS, why_vi=why_vi, why_en=why_en)


def _incomplete(why_vi: str, why_en: str) -> Finding:
    return Verdict.INDETERMINATE, remark(Found.BUNDLE_INCOMPLETE, why_vi=why_vi, why_en=why_en)


def _some(names: list[str] | tuple[str, ...]) -> str:
    more = f", … ({len(names)})" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more
