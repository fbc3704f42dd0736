"""What is to be printed waits in its order and outlives a restart."""

from estore_pos.domain.ids import RecordId
from estore_pos.store import print_queue
from estore_pos.store.print_queue import PrintJob, Urgency
from tests.store.shelf import Shelf

BILL, OTHER = RecordId("01KB8Q0XM5Z7T3R9V2W4Y6A8CD"), RecordId("01KB8Q0XM5Z7T3R9V2W4Y6A8CE")


def waiting(shelf: Shelf) -> list[PrintJob]:
    """What waits."""
    with shelf.page() as page:
        return print_queue.waiting(page)


def test_who_waits_at_the_counter_comes_before_a_report_asked_for_earlier(stocked: Shelf) -> None:
    with stocked.page() as page:
        put = print_queue.put
        put(page, "ruler", RecordId(""), language="hi", asked_ms=1, urgency=Urgency.REPORT)
        put(page, "bill", BILL, language="hi", asked_ms=2)
        put(page, "bill", OTHER, language="both", asked_ms=3, copy=2)
    stocked.reopen()
    assert [(job.what, job.about, job.copy) for job in waiting(stocked)] == [
        ("bill", BILL, 0),
        ("bill", OTHER, 2),
        ("ruler", "", 0),
    ]


def test_what_was_tried_says_why_and_what_is_printed_waits_no_more(stocked: Shelf) -> None:
    with stocked.page() as page:
        for about in (BILL, OTHER):
            print_queue.put(page, "bill", about, language="hi", asked_ms=1)
    first, second = waiting(stocked)
    with stocked.page() as page:
        print_queue.tried(page, first.place, 3, "T601")
    stocked.reopen()
    assert [(job.tries, job.why) for job in waiting(stocked)] == [(3, "T601"), (0, "")]
    with stocked.page() as page:
        print_queue.printed(page, first.place)
        print_queue.drop(page, second.place)
        assert print_queue.waiting(page) == []
        assert print_queue.was_asked(page, BILL)
        assert not print_queue.was_asked(page, OTHER), "what was dropped was not printed"
        print_queue.drop(page, first.place)
        assert print_queue.was_asked(page, BILL), "what is printed cannot be dropped"


def test_what_is_printed_is_forgotten_after_a_while_and_what_waits_is_not(stocked: Shelf) -> None:
    with stocked.page() as page:
        print_queue.put(page, "bill", BILL, language="hi", asked_ms=1)
        print_queue.put(page, "bill", OTHER, language="hi", asked_ms=1)
        for job in print_queue.waiting(page):
            if job.about == BILL:
                print_queue.printed(page, job.place)
        print_queue.forget(page, before_ms=100)
        assert not print_queue.was_asked(page, BILL)
        assert [job.about for job in print_queue.waiting(page)] == [OTHER], "what waits is kept"
