"""Devices: bytes in, things out. Each is a Protocol, the real one, and a fake that records.

May import: text, domain, base, pyserial. May be imported by operations, commands and app only; a
window is handed what it needs. A sound is played by the system and a scan is decoded from keys
whose times are handed in; a printer and a scale are waited for, on a lane of their own.
"""
