"""`sohoa doctor`: checks every outside part at once and says how to mend what is off.

Must not change anything but the archive's first preparation.
"""

import datetime as dt
import shutil
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from archive.accounts import repository as accounts
from archive.clock import SystemClock, vietnam_iso
from archive.database.engine import Database
from archive.database.migrate import is_current
from archive.errors import Exit, SohoaError
from archive.settings import Settings
from archive.store.choose import open_store
from desk.bootstrap import clock_of
from desk.cli.output import Output
from desk.cli.session import settings
from desk.proofs import proofs
from desk.readiness import is_ready
from digitize.reader.pool import ReaderPool
from signing.pades.stamp.font import TINOS
from signing.service import SigningRoom
from signing.sources.fetch import shown

_OLDEST = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
_APT = "apt-get install"

Check = Callable[[Settings], tuple[bool, str, str]]


def doctor(*, as_json: bool) -> int:
    """Run all checks side by side; exit 5 where a part is down."""
    out = Output(as_json=as_json)
    conf = settings()
    checks: dict[str, Check] = {
        "tesseract": _tesseract,
        "language": _language,
        "recogniser": _recogniser,
        "font": _font,
        "archive": _archive,
        "database": _database,
        "store": _store,
        "keys": _keys,
        **_timestamps(conf),
        **({"national-store": _national_store} if conf.national_store_url else {}),
        "proofs": _proofs,
        "clock": _clock,
        "disk": _disk,
    }
    _try(_archive, conf)
    with ThreadPoolExecutor(len(checks)) as pool:
        results = list(pool.map(lambda item: (item[0], *_try(item[1], conf)), checks.items()))
    for name, ok, detail, fix in results:
        line = {"check": name, "ok": ok, "detail": detail, "fix": "" if ok else fix}
        out.item(line, f"{'✓' if ok else '✗'} {name:<11} {detail}" + ("" if ok else f"\n    → {fix}"))
        if not ok:
            out.ended(Exit.UNAVAILABLE)
    return out.code


def _try(check: Check, conf: Settings) -> tuple[bool, str, str]:
    try:
        return check(conf)
    except SohoaError as error:
        return False, error.text_en, error.text_vi
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        return False, f"{type(error).__name__}: {error}", "SOHOA_LOG=debug"


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=4, check=True)
    return done.stdout + done.stderr


def _tesseract(_conf: Settings) -> tuple[bool, str, str]:
    program = shutil.which("tesseract")
    fix = f"{_APT} tesseract-ocr"
    if program is None:
        return False, "the program is missing", fix
    return True, _run(program, "--version").splitlines()[0], fix


def _language(conf: Settings) -> tuple[bool, str, str]:
    fix = f"{_APT} tesseract-ocr-{conf.ocr_model} tesseract-ocr-osd"
    program = shutil.which("tesseract")
    if program is None:
        return False, "the program is missing", f"{_APT} tesseract-ocr"
    folder = ("--tessdata-dir", conf.tessdata) if conf.tessdata else ()
    there = set(_run(program, "--list-langs", *folder).split())
    missing = {conf.ocr_model, "osd"} - there
    return not missing, f"missing: {', '.join(missing)}" if missing else f"{conf.ocr_model}, osd", fix


def _recogniser(conf: Settings) -> tuple[bool, str, str]:
    pool = ReaderPool(conf)
    try:
        return True, f"{pool.engine}, {pool.model}", "make setup"
    finally:
        pool.close()


def _font(conf: Settings) -> tuple[bool, str, str]:
    font = Path(conf.font) if conf.font else TINOS
    return font.is_file(), str(font), f"{_APT} fonts-croscore (or set SOHOA_FONT)"


def _archive(conf: Settings) -> tuple[bool, str, str]:
    if not is_ready(conf):
        from desk.prepare import prepare  # the workflow engine: a prepared archive is spared its import

        prepare(conf, clock_of(conf))
    return True, str(conf.home), "sohoa init"


def _database(conf: Settings) -> tuple[bool, str, str]:
    database = Database(conf.database)
    try:
        with database.reading() as session:
            first = accounts.first_administrator(session)
        current = is_current(database.engine)
    finally:
        database.close()
    kind = "PostgreSQL" if conf.postgres else "SQLite"
    state = "up to date" if current else "tables are older than this program"
    return current and first is not None, f"{kind}, {state}", "sohoa init"


def _store(conf: Settings) -> tuple[bool, str, str]:
    open_store(conf, clock_of(conf)).check()
    return True, conf.store, "SOHOA_STORE_URL, SOHOA_S3_ENDPOINT"


def _keys(conf: Settings) -> tuple[bool, str, str]:
    database = Database(conf.database)
    try:
        with database.reading() as session:
            actor = accounts.acting(session, conf.user, channel="doctor")
    finally:
        database.close()
    signer = SigningRoom(conf, clock_of(conf)).signer_for(actor.account)
    told = f"{actor.account}: {'test key, no legal value' if signer else 'no key at hand'}"
    return signer is not None, told, "sohoa user add … --role officer"


def _timestamps(conf: Settings) -> dict[str, Check]:
    """Return one check for each timestamp authority: those that stand in for others are found out too."""
    urls = conf.tsa_url.split() or [""]
    names = ["timestamp", *(f"timestamp-{number}" for number in range(2, len(urls) + 1))]
    return {name: partial(_timestamp, url) for name, url in zip(names, urls, strict=True)}


def _timestamp(url: str, conf: Settings) -> tuple[bool, str, str]:
    SigningRoom(conf, clock_of(conf)).check_timestamp(url)
    return True, shown(url) if url else "embedded, no legal value", "SOHOA_TSA_URL"


def _national_store(conf: Settings) -> tuple[bool, str, str]:
    """Ask for the papers of a number that nobody can have; an answer that refuses is one."""
    from reuse.sources.configured import configured
    from reuse.sources.values import State, Wanted

    (told,) = configured(conf, clock_of(conf)).ask(Wanted("000000000000", "000000000000", "", {}))
    fix = "SOHOA_NATIONAL_STORE_CERTIFICATE" if told.state is State.UNSIGNED else "SOHOA_NATIONAL_STORE_URL"
    where = shown(conf.national_store_url)
    well = told.state in (State.ANSWERED, State.REFUSED)
    return well, f"{where}: {told.state}{', ' if told.why else ''}{told.why}", fix


def _proofs(conf: Settings) -> tuple[bool, str, str]:
    clock = clock_of(conf)
    database = Database(conf.database)
    try:
        with database.reading() as session:
            stand = proofs(session, clock.now(), conf)
    finally:
        database.close()
    ends = vietnam_iso(stand.next_end) if stand.next_end else "-"
    why = "".join(f", {code}: {count}" for code, count in stand.why.items())
    told = f"{stand.due} to renew, {stand.late} late, {stand.lost} lost, next end {ends}{why}"
    return not stand.alarm(clock.now()), told, "sohoa renew; SOHOA_TSA_URL"


def _clock(conf: Settings) -> tuple[bool, str, str]:
    now = SystemClock().now()
    stands = f" (fixed at {conf.fixed_time})" if conf.fixed_time else ""
    return now > _OLDEST, vietnam_iso(now) + stands, "timedatectl set-ntp true"


def _disk(conf: Settings) -> tuple[bool, str, str]:
    free = shutil.disk_usage(conf.home if conf.home.exists() else Path("/")).free
    enough = free > conf.disk_free
    return enough, f"{free // 1_000_000} MB free", f"free at least {conf.disk_free // 1_000_000} MB"
