"""Whose streams these are: a restored, copied, moved or swapped file begins new ones."""

import shutil
from pathlib import Path

import pytest

from estore_pos.store import journal, stream
from estore_pos.store.page import Head
from estore_pos.store.records.stream import StreamOpened
from tests.store.shelf import SALT, Shelf


def heads(shelf: Shelf) -> dict[str, Head]:
    """Where the lanes stand."""
    with shelf.page() as page:
        return {lane: stream.head(page, lane) for lane in stream.LANES}


def copy_of(shelf: Shelf, name: str) -> Path:
    """The books' folder as a backup keeps it; the books are closed and opened again."""
    shelf.close()
    kept = shelf.root / name
    shutil.copytree(shelf.folder, kept)
    shelf.open()
    return kept


def put_back(shelf: Shelf, kept: Path) -> None:
    """The folder as it was when it was copied, in place of what stands there."""
    shelf.close()
    shutil.rmtree(shelf.folder)
    shutil.copytree(kept, shelf.folder)


def test_a_restart_goes_on_in_the_same_streams(stocked: Shelf) -> None:
    stocked.sell((SALT, 1000))
    before = heads(stocked)
    assert stocked.reopen().new_streams_because == ""
    assert heads(stocked) == before


def test_a_restored_backup_begins_new_streams_with_the_old_ones_as_parents(
    stocked: Shelf,
) -> None:
    kept = copy_of(stocked, "backup")
    before = heads(stocked)
    (lost,) = stocked.sell((SALT, 1000))
    put_back(stocked, kept)
    assert stocked.open().new_streams_because == "restored"
    after = heads(stocked)
    (again,) = stocked.sell((SALT, 1000))
    assert again.number != lost.number
    assert again.number.endswith("/000001")
    with stocked.page() as page:
        for lane in stream.LANES:
            assert after[lane].stream != before[lane].stream
            assert after[lane].series != before[lane].series
            opened = next(
                entry for entry in journal.records(page, lane) if entry.stream == after[lane].stream
            )
            body = opened.record.body
            assert isinstance(body, StreamOpened)
            parent = before[lane]
            told = bytes.fromhex(body.parent)
            assert told[:16].hex() == parent.stream
            assert int.from_bytes(told[16:24], "big") == parent.seq
            assert told[24:] == parent.hash
    assert stocked.reopen().new_streams_because == ""


def test_a_copy_on_another_pc_begins_new_streams(stocked: Shelf) -> None:
    stocked.sell((SALT, 1000))
    kept = copy_of(stocked, "stick")
    clone = Shelf(stocked.root / "other", machine="another pc")
    shutil.copytree(kept, clone.folder)
    shutil.copytree(stocked.state, clone.state)
    assert clone.open().new_streams_because == "moved"
    mine, his = heads(stocked), heads(clone)
    assert mine["trade"].stream != his["trade"].stream
    assert mine["trade"].series != his["trade"].series
    (one,) = stocked.sell((SALT, 1000))
    (other,) = clone.sell((SALT, 1000))
    assert one.number != other.number
    assert one.id != other.id
    clone.close()


def test_books_that_were_moved_without_their_state_begin_new_streams(stocked: Shelf) -> None:
    stocked.sell((SALT, 1000))
    stocked.close()
    shutil.rmtree(stocked.state)
    assert stocked.open().new_streams_because == "unknown"
    assert stocked.reopen().new_streams_because == ""


def test_a_swapped_file_begins_new_streams(stocked: Shelf) -> None:
    other = Shelf(stocked.root / "other")
    other.create()
    other.close()
    put_back(stocked, other.folder)
    assert stocked.open().new_streams_because == "swapped"


def test_another_history_of_the_same_length_begins_new_streams(stocked: Shelf) -> None:
    kept = copy_of(stocked, "backup")
    stocked.sell((SALT, 1000))
    stocked.close()
    sidecar = (stocked.state / "sidecar.json").read_bytes()
    put_back(stocked, kept)
    stocked.open()
    stocked.close()
    (stocked.state / "sidecar.json").write_bytes(sidecar)
    assert stocked.open().new_streams_because == "swapped"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"machine": "this pc", "lanes": {}}'])
def test_a_sidecar_that_cannot_be_read_is_no_proof(stocked: Shelf, content: bytes) -> None:
    stocked.close()
    (stocked.state / "sidecar.json").write_bytes(content)
    assert stocked.open().new_streams_because == "unknown"


def test_a_sidecar_that_lags_after_a_power_cut_is_proof_enough(stocked: Shelf) -> None:
    sidecar = (stocked.state / "sidecar.json").read_bytes()
    stocked.sell((SALT, 1000))
    stocked.close()
    (stocked.state / "sidecar.json").write_bytes(sidecar)
    assert stocked.open().new_streams_because == ""


def test_a_practice_shop_says_so_in_the_first_record_of_every_stream(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    assert shelf.create(practice=True).practice
    shelf.machine = "another pc"
    assert shelf.reopen().new_streams_because == "moved"
    with shelf.page() as page:
        for lane in stream.LANES:
            bodies = [entry.record.body for entry in journal.records(page, lane)]
            assert [body.practice for body in bodies if isinstance(body, StreamOpened)] == [
                True,
                True,
            ]
    shelf.close()
