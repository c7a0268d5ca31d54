"""The spool: what was recorded on this device, until the house has it and for a while after."""
