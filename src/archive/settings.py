"""Every setting of the product in one frozen value, read once from SOHOA_ environment variables.

Must not be read anywhere else: rooms get the value handed in. A plain dataclass instead of a
settings library keeps 0.4 s off the start of each command (docs/decisions/0002).
"""

import dataclasses as dc
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from archive.errors import BadSetting

PREFIX = "SOHOA_"
FILE_SUFFIX = "_FILE"
OCR_ENGINES = ("lines", "tesserocr", "pytesseract")
STORE_FORMS = ("sorted", "sent")
CODE_PARTS = ("dossier_number", "procedure_code", "owner_id", "paper_name")
_DECIMAL = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?")
_LONGEST_CODE = 40  # of the column that keeps it


def _setting(default: Any, text: str, *, unit: str = "", secret: bool = False) -> Any:
    """Declare a setting with its help for docs/settings.md."""
    return dc.field(default=default, repr=not secret, metadata={"help": text, "unit": unit, "secret": secret})


@dc.dataclass(frozen=True, slots=True)
class Settings:
    """The settings; the environment variable of a field is SOHOA_ and its name in capitals.

    Raises:
        BadSetting: a name with the prefix is unknown, or a value has the wrong form.
    """

    home: Path = _setting(
        Path("~/.local/share/sohoa"), "folder of the embedded archive: database, store, keys"
    )
    user: str = _setting("", "account that the command line acts as; empty: the first administrator")
    database_url: str = _setting("", "SQLAlchemy address; empty: SQLite in the home folder", secret=True)
    store_url: str = _setting("", "file:///path or s3://bucket; empty: a folder in the home folder")
    s3_endpoint: str = _setting("", "address of the S3 server as this machine reaches it")
    s3_public_endpoint: str = _setting("", "address of the S3 server as browsers reach it; empty: the same")
    s3_access_key: str = _setting("", "name of the S3 account", secret=True)
    s3_secret_key: str = _setting("", "secret of the S3 account", secret=True)
    s3_region: str = _setting("us-east-1", "region that requests are signed for")
    s3_lock: bool = _setting(
        True, "signed revisions get a GOVERNANCE retention where the bucket has object lock"
    )
    s3_sse: bool = _setting(
        False, "the S3 server encrypts what it keeps (SSE-S3); it must have a key for that"
    )
    retain_days: int = _setting(400, "least time that a signed revision cannot be deleted", unit="days")
    renew_days: int = _setting(
        365, "time before a proof ends at which it gets its next archive timestamp", unit="days"
    )
    ocr_engine: str = _setting("", "lines (our network), tesserocr, pytesseract; empty: the first installed")
    ocr_model: str = _setting("vie", "Tesseract language model")
    tessdata: str = _setting("", "folder of Tesseract's models; empty: the system's")
    tsa_url: str = _setting(
        "",
        "addresses of RFC 3161 timestamp authorities with blanks between, asked in this order; "
        "empty: the embedded one, without legal value",
    )
    national_store_url: str = _setting(
        "", "address of the national data store, which is asked what the archive lacks; empty: nobody is"
    )
    national_store_file_url: str = _setting("", "its address for files; empty: the same")
    national_store_client: str = _setting("", "name of this archive's account there", secret=True)
    national_store_secret: str = _setting("", "secret of that account", secret=True)
    national_store_certificate: str = _setting(
        "", "PEM certificate that its answers are signed by; empty: none can be verified, nor fetched"
    )
    national_store_form: str = _setting(
        "sorted",
        "what it signs of an answer: the result with sorted names and no blanks (sorted), or as sent (sent)",
    )
    source_seconds: float = _setting(1.5, "longest that a check waits for stores of others", unit="seconds")
    token_module: str = _setting(
        "", "PKCS#11 library of the officers' tokens on this machine, for `sohoa sign --way token`"
    )
    font: str = _setting("", "TrueType font of stamps; empty: Tinos where Debian puts it")
    trust: str = _setting(
        "", "folder of PEM anchors, also with a trust list, beside the embedded root; empty: none"
    )
    readers: int = _setting(0, "reader processes; 0: one a core", unit="processes")
    sign_on_confirm: bool = _setting(True, "confirming signs at once when the key is at hand")
    sign_first: bool = _setting(False, "the law's order: sign on comparing, describe afterwards")
    code_order: str = _setting(
        "|".join(CODE_PARTS), "order of the parts in the QR codes on papers of dossiers; systems differ"
    )
    hide_results: bool = _setting(True, "a result stays hidden until it was returned to the citizen")
    paper_code: str = _setting("{year}-{serial:06d}", "pattern of the short code that people call a paper by")
    max_bytes: int = _setting(200_000_000, "largest file: a 600-page colour scan is under it", unit="bytes")
    max_pages: int = _setting(2_000, "most pages of one file", unit="pages")
    max_pixels: int = _setting(
        100_000_000, "largest page: A3 at 600 dpi is 70 MP; more is a bomb or a mistake", unit="pixels"
    )
    page_seconds: int = _setting(60, "longest reading of one page; a normal page takes 2", unit="seconds")
    judge_seconds: int = _setting(
        60, "longest judgement of one signed file; a paper with ten signatures takes 2", unit="seconds"
    )
    child_memory: int = _setting(
        1_500_000_000, "memory that a child may take for a stranger's file", unit="bytes"
    )
    disk_free: int = _setting(1_000_000_000, "least free disk before files are refused", unit="bytes")
    password_min: int = _setting(10, "least length of a password", unit="characters")
    signing_minutes: int = _setting(
        15, "a signing session on an officer's own machine lasts so long", unit="minutes"
    )
    session_hours: int = _setting(10, "a sign-in lasts a working day", unit="hours")
    listen: str = _setting("127.0.0.1:8080", "address of the web desk")
    secure_cookies: bool = _setting(False, "session cookies only over HTTPS; set it behind a proxy")
    log: str = _setting("warning", "level of the log: debug, info, warning, error")
    fixed_time: str = _setting("", "ISO 8601 time at which the clock stands; for tests and rehearsals only")

    @property
    def database(self) -> str:
        """The SQLAlchemy address, with the default filled in."""
        return self.database_url or f"sqlite:///{self.home / 'archive.db'}"

    @property
    def store(self) -> str:
        """The store's address, with the default filled in."""
        return self.store_url or (self.home / "objects").as_uri()

    @property
    def postgres(self) -> bool:
        """Whether the database is PostgreSQL."""
        return self.database.startswith("postgresql")


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from `environ` (the process's own by default).

    Raises:
        BadSetting: unknown name, unreadable secret file, or a value of the wrong form.
    """
    env = os.environ if environ is None else environ
    fields = {PREFIX + f.name.upper(): f for f in dc.fields(Settings)}
    values: dict[str, Any] = {}
    for name, text in env.items():
        if not name.startswith(PREFIX):
            continue
        plain, content = _content(name, text, fields)
        field = fields.get(plain)
        if field is None:
            raise BadSetting(name=name, why="unknown name")
        if plain != name and plain in env:
            raise BadSetting(name=name, why=f"{plain} is given too")
        values[field.name] = _parse(name, content, field.type)
    settings = Settings(**values)
    home = settings.home.expanduser().absolute()
    if settings.ocr_engine not in ("", *OCR_ENGINES):
        raise BadSetting(name="SOHOA_OCR_ENGINE", why="neither tesserocr nor pytesseract")
    if settings.national_store_form not in STORE_FORMS:
        raise BadSetting(name="SOHOA_NATIONAL_STORE_FORM", why="neither sorted nor sent")
    if sorted(settings.code_order.split("|")) != sorted(CODE_PARTS):
        raise BadSetting(name="SOHOA_CODE_ORDER", why=f"write {'|'.join(CODE_PARTS)} in your order")
    if not _tells_apart(settings.paper_code):
        raise BadSetting(name="SOHOA_PAPER_CODE", why="write {year} and {serial}, at most 40 characters")
    return dc.replace(settings, home=home)


def _tells_apart(pattern: str) -> bool:
    """Whether no two papers of all years could get the same short code, nor one that has no room."""
    try:
        codes = {pattern.format(year=year, serial=serial) for year in (2026, 2027) for serial in (1, 999_999)}
    except (LookupError, ValueError, AttributeError):
        return False
    return len(codes) == 4 and all(0 < len(code) <= _LONGEST_CODE for code in codes)


def _content(name: str, text: str, fields: Mapping[str, Any]) -> tuple[str, str]:
    """Resolve NAME_FILE to NAME and the content of its file; only secrets have that form."""
    plain = name.removesuffix(FILE_SUFFIX)
    if plain == name or plain not in fields or not fields[plain].metadata["secret"]:
        return name, text
    try:
        return plain, Path(text).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        # The error of decoding would show the secret.
        why = error.strerror if isinstance(error, OSError) else "no UTF-8"
        raise BadSetting(name=name, why=f"its file cannot be read ({why})") from None


def _parse(name: str, text: str, kind: object) -> object:
    """Turn the text of a variable into the type of its field."""
    if kind is bool:
        words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
        if text.lower() not in words:
            raise BadSetting(name=name, why="neither yes nor no")
        return words[text.lower()]
    if kind is int:
        if not text.isdecimal():
            raise BadSetting(name=name, why="not a whole number")
        return int(text)
    if kind is float:
        if not _DECIMAL.fullmatch(text):
            raise BadSetting(name=name, why="not a number")
        return float(text)
    return Path(text) if kind is Path else text
