"""The HQ on the web: its addresses, the bounds on what they read, and how refusals are said."""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeVar

import anyio
import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse
from msgspec import Struct
from starlette.requests import ClientDisconnect

from sync.protocol import batch, headers, reply
from sync.protocol.headers import BadHeader
from sync.protocol.refusals import Code
from sync.protocol.reply import BadMessage, EnrolRequest, Haves, OpenStream, WrappedKeys
from sync.protocol.signature import RequestFacts
from sync.server import openapi
from sync.server.enrolment import Enrolments
from sync.server.figures import FigureDesk
from sync.server.intake import Intake
from sync.server.pages import dashboard
from sync.server.refusal import Refusal
from sync.server.store.database import Busy, Database

# 64 KB at 1 KB/s and half a minute of patience; a slower sender comes back with less.
BODY_WAIT_S = 120
BUSY_RETRY_S = 30

_STREAM = re.compile(r"[0-9a-f]{32}\Z")
_Asgi = Callable[..., Awaitable[None]]
Small = TypeVar("Small", bound=Struct)


class Marked:
    """Puts `X-Estore: 1` on every answer, so that a till knows HQ from a portal."""

    def __init__(self, app: _Asgi) -> None:
        self._app = app

    async def __call__(self, scope: MutableMapping[str, Any], receive: _Asgi, send: _Asgi) -> None:
        """One request."""

        async def marked(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), (reply.MARK.encode(), b"1")]
            await send(message)

        try:
            await self._app(scope, receive, marked)
        except ClientDisconnect:
            return  # it hung up in the middle of its request; nothing was stored


def build(store: Database, now_ms: Callable[[], int], practice: bool) -> FastAPI:
    """The HQ over an opened database."""
    app = FastAPI(
        title="CSC Grameen eStore HQ",
        version="1",
        description="Takes in what the tills send and shows the state its figures.",
        docs_url=None,
        redoc_url=None,
    )
    app.add_middleware(Marked)
    _add_refusals(app)
    _add_pages(app, FigureDesk(store, now_ms, practice))
    _add_streams(app, Intake(store, now_ms))
    _add_enrolment(app, Enrolments(store, now_ms))
    openapi.describe(app)
    return app


def _add_refusals(app: FastAPI) -> None:
    """How errors are said."""

    async def refused(_: Request, error: Exception) -> Response:
        assert isinstance(error, Refusal)
        extra = {"Retry-After": str(error.retry_after_s)} if error.retry_after_s else {}
        return _said(error.message(), error.status, extra)

    async def busy(request: Request, _: Exception) -> Response:
        return await refused(request, Refusal(Code.BUSY, retry_after_s=BUSY_RETRY_S))

    app.add_exception_handler(Refusal, refused)
    app.add_exception_handler(Busy, busy)


def _add_pages(app: FastAPI, desk: FigureDesk) -> None:
    """What people and monitors read."""

    @app.get("/", **openapi.PAGE)
    async def page(lang: str = "hi") -> Response:
        figures = await run_in_threadpool(desk.figures)
        return Response(
            dashboard.render(figures, lang),
            media_type="text/html; charset=utf-8",
            headers={
                "Cache-Control": "no-store",
                "Content-Security-Policy": dashboard.POLICY,
                "X-Content-Type-Options": "nosniff",
                "Referrer-Policy": "no-referrer",
            },
        )

    @app.get(dashboard.FONT_PATH, **openapi.FONT)
    async def font() -> Response:
        return FileResponse(
            dashboard.FONT,
            media_type="font/ttf",
            headers={"Cache-Control": "public, max-age=31536000"},
        )

    @app.get("/figures.json", **openapi.FIGURES)
    async def figures_json() -> Response:
        figures = await run_in_threadpool(desk.figures)
        return Response(
            msgspec.json.encode(figures),
            media_type="application/json",
            headers={"Cache-Control": "no-store"},
        )

    @app.get("/healthz", **openapi.HEALTH)
    async def health() -> Response:
        await run_in_threadpool(desk.figures)
        return Response(b'{"status":"ok"}', media_type="application/json")

    @app.get(reply.HELLO, **openapi.HELLO)
    async def hello() -> Response:
        return Response(status_code=204)


def _add_streams(app: FastAPI, intake: Intake) -> None:
    """Where tills send their records."""

    @app.put("/v1/streams/{stream}", **openapi.OPEN)
    async def open_stream(stream: str, request: Request) -> Response:
        facts, signed = _facts(request, stream, reply.stream_path(stream))
        wish = _small(await _body(request, facts, reply.SMALL_BODY_BYTES_MAX), OpenStream)
        return _said(await run_in_threadpool(intake.open, facts, signed, wish))

    @app.post("/v1/streams/{stream}/records", **openapi.PUSH)
    async def push(stream: str, request: Request) -> Response:
        facts, signed = _facts(request, stream, reply.records_path(stream))
        if facts.first < 1 or not facts.base or not facts.head:
            raise Refusal(Code.BAD_REQUEST, headers.FIRST)
        body = await _body(request, facts, batch.body_bytes_max(facts.count))
        encoding = request.headers.get("content-encoding", batch.IDENTITY)
        return _said(await run_in_threadpool(intake.push, facts, signed, body, encoding))

    @app.post("/v1/streams/{stream}/common", **openapi.COMMON)
    async def common(stream: str, request: Request) -> Response:
        facts, signed = _facts(request, stream, reply.common_path(stream))
        wish = _small(await _body(request, facts, reply.SMALL_BODY_BYTES_MAX), Haves)
        return _said(await run_in_threadpool(intake.common, facts, signed, wish))

    @app.put(reply.KEYS, **openapi.KEYS)
    async def keep_keys(request: Request) -> Response:
        facts, signed = _facts(request, "", reply.KEYS)
        keys = _small(await _body(request, facts, reply.SMALL_BODY_BYTES_MAX), WrappedKeys)
        await run_in_threadpool(intake.keep_keys, facts, signed, keys)
        return Response(status_code=204)


def _add_enrolment(app: FastAPI, enrolments: Enrolments) -> None:
    """Where a one-time code is exchanged."""

    @app.post(reply.ENROL, status_code=201, **openapi.ENROL)
    async def enrol(request: Request) -> Response:
        facts, signed = _facts(request, "", reply.ENROL)
        wish = _small(await _body(request, facts, reply.SMALL_BODY_BYTES_MAX), EnrolRequest)
        sender = request.client.host if request.client else ""
        return _said(await run_in_threadpool(enrolments.enrol, facts, signed, wish, sender), 201)


def _facts(request: Request, stream: str, path: str) -> tuple[RequestFacts, bytes]:
    """What the headers say. Raises Refusal."""
    if path not in (reply.ENROL, reply.KEYS) and not _STREAM.match(stream):
        raise Refusal(Code.BAD_REQUEST, "stream")
    try:
        return headers.read(request.method, path, stream, request.headers.get)
    except BadHeader as error:
        raise Refusal(Code.BAD_REQUEST, str(error)) from error


async def _body(request: Request, facts: RequestFacts, bytes_max: int) -> bytes:
    """The whole body, as long as it keeps its bounds and its digest. Raises Refusal."""
    declared = request.headers.get("content-length", "0")
    if not declared.isdecimal() or int(declared[:12]) > bytes_max:
        raise Refusal(Code.TOO_BIG, declared)
    read = bytearray()
    try:
        with anyio.fail_after(BODY_WAIT_S):
            async for piece in request.stream():
                read += piece
                if len(read) > bytes_max:
                    raise Refusal(Code.TOO_BIG, f"more than {bytes_max} bytes")
    except TimeoutError as error:
        raise Refusal(Code.BAD_BODY, "too slow") from error
    body = bytes(read)
    if batch.digest(body) != facts.digest:
        raise Refusal(Code.BAD_BODY, "digest")
    return body


def _small(body: bytes, kind: type[Small]) -> Small:
    """A small message. Raises Refusal."""
    try:
        return reply.decode(body, kind)
    except BadMessage as error:
        raise Refusal(Code.BAD_REQUEST, str(error)) from error


def _said(message: Struct, status: int = 200, extra: dict[str, str] | None = None) -> Response:
    """A message of ours as an answer."""
    return Response(reply.encode(message), status, extra or {}, media_type=reply.CONTENT_TYPE)
