"""Whether an archive was prepared: one mark, written last.

Must not import what preparing needs.
"""

from archive.settings import Settings

READY = "ready"


def is_ready(settings: Settings) -> bool:
    """Return whether the archive of `settings` was prepared by this home folder."""
    return (settings.home / READY).exists()
