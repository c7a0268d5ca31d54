"""The one log of the house: every entry a leaf of a Merkle tree, signed for by the house."""
