"""Certificates and revocation data that a judgement may use: from the file and from the policy.

Must not trust any of it: trust.py checks the signatures on it. Source: ISO 32000-2, 12.8.4.3 (DSS).
"""

import dataclasses as dc
import datetime as dt
import threading
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from asn1crypto import cms, crl, ocsp, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodePurpose

from signing.pades.verify.objects import entry
from signing.pades.verify.opened import Opened, Signature
from signing.pades.verify.policy import Policy

_THREAD = threading.local()
STAMPS = "/TS"
_STORED = {
    "/Certs": "/Certs",
    "/CRLs": "/CRLs",
    "/OCSPs": "/OCSPs",
    "/Cert": "/Certs",
    "/CRL": "/CRLs",
    "/OCSP": "/OCSPs",
    STAMPS: STAMPS,
}
"""Entries of a security store, and of what it names for one signature, by kind (ISO 32000-2, 12.8.4.4)."""
MAX_ITEMS = 2_000
"""More certificates or lists than any chain needs: a bomb."""


@dc.dataclass(frozen=True, slots=True, eq=False)
class Material:
    """Parsed certificates, CRLs and OCSP answers, none from the future.

    Attributes:
        certificates: of signers and issuers.
        crls: revocation lists.
        ocsps: answers.
        first: revision of the file that first holds a list or an answer, by its DER.
        seen: time at which a list or an answer is proved to have existed, likewise; what is not named was
            first seen now.
    """

    certificates: tuple[x509.Certificate, ...] = ()
    crls: tuple[crl.CertificateList, ...] = ()
    ocsps: tuple[ocsp.OCSPResponse, ...] = ()
    first: Mapping[bytes, int] = dc.field(default_factory=dict)
    seen: Mapping[bytes, dt.datetime] = dc.field(default_factory=dict)

    def __add__(self, other: "Material") -> "Material":
        """Return both together."""
        return Material(
            self.certificates + other.certificates,
            self.crls + other.crls,
            self.ocsps + other.ocsps,
            {**other.first, **self.first},
            {**other.seen, **self.seen},
        )

    def dated(self, items: Iterable[bytes], time: dt.datetime) -> "Material":
        """Return it with the proof that some lists and answers existed at `time`."""
        named = {item: min(time, self.seen.get(item, time)) for item in items}
        return dc.replace(self, seen={**self.seen, **named})


def given(policy: Policy) -> Material:
    """Return what the caller gave."""
    found = Material(
        tuple(_parsed(x509.Certificate, policy.certificates)),
        tuple(_parsed(crl.CertificateList, policy.crls)),
        tuple(_parsed(ocsp.OCSPResponse, policy.ocsps)),
    )
    return _timely(found, policy)


def embedded(opened: Opened, policy: Policy, up_to: int | None = None) -> Material:
    """Return what the security stores of the revisions up to `up_to` and the signatures themselves carry."""
    last = opened.last if up_to is None else up_to
    # Before the first signature there is no evidence; a file made for the web has no whole catalog there.
    first = min((s.revision for s in (*opened.signatures, *opened.timestamps)), default=last)
    # by content: each revision names again what those before it brought
    streams: dict[str, dict[bytes, int]] = {"/Certs": {}, "/CRLs": {}, "/OCSPs": {}}
    for revision in range(first, last + 1):
        for kind, content in stored(opened, revision):
            if kind != STAMPS and len(streams[kind]) < MAX_ITEMS:
                streams[kind].setdefault(content, revision)
    found = Material(
        tuple(_parsed(x509.Certificate, streams["/Certs"])),
        tuple(_parsed(crl.CertificateList, streams["/CRLs"])),
        tuple(_parsed(ocsp.OCSPResponse, streams["/OCSPs"])),
        {**streams["/CRLs"], **streams["/OCSPs"]},
    )
    for signature in (*opened.signatures, *opened.timestamps):
        if signature.revision <= last:
            found = found + carried(signature)
    return _timely(found, policy)


def stored(opened: Opened, revision: int) -> Iterator[tuple[str, bytes]]:
    """Yield kind and content of each stream in the security store of a revision."""
    store = entry(opened.at(revision).root, "/DSS")
    signatures = entry(store, "/VRI")
    of_each = list(signatures.values()) if isinstance(signatures, generic.DictionaryObject) else []
    parts = (store, *(raw.get_object() for raw in of_each))
    # Each stream once: what is named for one signature is named for all as well.
    named = {
        (kind, one): None for part in parts for key, kind in _STORED.items() for one in _named(part, key)
    }
    for kind, one in named:
        node = one.get_object()
        if isinstance(node, generic.StreamObject):
            yield kind, node.read_data(DecodePurpose.CRL)


def _named(part: Any, key: str) -> Iterator[generic.Reference]:  # noqa: ANN401 - a raw PDF object
    """Yield the objects that an entry names, one or many."""
    listed = entry(part, key)
    raw = [part.raw_get(key)] if listed is not None else []
    for one in listed if isinstance(listed, generic.ArrayObject) else raw:
        if isinstance(one, generic.IndirectObject):
            yield one.reference


def carried(signature: Signature) -> Material:
    """Return what the CMS holds: certificates, and revocation data in the form of Adobe's attribute."""
    signed_data = signature.found.signed_data
    certificates = [
        choice.chosen for choice in signed_data["certificates"] if isinstance(choice.chosen, x509.Certificate)
    ]
    lists: list[crl.CertificateList] = []
    answers: list[ocsp.OCSPResponse] = []
    attributes: Any = signature.found.signer_info["signed_attrs"]
    for attribute in attributes if isinstance(attributes, cms.CMSAttributes) else ():
        if attribute["type"].native == "adobe_revocation_info_archival":
            for archive in attribute["values"]:
                lists.extend(archive["crl"] or ())
                answers.extend(archive["ocsp"] or ())
    return Material(tuple(certificates), tuple(lists), tuple(answers))


def _parsed(kind: Any, encoded: Iterable[bytes]) -> list[Any]:  # noqa: ANN401 - asn1crypto is untyped
    """Parse each item; what is no such thing proves nothing and is left out."""
    found = []
    for item in encoded:
        try:
            value = loaded(kind, item)
            _ = value.native if kind is crl.CertificateList else value.dump()
        except (ValueError, TypeError, KeyError):
            continue
        found.append(value)
    return found


def loaded(kind: Any, encoded: bytes) -> Any:  # noqa: ANN401 - asn1crypto is untyped
    """Parse `encoded`, or return what this thread made of it a moment ago.

    Names cost the most, and the same few authorities stand in every file. Not shared between threads:
    asn1crypto parses when it is asked, and half of an answer would be seen by the others.
    """
    if not hasattr(_THREAD, "load"):
        _THREAD.load = lru_cache(maxsize=256)(lambda kind, encoded: kind.load(encoded))
    return _THREAD.load(kind, encoded)


def _timely(material: Material, policy: Policy) -> Material:
    """Leave out what was issued after the time of the judgement."""
    latest = policy.at + policy.tolerance
    return dc.replace(
        material,
        crls=tuple(entry for entry in material.crls if issued(entry) <= latest),
        ocsps=tuple(answer for answer in material.ocsps if _answered(answer) <= latest),
    )


def issued(entry: crl.CertificateList) -> dt.datetime:
    """Return when a list was issued."""
    moment: dt.datetime = entry["tbs_cert_list"]["this_update"].native
    return moment


def _answered(answer: ocsp.OCSPResponse) -> dt.datetime:
    if answer["response_status"].native != "successful":
        return dt.datetime.min.replace(tzinfo=dt.UTC)
    moment: dt.datetime = answer.basic_ocsp_response["tbs_response_data"]["produced_at"].native
    return moment
