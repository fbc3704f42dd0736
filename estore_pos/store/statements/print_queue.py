"""What is to be printed, the most urgent first."""

from sqlalchemy import bindparam, delete, insert, select, update

from estore_pos.store.statements.tables import print_job

PUT = insert(print_job).values(
    {
        **{column.name: bindparam(column.name) for column in print_job.c},
        "place": None,
        "state": "waiting",
        "tries": 0,
        "why": "",
    }
)
_OF_JOB = [each for each in print_job.c if each.name not in ("state", "asked_ms")]
WAITING = (
    select(*_OF_JOB)
    .where(print_job.c.state == "waiting")
    .order_by(print_job.c.urgency, print_job.c.place)
)
ASKED = (
    select(print_job.c.place)
    .where(print_job.c.about == bindparam("about"), print_job.c.state != "dropped")
    .limit(1)
)
TRIED = (
    update(print_job)
    .where(print_job.c.place == bindparam("at"))
    .values(tries=bindparam("so_many"), why=bindparam("because"))
)
MARK = (
    update(print_job).where(print_job.c.place == bindparam("at")).values(copy=bindparam("as_copy"))
)
END = (
    update(print_job)
    .where(print_job.c.place == bindparam("at"), print_job.c.state == "waiting")
    .values(state=bindparam("as_what"), why="")
)
FORGET = delete(print_job).where(
    print_job.c.state != "waiting", print_job.c.asked_ms < bindparam("before_ms")
)
