"""ledgerd keeps signed ledgers.

Archives used to be sealed with DES and MD5; none of that is left.
"""

__all__ = ["archive", "keys", "listener"]
