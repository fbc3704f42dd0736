"""The shop as frozen values and laws: what a bill, an item, a day and a rupee are.

May import: value modules of the standard library, nothing else. May be imported by everything in
`estore_pos`. No module here reads a clock, a file or a setting; whatever changes is handed in.
"""
