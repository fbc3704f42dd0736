"""What an answer is: HQ's signed word, HQ's refusal, or something a stranger said."""

from dataclasses import dataclass

from sync.client.line import Answer
from sync.protocol import reply, signature
from sync.protocol.reply import Ack, BadMessage, Refused
from sync.protocol.signature import AckFacts, RequestFacts


@dataclass(frozen=True, slots=True)
class Stranger:
    """An answer that HQ did not make."""

    status: int
    retry_after_s: int


def understand(answer: Answer, facts: RequestFacts, hq_key: bytes) -> Ack | Refused | Stranger:
    """What an answer is. An Ack only with status 200, our content type and HQ's signature."""
    ours = answer.headers.get("content-type") == reply.CONTENT_TYPE
    written = answer.headers.get("retry-after", "")
    retry_after_s = min(int(written[:6]), 86_400) if written.isdecimal() else 0
    stranger = Stranger(answer.status, retry_after_s)
    if not ours:
        return stranger
    try:
        if answer.status == 200:
            ack = reply.decode(answer.body, Ack)
            return ack if _signed(ack, facts, hq_key) else stranger
        if answer.status in (429, 503):
            return stranger
        return reply.decode(answer.body, Refused)
    except BadMessage:
        return stranger


def _signed(ack: Ack, facts: RequestFacts, hq_key: bytes) -> bool:
    """Whether HQ signed this acknowledgement of this very request."""
    said = AckFacts(
        facts.message(), facts.stream, ack.hw, bytes.fromhex(ack.head), ack.inc, ack.time
    )
    return signature.holds(hq_key, bytes.fromhex(ack.sig), said.message())
