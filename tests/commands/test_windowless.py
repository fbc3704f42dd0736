"""Laws of import, journal, totals, paper and doctor: what they print and how they end."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from types import ModuleType

import pypdfium2
import pytest
import xlsxwriter

from estore_pos.base import settings
from estore_pos.base.secrets import FileSecrets
from estore_pos.commands import (
    COMMANDS,
    WrongWords,
    doctor,
    import_goods,
    journal,
    paper,
    parse,
    play,
    totals,
    tour,
)
from estore_pos.commands.telling import words_of
from estore_pos.commands.world import World
from estore_pos.domain.sale import Bill
from estore_pos.operations.goods_columns import Column
from estore_pos.operations.goods_row import Reason
from estore_pos.operations.health import Finding
from estore_pos.operations.till import Till, open_till
from estore_pos.store import item as items
from estore_pos.store import keys
from tests.commands.world import call_form
from tests.documents import reading
from tests.operations.shopfront import POTATO, goods, put_item
from tests.operations.test_counter import SALT_CODE, registered_shop

Said = pytest.CaptureFixture[str]


def start(world: World) -> Till:
    """The counter's own till on the world's books."""
    folders = world.find_folders(None)
    return open_till(
        folders.books,
        world.clock,
        FileSecrets(folders.state / "secrets"),
        folders.state,
        cache_dir=folders.cache,
    )


@pytest.fixture
def till(world: World) -> Iterator[Till]:
    """A till that stays open while the sub-commands run."""
    opened = start(world)
    for item in goods():
        put_item(opened, item)
    yield opened
    opened.close()


def sell(till: Till) -> Bill:
    """One bill of two goods."""
    till.counter.scan(SALT_CODE)
    till.counter.add(POTATO, milli=1500)
    return till.counter.finish().bills[0]


def test_import_prints_the_four_and_twice_is_the_same(
    world: World, tmp_path: Path, capsys: Said
) -> None:
    file = tmp_path / "माल.csv"
    file.write_text("नाम,भाव\nआटा,36\n,5\nनमक,x\n", encoding="utf-16")
    for new, same in ((1, 0), (0, 1)):
        assert import_goods.run([str(file)], world) == 0
        said, noted = capsys.readouterr()
        assert json.loads(said) == {
            "new": new,
            "changed": 0,
            "same": same,
            "rejected": [
                {"row": 3, "reason": "name_missing: नाम नहीं है"},
                {"row": 4, "reason": "price_unreadable: भाव पढ़ा नहीं गया"},
            ],
        }
        assert "नाम <- 1: नाम" in noted
        assert "भाव <- 2: भाव" in noted


def test_import_of_a_workbook_names_the_sheet_of_a_refused_row_and_every_sheet_left_out(
    world: World, tmp_path: Path, capsys: Said
) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "list.xlsx"))
    for name, price, unit in (("Kirana", "x", "tola"), ("Sabzi", "y", "tola")):
        page = book.add_worksheet(name)
        page.write_row(0, 0, ["Name", "Price", "Unit"])
        page.write_row(1, 0, [f"{name} 1", 10, unit])
        page.write_row(2, 0, [f"{name} 2", price, ""])
    book.add_worksheet("Notes").write(0, 0, "call Ram")
    book.close()
    assert import_goods.run([str(tmp_path / "list.xlsx"), "--lang", "en"], world) == 0
    said, noted = capsys.readouterr()
    reason = "price_unreadable: the price cannot be read"
    assert json.loads(said) == {
        "new": 2,
        "changed": 0,
        "same": 0,
        "rejected": [
            {"sheet": "Kirana", "row": 3, "reason": reason},
            {"sheet": "Sabzi", "row": 3, "reason": reason},
        ],
    }
    assert "Sheet “Sabzi”\nname <- 1: Name\n" in noted
    assert "Sheet “Notes” was not read: " in noted
    assert "Rows Kirana 2, Sabzi 2\n" in noted


def test_import_says_how_many_goods_came_without_a_rate_where_tax_is_charged(
    world: World, tmp_path: Path, capsys: Said
) -> None:
    file = tmp_path / "goods.csv"
    file.write_text("name,price,gst\nTea,100,\nBun,5,\nSoap,40,18%\n")
    assert import_goods.run([str(file), "--lang", "en"], world) == 0
    assert "nobody" not in capsys.readouterr().err, "a shop that charges none needs none"
    till = start(world)
    registered_shop(till)
    till.close()
    assert import_goods.run([str(file), "--lang", "en"], world) == 0
    assert "nobody has told a GST rate: 2; no GST is charged on those" in capsys.readouterr().err


def test_import_speaks_the_language_of_the_screens_unless_one_is_named(
    world: World, tmp_path: Path, capsys: Said
) -> None:
    file = tmp_path / "goods.csv"
    file.write_text("name,price\n,5\n")
    start(world).close()
    settings.save(tmp_path / "state" / settings.FILE, settings.Settings(language="en"))
    for words, reason in (([], "there is no name"), (["--lang", "hi"], "नाम नहीं है")):
        assert import_goods.run([str(file), *words], world) == 0
        said = json.loads(capsys.readouterr().out)
        assert said["rejected"] == [{"row": 2, "reason": f"name_missing: {reason}"}]


@pytest.mark.parametrize(
    ("words", "hindi", "english"),
    [
        ([], "कुछ लिखना रह गया", "Something is missing"),
        (["a.csv", "--frob"], "“--frob” समझ में नहीं आया", "“--frob” is not understood"),
        (["a.csv", "--books"], "--books पर जो लिखा है", "What stands at --books"),
    ],
)
def test_wrong_words_are_a_sentence_in_the_language_and_a_2(
    world: World, capsys: Said, words: list[str], hindi: str, english: str
) -> None:
    for language, sentence, other in (("hi", hindi, english), ("en", english, hindi)):
        with pytest.raises(SystemExit) as end:
            import_goods.run(["--lang", language, *words], world)
        assert end.value.code == 2
        said = capsys.readouterr().err
        assert sentence in said
        assert other not in said
        assert said.splitlines()[1].startswith("python3 main.py import")


@pytest.mark.parametrize("words", [["--lang", "fr"], ["--lang=fr", "journal"]])
def test_a_language_that_there_is_none_of_is_told_with_those_there_are(words: list[str]) -> None:
    with pytest.raises(WrongWords) as refused:
        parse(words)
    said = str(refused.value).splitlines()[0]
    assert "--lang पर “fr” कोई भाषा नहीं; इनमें से एक लिखें: hi (हिन्दी), en (English)।" in said
    assert "“fr” at --lang is no language; write one of these: hi (हिन्दी), en (English)." in said


@pytest.mark.parametrize(
    ("words", "name", "choices"),
    [(["--lang", "fr"], "--lang", "hi, en"), (["--lane", "x"], "--lane", "trade, goods")],
)
def test_behind_a_command_too_a_wrong_choice_is_told_with_those_there_are(
    words: list[str], name: str, choices: str, world: World, capsys: Said
) -> None:
    with pytest.raises(SystemExit) as ended:
        journal.run(words, world)
    assert ended.value.code == 2
    hindi, english = capsys.readouterr().err.splitlines()[0].split(" / ")
    assert hindi == f"{name} पर इनमें से एक लिखना है: {choices}। ऐसे लिखें:"
    assert english == f"At {name} one of these is to stand: {choices}. Write it like this:"


@pytest.mark.parametrize("named", ["", "   ", "b\udcff"])
@pytest.mark.parametrize("words", [["--books", "{}"], ["--books={}"], ["--practice", "--books={}"]])
def test_books_that_name_no_folder_are_refused_before_anything_is_opened(
    words: list[str], named: str
) -> None:
    with pytest.raises(WrongWords) as refused:
        parse([each.format(named) for each in words])
    for said in ("Nothing was opened or changed", "कुछ नहीं खोला, कुछ नहीं बदला"):
        assert said in str(refused.value)


@pytest.mark.parametrize("named", ["", "b\udcff"])
def test_books_that_name_no_folder_are_refused_behind_a_command_too(
    named: str,
    world: World,
    tmp_path: Path,
    capsys: Said,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "goods.csv").write_text("name,price\nTea,10\n", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        import_goods.run(["goods.csv", "--books", named, "--lang", "en"], world)
    assert ended.value.code == 2
    assert "What stands at --books is not understood" in capsys.readouterr().err
    assert [each.name for each in tmp_path.iterdir()] == ["goods.csv"]


@pytest.mark.parametrize("command", [play, tour])
def test_a_folder_for_pictures_that_cannot_be_is_a_sentence_and_a_2(
    command: ModuleType, world: World, tmp_path: Path, capsys: Said
) -> None:
    script = tmp_path / "script.jsonl"
    script.write_text('{"keys": "F1"}\n', encoding="utf-8")
    words = [str(script)] if command is play else []
    assert command.run([*words, "--out", str(script / "pictures")], world) == 2
    assert "name another folder at --out" in capsys.readouterr().err


def test_a_dry_run_changes_nothing_and_makes_no_books(
    world: World, tmp_path: Path, capsys: Said
) -> None:
    file = tmp_path / "goods.csv"
    file.write_text("name,price\nAtta,36\n")
    assert import_goods.run([str(file), "--dry-run"], world) == 0
    assert json.loads(capsys.readouterr().out)["new"] == 1
    assert not (tmp_path / "books").exists()


def test_an_import_into_new_books_shows_their_recovery_code_once(
    world: World, tmp_path: Path, capsys: Said
) -> None:
    file = tmp_path / "goods.csv"
    file.write_text("name,price\nAtta,36\n")
    assert import_goods.run([str(file), "--lang", "en"], world) == 0
    said = capsys.readouterr().err
    found = re.search(r"recovery code of these books is (\S+)\. Write it on paper", said)
    assert found
    assert keys.unwrap(tmp_path / "books", found[1])
    assert import_goods.run([str(file), "--lang", "en"], world) == 0
    assert "recovery" not in capsys.readouterr().err
    till = start(world)
    assert till.is_new
    assert till.recovery_code is None, "nor does the first start show it"
    till.close()


def test_every_reason_and_every_column_has_its_words() -> None:
    assert set(import_goods.REASONS) == set(Reason)
    assert set(import_goods.COLUMNS) == set(Column)


def test_a_unit_that_nobody_knows_is_named_with_its_rows(
    world: World, tmp_path: Path, capsys: Said
) -> None:
    path = tmp_path / "goods.csv"
    path.write_text("name,price,unit\nLac,80,tola\nTea,80,pkt\nGold,90,tola\n", encoding="utf-8")
    assert import_goods.run([str(path), "--lang", "en"], world) == 0
    said = capsys.readouterr()
    assert "“tola” is no unit that is known; “unit” was taken." in said.err
    assert "Rows 2, 4\n" in said.err
    assert json.loads(said.out)["new"] == 3


def test_a_rate_that_never_was_is_left_untold_and_named_with_its_rows(
    world: World, tmp_path: Path, capsys: Said
) -> None:
    path = tmp_path / "goods.csv"
    path.write_text("name,price,gst\nBidi,20,99\nTea,80,5\nSoap,30,28\n", encoding="utf-8")
    assert import_goods.run([str(path), "--lang", "en"], world) == 0
    said = capsys.readouterr()
    assert "GST 99 is no rate of today; none was taken." in said.err
    assert "GST 28 is no rate of today; 18 % was taken. Check rows 4" in said.err
    assert json.loads(said.out)["new"] == 3
    till = start(world)
    goods = till.write(lambda page: {each.name_en: each for each in items.every(page)})
    assert [goods[name].is_rate_untold for name in ("Bidi", "Tea", "Soap")] == [True, False, False]
    till.close()


def test_import_into_open_books_is_refused_with_a_sentence(
    world: World, till: Till, tmp_path: Path, capsys: Said
) -> None:
    file = tmp_path / "goods.csv"
    file.write_text("name,price\nAtta,36\n")
    assert import_goods.run([str(file), "--lang", "hi"], world) == 1
    out, error = capsys.readouterr()
    assert out == ""
    assert "खाता दूसरी खिड़की में खुला है" in error
    assert "T104" in error


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("list.csv", b"%PDF-1.7", "it is another kind of file"),
        ("none.csv", None, "there is no such file"),
        (".", None, "it is a folder"),
        ("/dev/urandom", None, "a device or a pipe, which may have no end"),
        ("empty.xlsx", b"", "it is empty"),
    ],
)
def test_a_wrong_file_is_a_sentence_and_a_code(
    world: World, tmp_path: Path, capsys: Said, name: str, content: bytes | None, says: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert import_goods.run([str(tmp_path / name), "--lang", "en"], world) == 1
    assert says in capsys.readouterr().err
    assert not (tmp_path / "books").exists()


def test_the_journal_is_written_while_the_counter_is_open(
    world: World, till: Till, capsys: Said
) -> None:
    bill = sell(till)
    assert journal.run([], world) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    kinds = [line["record"]["k"] for line in lines]
    assert kinds == ["stream.opened", "bill", "stream.opened", *["item.saved"] * len(goods())]
    made = lines[1]["record"]
    assert (made["i"], made["b"]["n"], made["b"]["a"]) == (
        bill.id,
        bill.number,
        bill.totals.payable.paise,
    )
    assert journal.run(["--lane", "trade"], world) == 0
    trade = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert trade == lines[:2]
    content = json.dumps(trade[1]["record"], ensure_ascii=False, separators=(",", ":")).encode()
    linked = hashlib.sha256(bytes.fromhex(trade[0]["hash"]) + content).hexdigest()
    assert linked == trade[1]["hash"], "the chain can be checked from the lines alone"


def test_the_totals_are_those_of_the_bills(world: World, till: Till, capsys: Said) -> None:
    bills = [sell(till), sell(till)]
    assert totals.run([], world) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["day"] == "2026-12-01"
    assert said["bills"] == 2
    assert said["payable"] == sum(bill.totals.payable.paise for bill in bills)
    assert said["gross"] + said["round_off"] == said["payable"]
    assert said["tenders"] == {"cash": said["payable"]}
    assert totals.run(["--day", "2026-11-30"], world) == 0
    assert json.loads(capsys.readouterr().out)["bills"] == 0
    for day in ("01-12-2026", "1/12/2026", "2026-12-01", "today", "Aaj", "आज", "०१-१२-२०२६"):
        assert totals.run(["--day", day], world) == 0
        assert json.loads(capsys.readouterr().out)["bills"] == 2
    for day in ("yesterday", "kal", "कल"):
        assert totals.run(["--day", day], world) == 0
        assert json.loads(capsys.readouterr().out)["day"] == "2026-11-30"
    for day in ("tomorrow", "31-02-2026", "11-2026"):
        for language, sentence in (("en", f"{day} is no date."), ("hi", "तारीख")):
            assert totals.run(["--day", day, "--lang", language], world) == 1
            out, err = capsys.readouterr()
            assert (out, sentence in err, "(R302)" in err) == ("", True, True)


@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
def test_a_barcode_whose_check_digit_is_wrong_is_taken_and_told_beside_the_counts(
    world: World, tmp_path: Path, capsys: Said, dry: list[str]
) -> None:
    file = tmp_path / "goods.csv"
    file.write_text(
        "Name,Price,Barcode\nSalt,20,8901030865275\nSoap,30,8901030865271\n"
        "Label,10,2100010000007\nShort,10,1234567\n",
        encoding="utf-8",
    )
    assert import_goods.run([str(file), *dry, "--lang", "en"], world) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == {"new": 4, "changed": 0, "same": 0, "rejected": []}
    assert said.err.count("check digit") == 1
    assert re.search(r"taken as it stands\..* Rows 3$", said.err, re.MULTILINE)


def test_what_a_list_says_and_is_not_taken_so_is_told_with_its_rows(
    world: World, tmp_path: Path, capsys: Said
) -> None:
    file = tmp_path / "goods.csv"
    file.write_text(
        "name,price,mrp,hsn\nTea,12.345,20,ABCD\nSalt,0,20,2501\nSoap,42.160000000000004,50,\n"
        "Oil,0.00,,12\nRice,41.999999,,-\nDal,90,95.005,07139090\nGhee,,,0405\n",
        encoding="utf-8",
    )
    assert import_goods.run([str(file), "--lang", "en"], world) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["new"] == 7
    assert "A price of 0 is no price: none was taken." in said.err
    assert "first sale. Rows 3, 5\n" in said.err
    assert "rounded to the paisa. Check rows 2, 7\n" in said.err
    assert "“ABCD” and the like is no HSN" in said.err
    assert "or in the list. Rows 2, 5\n" in said.err


@pytest.mark.parametrize("command", [journal, totals, doctor])
def test_where_there_never_were_books_nobody_is_told_to_bring_them_back(
    world: World, tmp_path: Path, capsys: Said, command: ModuleType
) -> None:
    assert command.run(["--lang", "en"], world) == 1
    said = "".join(capsys.readouterr())
    assert "T112" in said
    assert "before" not in said
    assert not (tmp_path / "books").exists()


def test_books_that_are_gone_are_told_as_gone(world: World, tmp_path: Path, capsys: Said) -> None:
    start(world).close()
    (tmp_path / "books" / "books.db").unlink()
    assert journal.run([], world) == 1
    assert "T101" in capsys.readouterr().err
    rmtree(tmp_path / "books")
    assert journal.run([], world) == 1
    assert "T101" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["58", "80", "a4", "a5", "a5x2"])
@pytest.mark.parametrize("language", [[], ["--lang", "hi"], ["--lang", "en"]])
def test_a_paper_is_made_from_the_record(
    world: World, till: Till, tmp_path: Path, capsys: Said, kind: str, language: list[str]
) -> None:
    bill = sell(till)
    out = tmp_path / "paper.pdf"
    assert paper.run([bill.number, "--kind", kind, "--out", str(out), *language], world) == 0
    assert capsys.readouterr().out.strip() == str(out)
    document = pypdfium2.PdfDocument(out)
    page = document[0].get_textpage()
    text = page.get_text_range()
    page.close()
    document.close()
    assert bill.number in text
    assert ("नमक" in text) is (language != ["--lang", "en"])


def test_a_paper_that_nobody_can_count_says_that_it_is_a_copy(
    world: World, till: Till, tmp_path: Path
) -> None:
    out = tmp_path / "paper.pdf"
    assert paper.run([sell(till).number, "--kind", "80", "--out", str(out)], world) == 0
    assert "DUPLICATE" in reading.text(out.read_bytes())


def test_a_paper_of_no_bill_is_a_sentence(world: World, till: Till, capsys: Said) -> None:
    assert paper.run(["MXXXX/26/000001"], world) == 1
    assert "MXXXX/26/000001" in capsys.readouterr().err


def test_a_paper_that_cannot_be_put_is_a_sentence(
    world: World, till: Till, tmp_path: Path, capsys: Said
) -> None:
    bill = sell(till)
    assert paper.run([bill.number, "--out", str(tmp_path / "no" / "such" / "x.pdf")], world) == 2
    assert "name another place at --out" in capsys.readouterr().err


def test_a_paper_is_written_over_a_paper_and_over_nothing_else(
    world: World, till: Till, tmp_path: Path, capsys: Said
) -> None:
    bill = sell(till)
    letter, earlier = tmp_path / "letter.txt", tmp_path / "earlier.pdf"
    letter.write_text("dear", encoding="utf-8")
    earlier.write_bytes(b"%PDF-1.4 of yesterday")
    assert paper.run([bill.number, "--out", str(letter)], world) == 2
    assert "left as it was" in capsys.readouterr().err
    assert letter.read_text(encoding="utf-8") == "dear"
    assert paper.run([bill.number, "--out", str(earlier)], world) == 0
    assert earlier.stat().st_size > 1_000


def test_the_doctor_finds_a_working_till_well(world: World, till: Till, capsys: Said) -> None:
    sell(till)
    assert doctor.run(["--deep", "--replay"], world) == 0
    said = capsys.readouterr().out
    assert "✗" not in said
    assert "! चाबी की जगह" in said, "a key in a file is said loudly"
    assert doctor.run(["--json"], world) == 0
    found = {each["name"]: each for each in json.loads(capsys.readouterr().out)}
    assert found["waiting"]["facts"]["bills"] == 1
    assert found["lock"]["facts"]["open_in_process"] > 0
    assert set(found) <= set(doctor.NAMES)


def test_the_doctor_speaks_one_language_when_asked_and_in_words(
    world: World, till: Till, capsys: Said
) -> None:
    said = ""
    for sold in (False, True):
        if sold:
            sell(till)
        assert doctor.run(["--deep", "--replay", "--lang", "en"], world) == 0
        said = capsys.readouterr().out
        assert not re.search("[\u0900-\u097f]", said)
        assert not re.search(r":$|\b(hq|None|last_ack|free_mb|protection)\b", said, re.MULTILINE)
        assert ("no bill yet" in said) is not sold
    assert "1 bill, " in said
    assert "HQ has not answered yet" in said
    assert "not joined yet" in said
    assert doctor.run(["--lang", "hi"], world) == 0
    assert "भेजना बाकी: 1 बिल" in capsys.readouterr().out
    assert doctor.run([], world) == 0
    (waits,) = [row for row in capsys.readouterr().out.splitlines() if "waiting for HQ" in row]
    for part in ("1 बिल / 1 bill, ", "अभी जवाब नहीं दिया", "HQ has not answered yet"):
        assert waits.count(part) == 1, "each language once"


@pytest.mark.parametrize(
    ("finding", "said"),
    [
        (Finding("lock", False, facts={"code": "T109"}), "✗ who has it open: The disk is full."),
        (Finding("secrets", True, facts={"protection": "account"}), "kept by Windows"),
        (Finding("goods", False, facts={"unread": True}), "✗ goods: could not be read"),
        (Finding("enrolment", True, facts={"hq": "https://hq", "store": "S1"}), "store S1"),
        (Finding("deep", False, facts={"faults": ["page 7"]}), "✗ deep check: 1 fault. Copy"),
        (
            Finding(
                "waiting",
                True,
                facts={"bills": 2, "records": 3, "last_ack": "2026-12-01T06:30:00Z"},
            ),
            "HQ answered 01-12-2026 12:00",
        ),
        (Finding("engine", False, facts={"code": "T105", "found": "3.40"}), "(version 3.40)"),
        (Finding("engine", True), "✓ database"),
    ],
)
def test_a_finding_is_said_in_words(finding: Finding, said: str) -> None:
    assert said in doctor.line(finding, words_of("en"))


def test_the_doctor_says_what_is_not_well(world: World, tmp_path: Path, capsys: Said) -> None:
    assert doctor.run([], world) == 1
    assert "✗ खाते का फ़ोल्डर" in capsys.readouterr().out
    start(world).close()
    file = tmp_path / "books" / "books.db"
    content = bytearray(file.read_bytes())
    content[5000] ^= 1
    file.write_bytes(content)
    assert doctor.run(["--deep"], world) == 1
    assert "✗" in capsys.readouterr().out


def test_books_of_a_newer_program_are_left_alone(
    world: World, tmp_path: Path, capsys: Said
) -> None:
    start(world).close()
    call_form(tmp_path, 999)
    file = tmp_path / "goods.csv"
    file.write_text("name,price\nAtta,36\n")
    for command, words in ((journal, []), (totals, []), (import_goods, [str(file)])):
        assert command.run(words, world) == 1
        assert "T102" in capsys.readouterr().err
    assert doctor.run([], world) == 1
    assert "T102" in capsys.readouterr().out


def test_without_its_key_a_till_is_told_to_bring_the_recovery_code(
    world: World, tmp_path: Path, capsys: Said
) -> None:
    start(world).close()
    FileSecrets(tmp_path / "state" / "secrets").delete("books")
    for command in (journal, totals):
        assert command.run([], world) == 1
        said = capsys.readouterr().err
        assert "(T106)" in said
        assert f"start python3 main.py --books {tmp_path / 'books'} and type it there" in said
    assert doctor.run(["--lang", "en"], world) == 1
    assert "and type it there" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["import", "journal", "totals", "gst", "paper", "doctor"])
def test_help_says_it_in_both_languages(name: str, world: World, capsys: Said) -> None:
    from importlib import import_module

    with pytest.raises(SystemExit) as ended:
        import_module(COMMANDS[name].module).run(["--help"], world)
    assert ended.value.code == 0
    said = " ".join(capsys.readouterr().out.split())
    assert COMMANDS[name].hindi.split()[0] in said
    assert "--books DIR" in said
