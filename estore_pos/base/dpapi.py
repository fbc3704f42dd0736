"""Windows' own seal for secrets: what this user's login encrypts, only this user's login opens."""

import sys

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Blob(ctypes.Structure):
        _fields_ = (("size", wintypes.DWORD), ("data", ctypes.POINTER(ctypes.c_char)))

    _NO_WINDOW = 1  # CRYPTPROTECT_UI_FORBIDDEN
    _crypt32 = ctypes.WinDLL("crypt32", use_last_error=True)
    _kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel32.LocalFree.argtypes = (ctypes.c_void_p,)
    _kernel32.LocalFree.restype = ctypes.c_void_p
    for _name in ("CryptProtectData", "CryptUnprotectData"):
        _function = getattr(_crypt32, _name)
        _function.restype = wintypes.BOOL
        _function.argtypes = (
            ctypes.POINTER(_Blob),
            ctypes.c_void_p,
            ctypes.c_void_p,
            ctypes.c_void_p,
            ctypes.c_void_p,
            wintypes.DWORD,
            ctypes.POINTER(_Blob),
        )

    def _call(name: str, content: bytes) -> bytes:
        buffer = ctypes.create_string_buffer(content, len(content))
        given = _Blob(len(content), ctypes.cast(buffer, ctypes.POINTER(ctypes.c_char)))
        taken = _Blob()
        function = getattr(_crypt32, name)
        if not function(
            ctypes.byref(given), None, None, None, None, _NO_WINDOW, ctypes.byref(taken)
        ):
            raise ctypes.WinError(ctypes.get_last_error())
        try:
            return ctypes.string_at(taken.data, taken.size)
        finally:
            _kernel32.LocalFree(taken.data)

    def seal(secret: bytes) -> bytes:
        """Encrypt for this user of this PC. Raises OSError if Windows refuses."""
        return _call("CryptProtectData", secret)

    def unseal(sealed: bytes) -> bytes:
        """Decrypt. Raises OSError if another user or another PC sealed it, or it is damaged."""
        return _call("CryptUnprotectData", sealed)
