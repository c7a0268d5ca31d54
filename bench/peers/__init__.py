"""What the house is compared with."""
