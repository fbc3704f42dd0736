"""The PostgreSQL that other tests lean on is real, fresh for each, and gone afterwards."""

import psycopg
import pytest

from tests import postgres

pytestmark = pytest.mark.postgres


def test_each_test_gets_an_empty_database(postgres_url: str) -> None:
    line = psycopg.connect(postgres_url.replace("postgresql+psycopg", "postgresql"))
    with line:
        row = line.execute(
            "select count(*) from information_schema.tables where table_schema = 'public'"
        ).fetchone()
    line.close()
    assert row == (0,)


def test_a_database_is_made_from_a_template(postgres_server: postgres.Server) -> None:
    template = postgres_server.create_database()
    with postgres_server.connect(template) as line:
        line.execute("create table bill (id bigint primary key)")
    copy = postgres_server.create_database(template)
    with postgres_server.connect(copy) as line:
        assert line.execute("select count(*) from bill").fetchone() == (0,)
    postgres_server.drop_database(copy)
    postgres_server.drop_database(template)


@pytest.mark.slow
def test_a_stopped_server_leaves_neither_process_nor_folder() -> None:
    with postgres.running() as server:
        folder, process = server.folder, server.process
    assert process.poll() == 0
    assert not folder.exists()
