"""Berth allocation and cargo manifests for a small commercial port."""
