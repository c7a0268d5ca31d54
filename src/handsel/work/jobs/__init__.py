"""The job: its sides, its life cycle, and the shape of every act on it."""
