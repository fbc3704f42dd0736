"""The HQ on the web: what it shows, what it refuses, and that bad input costs nobody anything."""

import json
import random
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from psycopg import sql
from sqlalchemy import update

from sync.client.http import HttpLine
from sync.client.line import Answer, Request
from sync.protocol import batch, headers, reply
from sync.protocol.reply import OpenStream
from sync.protocol.signature import RequestFacts
from sync.server.console import main
from sync.server.store import database, schema
from sync.server.store.database import open_database
from tests.postgres import Server
from tests.sync.hq import ROOT, HqServer
from tests.sync.shop import Shop
from tests.sync.till import Till, enrolled


@dataclass(slots=True)
class Sender:
    """Says to HQ what no honest till would."""

    till: Till
    line: HttpLine

    def facts(self, **changed: object) -> RequestFacts:
        """The facts of an honest push of nothing new."""
        stream = self.till.shop.living()
        held = self.till.shop.held
        assert held is not None
        last = len(stream.records)
        honest = RequestFacts(
            "POST",
            reply.records_path(stream.name),
            held.device_id,
            stream.name,
            last + 1,
            1,
            stream.hashes[last],
            stream.hashes[last],
            b"",
            self.till.shop.name_of_hq,
        )
        return replace(honest, **changed)  # type: ignore[arg-type]

    def send(self, body: bytes, **changed: object) -> Answer:
        """Signs and sends a body under these facts."""
        changed.setdefault("digest", batch.digest(body))
        facts = self.facts(**changed)
        said = headers.write(facts, self.till.shop.key.sign(facts.message()))
        return self.raw(facts, said | {"content-encoding": "gzip"}, body)

    def raw(self, facts: RequestFacts, said: dict[str, str], body: bytes) -> Answer:
        """Sends what it is given."""
        return self.line.exchange(Request(facts.method, facts.path, said, body))


@pytest.fixture
def sender(hq: HqServer, request: pytest.FixtureRequest) -> Iterator[Sender]:
    """An enrolled till that has sent its first records."""
    till = enrolled(hq, hq.url, seed=zlib.crc32(request.node.name.encode()))
    till.drain()
    made = Sender(till, HttpLine(hq.url))
    yield made
    made.line.close()
    till.shop.sell()
    till.drain()  # whatever was tried, the honest till goes on
    till.pump.close()


def code(answer: Answer) -> tuple[int, str]:
    """The status and HQ's code."""
    assert answer.headers["content-type"] == reply.CONTENT_TYPE
    assert answer.headers["x-estore"] == "1"
    return answer.status, json.loads(answer.body)["code"]


def zipped(raw: bytes) -> bytes:
    """gzip, as small as it gets."""
    deflater = zlib.compressobj(9, zlib.DEFLATED, 31)
    return deflater.compress(raw) + deflater.flush()


def test_a_zip_bomb_is_refused_unopened(sender: Sender) -> None:
    bomb = zipped(bytes(60 * 1024 * 1024))
    assert len(bomb) < batch.BODY_BYTES_MAX
    assert code(sender.send(bomb)) == (413, "TOO_BIG")
    assert code(sender.send(zipped(b"\n" * (1024 * 1024 + 1)), count=500)) == (413, "TOO_BIG")


def test_a_million_records_are_refused(sender: Sender) -> None:
    body = zipped(b"{}\n" * 1_000_000)
    assert code(sender.send(body[:60_000], count=1_000_000)) == (413, "TOO_BIG")
    assert code(sender.send(zipped(b"{}\n" * 300_000), count=500)) == (400, "BAD_BODY")


def test_more_than_64_kb_are_not_even_read(sender: Sender) -> None:
    assert code(sender.send(bytes(70_000), count=2)) == (413, "TOO_BIG")


def test_a_wrong_digest_a_wrong_signature_and_a_stranger_are_refused(sender: Sender) -> None:
    body = batch.pack([b"{}"])
    assert code(sender.send(body, digest=bytes(32))) == (400, "BAD_BODY")
    facts = sender.facts(digest=batch.digest(body))
    assert code(sender.raw(facts, headers.write(facts, bytes(64)), body)) == (401, "BAD_SIGNATURE")
    assert code(sender.send(body, device_id="0" * 26)) == (401, "UNKNOWN_DEVICE")
    for name, wrong in ((headers.FIRST, "x"), (headers.SIGNATURE, ""), (headers.BASE, "")):
        said = headers.write(facts, bytes(64)) | {name: wrong}
        assert code(sender.raw(facts, said, body)) == (400, "BAD_REQUEST")
    nowhere = sender.facts(path="/v1/streams/zz/records", digest=batch.digest(body))
    assert code(sender.raw(nowhere, headers.write(nowhere, bytes(64)), body)) == (
        400,
        "BAD_REQUEST",
    )


def test_gaps_forks_and_broken_chains_store_nothing(hq: HqServer, sender: Sender) -> None:
    body = batch.pack([b"{}"])
    honest = sender.facts()
    assert code(sender.send(body, first=honest.first + 1)) == (409, "GAP")
    assert code(sender.send(body, base=bytes(32))) == (409, "FORK")
    assert code(sender.send(body, first=1, base=bytes(32))) == (409, "FORK")
    assert code(sender.send(body)) == (422, "BAD_CHAIN")
    assert code(sender.send(body, stream="0" * 32, path=reply.records_path("0" * 32))) == (
        404,
        "UNKNOWN_STREAM",
    )


def test_another_store_can_neither_read_nor_write_a_stream(hq: HqServer, sender: Sender) -> None:
    thief = Sender(enrolled(hq, hq.url, seed=99_999 + len(hq.database)), sender.line)
    stream = sender.till.shop.living()
    body = batch.pack([b"{}"])
    mine = sender.facts()
    theirs = {"stream": stream.name, "path": mine.path, "base": mine.base, "first": mine.first}
    assert code(thief.send(body, **theirs)) == (404, "UNKNOWN_STREAM")
    wish = reply.encode(OpenStream(key=thief.till.shop.key.public_key.hex()))
    asked = {"method": "PUT", "path": reply.stream_path(stream.name), "stream": stream.name}
    assert code(thief.send(wish, **asked)) == (403, "OTHER_STORE")
    common = {"path": reply.common_path(stream.name), "stream": stream.name}
    haves = reply.encode(reply.Haves(haves=(reply.Have(0, "0" * 64),)))
    assert code(thief.send(haves, **common)) == (404, "UNKNOWN_STREAM")
    thief.till.pump.close()


def test_a_bad_record_is_kept_aside_and_blocks_nothing(hq: HqServer, sender: Sender) -> None:
    before = hq.figures()
    shop = sender.till.shop
    stream = shop.living()
    deep = b'{"v":1,"k":"bill","i":"' + b"0" * 26 + b'","t":1,"b":' + b"[" * 9000 + b"]" * 9000
    newer = shop.sell().replace(b'"v":1', b'"v":9', 1)
    for raw in (b"no json", deep + b"}", newer, b'{"v":1}', b"\x00\xff", stream.records[-1]):
        shop.append(stream, raw)
    wrong = shop.sell().replace(b'"a":12300', b'"a":12301')
    shop.append(stream, wrong)
    reused = shop.sell().replace(b"2026-11-22", b"2026-11-23")
    shop.append(stream, reused)
    sender.till.drain()
    after = hq.figures()
    assert after["bills"] - before["bills"] == 3
    assert after["aside"] - before["aside"] == 7


@pytest.mark.slow
def test_a_used_code_raises_an_alarm_and_wrong_codes_must_wait(own_hq: HqServer) -> None:
    first, second = Shop(random.Random(1)), Shop(random.Random(2))
    typed = own_hq.code("एक")
    line = HttpLine(own_hq.url)

    def ask(shop: Shop, letters: str) -> Answer:
        body = reply.encode(reply.EnrolRequest(code=letters, key=shop.key.public_key.hex()))
        facts = RequestFacts("POST", reply.ENROL, "", "", 0, 0, b"", b"", batch.digest(body), "")
        said = headers.write(facts, shop.key.sign(facts.message()))
        return line.exchange(Request("POST", reply.ENROL, said, body))

    assert ask(first, reply.read_code(typed)).status == 201
    assert code(ask(second, reply.read_code(typed))) == (409, "CODE_USED")
    assert own_hq.deed("alarms").startswith("code_used ")
    for number in range(19):
        assert code(ask(second, reply.mint_code(number))) == (404, "BAD_CODE")
    slow = ask(second, reply.mint_code(77))
    assert code(slow) == (429, "SLOW_DOWN")
    assert int(slow.headers["retry-after"]) > 0
    line.close()


@pytest.mark.slow
def test_what_was_revoked_or_renamed_on_the_command_line_holds(own_hq: HqServer) -> None:
    till = enrolled(own_hq, own_hq.url, seed=3)
    till.shop.sell()
    till.drain()
    name = till.shop.name_of_hq
    assert "renamed" in own_hq.deed("bump")
    till.shop.sell()
    till.drain()
    assert till.shop.name_of_hq != name
    assert till.shop.held is not None
    assert own_hq.deed("revoke", "--device", till.shop.held.device_id) == "revoked"
    till.shop.sell()
    for _ in range(4):
        till.step()
    assert till.pump.status.code == "revoked"
    assert own_hq.deed("recheck") == "0 now count"
    till.pump.close()
    assert own_hq.figures()["bills"] == 2
    assert own_hq.figures()["aside"] == 1


@pytest.mark.slow
def test_figures_survive_a_kill(own_hq: HqServer) -> None:
    till = enrolled(own_hq, own_hq.url, seed=3)
    till.shop.sell(12_345_678)
    till.drain()
    own_hq.kill()
    own_hq.start()
    figures = own_hq.figures()
    assert {name: figures[name] for name in ("registered", "active", "heard", "bills")} == {
        "registered": 1,
        "active": 1,
        "heard": 1,
        "bills": 1,
    }
    assert figures["value_paise"] == 12_345_678
    till.pump.close()
    page = own_hq.get("/")
    assert "₹1,23,456.78" in page
    assert "1.23 लाख" in page


@pytest.mark.slow
@pytest.mark.parametrize("practice", [False, True])
def test_practice_is_counted_by_a_practice_hq_only_which_says_so(
    tmp_path: Path, practice: bool
) -> None:
    with HqServer(tmp_path, practice=practice) as hq:
        till = enrolled(hq, hq.url, seed=1, practice=True)
        till.shop.sell()
        till.drain()
        till.pump.close()
        assert hq.figures()["bills"] == int(practice)
        assert hq.figures()["active"] == int(practice)
        for lang in ("hi", "en"):
            page = hq.get(f"/?lang={lang}")
            assert ("अभ्यास" in page) == practice
            assert ("PRACTICE" in page) == practice


def test_the_page_is_small_and_fetches_nothing(hq: HqServer) -> None:
    with urllib.request.urlopen(hq.url + "/") as answer:
        page = answer.read().decode()
        policy = answer.headers["content-security-policy"]
        assert answer.headers["x-estore"] == "1"
    assert len(page.encode()) < 15 * 1024
    assert "default-src 'none'" in policy
    assert "<script" not in page
    assert re.findall(r"(?:src|action)=|url\([^)]*\)|@import|https?://", page) == [
        "url(/devanagari.ttf)"  # only where a browser has no Hindi letters of its own
    ]
    with urllib.request.urlopen(hq.url + "/devanagari.ttf") as font:
        assert font.headers["content-type"] == "font/ttf"
        assert font.read(4) == b"\x00\x01\x00\x00"
    assert page.index("दर्ज eStore") < page.index("ऑर्डर") < page.index("ग्राहक")
    assert "0, क्योंकि" in page
    assert 'lang="hi"' in page
    english = hq.get("/?lang=en")
    assert "The figures are a floor" in english
    assert "eStores registered" in english
    assert "0, because" in english
    assert '<html lang="hi">' in hq.get("/?lang=x")


def test_monitors_and_programmers_find_what_they_need(hq: HqServer) -> None:
    assert json.loads(hq.get("/healthz")) == {"status": "ok"}
    described = json.loads(hq.get("/openapi.json"))
    push = described["paths"]["/v1/streams/{stream}/records"]["post"]
    assert set(push["responses"]) >= {"200", "400", "401", "403", "404", "409", "413", "422"}
    assert {"Ack", "Refused", "OpenStream"} <= set(described["components"]["schemas"])
    assert headers.SIGNATURE in {each["name"] for each in push["parameters"]}
    named = re.findall(r'"#/components/schemas/(\w+)"', json.dumps(described))
    assert set(named) <= set(described["components"]["schemas"])


def test_hello_is_the_hqs_own(hq: HqServer) -> None:
    line = HttpLine(hq.url)
    answer = line.exchange(Request("GET", reply.HELLO))
    assert (answer.status, answer.headers["x-estore"]) == (204, "1")
    assert line.exchange(Request("GET", "/nowhere")).headers["x-estore"] == "1"
    line.close()


def test_a_database_that_cannot_serve_is_refused_with_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    HqServer(tmp_path).code()
    key = tmp_path / "key"
    key.write_text("ab" * 32, encoding="ascii")
    for flags, reason in (
        (["--database", "mysql://x/y"], "SQLite or PostgreSQL"),
        (["--database", "sqlite://"], "needs a file"),
        (["--database", f"sqlite:///{tmp_path}"], "unable to open"),
        (["--database", "://"], "not a database address"),
        (["--database", "postgresql://hq:port/x"], "not a database address"),
        (["--database", f"sqlite:///{tmp_path}"], "cannot open"),
        (["--database", f"{tmp_path / 'hq.db'}", "--key-file", f"{key}"], "not a database"),
        (["--database", "x", "--key-file", f"{tmp_path / 'hq.db'}"], "hexadecimal"),
        (["--database", "x", "--key-file", f"{tmp_path / 'none'}"], "No such file"),
        (["--database", "postgresql://nobody@127.0.0.1:9/x"], "cannot open"),
    ):
        assert main(["code", *flags, "--store", "a", "--district", "b"]) == 2
        assert reason in capsys.readouterr().err


def test_a_database_of_a_newer_hq_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hq = HqServer(tmp_path)
    hq.code()
    store = open_database(hq.database)
    newer = update(schema.meta).where(schema.meta.c.name == "schema").values(value="3")
    store.write(lambda page: page.connection.execute(newer))
    store.close()
    assert main(["bump", "--database", hq.database]) == 2
    assert "newer HQ" in capsys.readouterr().err


@pytest.mark.parametrize("deed", ["code", "bump", "alarms", "recheck", "keys"])
def test_a_mistyped_address_of_a_database_makes_no_other_hq(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], deed: str
) -> None:
    asked = {"code": ["--store", "a", "--district", "b"], "keys": ["--device", "0"]}
    named = asked.get(deed, [])
    file = tmp_path / "typo.db"
    assert main([deed, "--database", f"sqlite:///{file}", *named]) == 2
    assert "there is no HQ at" in capsys.readouterr().err
    assert not file.exists()
    file.touch()
    assert main([deed, "--database", f"sqlite:///{file}", *named]) == 2
    assert "there is no HQ at" in capsys.readouterr().err


def test_an_encrypted_database_opens_with_its_key_only(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("ab" * 32, encoding="ascii")
    file = tmp_path / "hq.db"
    asked = ["--database", str(file), "--store", "a", "--district", "b"]
    open_database(str(file), bytes.fromhex("ab" * 32)).close()
    assert main(["code", *asked, "--key-file", str(key)]) == 0
    assert main(["code", *asked]) == 2
    assert not file.read_bytes().startswith(b"SQLite")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--port", "99999"], "0 to 65535, not 99999"),
        (["--port", "-5"], "0 to 65535, not -5"),
        (["--port", "http"], "0 to 65535, not http"),
        (["--store", " "], "a name is needed"),
    ],
)
def test_wrong_words_to_the_hq_are_a_sentence_and_a_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], reason: str
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--database", str(tmp_path / "hq.db"), *words])
    assert end.value.code == 2
    assert reason in capsys.readouterr().err.splitlines()[-1]


@pytest.mark.parametrize(
    ("words", "strange"),
    [
        (["flub"], "flub"),
        (["flub", "--database", "{}"], "flub"),
        (["--database", "{}", "flub"], "flub"),
        (["--database", "{}", "code", "--store", "a", "--district", "b"], "code"),
        (["code", "--database", "{}", "--store", "a", "--district", "b", "--flub"], "--flub"),
    ],
)
def test_an_unknown_deed_of_the_hq_is_told_with_those_there_are_and_makes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], strange: str
) -> None:
    assert main([each.format(tmp_path / "hq.db") for each in words]) == 2
    hindi, english = capsys.readouterr().err.splitlines()
    assert hindi.startswith(f"“{strange}” यहाँ समझ में नहीं आया; कुछ नहीं बदला।")
    assert english.startswith(f"“{strange}” is not known here; nothing was changed.")
    for said in (hindi, english):
        assert "serve, code, revoke, bump, recheck, alarms, keys" in said
    assert not list(tmp_path.iterdir())


def test_a_port_that_is_taken_is_a_sentence_and_a_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        assert main(["--database", str(tmp_path / "hq.db"), "--port", port]) == 2
    assert f"cannot listen on 127.0.0.1 port {port}" in capsys.readouterr().err


@pytest.mark.slow
def test_the_hq_starts_at_once_prints_a_code_and_ends_with_its_parent(tmp_path: Path) -> None:
    flags = ["--port", "0", "--store", "a", "--district", "b", "--until-stdin-closes"]
    began = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-m", "sync.server", "--database", str(tmp_path / "hq.db"), *flags],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline().startswith("listening http://127.0.0.1:")
        assert time.monotonic() - began < 30
        word, typed = process.stdout.readline().split()
        assert word == "code"
        assert reply.read_code(typed)
        process.stdin.close()
        assert process.wait(timeout=30) == 0


@pytest.mark.postgres
def test_a_database_that_went_away_is_said_to_be_busy_and_no_bill_is_lost(
    tmp_path: Path, postgres_server: Server
) -> None:
    name = postgres_server.create_database()
    with HqServer(tmp_path, database=postgres_server.url(name)) as hq:
        till = enrolled(hq, hq.url, seed=8)
        till.drain()
        till.shop.sell()
        with postgres_server.connect() as line:
            line.execute(
                sql.SQL("alter database {} allow_connections false").format(sql.Identifier(name))
            )
            ended = "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s"
            line.execute(ended, [name])
        assert till.step() == "busy"
        with pytest.raises(urllib.error.HTTPError) as sick:
            hq.get("/healthz")
        assert sick.value.code == 503
        assert sick.value.headers["x-estore"] == "1"
        assert sick.value.headers["retry-after"] == "30"
        sick.value.close()
        with postgres_server.connect() as line:
            line.execute(
                sql.SQL("alter database {} allow_connections true").format(sql.Identifier(name))
            )
        till.drain()
        till.pump.close()
        assert hq.figures()["bills"] == 1


@pytest.mark.postgres
def test_a_postgres_keeps_its_name_over_a_restart_and_a_renaming_changes_it(
    postgres_url: str,
) -> None:
    names = []
    for _ in range(2):
        store = open_database(postgres_url)
        names.append(store.read(lambda page: page.incarnation()))
        store.close()
    store = open_database(postgres_url)
    store.write(database.bump)
    names.append(store.read(lambda page: page.incarnation()))
    store.close()
    assert names[0] == names[1] != names[2]
    assert re.fullmatch(r"[0-9]+\.[0-9A-F]{8}\.0", names[0])
