"""Writes requirements-<platform>.lock: every version and the hash of every wheel, and no address.

`python -m tools.lock` needs uv and a line. uv resolves once for all platforms and Pythons of
pyproject.toml into uv.lock, which names its registry on every line and is therefore not kept; what
is kept is, for each platform, one wheel per Python for each package. A comment before each package
says whether the product runs on it or only its tests, and how many bytes it is to fetch.
"""

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TypedDict

from packaging.markers import Environment, default_environment
from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = Path(__file__).resolve().parents[1]
PYTHONS = ((3, 11), (3, 12), (3, 13), (3, 14))
# Debian 12 has glibc 2.36; a wheel that wants a younger one would not load there.
_GLIBC_MINOR_MAX = 36


class Platform(NamedTuple):
    """A kind of PC that has a lock: its name, what markers see, and its wheel tags, best first."""

    name: str
    markers: dict[str, str]
    wheel_tags: list[str]


PLATFORMS = (
    Platform(
        "linux-x86_64",
        {
            "sys_platform": "linux",
            "platform_system": "Linux",
            "platform_machine": "x86_64",
            "os_name": "posix",
        },
        [
            *(f"manylinux_2_{minor}_x86_64" for minor in range(_GLIBC_MINOR_MAX, 4, -1)),
            *(f"manylinux{year}_x86_64" for year in ("2014", "2010", "1")),
            "linux_x86_64",
        ],
    ),
    Platform(
        "windows-amd64",
        {
            "sys_platform": "win32",
            "platform_system": "Windows",
            "platform_machine": "AMD64",
            "os_name": "nt",
        },
        ["win_amd64"],
    ),
)


class Wheel(TypedDict):
    """A wheel as uv.lock describes it."""

    url: str
    hash: str
    size: int


class Package(TypedDict):
    """A package as uv.lock describes it."""

    name: str
    version: str
    wheels: list[Wheel]


def main() -> None:
    """Resolves anew and writes every platform's lock."""
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    if uv is None:
        sys.exit("uv is needed: pip install uv")
    subprocess.run([uv, "lock", "--quiet", *sys.argv[1:]], cwd=ROOT, check=True)
    run = {line.partition(" ;")[0] for line in _export(uv, "--no-default-groups")}
    wanted = [Requirement(line) for line in _export(uv, "--all-groups")]
    packages: list[Package] = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]
    by_pin = {(each["name"], each["version"]): each for each in packages}
    for platform in PLATFORMS:
        blocks = [
            block
            for each in wanted
            for block in _block(platform, each, by_pin, "run" if _pin(each) in run else "test")
        ]
        path = ROOT / f"requirements-{platform.name}.lock"
        path.write_text("".join(blocks), encoding="utf-8", newline="\n")
        print(f"{path.name}: {len(blocks)} packages")


def _export(uv: str, groups: str) -> list[str]:
    command = [uv, "export", "--quiet", "--frozen", "--format", "requirements-txt", "--no-hashes"]
    command += ["--no-emit-project", "--no-header", "--no-annotate", groups]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return [line for line in done.stdout.splitlines() if line and not line.startswith("#")]


def _pin(requirement: Requirement) -> str:
    return f"{requirement.name}{requirement.specifier}"


def _block(
    platform: Platform,
    requirement: Requirement,
    by_pin: dict[tuple[str, str], Package],
    used_by: str,
) -> Iterator[str]:
    """The lines of one package, or nothing where no Python of this platform needs it."""
    pythons = [each for each in PYTHONS if _is_needed(platform, requirement, each)]
    if not pythons:
        return
    version = str(requirement.specifier).removeprefix("==")
    package = by_pin[canonicalize_name(requirement.name), version]
    wheels = {each["hash"]: each for each in (_best(platform, package, one) for one in pythons)}
    marker = "" if len(pythons) == len(PYTHONS) else f" ; {requirement.marker}"
    hashes = " \\\n    ".join(f"--hash={each}" for each in sorted(wheels))
    size = max(wheel["size"] for wheel in wheels.values())
    yield f"# {used_by} {size}\n{_pin(requirement)}{marker} \\\n    {hashes}\n"


def _is_needed(platform: Platform, requirement: Requirement, python: tuple[int, int]) -> bool:
    if requirement.marker is None:
        return True
    short = ".".join(map(str, python))
    environment: Environment = default_environment()
    seen: dict[str, str] = {
        **{key: str(value) for key, value in environment.items()},
        **platform.markers,
        "python_version": short,
        "python_full_version": f"{short}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    return requirement.marker.evaluate(seen)


def _best(platform: Platform, package: Package, python: tuple[int, int]) -> Wheel:
    """The wheel that pip would take there; exits when there is none."""
    order: list[Tag] = [
        *cpython_tags(python, platforms=platform.wheel_tags),
        *compatible_tags(python, f"cp{python[0]}{python[1]}", platform.wheel_tags),
    ]
    rank = {tag: place for place, tag in reversed(list(enumerate(order)))}
    fitting: list[tuple[int, Wheel]] = []
    for wheel in package.get("wheels", []):
        tags = parse_wheel_filename(wheel["url"].rpartition("/")[2])[3]
        places = [rank[tag] for tag in tags if tag in rank]
        if places:
            fitting.append((min(places), wheel))
    if not fitting:
        sys.exit(f"{package['name']} {package['version']}: no wheel for {platform.name}, {python}")
    return min(fitting, key=lambda each: each[0])[1]


if __name__ == "__main__":
    main()
