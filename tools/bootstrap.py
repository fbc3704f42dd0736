"""The first of the two starts: makes what `main.py` and `tests` need, then hands over to it.

Runs under the system's own Python with nothing installed. What is ready is written into a stamp,
last; when the stamp says what the lock says, the set-up is over after reading two small files.
Wheels that came once stay in `.wheels`, so neither a cut line nor a changed lock brings them again.
"""

import os
import sys

from estore_pos import __version__, commands
from estore_pos.commands.display import has_display
from tools import lockfile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO

    from tools.system import Need

# Heavy modules are imported where they are used: a warm start reads the stamp and leaves.
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
WHEELS = os.path.join(ROOT, ".wheels")
STAMP = os.path.join(VENV, "stamp")
_BUSY = "busy"
_IS_WINDOWS = os.name == "nt"
# tools/fetch.py's way to say that this pip is built differently inside.
_UNKNOWN_PIP = 9


def venv_python() -> str:
    """The path of the virtual environment's Python."""
    return os.path.join(VENV, *(("Scripts", "python.exe") if _IS_WINDOWS else ("bin", "python")))


def start(argv: list[str]) -> int:
    """Answers what needs no set-up, sets up what is missing, and becomes the till.

    Does not return on POSIX; elsewhere returns the till's exit code.
    """
    speak_utf8()
    try:
        asked = commands.parse(argv)
    except commands.WrongWords as wrong:
        print(wrong, file=sys.stderr)
        return 2
    if asked.help or asked.version:
        print(commands.usage() if asked.help else f"estore-pos {__version__}")
        return 0
    if not set_up({"run"}, " ".join([python_name(), "main.py", *argv])):
        return 3
    if not (asked.command or asked.practice) and not _can_show_a_window():
        return 4
    _paint_unseen_without_a_display()
    return _become([os.path.join(ROOT, "main.py"), *argv])


def run_module(name: str, argv: list[str]) -> int:
    """Sets up what is missing and becomes a module of this tree that needs no window.

    Does not return on POSIX; elsewhere returns the module's exit code.
    """
    speak_utf8()
    if not set_up({"run"}, " ".join([python_name(), "-m", name, *argv])):
        return 3
    return _become(["-m", name, *argv])


def _become(words: list[str]) -> int:
    """Hands this process over to the environment's Python."""
    command = [venv_python(), *words]
    if not _IS_WINDOWS:
        os.execv(command[0], command)
    # Windows has no exec that keeps the console waiting.
    import subprocess

    try:
        return subprocess.run(command, check=False).returncode
    except KeyboardInterrupt:  # the other was told as well, and ends by itself
        return 130


def _can_show_a_window() -> bool:
    """True where Qt finds a display; where not, says so, for Qt itself would only abort."""

    if has_display() or os.environ.get("QT_QPA_PLATFORM"):
        return True
    print(
        "सब तैयार है, पर यहाँ कोई पर्दा (display) नहीं है; काउंटर के लिए पर्दे वाले कंप्यूटर पर यही लिखें। "
        "/ Everything is ready, but there is no display here; type the same where there is one.\n"
        "बिना पर्दे के दुकान का एक दिन / a shop's day without one:\n\n"
        f"  {python_name()} main.py --practice\n",
        file=sys.stderr,
    )
    return False


def _paint_unseen_without_a_display() -> None:
    """Lets a tour and its tills paint into memory where Qt would look for a screen and abort."""

    if not has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def speak_utf8() -> None:
    """Lets a console without Hindi show question marks instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def python_name() -> str:
    """How a person here types Python's name."""
    return "py" if _IS_WINDOWS else "python3"


def set_up(groups: set[str], again: str, also: "list[Need] | None" = None) -> bool:
    """True when all that `groups` of the lock need is ready, made now where it was not.

    `also` names parts of the system that the caller lacks. Where it cannot, says why and what to
    type, ending with `again`, and returns False.
    """
    from tools import system

    try:
        with open(_lock_path(), encoding="ascii") as file:
            lock = file.read()
        window = has_display()
        stamp = _stamped()
        if _facts(lock, groups, window) <= stamp:
            system.install(also or [])
        else:
            system.refuse_unwritable([WHEELS, VENV])
            with _alone():
                _make(lock, groups, window, stamp, also or [])
    except system.CannotSetUp as fault:
        return _give_up(str(fault), again)
    except PermissionError as fault:
        return _give_up(system.unwritable(str(fault.filename or ROOT)), again)
    except OSError as fault:
        said = f"{fault.strerror}: {fault.filename or ''}"
        return _give_up(f"सिस्टम ने मना किया / the system refused: {said}", again)
    except KeyboardInterrupt:
        return _give_up("रोका गया / stopped", again)
    return True


def _give_up(reason: str, again: str) -> bool:
    print(f"\n{reason}\n", file=sys.stderr)
    print(
        "कुछ खोया नहीं: जो आ चुका है वह रखा है। ठीक होने पर वही कमांड फिर लिखें: "
        f"/ Nothing is lost: what has come is kept. Then type the same again:\n\n  {again}\n",
        file=sys.stderr,
    )
    return False


def _lock_path() -> str:
    from tools import system

    return os.path.join(ROOT, f"requirements-{system.lock_name()}.lock")


def _facts(lock: str, groups: set[str], window: bool) -> set[str]:
    """The lines that a stamp must hold for `groups` to be ready."""
    from hashlib import sha256

    facts = {f"python {sys.version_info[0]}.{sys.version_info[1]}"}
    for group in groups:
        lines = "".join(each.lines for each in lockfile.read(lock, {group}))
        facts.add(f"{group} {sha256(lines.encode()).hexdigest()}")
    return facts | {"window"} if window else facts


def _stamped() -> set[str]:
    """What the stamp says is ready; nothing when there is none or its Python is gone."""
    try:
        with open(STAMP, encoding="ascii") as file:
            lines = set(file.read().splitlines())
    except OSError:
        return set()
    return lines if os.path.exists(venv_python()) else set()


def _make(lock: str, groups: set[str], window: bool, stamp: set[str], also: "list[Need]") -> None:
    """Makes the environment anew, or adds to one whose every part is still what the lock says."""
    from tools import system

    system.install([*system.missing_for_venv(), *system.missing_for_qt(window), *also])
    current = _facts(lock, {"run", "test"}, window=True)
    keep = bool(stamp) and stamp <= current
    if stamp and keep and _facts(lock, groups, window=False) <= stamp:
        _write_stamp(stamp | {"window"})
        return
    if not keep:
        stamp = set()
        _let_go_of_a_link(VENV)
        _say("वर्चुअल एनवायरनमेंट बनता है", "making the virtual environment")
        _run([sys.executable, "-m", "venv", "--clear", VENV], "venv")
    with open(_wanted_path(), "w", encoding="ascii") as file:
        file.writelines(each.lines for each in lockfile.read(lock, groups))
    _download(lock, groups)
    _install()
    _run([venv_python(), "-m", "tools.proof", _lock_path(), *sorted(groups)], "venv")
    _write_stamp(stamp | _facts(lock, groups, window))
    _sweep(lock)


def _let_go_of_a_link(path: str) -> None:
    """Removes a link that stands where a folder of ours is made anew; what it leads to is not ours.

    Python's own venv would clear the folder behind it.
    """
    if os.path.islink(path):
        os.unlink(path)
    elif sys.version_info >= (3, 12) and os.path.isjunction(path):
        os.rmdir(path)


def _download(lock: str, groups: set[str]) -> None:
    sizes = [each.size_bytes for each in lockfile.read(lock, groups)]
    total = sum(sizes) // 1_000_000
    _say(f"{len(sizes)} पैकेज आते हैं, लगभग {total} MB", f"fetching {len(sizes)} packages, {total} MB")
    fetch = [venv_python(), "-m", "tools.fetch", WHEELS, _lock_path(), *sorted(groups)]
    if _run(fetch, "pip", may_end_with=_UNKNOWN_PIP) == _UNKNOWN_PIP:
        download = [*_pip("download"), "--dest", WHEELS, "--requirement", _wanted_path()]
        _run(download, "pip")


def _install() -> None:
    _say("पैकेज लगते हैं", "installing the packages")
    own = ["--quiet", "--no-index", "--find-links", WHEELS, "--no-cache-dir"]
    _run([*_pip("install"), *own, "--requirement", _wanted_path()], "pip", environment=_unled())


def _unled() -> dict[str, str]:
    """Without the user's settings of pip, some of which lead elsewhere: target, prefix, root, user.

    Fetching needs them (index, proxy, certificates); what has come is installed without.
    """
    kept = {name: each for name, each in os.environ.items() if not name.upper().startswith("PIP_")}
    return {**kept, "PIP_CONFIG_FILE": os.devnull}


def _wanted_path() -> str:
    return os.path.join(VENV, "wanted.txt")


def _pip(deed: str) -> list[str]:
    safe = ["--require-hashes", "--only-binary=:all:", "--no-deps"]
    return [venv_python(), "-m", "pip", deed, *safe, "--disable-pip-version-check"]


def _run(
    command: list[str],
    what: str,
    may_end_with: int = 0,
    environment: "dict[str, str] | None" = None,
) -> int:
    """Runs a step with its progress shown; its exit code, which is 0 or `may_end_with`.

    Raises CannotSetUp with the last line that it said.
    """
    import subprocess

    from tools import system

    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True, errors="replace"
    ) as process:
        assert process.stderr is not None
        said = [line.strip() for line in process.stderr if line.strip()]
    if process.returncode in (0, may_end_with):
        return process.returncode
    raise system.CannotSetUp(
        f"{what}: {said[-1] if said else process.returncode}\n\n"
        "लाइन चली गई, या इंटरनेट के लिए proxy लगता है? / Is the line down, or is a proxy needed?"
    )


def _write_stamp(lines: set[str]) -> None:
    """Last of all, and at once whole: a stamp that is there is true."""
    with open(f"{STAMP}.new", "w", encoding="ascii") as file:
        file.write("\n".join(sorted(lines)) + "\n")
    os.replace(f"{STAMP}.new", STAMP)


def _sweep(lock: str) -> None:
    """Removes wheels that no lock names any more; the others wait for a set-up without a line.

    Behind a link may lie what others keep: nothing is removed there.
    """
    from hashlib import file_digest

    if os.path.islink(WHEELS):
        return
    named = {each for one in lockfile.read(lock, {"run", "test"}) for each in one.digests}
    for name in os.listdir(WHEELS):
        path = os.path.join(WHEELS, name)
        if name == _BUSY:
            continue
        with open(path, "rb") as file:
            is_named = file_digest(file, "sha256").hexdigest() in named
        if not is_named:
            os.remove(path)


def _alone() -> "IO[str]":
    """Keeps a second set-up of the same folder out until what is returned is closed.

    Raises CannotSetUp when another one is at work. The system frees it however we end.
    """
    from tools import system

    os.makedirs(WHEELS, exist_ok=True)
    file = os.fdopen(os.open(os.path.join(WHEELS, _BUSY), os.O_RDWR | os.O_CREAT, 0o666), "r+")
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise system.CannotSetUp(
            "एक और खिड़की में यही तैयारी चल रही है; उसे पूरा होने दें। "
            "/ Another window is setting this up already; let it finish."
        ) from None
    return file


def _say(hindi: str, english: str) -> None:
    print(f"{hindi} / {english}", flush=True)
