"""The award and the Terms page: what is proposed, what it would do, and who has agreed."""
