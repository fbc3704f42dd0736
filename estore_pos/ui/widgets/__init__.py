"""The pieces that windows are made of: labels that change language, fields, sheets, strips, bars.

Knows no noun of the shop but money and quantities as text. May be imported by the rest of `ui`.
"""
