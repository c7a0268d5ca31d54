"""Time as the Tracker counts it: pure rules over three clocks."""
