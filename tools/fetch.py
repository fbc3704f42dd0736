"""Fetches the wheels of a lock into a folder, and goes on where a cut line left off.

pip keeps a file only when it is whole; on a village line the 80 MB of Qt would begin again and
again. So the bytes are asked for here, from where they broke off. Where they come from, through
which proxy and with which certificates is what pip itself says: its own finder and session are
used with its own settings, and no host is named. Runs inside the new virtual environment:
`python -m tools.fetch FOLDER LOCK GROUP...`.
"""

import hashlib
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tools import lockfile

# Exit code: this pip is built differently inside; the set-up then uses `pip download` instead.
UNKNOWN_PIP = 9
try:
    # These have kept their names and arguments since pip 20; the oldest Python here brings pip 22.
    from pip._internal.commands.download import DownloadCommand
    from pip._internal.req.constructors import install_req_from_line
    from pip._internal.utils.hashes import Hashes
    from pip._vendor.urllib3.exceptions import HTTPError
except ImportError:
    sys.exit(UNKNOWN_PIP)

_CHUNK_BYTES = 64 * 1024
# The pauses between tries when not a byte came; a try that brought bytes starts them anew.
_PAUSES_S = (1.0, 2.0, 4.0, 8.0)


class Progress:
    """How much has come, as one line that rewrites itself (on a terminal) or a few lines."""

    def __init__(self, total_bytes: int) -> None:
        self._total_bytes = max(total_bytes, 1)
        self._done_bytes = 0
        self._said_percent = -1
        self._is_terminal = sys.stdout.isatty()

    def add(self, count_bytes: int, name: str = "") -> None:
        """Counts bytes that came (negative: that were thrown away) and says so now and then."""
        self._done_bytes += count_bytes
        percent = min(100, self._done_bytes * 100 // self._total_bytes)
        step = 1 if self._is_terminal else 10
        if percent // step == self._said_percent // step:
            return
        self._said_percent = percent
        text = f"{megabytes(self._done_bytes)} / {megabytes(self._total_bytes)} MB ({percent} %)"
        if self._is_terminal:
            print(f"\r  {text}  {name[:40]:<40}", end="", flush=True)
        else:
            print(f"  {text}", flush=True)

    def end(self, *, complete: bool) -> None:
        """Ends the line that rewrites itself, at the total when everything is here."""
        if complete:
            # The lock knows the largest wheel of each package; this Python's may be smaller.
            self.add(self._total_bytes - self._done_bytes)
        if self._is_terminal:
            print()


class Broken(Exception):
    """Raised when a package cannot be had; its text is what the line said last."""


class Fetch(DownloadCommand):
    """`pip download`, but one file after the other and each from where it broke off."""

    def bring(self, folder: Path, wanted: list[lockfile.Locked]) -> int:
        """The exit code, after pip has read its settings and called `run`."""
        self._folder, self._wanted = folder, wanted
        # Whole files are kept in our folder; pip's cache would keep them twice.
        own = ["--no-cache-dir", "--only-binary=:all:", "--disable-pip-version-check"]
        return int(self.main([*own, "--no-deps", *(each.requirement for each in wanted)]))

    def run(self, options: Any, args: list[str]) -> int:
        """Brings what is not in the folder yet; pip calls this with its settings read."""
        try:
            self._session = self.get_default_session(options)
            self._finder = self._build_package_finder(options=options, session=self._session)
            self._judge_only([])
        except (AttributeError, TypeError):
            return UNKNOWN_PIP
        here = {digest(path) for path in self._folder.glob("*.whl")}
        progress = Progress(sum(each.size_bytes for each in self._wanted))
        for each in self._wanted:
            if here.intersection(each.digests):
                progress.add(each.size_bytes)
                continue
            try:
                self._bring_one(each, progress)
            except (Broken, OSError, HTTPError) as error:
                progress.end(complete=False)
                print(f"{each.requirement}: {error}", file=sys.stderr)
                return 1
        progress.end(complete=True)
        return 0

    def _bring_one(self, locked: lockfile.Locked, progress: Progress) -> None:
        parsed = install_req_from_line(locked.requirement)
        if not parsed.match_markers():
            progress.add(locked.size_bytes)
            return
        allowed = Hashes({"sha256": locked.digests})
        self._judge_only(locked.digests)
        best = self._finder.find_best_candidate(parsed.req.name, parsed.req.specifier, allowed)
        link = best.best_candidate and best.best_candidate.link
        if link is None:
            raise Broken("no index that could be reached has it")
        bring_file(self._session, link.url_without_fragment, self._folder, locked, progress)

    def _judge_only(self, digests: list[str]) -> None:
        """Lets pip's finder weigh promised files alone: Qt's page names them by the thousand,
        and weighing all takes half a minute of a slow PC."""
        weigh = type(self._finder).evaluate_links

        def promised(evaluator: Any, links: Any) -> Any:
            known = [link for link in links if link.hash is None or link.hash in digests]
            return weigh(self._finder, evaluator, known)

        self._finder.evaluate_links = promised


def bring_file(
    session: Any, address: str, folder: Path, locked: lockfile.Locked, progress: Progress
) -> None:
    """Brings one wheel whole and with a promised digest into `folder`.

    Raises Broken when the line stays silent through all pauses or brings other bytes.
    """
    name = unquote(urlsplit(address).path.rpartition("/")[2])
    part = folder / f"{name}.part"
    progress.add(_size_bytes(part), name)
    pauses = list(_PAUSES_S)
    while True:
        before_bytes = _size_bytes(part)
        try:
            _read_on(session, address, part, progress)
            break
        except (OSError, HTTPError) as error:  # requests' errors are OSErrors
            if _size_bytes(part) > before_bytes:
                pauses = list(_PAUSES_S)
            if not pauses:
                raise Broken(str(error)) from error
            time.sleep(pauses.pop(0))
    if digest(part) not in locked.digests:
        part.unlink()
        raise Broken("other bytes came than were promised; they are thrown away")
    part.replace(folder / name)


def _read_on(session: Any, address: str, part: Path, progress: Progress) -> None:
    """Asks for what is still missing of `part` and appends it as it comes."""
    have_bytes = _size_bytes(part)
    asked = {"Accept-Encoding": "identity"}
    if have_bytes:
        asked["Range"] = f"bytes={have_bytes}-"
    with session.get(address, headers=asked, stream=True) as answer:
        if answer.status_code == 416:  # nothing is missing; the digest will tell
            return
        answer.raise_for_status()
        continues = answer.status_code == 206
        if have_bytes and not continues:
            progress.add(-have_bytes)
        due_bytes = int(answer.headers.get("Content-Length", -1))
        with part.open("ab" if continues else "wb") as file:
            for piece in answer.raw.stream(_CHUNK_BYTES, decode_content=False):
                file.write(piece)
                due_bytes -= len(piece)
                progress.add(len(piece), part.name)
    if due_bytes > 0:
        raise OSError(f"the line was cut with {megabytes(due_bytes)} MB to come")


def digest(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def megabytes(count_bytes: int) -> str:
    """Decimal megabytes with one place: 12.3."""
    tenths = count_bytes // 100_000
    return f"{tenths // 10}.{tenths % 10}"


def _size_bytes(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def main(folder: Path, lock: Path, groups: set[str]) -> int:
    """Brings every wheel that `groups` of the lock need into `folder`; the exit code."""
    folder.mkdir(exist_ok=True)
    return Fetch("download", "").bring(
        folder, list(lockfile.read(lock.read_text(encoding="utf-8"), groups))
    )


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), set(sys.argv[3:])))
