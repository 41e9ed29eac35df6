"""`sohoa separators`: a PDF of separator sheets to print.

Must not open the archive.
"""

from pathlib import Path

from archive.values.ids import Sha256
from desk.cli.output import Output
from desk.cli.session import settings
from digitize.sheets import separator_sheets
from signing.pades.stamp.font import TINOS


def separators(count: int, to: Path, *, as_json: bool) -> int:
    """Write the sheets."""
    out = Output(as_json=as_json)
    conf = settings()
    data = separator_sheets(count, Path(conf.font) if conf.font else TINOS)
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(data)
    out.item({"file": str(to), "sheets": count, "sha256": str(Sha256.of(data))}, f"{to}: {count}")
    return out.code
