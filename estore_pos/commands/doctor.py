"""Says what is well with this till and what is not: `main.py doctor --books DIR`."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

from estore_pos.base.folders import Folders
from estore_pos.commands import arguments
from estore_pos.commands.telling import of_error, words_of
from estore_pos.commands.world import World
from estore_pos.domain.errors import RefusalCode, ShopError, Trouble, TroubleCode
from estore_pos.operations import health
from estore_pos.operations.archive import open_archive
from estore_pos.operations.health import Finding
from estore_pos.text.dates import stamp_text
from estore_pos.text.sentences import sentence
from estore_pos.text.words import Words, mark

NAMES: dict[str, str] = {
    "python": mark("Python"),
    "qt": mark("windows (Qt)"),
    "engine": mark("database"),
    "disk": mark("room on the disk"),
    "folder": mark("folder of the books"),
    "secrets": mark("where the key lies"),
    "lock": mark("who has it open"),
    "keys": mark("Recovery code"),
    "books": mark("books"),
    "schema": mark("form of the books"),
    "goods": mark("goods"),
    "rates": mark("GST rate"),
    "recent": mark("recent records"),
    "lost": mark("what this PC wrote"),
    "deep": mark("deep check"),
    "replay": mark("tables equal the journal"),
    "search": mark("search"),
    "clock": mark("clock"),
    "enrolment": mark("HQ"),
    "line": mark("line to HQ"),
    "streams": mark("what HQ has"),
    "waiting": mark("waiting for HQ"),
}

LINES: dict[str, str] = {
    "": mark("HQ answers"),
    "busy": mark("HQ answers, but is busy now. Bills go by themselves later"),
    "stranger": mark(
        "something else answers in HQ's place, mostly the login page of the Wi-Fi. Open the "
        "browser and log in; bills wait here"
    ),
    "proxy_auth": mark(
        "the network's proxy wants a login. Ask whoever looks after the network; bills wait here"
    ),
    "certificate": mark(
        "what answers cannot prove that it is HQ. Log in to the network in the browser, or call "
        "the help line; bills wait here"
    ),
    "certificate_time": mark(
        "HQ's proof does not hold at the time this PC says. Set date and time; bills wait here"
    ),
    "offline": mark("HQ does not answer now. Selling goes on and bills go by themselves later"),
}
"""How the line stands, by what asking HQ gave."""

KEYS_GONE = mark(
    "keys.json is gone or damaged: a copy of the folder could not be opened elsewhere. The books "
    "are safe. Start the counter once: it mends this, and shows a new code where it must"
)
KEYS_GONE_SHUT = mark(
    "keys.json is gone or damaged: no recovery code opens this folder. The books were not changed. "
    "Copy the whole folder here again, or put that file back"
)
RATES_UNTOLD = mark(
    "goods of which nobody has told a rate: {untold}; no GST is charged on those. Import a list "
    "with GST rates, or tell each on its card (Ctrl+I)"
)
LOST = mark(
    "not found by their own names: {lost}. They sell by barcode. Copy the folder of the books to a "
    "pen drive and call the help line"
)
AHEAD = mark(
    "HQ holds more than these books: they are an older copy. Every bill is safe at HQ, selling "
    "goes on. Call the help line"
)
LOST_WHY = mark(
    "The file was damaged, or an older copy of the folder was put back. Selling goes on under new "
    "bill numbers. HQ may hold what is missing here"
)
LINE_S = 5
"""So long HQ is waited for."""

_CODES = {code.value: code for code in (*RefusalCode, *TroubleCode)}


def run(rest: list[str], world: World) -> int:
    """0 when all is well, 1 when something is not; works while the counter is open."""
    parser = arguments.parser("doctor", world.asked)
    parser.add_argument(
        "--deep", action="store_true", help="हर पन्ना और हर रिकॉर्ड जाँचें / check every page and record"
    )
    parser.add_argument(
        "--replay",
        action="store_true",
        help="जर्नल से तालिकाएँ फिर बनाकर मिलाएँ / make the tables again from the journal, compare",
    )
    parser.add_argument("--json", action="store_true", help="JSON में / as JSON")
    asked = arguments.read(parser, rest)
    folders = world.find_folders(asked.books)
    found = list(_findings(world, folders, deep=asked.deep, replay=asked.replay))
    say = words_of(asked.lang)
    if asked.json:
        said = json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1)
    else:
        said = "\n".join(line(each, say) for each in found)
    sys.stdout.write(said + "\n")
    return 0 if all(each.well for each in found) else 1


def _findings(world: World, folders: Folders, *, deep: bool, replay: bool) -> Iterator[Finding]:
    yield qt()
    secrets = world.secrets(folders)
    try:
        archive = open_archive(folders.books, folders.cache, world.clock, secrets)
    except ShopError as error:
        yield from health.pc(folders.books, secrets)
        yield Finding("books", False, facts={"code": error.code.value, **error.facts})
        return
    try:
        for found in archive.health(folders.state, deep=deep, replay=replay):
            yield found
            if found.name == "enrolment" and (url := found.facts.get("hq")):
                yield line_to(str(url))
    finally:
        archive.close()


def line_to(url: str) -> Finding:
    """Whether HQ answers now. A line that is away is well: selling goes on without one."""
    from sync.client import hello
    from sync.client.http import HttpLine

    line = HttpLine(url, connect_s=LINE_S, read_s=LINE_S)
    try:
        why = hello.heard(line, LINE_S)
    finally:
        line.close()
    return Finding("line", True, bool(why), {"why": why})


def qt() -> Finding:
    """Whether the libraries of the windows can be loaded here."""
    try:
        import PySide6.QtCore
        import PySide6.QtWidgets
    except ImportError as error:
        return Finding("qt", False, facts={"reason": str(error)})
    assert PySide6.QtWidgets is not None
    return Finding("qt", True, facts={"version": PySide6.QtCore.qVersion()})


def line(finding: Finding, say: Words) -> str:
    """A finding as one line: a mark, what was looked at, what was seen."""
    sign = "✗" if not finding.well else "!" if finding.loud else "✓"
    return f"{sign} {say.tr(NAMES[finding.name])}: {seen(finding, say)}".rstrip(": ")


def seen(finding: Finding, say: Words) -> str:
    """What was seen, in words; empty where the mark says it all.

    The system's own words, which are English and for whoever mends it, stand in the JSON alone.
    """
    facts = dict(finding.facts)
    if code := facts.pop("code", None):
        error = ShopError(_CODES[str(code)], **facts)
        told = of_error(error, say)
        return f"{told} {say.tr(LOST_WHY)}" if finding.name == "lost" else told
    if "unread" in facts:
        return say.tr("could not be read")
    match finding.name:
        case "clock" | "waiting":
            return _with_instants(finding, say)
        case "streams":
            return _streams(finding, say)
        case "recent" | "deep" | "replay":
            return _faults(finding, say)
        case "search" if not finding.well:
            lost = facts["lost"]
            assert isinstance(lost, list)
            return say.tr(LOST, lost=", ".join(lost))
        case _:
            said = _facts_of(finding)
            return say.tr(said, **facts) if said else ""


def _faults(finding: Finding, say: Words) -> str:
    faults = finding.facts["faults"]
    assert isinstance(faults, list)
    if not faults:
        return say.tr("no fault found")
    return say.ntr(
        "{n} fault. Copy the folder of the books to a pen drive and call the help line",
        "{n} faults. Copy the folder of the books to a pen drive and call the help line",
        len(faults),
    )


def _streams(finding: Finding, say: Words) -> str:
    told = "; ".join(_stream(each, say) for each in finding.facts.values())
    return told if finding.well else f"{told}. {say.tr(AHEAD)}"


def _facts_of(finding: Finding) -> str:
    """The sentence that the facts of a finding are told with; "" for none."""
    facts = finding.facts
    match finding.name:
        case "python":
            return mark("version {version}, {bits} bits")
        case "qt" if finding.well:
            return mark("version {version}")
        case "qt":
            return mark("they cannot be loaded. Start python3 main.py once: it sets them up again")
        case "disk" if finding.well and not finding.loud:
            return mark("{free_mb} MB are free")
        case "disk":
            return mark("{free_mb} MB are free. Delete large files: each bill needs room")
        case "folder":
            return mark("{path}") if finding.well else mark("there are no books in {path}")
        case "secrets" if facts["protection"] == "file":
            return mark("in a file: whoever has this disk can open the books")
        case "secrets":
            return mark("kept by Windows for this user")
        case "lock" if facts["open_in_process"]:
            return mark("the till (process {open_in_process})")
        case "lock":
            return mark("nobody")
        case "keys" if finding.well:
            return mark("opens a copy of the books' folder elsewhere")
        case "keys":
            return KEYS_GONE if facts["opens_here"] else KEYS_GONE_SHUT
        case "schema" if facts["books"] == facts["program"]:
            return mark("{books}, that of this program")
        case "schema":
            return mark("{books}; the next start makes it {program}, that of this program")
        case "goods" if finding.loud:
            return mark("none yet. The settings (Ctrl+,) bring a starter list, import your own one")
        case "goods":
            return mark("{items} in the list")
        case "rates" if facts["untold"]:
            return RATES_UNTOLD
        case "rates":
            return mark("told of all goods")
        case "lost":
            return mark("all of it is in the books")
        case "search":
            return mark("goods looked for and found: {looked_at}")
        case "enrolment" if facts["hq"]:
            return mark("{hq}, as store {store}")
        case "enrolment":
            return mark("not joined yet; bills wait here. Settings (Ctrl+,), HQ joins it")
        case "line":
            return LINES.get(str(facts["why"]), LINES["offline"])
        case _:
            return ""


def _with_instants(finding: Finding, say: Words) -> str:
    """The findings that name an instant, which is told by the clock of India."""
    facts = {
        name: stamp_text(datetime.fromisoformat(value))
        if isinstance(value, str) and value
        else value
        for name, value in finding.facts.items()
    }
    if finding.name == "clock":
        said = mark("now {now}; no bill yet")
        if facts["last_bill"]:
            said = mark("now {now}; the last bill {last_bill}")
        doubt = "" if finding.well else sentence(Trouble(TroubleCode.CLOCK_SUSPECT), say)
        return f"{say.tr(said, **facts)}. {doubt}".removesuffix(". ")
    bills, records = int(str(facts["bills"])), int(str(facts["records"]))
    # Each part by itself: a sentence in two languages would say parts that are in both twice.
    waits = (
        say.ntr("{n} bill", "{n} bills", bills),
        say.ntr("{n} record", "{n} records", records),
    )
    heard = mark("HQ answered {last_ack}") if facts["last_ack"] else mark("HQ has not answered yet")
    return f"{', '.join(waits)}; {say.tr(heard, **facts)}"


def _stream(facts: object, say: Words) -> str:
    assert isinstance(facts, dict)
    if facts["lane"] == "trade":
        return say.tr("bills: {acked} of {last} records", **facts)
    return say.tr("goods: {acked} of {last} records", **facts)
