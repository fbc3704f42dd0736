"""What a developer or a first start needs: the set-up, the locks. Standard library only.

`bootstrap` is run by `main.py` and `tests` before anything is installed; it may import nothing but
the standard library and `estore_pos.commands`. Nothing in the product imports this package.
"""
