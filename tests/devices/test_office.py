"""Sheets for the office printer: which paper they are for, and what Windows is asked."""

import os
from pathlib import Path

import pytest

from estore_pos.devices import printer
from estore_pos.devices.office import FILES, WindowsSheets, sheet_options
from estore_pos.devices.printer import Setup
from estore_pos.documents.invoice import invoice
from estore_pos.documents.table import Form
from estore_pos.domain.errors import Trouble, TroubleCode
from tests.documents.samples import CASES, load_words

PDF = b"%PDF-1.4"


class Windows:
    """Keeps what it was asked, and answers as it is told to."""

    def __init__(self, answer: int = 42) -> None:
        self.answer = answer
        self.asked: list[tuple[str, bytes, str]] = []

    def __call__(self, verb: str, path: Path, queue: str) -> int:
        assert path.suffix == ".pdf"
        self.asked.append((verb, path.read_bytes(), queue))
        return self.answer


@pytest.mark.parametrize(
    ("form", "media"), [(Form.A4, "A4"), (Form.A5, "A5"), (Form.A5_PAIR, "A4")]
)
def test_a_sheet_asks_for_the_paper_it_is_made_for(form: Form, media: str) -> None:
    load_words()
    case = CASES["cash-memo"]
    pdf = invoice(case.bill, case.shop, language="hi", form=form)
    assert sheet_options(pdf) == ("-o", f"media={media}")


@pytest.mark.parametrize(
    ("queue", "verb", "named"), [("Brother HL", "printto", '"Brother HL"'), ("", "print", "")]
)
def test_windows_prints_a_sheet_with_the_program_that_shows_it(
    tmp_path: Path, queue: str, verb: str, named: str
) -> None:
    windows = Windows()
    WindowsSheets(queue, tmp_path, windows).send(PDF)
    assert windows.asked == [(verb, PDF, named)]


@pytest.mark.parametrize(("answer", "why"), [(31, "no_pdf_program"), (5, "ShellExecute 5")])
def test_what_windows_cannot_print_says_why(tmp_path: Path, answer: int, why: str) -> None:
    with pytest.raises(Trouble) as caught:
        WindowsSheets("", tmp_path, Windows(answer)).send(PDF)
    assert caught.value.code is TroubleCode.PRINTER_QUEUE
    assert caught.value.facts["why"] == why


def test_sheets_lie_for_programs_that_are_slow_and_not_for_ever(tmp_path: Path) -> None:
    sheets = WindowsSheets("", tmp_path, Windows())
    for number in range(FILES + 3):
        sheets.send(b"%d" % number)
    kept = {int(path.read_bytes()) for path in tmp_path.iterdir()}
    assert len(kept) == FILES
    assert FILES + 2 in kept


def test_a_folder_that_cannot_be_is_a_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Trouble) as caught:
        WindowsSheets("", tmp_path / "file", Windows()).send(PDF)
    assert caught.value.code is TroubleCode.PRINTER_QUEUE


def test_a_printer_of_windows_is_reached_by_its_verbs() -> None:
    device = printer.connect(Setup("windows_sheets", "Brother HL"), lambda _: None)
    assert isinstance(device, WindowsSheets)


@pytest.mark.skipif(os.name == "nt", reason="there they are")
def test_another_system_has_no_program_for_the_verbs_of_windows(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as caught:
        WindowsSheets("", tmp_path).send(PDF)
    assert caught.value.facts["why"] == "no_pdf_program"
