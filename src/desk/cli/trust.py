"""`sohoa trust list`: whom the archive trusts beside its own authority.

Must not change the list: it is a file that an administrator keeps.
"""

from cryptography import x509

from archive.clock import vietnam_iso
from desk.bootstrap import clock_of
from desk.cli.output import Output
from desk.cli.session import settings
from signing.keys.names import common_name
from signing.service import SigningRoom


def trust_list(*, as_json: bool) -> int:
    """Print each anchor, then version and changes of the list."""
    out = Output(as_json=as_json)
    conf = settings()
    found = SigningRoom(conf, clock_of(conf)).trust.listed()
    for anchor in found.anchors:
        name = common_name(x509.load_der_x509_certificate(anchor.certificate))
        since, until = (vietnam_iso(day) if day else None for day in (anchor.since, anchor.until))
        purposes = sorted(anchor.purposes)
        line: dict[str, object] = {
            "kind": "anchor",
            "subject": name,
            "scheme": anchor.scheme.value,
            "purposes": purposes,
            "since": since,
            "until": until,
            "source": anchor.source,
        }
        span = f"{since or '…'} – {until or '…'}"
        told = (name, anchor.scheme.value, ", ".join(purposes), span, anchor.source)
        out.item(line, "  ".join(told).rstrip())
    out.item(
        {"kind": "list", "version": found.version, "issued": found.issued, "anchors": len(found.anchors)},
        f"phiên bản / version {found.version}, {found.issued or '–'}, {len(found.anchors)}",
    )
    for change in found.changes:
        line = {"kind": "change", "version": change.version, "date": change.date, "text": change.text}
        out.item(line, f"  {change.version}  {change.date}  {change.text}")
    return out.code
