"""A person or firm the shop sells to; everything personal about them is sealed in the books."""

from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.frozen import frozen
from estore_pos.domain.gst import BIHAR, is_gstin, is_state
from estore_pos.domain.ids import CustomerId


@frozen
class Customer:
    """Who a bill was made out to. A phone number is how to reach him, not who he is.

    `group` has prices and offers of its own ("" for none).
    """

    id: CustomerId
    name: str = ""
    phone: str = ""
    address: str = ""
    state: str = BIHAR
    gstin: str = ""
    erased: bool = False
    group: str = ""

    def check(self, own_gstin: str = "") -> None:
        """Raise a Refusal for the first particular that cannot be true; `own_gstin` is the shop's.

        Nobody sells to himself: such a bill is no supply, and a return that shows it is refused.
        """
        if not self.name.strip():
            raise Refusal(RefusalCode.NAME_NEEDED)
        if not is_state(self.state):
            raise Refusal(RefusalCode.STATE_WRONG, state=self.state)
        if self.gstin and not (is_gstin(self.gstin) and self.gstin[:2] == self.state):
            raise Refusal(RefusalCode.GSTIN_WRONG, gstin=self.gstin)
        if self.gstin and self.gstin == own_gstin:
            raise Refusal(RefusalCode.GSTIN_OWN, gstin=self.gstin)
        if self.phone and tidy_phone(self.phone) is None:
            raise Refusal(RefusalCode.PHONE_WRONG, phone=self.phone)


def tidy_phone(typed: str) -> str | None:
    """Ten digits of an Indian number typed with +91, 0, blanks or dashes; None when it is none."""
    digits = "".join(str(int(char)) for char in typed if char.isdecimal())
    rest = "".join(char for char in typed if not char.isdecimal())
    if set(rest) - set(" +-()"):
        return None
    for prefix in ("0091", "91", "0"):
        if len(digits) == 10 + len(prefix) and digits.startswith(prefix):
            digits = digits[len(prefix) :]
    return digits if len(digits) == 10 else None
