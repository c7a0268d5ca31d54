"""What every template can say without loading anything."""
