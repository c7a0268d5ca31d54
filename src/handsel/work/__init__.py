"""The work: jobs, their workroom, milestones and terms."""
