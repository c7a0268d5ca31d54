"""What pages of a job share: its view, status, next step, header and actors."""
