"""What the HQ's addresses take and answer, for OpenAPI: from the very types that are sent."""

from typing import Any

import msgspec
from fastapi import FastAPI

from sync.protocol import headers, reply
from sync.protocol.refusals import STATUS, Code
from sync.protocol.reply import (
    Ack,
    EnrolGrant,
    EnrolRequest,
    Haves,
    OpenStream,
    Refused,
    WrappedKeys,
)
from sync.server.figures import Figures

_Described = dict[str, Any]
_TYPES = (Ack, EnrolGrant, EnrolRequest, Figures, Haves, OpenStream, Refused, WrappedKeys)
_SIGNED = (Code.BAD_REQUEST, Code.BAD_BODY, Code.UNKNOWN_DEVICE, Code.BAD_SIGNATURE, Code.TOO_BIG)
_STREAMS = (*_SIGNED, Code.REVOKED, Code.BUSY)


def _schema(kind: type) -> _Described:
    return {"schema": {"$ref": f"#/components/schemas/{kind.__name__}"}}


def _answer(text: str, kind: type, media: str = reply.CONTENT_TYPE) -> _Described:
    return {"description": text, "content": {media: _schema(kind)}}


def _refusals(*codes: Code) -> dict[int | str, _Described]:
    """The refusals of an address, gathered by status."""
    by_status: dict[int | str, list[str]] = {}
    for code in sorted(codes):
        by_status.setdefault(STATUS[code], []).append(code)
    return {status: _answer(", ".join(named), Refused) for status, named in by_status.items()}


def _headers(*names: str) -> list[_Described]:
    return [
        {"name": name, "in": "header", "required": name == headers.SIGNATURE,
         "schema": {"type": "string", "maxLength": 128}}
        for name in (*names, headers.DIGEST, headers.SIGNATURE)
    ]  # fmt: skip


def _request(body: _Described, *names: str) -> _Described:
    return {"parameters": _headers(*names), "requestBody": {"required": True, "content": body}}


_GZIP: _Described = {"application/x-ndjson": {"schema": {"type": "string", "format": "binary"}}}
_SENDER = (headers.DEVICE, headers.INCARNATION)

PAGE: _Described = {
    "summary": "The four figures as a page, Hindi first",
    "responses": {200: {"description": "HTML", "content": {"text/html": {}}}},
}
FONT: _Described = {
    "summary": "Hindi letters for browsers that have none",
    "responses": {200: {"description": "TrueType", "content": {"font/ttf": {}}}},
}
FIGURES: _Described = {
    "summary": "The four figures",
    "responses": {200: _answer("As of now", Figures, "application/json")} | _refusals(Code.BUSY),
}
HEALTH: _Described = {
    "summary": "Whether the HQ and its database answer",
    "responses": {200: {"description": "They do", "content": {"application/json": {}}}}
    | _refusals(Code.BUSY),
}
HELLO: _Described = {
    "summary": "Whether this is the HQ at all",
    "status_code": 204,
    "responses": {204: {"description": "It is"}},
}
OPEN: _Described = {
    "summary": "Open a stream, or ask what HQ holds of it",
    "responses": {200: _answer("What HQ holds, signed", Ack)}
    | _refusals(*_STREAMS, Code.OTHER_STORE),
    "openapi_extra": _request({"application/json": _schema(OpenStream)}, *_SENDER),
}
PUSH: _Described = {
    "summary": "Send records of a stream, one JSON record a line",
    "responses": {200: _answer("What HQ now holds, signed", Ack)}
    | _refusals(
        *_STREAMS,
        Code.UNKNOWN_STREAM,
        Code.GAP,
        Code.FORK,
        Code.NOT_SPOKEN,
        Code.BAD_CHAIN,
    ),
    "openapi_extra": _request(
        _GZIP, *_SENDER, headers.FIRST, headers.COUNT, headers.BASE, headers.HEAD
    ),
}
COMMON: _Described = {
    "summary": "Find the highest number that both sides share",
    "responses": {200: _answer("That number and its hash, signed", Ack)}
    | _refusals(*_STREAMS, Code.UNKNOWN_STREAM),
    "openapi_extra": _request({"application/json": _schema(Haves)}, *_SENDER),
}
KEYS: _Described = {
    "summary": "Keep the keys of a till's books as only its recovery code opens them",
    "status_code": 204,
    "responses": {204: {"description": "Kept"}} | _refusals(*_STREAMS),
    "openapi_extra": _request({"application/json": _schema(WrappedKeys)}, *_SENDER),
}
ENROL: _Described = {
    "summary": "Exchange a one-time code for a till's place at a store",
    "responses": {201: _answer("What the till is given", EnrolGrant)}
    | _refusals(
        Code.BAD_REQUEST,
        Code.BAD_BODY,
        Code.BAD_SIGNATURE,
        Code.TOO_BIG,
        Code.BAD_CODE,
        Code.CODE_USED,
        Code.CODE_EXPIRED,
        Code.SLOW_DOWN,
        Code.BUSY,
    ),
    "openapi_extra": _request({"application/json": _schema(EnrolRequest)}),
}


def describe(app: FastAPI) -> None:
    """Gives the app's OpenAPI page the shapes of the messages."""
    made = app.openapi

    def with_shapes() -> _Described:
        page = made()
        _, shapes = msgspec.json.schema_components(
            _TYPES, ref_template="#/components/schemas/{name}"
        )
        page.setdefault("components", {}).setdefault("schemas", {}).update(shapes)
        return page

    app.__dict__["openapi"] = with_shapes
