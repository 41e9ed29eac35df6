"""`sohoa separators`: a PDF of separator or cover sheets to print.

Must not open the archive: whether a cover names the right dossier is told when it is scanned.
"""

from collections.abc import Sequence
from pathlib import Path

from archive.values.ids import Sha256
from desk.cli.output import Output
from desk.cli.session import settings
from desk.errors import Usage
from digitize.sheets import cover_sheets, separator_sheets
from signing.pades.stamp.font import TINOS


def separators(
    count: int, to: Path, dossier: str, components: Sequence[str], *, cover: bool, as_json: bool
) -> int:
    """Write the sheets; cover sheets for each of the components."""
    out = Output(as_json=as_json)
    conf = settings()
    font = Path(conf.font) if conf.font else TINOS
    if cover != bool(dossier) or (components and not cover):
        raise Usage(
            why_vi="--cover, --dossier và --component đi cùng nhau",
            why_en="--cover goes with --dossier, and --component with both",
        )
    if any("|" in word for word in (dossier, *components)):
        raise Usage(why_vi="mã không được có dấu |", why_en="codes have no |")
    data = cover_sheets(count, dossier, components or ("",), font) if cover else separator_sheets(count, font)
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(data)
    sheets = count * max(1, len(components))
    out.item({"file": str(to), "sheets": sheets, "sha256": str(Sha256.of(data))}, f"{to}: {sheets}")
    return out.code
