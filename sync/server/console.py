"""What `python3 -m sync.server` is asked: to serve as the state HQ, or one deed on its database."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from sync.protocol import reply
from sync.server import enrolment
from sync.server.clock import now_ms
from sync.server.intake import Intake
from sync.server.store import database, device
from sync.server.store.database import Database, Unusable, open_database

PORT_MAX = 65_535
_DEEDS = ("serve", "code", "revoke", "bump", "recheck", "alarms", "keys")


def main(argv: Sequence[str]) -> int:
    """The exit code; 2 for a database that cannot be used, with the reason, and for no deed."""
    named = bool(argv) and not argv[0].startswith("-")
    deed = argv[0] if named else "serve"
    if deed not in _DEEDS:
        return _unknown(deed)
    asked, strange = _parser(deed).parse_known_args(argv[1:] if named else argv)
    if strange:
        return _unknown(strange[0])
    if asked.database is None:
        asked.database = f"sqlite:///{usual_file()}"
        # A deed's own output is for programs; the server's begins with where its books lie.
        said = sys.stdout if deed == "serve" else sys.stderr
        said.write(f"database {asked.database}\n")
        said.flush()
        if deed == "serve":
            usual_file().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        key = None if asked.key_file is None else database.read_key(asked.key_file)
        store = open_database(asked.database, key, made=deed != "serve")
    except (Unusable, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    try:
        return _DO[deed](store, asked)
    finally:
        store.close()


def _unknown(word: str) -> int:
    """Says that a word is no deed, or none where it stands, and which there are."""
    deeds = ", ".join(_DEEDS)
    sys.stderr.write(
        f"“{word}” यहाँ समझ में नहीं आया; कुछ नहीं बदला। पहले काम लिखें: {deeds}; "
        "बिना काम के HQ चालू होता है।\n"
        f"“{word}” is not known here; nothing was changed. Write the deed first: {deeds}; without "
        "one HQ serves.\n"
    )
    return 2


def _parser(deed: str) -> argparse.ArgumentParser:
    """What a deed asks on the command line."""
    parser = argparse.ArgumentParser(
        prog=f"python3 -m sync.server {deed}",
        description=f"The state HQ. Deeds: {', '.join(_DEEDS)}; without one it serves.",
    )
    parser.add_argument(
        "--database", help=f"sqlite:///FILE or postgresql://...; else {usual_file()}"
    )
    parser.add_argument("--key-file", type=Path, help="64 hex characters: encrypts an SQLite file")
    if deed == "serve":
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=_port, default=8470, help="0 takes any that is free")
        parser.add_argument("--practice", action="store_true", help="count practice bills too")
        parser.add_argument(
            "--until-stdin-closes", action="store_true", help="stop with whoever started it"
        )
    if deed in ("serve", "code"):
        parser.add_argument(
            "--store", type=_name, required=deed == "code", help="issue a code for this store"
        )
        if deed == "code":
            parser.add_argument("--district", type=_name, required=True)
        else:
            parser.add_argument("--district", default="")
    if deed in ("revoke", "keys"):
        parser.add_argument("--device", required=True, help="the id of a lost till")
    return parser


def usual_file(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Where the HQ's SQLite file lies if nobody says otherwise: with its user's own data."""
    home = Path(environment.get("HOME") or Path.home())
    if platform == "win32":
        local = Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
        return local / "eStore-HQ" / "hq.db"
    data = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
    return data / "estore-hq" / "hq.db"


def _port(typed: str) -> int:
    """A port's number. Raises ArgumentTypeError."""
    if typed.isascii() and typed.isdigit() and int(typed) <= PORT_MAX:
        return int(typed)
    raise argparse.ArgumentTypeError(f"a port is a number from 0 to {PORT_MAX}, not {typed}")


def _name(typed: str) -> str:
    """A name that says something. Raises ArgumentTypeError."""
    if named := typed.strip():
        return named
    raise argparse.ArgumentTypeError("a name is needed here")


def _serve(store: Database, asked: argparse.Namespace) -> int:
    """Serves until SIGTERM or SIGINT."""
    # The web's libraries take most of a second to import; no other deed needs them.
    from sync.server.serve import Wish, serve

    wish = Wish(
        host=asked.host,
        port=asked.port,
        practice=asked.practice,
        store=asked.store,
        district=asked.district,
        until_stdin_closes=asked.until_stdin_closes,
    )
    return serve(store, wish)


def _code(store: Database, asked: argparse.Namespace) -> int:
    """Prints a new one-time code."""
    code = enrolment.issue_code(store, asked.store, asked.district, now_ms())
    sys.stdout.write(f"{reply.show_code(code)}\n")
    return 0


def _revoke(store: Database, asked: argparse.Namespace) -> int:
    """From now on a till's records are kept aside."""
    known = store.write(lambda page: device.set_standing(page, asked.device, device.REVOKED))
    sys.stdout.write("revoked\n" if known else "no such device\n")
    return 0 if known else 1


def _bump(store: Database, _: argparse.Namespace) -> int:
    """Renames the HQ after its database was restored by hand."""
    store.write(database.bump)
    sys.stdout.write("renamed: every till will compare its records with this HQ\n")
    return 0


def _recheck(store: Database, _: argparse.Namespace) -> int:
    """Judges anew what is kept aside."""
    sys.stdout.write(f"{Intake(store, now_ms).recheck()} now count\n")
    return 0


def _alarms(store: Database, _: argparse.Namespace) -> int:
    """Prints every alarm."""
    for kind, store_id, facts in store.read(device.alarms):
        sys.stdout.write(f"{kind} {store_id} {facts}\n")
    return 0


def _keys(store: Database, asked: argparse.Namespace) -> int:
    """Prints the wrapped keys of a till, the newest first: a keys.json for a copy of its books."""
    kept = store.read(lambda page: device.wrapped_keys(page, asked.device))
    for content in kept:
        sys.stdout.write(f"{content.decode('ascii')}\n")
    return 0 if kept else 1


_DO: dict[str, Callable[[Database, argparse.Namespace], int]] = {
    "serve": _serve,
    "code": _code,
    "revoke": _revoke,
    "bump": _bump,
    "recheck": _recheck,
    "alarms": _alarms,
    "keys": _keys,
}
