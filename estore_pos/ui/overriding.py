"""`override` as every window imports it: that of `base`."""

from estore_pos.base.overriding import override as override
