"""What a real peer makes of our bytes: paper, code, troubles, the drawer, the weight."""

import io
from collections.abc import Callable, Iterator
from typing import Any, Literal

import pytest
import zxingcpp
from PIL import Image, ImageChops

from estore_pos.base.settings import Settings
from estore_pos.devices import printer
from estore_pos.domain.errors import ShopError
from estore_pos.operations import weighing
from estore_pos.operations.printer import PrinterState
from estore_pos.operations.printing import Devices, Press
from estore_pos.operations.till import Till
from tests import emupos
from tests.devices import paper_roll
from tests.documents.samples import load_words
from tests.emupos import Emupos, NoEmupos
from tests.operations.shopfront import POTATO, SALT

pytestmark = pytest.mark.emupos


@pytest.fixture(scope="module")
def peer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emupos]:
    """Running devices; where they are left out, paper_roll reads the same bytes."""
    try:
        with emupos.running(tmp_path_factory.mktemp("emupos")) as found:
            yield found
    except NoEmupos as lacking:
        pytest.skip(str(lacking))


@pytest.fixture
def press(till: Till, peer: Emupos) -> Iterator[tuple[Press, list[PrinterState]]]:
    load_words()
    settings = Settings(
        printer="network", printer_address=peer.printer, printer_width_mm=72, drawer="pin2"
    )
    told: list[PrinterState] = []

    def drawer_told(trouble: ShopError | None) -> None:
        if trouble is not None:
            pytest.fail(str(trouble))

    made = till.press(
        till.write,
        lambda: Devices.of(settings),
        lambda setup: printer.connect(setup, lambda _: None),
        told.append,
        drawer_told,
    )
    yield made, told
    made.close()


def run(press: Press) -> float | None:
    """Until there is nothing to do now."""
    while (wait := press.step()) == 0.0:
        pass
    return wait


def test_the_peer_prints_our_dots_and_its_picture_has_the_bill_s_code(
    till: Till,
    peer: Emupos,
    press: tuple[Press, list[PrinterState]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent: list[bytes] = []
    send = printer.LinePrinter.send

    def keep(self: printer.LinePrinter, content: bytes, *more: Any) -> None:
        sent.append(content)
        send(self, content, *more)

    monkeypatch.setattr(printer.LinePrinter, "send", keep)
    before = len(peer.receipts())
    till.counter.add(SALT, 2000)
    till.counter.add(POTATO, 1500)
    bill = till.counter.finish(print_in="both").bills[0]
    assert run(press[0]) is None
    picture = Image.open(io.BytesIO(peer.wait_for_receipts(before + 1)[0])).convert("L")
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [f"ES1:B:{bill.id}"]
    ours = paper_roll.read(sent[0], 576).picture()
    inked = ImageChops.invert(ours).getbbox()
    assert inked is not None
    assert picture.width == 576
    theirs = picture.crop(inked).point(lambda grey: 255 * (grey > 127))
    assert ImageChops.difference(theirs, ours.crop(inked)).getbbox() is None, "dot by dot"


@pytest.mark.parametrize(("fault", "code"), [("paper-out", "T601"), ("cover-open", "T602")])
def test_what_the_peer_lacks_is_said_and_printed_when_it_is_mended(
    till: Till, peer: Emupos, press: tuple[Press, list[PrinterState]], fault: str, code: str
) -> None:
    before = len(peer.receipts())
    peer.fault(fault, is_there=True)
    till.counter.add(SALT, 1000)
    till.counter.finish(print_in="hi")
    assert run(press[0]) is not None
    trouble = press[1][-1].trouble
    assert trouble is not None
    assert trouble.code.value == code
    assert [paper.why for paper in till.papers_waiting()] == [code]
    peer.fault(fault, is_there=False)
    press[0].try_now()
    assert run(press[0]) is None
    assert len(peer.wait_for_receipts(before + 1)) == before + 1
    assert till.papers_waiting() == []


def test_the_peer_s_drawer_opens(peer: Emupos, press: tuple[Press, list[PrinterState]]) -> None:
    peer.ask("POST", "/devices/front/drawer/close")
    press[0].kick()
    run(press[0])
    (front,) = [each for each in peer.devices() if each["id"] == "front"]
    assert "'open': True" in str(front) or "'drawer': 'open'" in str(front), front


@pytest.mark.parametrize("device", ["toledo", "sma"])
def test_the_peer_s_scale_is_weighed_and_its_refusals_are_ours(peer: Emupos, device: str) -> None:
    kind: Literal["toledo", "lines"] = "toledo" if device == "toledo" else "lines"
    settings = Settings(scale_kind=kind, scale_port=peer.port(device))

    def weighed(lay: Callable[[], None]) -> object:
        lay()
        try:
            return weighing.grams(settings)
        except ShopError as error:
            return error.code.value

    assert weighed(lambda: peer.weigh(device, 1250)) == 1250
    assert weighed(lambda: peer.weigh(device, 800, stable=False)) == "R411"
    assert weighed(lambda: peer.weigh(device, 16_000)) == "R412"
    assert weighed(lambda: peer.weigh(device, 0)) == "R413"
