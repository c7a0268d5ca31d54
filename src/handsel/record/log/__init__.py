"""The transparency log: every entry is a leaf of a Merkle tree that the house signs."""
