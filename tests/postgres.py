"""A real PostgreSQL for tests: Debian's own binaries, a private folder, a private socket.

PostgreSQL refuses to run as root, so root starts it as another user through `setpriv`, which execs
the server in place: the process we stop is the server itself. (`runuser` stays between the two and
leaves the server running when it is interrupted.)
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

import psycopg
from psycopg import sql

_START_WAIT_S = 30.0


class NoPostgres(Exception):
    """Raised when no PostgreSQL is installed here, or no user may run it; its text says which."""


@dataclass(slots=True)
class Server:
    """A running PostgreSQL with user `till`, reached only through the socket in `folder`."""

    folder: Path
    process: subprocess.Popen[bytes]
    _made: int = field(default=0)

    def url(self, database: str) -> str:
        """Where SQLAlchemy (psycopg 3) finds `database` on this server."""
        return f"postgresql+psycopg://till@/{database}?host={self.folder}"

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """An autocommitting connection; the caller closes it."""
        return psycopg.connect(host=str(self.folder), user="till", dbname=database, autocommit=True)

    def create_database(self, template: str = "template1") -> str:
        """Makes a database like `template` (nobody may be connected to that) and names it."""
        self._made += 1
        name = f"test_{self._made}"
        with self.connect() as line:
            line.execute(
                sql.SQL("create database {} template {}").format(
                    sql.Identifier(name), sql.Identifier(template)
                )
            )
        return name

    def drop_database(self, name: str) -> None:
        """Removes `name`, cutting whoever is still connected to it."""
        with self.connect() as line:
            line.execute(
                sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
            )


def binaries() -> Path:
    """The folder of the newest installed PostgreSQL's programs.

    Raises NoPostgres when there is none.
    """
    found = [each / "bin" for each in Path("/usr/lib/postgresql").glob("*")]
    found = [each for each in found if (each / "postgres").exists() and (each / "initdb").exists()]
    if found:
        return max(found, key=lambda each: float(each.parent.name))
    on_path = shutil.which("postgres")
    if on_path and shutil.which("initdb"):
        return Path(on_path).resolve().parent
    raise NoPostgres("PostgreSQL is not installed (Debian: apt-get install postgresql)")


@contextmanager
def running() -> Iterator[Server]:
    """Starts a new, empty server in a temporary folder and stops it with all its data.

    Raises NoPostgres when PostgreSQL is not installed or this root has nobody to run it as.
    """
    programs = binaries()
    prefix, owner = _as_another_user()
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        if owner is not None:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        _initialise(prefix, programs, folder)
        process = _start(prefix, programs, folder)
        try:
            _wait_until_it_accepts(folder, process)
            yield Server(folder, process)
        finally:
            # SIGINT is PostgreSQL's fast stop: cut the clients, write, end.
            process.send_signal(signal.SIGINT)
            process.wait(timeout=_START_WAIT_S)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_another_user() -> tuple[list[str], pwd.struct_passwd | None]:
    if os.geteuid() != 0:
        return [], None
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        ids = ["--reuid", str(user.pw_uid), "--regid", str(user.pw_gid), "--clear-groups"]
        return ["setpriv", *ids, "--"], user
    raise NoPostgres("root may not run PostgreSQL, and there is neither user postgres nor nobody")


def _environment(folder: Path) -> dict[str, str]:
    return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(folder)}


def _initialise(prefix: list[str], programs: Path, folder: Path) -> None:
    options = ["-U", "till", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
    subprocess.run(
        [*prefix, str(programs / "initdb"), "-D", str(folder / "data"), *options],
        check=True,
        stdout=subprocess.DEVNULL,
        env=_environment(folder),
        cwd=folder,
    )


def _start(prefix: list[str], programs: Path, folder: Path) -> subprocess.Popen[bytes]:
    # Nothing here outlives the tests, so nothing needs to reach the disk.
    settings = ["listen_addresses=", "fsync=off", "full_page_writes=off", "max_connections=200"]
    options = [word for each in settings for word in ("-c", each)]
    places = ["-D", str(folder / "data"), "-k", str(folder)]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [*prefix, str(programs / "postgres"), *places, *options],
            stdout=log,
            stderr=log,
            env=_environment(folder),
            cwd=folder,
        )


def _wait_until_it_accepts(folder: Path, process: subprocess.Popen[bytes]) -> None:
    until = monotonic() + _START_WAIT_S
    while True:
        try:
            psycopg.connect(host=str(folder), user="till", dbname="postgres").close()
        except psycopg.OperationalError as error:
            if process.poll() is not None or monotonic() > until:
                log = (folder / "log").read_text(encoding="utf-8", errors="replace")
                raise NoPostgres(f"PostgreSQL does not start: {log[-500:]}") from error
            sleep(0.01)
        else:
            return
