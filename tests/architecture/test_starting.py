"""Commands start fast, because they import nothing that they do not need."""

import subprocess
import sys

import pytest

_ROOMS = {"digitize.describe", "digitize.reader", "signing.service", "signing.pades"}
_SLOW = {"dbos", "alembic", "fastapi", "pyhanko", "pikepdf", "cv2", "numpy", "PIL"}


def _imported_by(*modules: str) -> set[str]:
    """Return every module that a fresh process knows after importing these."""
    code = f"import {', '.join(modules)}, sys; print(*sys.modules)"
    return set(
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.split()
    )


@pytest.mark.parametrize("command", ["find", "show"])
def test_looking_a_paper_up_imports_neither_reader_nor_signer(command: str) -> None:
    assert not _imported_by(f"desk.cli.{command}") & (_ROOMS | _SLOW)


def test_help_imports_no_room() -> None:
    rooms = {"archive.database", "digitize", "signing", "reuse", "sqlalchemy"}
    assert not _imported_by("desk.cli.app") & (rooms | _SLOW)


def test_doctor_leaves_the_engine_alone_where_the_archive_is_ready() -> None:
    assert not _imported_by("desk.cli.doctor") & {"dbos", "desk.engine.dbos", "desk.prepare"}
