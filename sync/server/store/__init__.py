"""The HQ's tables behind functions that take and return plain values.

PostgreSQL in production, SQLite for one PC: one code, except for how a database is opened
(`database`) and how rows are appended (`journal.bulk_append`). `store_id` is the first
column of every key, and one push locks rows of one store only, so that the tables can be spread
over machines by store. Imported by the server's intake, enrolment and figures only.
"""
