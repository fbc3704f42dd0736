"""Says what is well with this till and what is not: `main.py doctor --books DIR`."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

from estore_pos.base.folders import Folders
from estore_pos.commands import arguments
from estore_pos.commands.telling import words_of
from estore_pos.commands.world import World
from estore_pos.domain.errors import RefusalCode, ShopError, TroubleCode
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
    "deep": mark("deep check"),
    "replay": mark("tables equal the journal"),
    "search": mark("search"),
    "clock": mark("clock"),
    "enrolment": mark("HQ"),
    "streams": mark("what HQ has"),
    "waiting": mark("waiting for HQ"),
}

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
        yield _unopened(error)
        return
    try:
        yield from archive.health(deep=deep, replay=replay)
    except ShopError as error:
        yield _unopened(error)
    finally:
        archive.close()


def _unopened(error: ShopError) -> Finding:
    return Finding("books", False, facts={"code": error.code.value, **error.facts})


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
    """What was seen, in words; empty where the mark says it all."""
    facts = dict(finding.facts)
    if code := facts.pop("code", None):
        error = ShopError(_CODES[str(code)], **facts)
        return f"{sentence(error, say)} ({code})"
    if "reason" in facts:
        return str(facts["reason"])
    match finding.name:
        case "clock" | "waiting":
            return _with_instants(finding, say)
        case "streams":
            return "; ".join(_stream(facts[each], say) for each in facts)
        case "recent" | "deep" | "replay":
            faults = facts["faults"]
            assert isinstance(faults, list)
            return "; ".join(faults) or say.tr("no fault found")
        case _:
            said = _facts_of(finding)
            return say.tr(said, **facts) if said else ""


def _facts_of(finding: Finding) -> str:
    """The sentence that the facts of a finding are told with; "" for none."""
    facts = finding.facts
    match finding.name:
        case "python":
            return mark("version {version}, {bits} bits")
        case "qt":
            return mark("version {version}")
        case "disk":
            return mark("{free_mb} MB are free")
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
            return mark(
                "keys.json is gone or damaged: a copy of the folder could not be opened elsewhere. "
                "The books are safe. Start the counter once: it mends this, and shows a new code "
                "where it must"
            )
        case "schema":
            return mark("{books}; this program writes {program}")
        case "goods":
            return mark("{items} in the list")
        case "rates" if facts["untold"]:
            return mark(
                "goods of which nobody has told a rate: {untold}; no GST is charged on those. "
                "Import a list with GST rates, or tell each on its card (Ctrl+I)"
            )
        case "rates":
            return mark("told of all goods")
        case "search" if finding.well:
            return mark("goods looked for and found: {looked_at}")
        case "search":
            return mark("not found by their own names: {lost}")
        case "enrolment" if facts["hq"]:
            return mark("{hq}, as store {store}")
        case "enrolment":
            return mark("not joined yet; bills wait here")
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
        if facts["last_bill"]:
            return say.tr("now {now}; the last bill {last_bill}", **facts)
        return say.tr("now {now}; no bill yet", **facts)
    bills, records = int(str(facts["bills"])), int(str(facts["records"]))
    waits = {
        "bills": say.ntr("{n} bill", "{n} bills", bills),
        "records": say.ntr("{n} record", "{n} records", records),
    }
    if facts["last_ack"]:
        return say.tr("{bills}, {records}; HQ answered {last_ack}", **{**facts, **waits})
    return say.tr("{bills}, {records}; HQ has not answered yet", **{**facts, **waits})


def _stream(facts: object, say: Words) -> str:
    assert isinstance(facts, dict)
    if facts["lane"] == "trade":
        return say.tr("bills: {acked} of {last} records", **facts)
    return say.tr("goods: {acked} of {last} records", **facts)
