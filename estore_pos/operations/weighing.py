"""What lies on the counter's scale."""

from estore_pos.base.settings import Settings
from estore_pos.devices import scale
from estore_pos.devices.scale import Setup
from estore_pos.domain.errors import Refusal, RefusalCode


def grams(settings: Settings) -> int:
    """Ask the scale of this PC; on a thread that may wait.

    Raises Refusal NO_SCALE and whatever the scale refuses or fails with.
    """
    found = scale.connect(
        Setup(settings.scale_kind, settings.scale_port.strip(), settings.scale_baud)
    )
    if found is None:
        raise Refusal(RefusalCode.NO_SCALE)
    return found.grams()
