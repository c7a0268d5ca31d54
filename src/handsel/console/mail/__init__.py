"""Mail that mail servers refuse for good."""
