"""The address of HQ as a person types it, and why it gave no place."""

from estore_pos.domain.errors import Refusal, RefusalCode, ShopError, Trouble, TroubleCode


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


def not_joined(reason: str) -> ShopError:
    """What a shop is told of a reason of `sync.client.enrol.NotEnrolled`."""
    match reason:
        case "bad_letters":
            return Refusal(RefusalCode.HQ_CODE_SHAPE)
        case "bad_code" | "code_used" | "code_expired":
            return Refusal(RefusalCode.HQ_CODE_WRONG)
        case "offline":
            return Trouble(TroubleCode.HQ_UNREACHABLE)
        case "not_hq" | "certificate" | "proxy_auth":
            return Trouble(TroubleCode.HQ_INTERCEPTED)
        case "busy" | "slow_down":
            return Trouble(TroubleCode.HQ_BUSY)
        case "certificate_time":
            return Trouble(TroubleCode.CLOCK_SUSPECT)
        case _:
            return Trouble(TroubleCode.HQ_REFUSED, reason=reason)
