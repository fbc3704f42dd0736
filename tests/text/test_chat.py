"""A link opens the right chat with the whole text in it, whatever letters that has."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estore_pos.text import chat

TEXT = "*माँ शारदा*\nआलू, 1.667 किलो: 50.01 & 100 % ?=#+"


@pytest.mark.parametrize("phone", ["0000000012", ""])
def test_a_link_has_the_number_in_full_and_the_text_as_it_was(phone: str) -> None:
    app = urlsplit(chat.app_link(phone, TEXT))
    assert (app.scheme, app.netloc) == ("whatsapp", "send")
    said = parse_qs(app.query)
    assert said["text"] == [TEXT]
    assert said.get("phone", [""]) == [f"91{phone}" if phone else ""]
    web = urlsplit(chat.web_link(phone, TEXT))
    assert (web.scheme, web.netloc, web.path) == (
        "https",
        "wa.me",
        f"/91{phone}" if phone else "/",
    )
    assert parse_qs(web.query)["text"] == [TEXT]


@given(st.text(max_size=200))
def test_what_a_text_takes_is_what_its_link_is_longer_by(text: str) -> None:
    assert len(chat.app_link("", text)) == len(chat.app_link("", "")) + chat.taken(text)
    assert chat.TEXT_ROOM + len(chat.app_link("0" * 10, "")) <= chat.LINK_MAX
    assert chat.TEXT_ROOM + len(chat.web_link("0" * 10, "")) <= chat.LINK_MAX
