"""Cases of conduct: reports and flagged words that operators decide, and appeals."""
