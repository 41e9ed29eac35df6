"""Whether an archive was prepared for this code: one mark, written last.

Must not import what preparing needs.
"""

from pathlib import Path

from archive.database.version import HEAD
from archive.settings import Settings

READY = "ready"


def is_ready(settings: Settings) -> bool:
    """Return whether the archive of `settings` was prepared by this home folder, for this code's tables."""
    return made_for(settings.home) == HEAD


def made_for(home: Path) -> str | None:
    """Return the version of the tables that the archive was last brought to, None where there is none."""
    try:
        return (home / READY).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
