"""What the operating system must have before pip and Qt can work, and how to get it there.

Everything is looked for before it fails: Debian's `venv` without `ensurepip` leaves half an
environment behind, and Qt without its libraries aborts the process without a sentence.
"""

import os
import sys
from typing import NamedTuple

# ctypes, shutil and subprocess are imported where something is looked for: a warm start does not.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class CannotSetUp(Exception):
    """Raised when the set-up ends here; its text is for the person who typed the command."""


class Need(NamedTuple):
    """Something the system lacks, by its package's name in each family; "" where it is built in."""

    debian: str
    fedora: str
    arch: str


QT = {
    "libGL.so.1": Need("libgl1", "mesa-libGL", "libglvnd"),
    "libEGL.so.1": Need("libegl1", "mesa-libEGL", "libglvnd"),
    "libglib-2.0.so.0": Need("libglib2.0-0", "glib2", "glib2"),
    "libdbus-1.so.3": Need("libdbus-1-3", "dbus-libs", "dbus"),
    "libfontconfig.so.1": Need("libfontconfig1", "fontconfig", "fontconfig"),
    "libxkbcommon.so.0": Need("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
}
# What a real window needs beside these; without a display nobody looks for it.
QT_WINDOW = {
    "libxcb-cursor.so.0": Need("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxkbcommon-x11.so.0": Need("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    "libxcb-icccm.so.4": Need("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-keysyms.so.1": Need("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-shape.so.0": Need("libxcb-shape0", "libxcb", "libxcb"),
}
POSTGRES = Need("postgresql", "postgresql-server", "postgresql")
POPPLER = Need("poppler-utils", "poppler-utils", "poppler")
STRACE = Need("strace", "strace", "strace")
CUPS = Need("cups-daemon", "cups", "cups")
CUPS_CLIENT = Need("cups-client", "cups-client", "cups")
GCC = Need("gcc", "gcc", "gcc")
LIBC_HEADERS = Need("libc6-dev", "glibc-devel", "glibc")

OS_RELEASE = "/etc/os-release"
_HEADER = "/usr/include/stdio.h"
"""Debian's gcc comes without it where nothing is installed that is only recommended."""
_GLIBC_OLDEST = (2, 34)


def lock_name() -> str:
    """The platform part of the lock's file name.

    Raises CannotSetUp where no such lock exists or the wheels would not load.
    """
    if sys.platform == "win32" and "AMD64" in sys.version:
        return "windows-amd64"
    if sys.platform == "linux" and os.uname().machine == "x86_64":
        _refuse_old_glibc()
        return "linux-x86_64"
    raise CannotSetUp(
        "यह प्रोग्राम 64-बिट (x86) Linux और Windows पर चलता है; यह कंप्यूटर दूसरी तरह का है। "
        "/ This program runs on 64-bit (x86) Linux and Windows; this computer is of another kind."
    )


def _refuse_old_glibc() -> None:
    name, _, version = (os.confstr("CS_GNU_LIBC_VERSION") or "").partition(" ")
    numbers = tuple(int(each) for each in version.split(".")[:2] if each.isdigit())
    if name != "glibc" or numbers < _GLIBC_OLDEST:
        raise CannotSetUp(
            "यह Linux बहुत पुराना है: glibc 2.34 या नया चाहिए (Debian 12, Ubuntu 22.04)। "
            "/ This Linux is too old: glibc 2.34 or newer is needed (Debian 12, Ubuntu 22.04)."
        )


def refuse_unwritable(folders: "Iterable[str]") -> None:
    """Raises CannotSetUp for the first folder that this user may neither write in nor make."""
    effective = os.access in os.supports_effective_ids
    for folder in folders:
        place = folder if os.path.exists(folder) else os.path.dirname(folder)
        if not os.access(place, os.W_OK | os.X_OK, effective_ids=effective):
            raise CannotSetUp(unwritable(place))


def unwritable(path: str) -> str:
    """What a person is told of a folder or file of the program that is not his to write."""
    owner = _other_owner(path)
    whose, says = (f" ({owner} का है)", f" (it is {owner}'s)") if owner else ("", "")
    return (
        f"यहाँ लिखने की इजाज़त आपको नहीं है{whose}: {path}\n"
        "कुछ बदला नहीं। प्रोग्राम का पूरा फ़ोल्डर अपने फ़ोल्डर में कॉपी करके वहाँ से चलाएँ, या जिनका है उनसे "
        f"एक बार चलवाएँ।\n/ You may not write here{says}: {path}\n"
        "Nothing was changed. Copy the program's whole folder into one of your own and start it "
        "there, or let its owner start it once."
    )


def _other_owner(path: str) -> str:
    """The name of the user a path belongs to, "" where it is this one or nobody can tell."""
    if sys.platform == "win32":
        return ""
    import pwd

    try:
        user = os.stat(path).st_uid
        return "" if user == os.geteuid() else pwd.getpwuid(user).pw_name
    except (OSError, KeyError):
        return ""


def missing_for_venv() -> list[Need]:
    """What `python -m venv` lacks here."""
    from importlib.util import find_spec

    if find_spec("ensurepip") and find_spec("venv"):
        return []
    own = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    default = os.path.realpath("/usr/bin/python3").endswith(own)
    return [Need("python3-venv" if default else f"{own}-venv", "python3", "python")]


def missing_for_qt(window: bool) -> list[Need]:
    """The libraries that Qt would not find, `window` including those of a real display."""
    if sys.platform != "linux":
        return []
    wanted = {**QT, **QT_WINDOW} if window else QT
    return [need for library, need in wanted.items() if not _loads(library)]


def missing_for_tests() -> list[Need]:
    """The programs that the whole suite uses and that are not here."""
    if sys.platform != "linux":
        return []
    from shutil import which

    found_postgres = os.path.isdir("/usr/lib/postgresql") or which("postgres")
    missing = [] if found_postgres else [POSTGRES]
    if not os.path.exists(_HEADER):
        missing.append(LIBC_HEADERS)
    programs = (
        ("pdftotext", POPPLER),
        ("strace", STRACE),
        ("cupsd", CUPS),
        ("lpadmin", CUPS_CLIENT),
        ("gcc", GCC),
    )
    places = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"  # where a user's PATH does not look
    return [*missing, *(need for program, need in programs if not which(program, path=places))]


def _loads(library: str) -> bool:
    import ctypes

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def can_install() -> bool:
    """True for root on a system of Debian's family."""
    return sys.platform == "linux" and os.geteuid() == 0 and os.path.exists("/usr/bin/apt-get")


def install(needs: list[Need]) -> None:
    """Installs all of them with one apt-get where we may, else says the one line to type.

    Raises CannotSetUp with that line, or with apt-get's failure.
    """
    if not needs:
        return
    if not can_install():
        raise CannotSetUp(
            "सिस्टम में कुछ चीज़ें नहीं हैं। यह एक पंक्ति लिखें, फिर वही कमांड दोबारा चलाएँ: "
            "/ The system lacks some parts. Type this one line, then the same command again:\n\n"
            f"{line_to_type(needs)}"
        )
    names = _names(need.debian for need in needs)
    print(f"apt-get install {' '.join(names)}", flush=True)
    if _has_lists() and _apt("install", *names):
        return
    if not _apt("update") or not _apt("install", *names):
        raise CannotSetUp(
            "apt-get से सिस्टम की चीज़ें नहीं आईं; ऊपर उसकी आख़िरी पंक्ति देखें (लाइन या proxy?)। "
            "/ apt-get could not install the system's parts; see its last line above "
            f"(line or proxy?). Type:\n\n  apt-get install {' '.join(names)}"
        )


def line_to_type(needs: list[Need]) -> str:
    """The command that installs `needs` on this system; one for each family when it is unknown."""
    lines = {
        "debian": ("Debian, Ubuntu", "apt-get install", [need.debian for need in needs]),
        "fedora": ("Fedora", "dnf install", [need.fedora for need in needs]),
        "arch": ("Arch", "pacman -S --needed", [need.arch for need in needs]),
    }
    family = _family()
    chosen = [lines[family]] if family else list(lines.values())
    sudo = "" if sys.platform == "linux" and os.geteuid() == 0 else "sudo "
    return "\n".join(
        f"  {sudo}{command} {' '.join(_names(names))}"
        if family
        else f"  {title}: {sudo}{command} {' '.join(_names(names))}"
        for title, command, names in chosen
    )


def _family() -> str:
    """Which of the families of `line_to_type` this system says it belongs to; "" if none."""
    try:
        with open(OS_RELEASE, encoding="utf-8") as text:
            pairs = dict(line.rstrip("\n").split("=", 1) for line in text if "=" in line)
    except OSError:
        return ""
    said = f"{pairs.get('ID', '')} {pairs.get('ID_LIKE', '')}".replace('"', "").split()
    for family, words in (
        ("debian", {"debian", "ubuntu"}),
        ("fedora", {"fedora", "rhel"}),
        ("arch", {"arch"}),
    ):
        if words & set(said):
            return family
    return ""


def _names(names: "Iterable[str]") -> list[str]:
    return list(dict.fromkeys(name for name in names if name))


def _has_lists() -> bool:
    """False on a fresh system, whose apt knows no package before its first update."""
    try:
        return any("_Packages" in name for name in os.listdir("/var/lib/apt/lists"))
    except OSError:
        return False


def _apt(deed: str, *names: str) -> bool:
    import subprocess

    options = ["--no-install-recommends"] if deed == "install" else []
    done = subprocess.run(
        ["apt-get", "-q", "-y", deed, *options, *names],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdout=subprocess.DEVNULL,
        check=False,
    )
    return done.returncode == 0
