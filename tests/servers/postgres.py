"""A real PostgreSQL on a loopback port, in a temporary folder, with a database for each test."""

import contextlib
import dataclasses as dc
import os
import shutil
import signal
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from tests.servers.process import free_port, missing, running

_USER = "sohoa"
# Nothing here must survive a power cut, and the disk is slow.
_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "autovacuum": "off",
    "lc_messages": "C",
}


@dc.dataclass(frozen=True, slots=True)
class Postgres:
    """A running server."""

    port: int

    def url(self, database: str) -> str:
        """Return the SQLAlchemy address of `database`."""
        return f"postgresql+psycopg://{_USER}:{_USER}@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: sql.Composable) -> None:
        """Run a statement that takes no transaction, such as CREATE DATABASE."""
        with psycopg.connect(self._dsn("postgres"), autocommit=True) as connection:
            connection.execute(statement)

    @contextlib.contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """Make a database from `template`, yield its address, and drop it."""
        name = f"t{uuid.uuid4().hex}"
        names = {"name": sql.Identifier(name), "template": sql.Identifier(template)}
        # As files, which without fsync takes a third of the time that copying through the log does.
        made = "CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy"
        self.execute(sql.SQL(made).format(**names))
        try:
            yield self.url(name)
        finally:
            # FORCE: a test that leaks a connection should not hang the others.
            self.execute(sql.SQL("DROP DATABASE IF EXISTS {name} WITH (FORCE)").format(**names))

    def _dsn(self, database: str) -> str:
        return f"host=127.0.0.1 port={self.port} user={_USER} password={_USER} dbname={database}"


@contextlib.contextmanager
def postgres(**more: str) -> Iterator[Postgres]:
    """Start a server, with more settings, as account `postgres` where we are root, which it refuses to be."""
    programs = _programs()
    user = "postgres" if os.geteuid() == 0 else None
    # Not under pytest's temporary folder: the other account could not pass through it.
    folder = Path(tempfile.mkdtemp(prefix="sohoa-postgres-"))
    try:
        if user:
            shutil.chown(folder, user, user)
        _initdb(programs, folder, user)
        server = Postgres(free_port())
        options = [f"-c{name}={value}" for name, value in {**_OPTIONS, **more}.items()]
        with running(
            [programs / "postgres", "-D", folder / "data", f"-p{server.port}", *options],
            log=folder / "log",
            ready=lambda: _answers(server),
            seconds=60,
            user=user,
            stop=signal.SIGINT,
        ):
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """Find the newest installed version; Debian keeps them out of the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[4]))
    on_path = shutil.which("postgres")
    if on_path:
        found.append(Path(on_path).resolve())
    if not found:
        missing("PostgreSQL (Debian package postgresql)")
    return found[-1].parent


def _initdb(programs: Path, folder: Path, user: str | None) -> None:
    subprocess.run(
        [
            *(programs / "initdb", "-D", folder / "data", "-U", _USER, "--no-sync"),
            # A handshake by password costs a thousand tests several times 30 ms.
            *("-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=folder,
        user=user,
        group=user,
        extra_groups=[] if user else None,
    )


def _answers(server: Postgres) -> bool:
    try:
        server.execute(sql.SQL("SELECT 1"))
    except psycopg.OperationalError:
        return False
    return True
