"""Due: which editions the calendar asks for, what was done about them, and how a machine is told to ask."""
