"""The printer and the scale beside a played till are reached by the till's own drivers."""

import random
import socket
import threading
from pathlib import Path

import pytest

from estore_pos.commands import roll
from estore_pos.commands.bystanders import (
    CHAT,
    HEAD_BYTES,
    CounterScale,
    ReceiptPrinter,
    UnopenedChat,
)
from estore_pos.commands.script import PrinterState
from estore_pos.devices import escpos, printer, scale
from estore_pos.domain.errors import Refusal, Trouble, TroubleCode
from estore_pos.text import chat
from tests.devices import paper_roll


def drawn(rows: int, width: int = HEAD_BYTES) -> list[bytes]:
    """Rows of dots with blank ones and blank margins among them."""
    dots = random.Random(rows)
    made = []
    for _ in range(rows):
        row = bytearray(width)
        if dots.random() < 0.7:
            first, last = sorted(dots.choices(range(width), k=2))
            row[first : last + 1] = dots.randbytes(last + 1 - first)
        made.append(bytes(row))
    return made


def whole(paper: roll.Roll) -> list[bytes]:
    """Each row as wide as the head."""
    return [row.ljust(paper.width, b"\0") for row in paper.rows]


@pytest.mark.parametrize("aligned", [True, False])
def test_the_roll_shows_the_rows_that_were_drawn(aligned: bool) -> None:
    rows = drawn(300)
    sent = escpos.BEGIN + escpos.picture(rows, aligned=aligned) + escpos.cut("partial")
    read = roll.read(sent + escpos.pulse(2), HEAD_BYTES)
    assert whole(read) == rows
    assert (read.cuts, read.pulses) == (1, 1)
    other = paper_roll.read(sent, HEAD_BYTES * 8)
    assert whole(read) == other.whole_rows()
    assert read.grey().count(0) == sum(byte.bit_count() for row in rows for byte in row)
    assert len(read.grey()) == 300 * HEAD_BYTES * 8


def test_what_lies_beyond_the_head_is_lost_as_on_paper() -> None:
    sent = escpos.picture(drawn(200, width=HEAD_BYTES + 16))
    read = roll.read(sent, HEAD_BYTES)
    assert whole(read) == paper_roll.read(sent, HEAD_BYTES * 8).whole_rows()
    assert len(read.grey()) == 200 * HEAD_BYTES * 8


def test_letters_on_the_roll_are_a_fault_of_ours() -> None:
    with pytest.raises(roll.NotOurs, match="at byte 2"):
        roll.read(escpos.BEGIN + b"Total", HEAD_BYTES)


def sent_to(beside: ReceiptPrinter, content: bytes) -> None:
    """As the till sends it."""
    found = printer.connect(printer.Setup("network", beside.address), threading.Event().wait)
    assert found is not None
    found.send(content)


def test_the_printer_prints_runs_out_is_off_and_comes_back_at_its_address() -> None:
    beside, rows = ReceiptPrinter(), drawn(80)
    paper = escpos.picture(rows) + escpos.cut("full")
    sent_to(beside, paper)
    unable: dict[PrinterState, TroubleCode] = {
        "paper_out": TroubleCode.PRINTER_PAPER_OUT,
        "off": TroubleCode.PRINTER_DEAD,
    }
    for state, said in unable.items():
        beside.turn(state)
        with pytest.raises(Trouble) as trouble:
            sent_to(beside, paper)
        assert trouble.value.code is said
    beside.turn("well")
    assert len(whole(beside.printed())) == 80, "nothing came out meanwhile"
    sent_to(beside, paper)
    assert whole(beside.torn_off()) == rows * 2
    assert whole(beside.printed()) == []
    beside.turn("off")


def test_questions_that_are_heard_at_once_are_each_answered() -> None:
    beside = ReceiptPrinter()
    host, _, port = beside.address.rpartition(":")
    with socket.create_connection((host, int(port))) as line:
        line.sendall(escpos.ASK_DONE + escpos.ASK_PAPER)
        heard = b""
        while len(heard) < 2:
            heard += line.recv(2)
    assert heard == b"\0\x12"
    beside.turn("off")


def test_what_lies_on_the_scale_is_weighed() -> None:
    beside = CounterScale()
    found = scale.connect(scale.Setup("lines", beside.port))
    assert found is not None
    with pytest.raises(Refusal):
        found.grams()
    beside.lay("1.250")
    assert found.grams() == 1250
    beside.close()


def test_the_chat_keeps_what_would_have_been_sent_and_opens_nothing(tmp_path: Path) -> None:
    beside = UnopenedChat(tmp_path)
    assert beside.open(chat.web_link("0000000001", "बिल 1 & 2\n₹ 50.00"))
    kept = (tmp_path / CHAT).read_text(encoding="utf-8")
    assert "बिल 1 & 2" in kept
    assert "₹ 50.00" in kept
    assert not beside.has_program()
