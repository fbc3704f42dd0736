"""What a first start and a developer need around the product: set-up, locks, words, SQL.

`bootstrap` and `system` run before anything is installed and may import nothing but the standard
library and `estore_pos.commands`; `fetch` runs inside a new virtual environment that holds only
pip. Nothing in the product imports this package.
"""
