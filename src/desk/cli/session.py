"""The surroundings of a command: its settings, and through which door and for whom it acts.

Must not open the house.
"""

import getpass

from archive.settings import Settings, load


def settings() -> Settings:
    """Return the settings of this process.

    Raises:
        BadSetting: a SOHOA_ name is unknown or its value wrong.
    """
    return load()


def channel() -> str:
    """Return the door with the operating system's user, for the audit trail."""
    try:
        return f"cli:{getpass.getuser()}"[:80]
    except (KeyError, OSError):
        return "cli:?"
