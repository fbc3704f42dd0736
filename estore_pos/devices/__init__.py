"""Devices: bytes in, things out. Each is a Protocol, the real one, and a fake that records.

May import: text, domain, base. May be imported by operations, commands and app only; a window is
handed what it needs. Nothing here waits for a device: a sound is played by the system, a scan is
decoded from keys whose times are handed in.
"""
