"""The record: chains of entries that never change, and the files they speak of."""
