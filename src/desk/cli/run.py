"""The entry of the command line: every error becomes a line with a code and an exit code.

Must not import the rooms: `sohoa --help` answers in 0.3 s.
"""

import io
import os
import sys
from collections.abc import Sequence


def run() -> None:
    """Run the command line of this process."""
    # One Tesseract, one BLAS thread a process: as many readers as cores run side by side.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from typer.main import get_command

    from desk.cli.app import app

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # names of files may be no text
    code = 0
    try:
        if odd := _no_text(sys.argv[1:]):
            code = _usage(f"{odd!a}: UTF-8?")
        else:
            result = get_command(app).main(prog_name="sohoa", standalone_mode=False)
            code = int(result or 0)
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        code = _fail(error)
    sys.exit(code)


def _no_text(words: Sequence[str]) -> str:
    """Return the first word that is neither text nor the name of a file, empty where there is none."""
    odd = (word for word in words if any("\ud800" <= letter <= "\udfff" for letter in word))
    # Not Path.exists: a word longer than any name of a file is an error to it.
    return next((word for word in odd if not os.path.exists(word)), "")  # noqa: PTH110


def _fail(error: Exception) -> int:
    from typer.exceptions import Abort, Exit, TyperException

    from archive.errors import SohoaError
    from desk.cli.output import complain

    if isinstance(error, Exit):
        return error.exit_code
    if isinstance(error, Abort):
        return 130
    if isinstance(error, TyperException):
        return _usage(error.format_message())
    if isinstance(error, SohoaError):
        complain(error.code, error.text_vi, error.text_en)
        return int(error.exit)
    return _bug(error)


def _usage(message: str) -> int:
    from archive.errors import Exit as Code
    from desk.cli.output import complain

    if message.startswith("Usage:"):  # a group without a command answers with its help
        sys.stderr.write(message + "\n")
    else:
        said = message.rstrip(".")
        complain("usage", f"Lệnh không đúng: {said}. Xem --help.", f"{said}. See --help.")
    return int(Code.USAGE)


def _bug(error: Exception) -> int:
    import traceback

    from archive.errors import Exit as Code
    from desk.cli.output import complain

    if os.environ.get("SOHOA_LOG") == "debug":
        traceback.print_exception(error)
    complain(
        "bug",
        f"Lỗi của chương trình ({type(error).__name__}). Chạy lại với SOHOA_LOG=debug và gửi nội dung.",
        f"A bug of the program ({type(error).__name__}: {error}). Run it with SOHOA_LOG=debug and report it.",
    )
    return int(Code.BUG)
