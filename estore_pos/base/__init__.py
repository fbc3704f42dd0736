"""What the till asks of the PC: time, ids, folders, settings, secrets, a log, a lock.

It imports the standard library only. Everything in estore_pos but the domain and the text may
import it. `clock`, `folders`, `settings` and `resource` are imported before the first paint.
"""
