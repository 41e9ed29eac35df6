"""Hands out what others need to check our signatures: the anchor, the issuers and current CRLs.

Must not hand out a key.
"""

import shutil
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding

from archive.clock import Clock
from signing.authority.crl import write_crls
from signing.authority.layout import ISSUING, ROOT, TSA, common_name, generations, read_certificate


def export(folder: Path, to: Path, clock: Clock) -> list[tuple[Path, str, str]]:
    """Write the anchor (`*.pem`) and fresh lists (`*.crl`, DER) of the authority in `folder` to `to`.

    Returns:
        (path, kind, subject) of each file; kind is `anchor` or `crl`.
    """
    to.mkdir(parents=True, exist_ok=True)
    anchor = to / "sohoa-root.pem"
    shutil.copyfile(folder / f"{ROOT}.pem", anchor)
    rows = [(anchor, "anchor", common_name(read_certificate(folder, ROOT)))]
    for file in write_crls(folder, clock):
        target = to / f"sohoa-{file.name}"
        shutil.copyfile(file, target)
        rows.append((target, "crl", common_name(read_certificate(folder, file.stem))))
    return rows


def anchors(folder: Path) -> tuple[bytes, ...]:
    """Return the DER anchors of the embedded authority."""
    return (_der(folder, ROOT),)


def known_issuers(folder: Path) -> tuple[bytes, ...]:
    """Return DER certificates that complete a chain: the issuer and the timestamp authority's."""
    return tuple(_der(folder, name) for name in (ISSUING, *generations(folder, TSA), ROOT))


def _der(folder: Path, name: str) -> bytes:
    return read_certificate(folder, name).public_bytes(Encoding.DER)
