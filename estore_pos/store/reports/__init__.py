"""What the books come to: a day's totals, a month's return. Plain values that JSON can hold."""
