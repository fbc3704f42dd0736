"""What was copied outlives the sheet it was copied on, and does not bring the program down."""

import subprocess
import sys

import pytest

_COPIED = """
import sys
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from estore_pos.ui import clipboard

app = QGuiApplication([])
data = QMimeData()
data.setText("the rates")
data.setUrls([QUrl.fromLocalFile("/rates.png")])
if sys.argv[1] == "picture":
    data.setImageData(QImage(3, 2, QImage.Format.Format_RGB32))
clipboard.put(data)
clipboard.hand_over()
held = QGuiApplication.clipboard()
print(held.image().width(), held.text())
"""


@pytest.mark.parametrize(("kind", "stays"), [("picture", "3 "), ("text", "0 the rates")])
def test_what_was_copied_stays_for_others_and_the_program_ends_well(kind: str, stays: str) -> None:
    child = subprocess.run(
        [sys.executable, "-c", _COPIED, kind], capture_output=True, text=True, check=False
    )
    assert (child.returncode, child.stdout.rstrip("\n")) == (0, stays), child.stderr
