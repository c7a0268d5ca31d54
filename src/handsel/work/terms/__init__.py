"""Terms: award, versions, agreement, change and ending."""
