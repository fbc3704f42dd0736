"""What the shopkeeper does: one module a noun, one method a deed, one transaction a deed.

May import store, documents, devices, text, domain and base; no Qt and no SQL. May be imported by
ui, commands and app. Everything here runs on the desk's thread unless its docstring names another;
what a window is told comes back as frozen values.
"""
