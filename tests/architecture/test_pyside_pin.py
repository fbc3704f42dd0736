"""The pinned PySide6 survives a long day of painting."""

import subprocess
import sys

LONG_DAY = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel()
for n in range(200_000):
    label.setText("0" if n % 2 else "1")
print(label.text())
"""


def test_200_000_set_text_calls_do_not_abort_the_process() -> None:
    # 6.12.0 loses a reference to None on every void call and aborts Python 3.11 after some 7,000.
    done = subprocess.run(
        [sys.executable, "-c", LONG_DAY], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "0"), done.stderr[-500:]
