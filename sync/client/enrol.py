"""Exchanging a one-time code for this till's place at a store."""

from sync.client.identity import Enrolment, Signer
from sync.client.line import Answer, Break, Line, LineDown, Request
from sync.protocol import batch, headers, reply
from sync.protocol.refusals import Code
from sync.protocol.reply import BadMessage, EnrolGrant, EnrolRequest, Refused, WrappedKeys
from sync.protocol.signature import RequestFacts

DEADLINE_S = 60


class NotEnrolled(Exception):
    """Raised when HQ gave no place; `reason` is a stable code.

    bad_letters: the code cannot be one (a slip of the hand; nothing was sent). bad_code, code_used,
    code_expired, slow_down, refused: HQ refuses it. not_hq: what answered does not know the code.
    offline, certificate, certificate_time, proxy_auth: no answer. busy: HQ cannot answer now.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


_REASON = {
    Code.BAD_CODE: "bad_code",
    Code.CODE_USED: "code_used",
    Code.CODE_EXPIRED: "code_expired",
    Code.SLOW_DOWN: "slow_down",
    Code.BUSY: "busy",
}


def enrol(
    line: Line, signer: Signer, hq_url: str, typed: str, app: str, keys: WrappedKeys | None = None
) -> Enrolment:
    """Sends the code a person typed, and `keys`; asking again after a lost answer is harmless.

    Raises NotEnrolled.
    """
    try:
        code = reply.read_code(typed)
    except ValueError as error:
        raise NotEnrolled("bad_letters") from error
    key = signer.public_key.hex()
    body = reply.encode(EnrolRequest(code=code, key=key, app=app, keys=keys))
    facts = RequestFacts("POST", reply.ENROL, "", "", 0, 0, b"", b"", batch.digest(body), "")
    sent = headers.write(facts, signer.sign(facts.message()))
    sent["content-type"] = "application/json"
    try:
        answer = line.exchange(Request("POST", reply.ENROL, sent, body, DEADLINE_S))
    except LineDown as down:
        reason = Break.OFFLINE if down.how == Break.CUT else down.how
        raise NotEnrolled(str(reason)) from down
    grant = _grant(answer)
    proof = reply.grant_proof(code, key, grant.device_id, grant.store_id, grant.hq_key)
    if proof != grant.proof:
        raise NotEnrolled("not_hq")
    return Enrolment(hq_url, grant.device_id, grant.store_id, bytes.fromhex(grant.hq_key))


def _grant(answer: Answer) -> EnrolGrant:
    """The grant in an answer. Raises NotEnrolled."""
    ours = answer.headers.get("content-type") == reply.CONTENT_TYPE
    try:
        if ours and answer.status == 201:
            return reply.decode(answer.body, EnrolGrant)
        if ours:
            raise NotEnrolled(_REASON.get(reply.decode(answer.body, Refused).code, "refused"))
    except BadMessage as error:
        raise NotEnrolled("not_hq") from error
    raise NotEnrolled("busy" if answer.status >= 500 and answer.status != 511 else "not_hq")
