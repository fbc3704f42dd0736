"""Papers: domain values in, bytes out; the same value gives the same bytes.

May import: text, domain, base, ReportLab, HarfBuzz, PDFium. May be imported by operations, commands
and app only. Nothing here reads the books, the clock or a setting, and nothing opens a paper by
itself. A paper is made on one thread at a time; its faces are shared by all of them.
"""
