"""Asking whether HQ itself is at the other end of a line: no key is shown and no record sent."""

from sync.client.line import Line, LineDown, Request
from sync.protocol import reply


def heard(line: Line, deadline_s: int) -> str:
    """ "" where HQ answered, else why not: busy, stranger (another program answered), or how the
    line broke: offline, cut, certificate_time, certificate, proxy_auth.
    """
    try:
        answer = line.exchange(Request("GET", reply.HELLO, deadline_s=deadline_s))
    except LineDown as down:
        return down.how.value
    if answer.status == 204 and answer.headers.get(reply.MARK) == "1":
        return ""
    return "busy" if answer.status in (429, 500, 502, 503, 504) else "stranger"
