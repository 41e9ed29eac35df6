"""`sohoa init`, `serve` and `worker`.

Must not act on papers: the legs and the doors do.
"""

import signal
import threading
from types import FrameType

from archive.database.engine import Database
from archive.errors import BadSetting
from desk.bootstrap import at_work, clock_of, open_house
from desk.cli.output import Output
from desk.cli.session import settings
from desk.prepare import PASSWORD_FILE, bring_up_to_date, prepare
from desk.tending import tend


def init(*, as_json: bool) -> int:
    """Prepare the archive, or bring the tables of one that is there up to date."""
    out = Output(as_json=as_json)
    conf = settings()
    fresh = prepare(conf, clock_of(conf))
    if not fresh:
        database = Database(conf.database)
        try:
            bring_up_to_date(database)
        finally:
            database.close()
    password = conf.home / PASSWORD_FILE
    line = {
        "home": str(conf.home),
        "made": fresh,
        "password_file": str(password) if password.exists() else None,
    }
    out.item(
        line, f"{'made' if fresh else 'up to date'}: {conf.home}\npassword of the first account: {password}"
    )
    return out.code


def serve(listen: str) -> int:
    """Run the web desk with its workers until it is stopped."""
    import uvicorn

    from desk.web.app import create_app

    conf = settings()
    host, _, port = (listen or conf.listen).rpartition(":")
    if not host or not port.isdecimal():
        raise BadSetting(name="SOHOA_LISTEN", why="HOST:PORT is wanted")
    with open_house(conf) as house, at_work(house):
        stop = threading.Event()
        tender = threading.Thread(target=tend, args=(house, stop), name="tending", daemon=True)
        tender.start()
        Output(as_json=False).say(f"sohoa: http://{host}:{port}/   (Ctrl-C: dừng / stop)")
        try:
            uvicorn.run(create_app(house), host=host, port=int(port), log_level=conf.log, access_log=False)
        finally:
            stop.set()
            tender.join(timeout=10)
    return 0


def worker() -> int:
    """Work on papers until stopped."""
    stop = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    with open_house(settings()) as house, at_work(house):
        Output(as_json=False).say("sohoa worker: đang làm việc / at work   (Ctrl-C: dừng / stop)")
        tend(house, stop)
    return 0
