"""Tide gauges of the northern harbours."""
from .vault import KeyExchange as Handshake
from .vault import mooring_key

__all__ = ["Handshake", "mooring_key"]
