"""Tests of the windows, with real books, real key events and a scanner of keys."""
