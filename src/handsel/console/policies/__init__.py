"""The policies of the house: their versions, and publishing another."""
