"""The address of HQ as a person types it."""

from estore_pos.domain.errors import Refusal, RefusalCode


def tidy_address(typed: str) -> str:
    """HQ's address as it is called: with its scheme, without a closing slash.

    Raises Refusal HQ_ADDRESS_WRONG for what is no http address.
    """
    address = typed.strip()
    if address and "://" not in address:
        address = "https://" + address
    scheme, _, rest = address.partition("://")
    rest = rest.rstrip("/")
    if scheme not in ("http", "https") or not rest or rest.startswith(("/", ":")) or " " in rest:
        raise Refusal(RefusalCode.HQ_ADDRESS_WRONG, address=typed.strip())
    return f"{scheme}://{rest}"
