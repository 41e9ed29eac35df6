"""Reads a file that another tool signed: accepted only as the handed bytes plus one good signature.

Must not trust that an unsigned file was left alone: what the tool shows is compared with what was handed out.
"""

import dataclasses as dc
from collections.abc import Callable, Iterator

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.sign.diff_analysis import DiffResult

from archive.values.verdict import FileVerdict, SignatureVerdict, Verdict
from signing.errors import (
    ReturnedAltered,
    ReturnedBroken,
    ReturnedForm,
    ReturnedMore,
    ReturnedUnsigned,
)
from signing.pades.sign.certify import add_seal_field
from signing.pades.sign.opening import open_writer, written
from signing.pades.sign.values import SignRequest
from signing.pades.stamp.appearance import prepare_stamp
from signing.pades.verify.beneath import Paper, check_beneath
from signing.pades.verify.changes import update_policy
from signing.pades.verify.covering import check_covering
from signing.pades.verify.fields import check_new_fields
from signing.pades.verify.findings import Finding, Line, Reason, cannot_judge
from signing.pades.verify.metadata import check_metadata
from signing.pades.verify.objects import entry
from signing.pades.verify.opened import Opened, Signature, open_pdf
from signing.pades.verify.pages import check_pages
from signing.pades.verify.permissions import check_catalog
from signing.pades.verify.revisions import check_revisions, check_trailing

MOST_ADDED = 8_000_000
"""Bytes that a tool may append: a signature with chain, timestamp, picture and font takes under 1 MB."""
PADES = "/ETSI.CAdES.detached"


@dc.dataclass(frozen=True, slots=True)
class Returned:
    """The one signature that a tool added.

    Attributes:
        certificate: of its signer, DER.
        others: further certificates that it carries, DER.
    """

    certificate: bytes = dc.field(repr=False)
    others: tuple[bytes, ...] = dc.field(repr=False)


def handed_out(pdf: bytes, request: SignRequest) -> bytes:
    """Return a copy as a tool is given it: with a form, and the agency's field where a seal shall follow.

    After the officer's signature no field could be added any more. A form that is there already is what the
    tool's update can be compared with.
    """
    writer = open_writer(pdf)
    if request.seal:
        shown = request.visible if request.visible and request.visible.lines else None
        # The tool's stamp is to stand where our own words would: the seal leaves that place free.
        add_seal_field(writer, request, prepare_stamp(writer, shown).shown if shown else None)
    elif "/AcroForm" not in writer.root:
        fields = {pdf_name("/Fields"): generic.ArrayObject()}
        form = generic.DictionaryObject(fields)  # type: ignore[no-untyped-call]
        writer.root["/AcroForm"] = writer.add_object(form)
        writer.update_root()  # type: ignore[no-untyped-call]
    return written(writer)


def read_returned(handed: bytes, returned: bytes, judge: Callable[[bytes], FileVerdict]) -> Returned:
    """Return whose signature was added to `handed`, if nothing else was.

    Args:
        handed: exactly what the tool was given.
        returned: what it gave back: a stranger's bytes.
        judge: judges a file within limits of time and memory; what it survives is looked at here.

    Raises:
        ReturnedAltered: it does not begin with what was handed out.
        ReturnedUnsigned: nothing was signed.
        ReturnedMore: something else was added, or more than one signature.
        ReturnedForm: the signature is none that can reach a PAdES level.
        ReturnedBroken: the signature does not hold.
    """
    if not returned.startswith(handed):
        raise ReturnedAltered
    if len(returned) - len(handed) > MOST_ADDED:
        raise ReturnedMore(what=f"> {MOST_ADDED} bytes")
    if returned == handed:
        raise ReturnedUnsigned
    verdict = judge(returned)
    if verdict.reason == Reason.NO_SIGNATURE:
        raise ReturnedUnsigned
    if not verdict.signatures:
        raise ReturnedBroken(why=verdict.reason)
    opened = open_pdf(returned)
    signature = _added(opened, open_pdf(handed))
    for finding in _findings(opened, signature, len(handed)):
        raise ReturnedMore(what=finding.detail or finding.reason)
    if entry(signature.found.sig_object, "/SubFilter") != PADES:
        raise ReturnedForm
    _require_good(next(one for one in verdict.signatures if one.field == signature.name))
    return Returned(
        signature.found.signer_cert.dump(), tuple(one.dump() for one in signature.found.other_embedded_certs)
    )


def _added(opened: Opened, before: Opened) -> Signature:
    """Return the only signature of the revisions behind those that were handed out.

    Raises:
        ReturnedAltered: the handed revisions are no longer what the file is built on.
        ReturnedUnsigned, ReturnedMore: there is none, or more than one.
    """
    if opened.last <= before.last or _tables(opened, before.last) != _tables(before, before.last):
        raise ReturnedAltered
    added = [one for one in (*opened.signatures, *opened.timestamps) if one.revision > before.last]
    if not added:
        raise ReturnedUnsigned
    if len(added) > 1 or added[0].is_timestamp or opened.unreadable:
        names = [*(one.name for one in added), *(one.name for one in opened.unreadable)]
        raise ReturnedMore(what=", ".join(names))
    # From here on the rules ask what was added since the handed revision, as they ask it since a signature.
    return dc.replace(added[0], revision=before.last)


def _tables(opened: Opened, last: int) -> list[tuple[int, int]]:
    """Return where the tables of the first revisions stand."""
    found = (opened.reader.xrefs.get_xref_container_info(n) for n in range(last + 1))
    return [(one.declared_startxref, one.end_location) for one in found]


def _findings(opened: Opened, since: Signature, end: int) -> Iterator[Finding]:
    """Yield what was added beside the signature itself."""
    yield from check_trailing(opened.data)
    yield from check_revisions(opened, end, since.revision)
    yield from check_catalog(opened, since)
    yield from check_pages(opened, since)
    yield from check_metadata(opened, since)
    yield from check_new_fields(opened, since)
    yield from check_covering(opened, since)
    result = update_policy("/Perms").review_file(opened.reader, since.revision)
    if not isinstance(result, DiffResult):
        yield cannot_judge(Line.CHANGES, f"{result}")
    yield from check_beneath(opened, since, Paper())


def _require_good(verdict: SignatureVerdict) -> None:
    """Let only a signature through that holds and after which nothing came.

    Its certificate is held against lists and anchors by the caller, who may know more than the file says.

    Raises:
        ReturnedBroken: it does not.
    """
    if not verdict.integrity is verdict.changes is Verdict.PASSED or verdict.certificate is Verdict.FAILED:
        raise ReturnedBroken(why=verdict.reason)
