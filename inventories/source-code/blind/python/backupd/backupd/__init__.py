"""Backup agent. Encrypts chunks, signs snapshots, ships them."""
from .plan import Plan as Plan
from .chunks import ChunkStore as Store

__all__ = ["Plan", "Store"]
