"""Time from a CSV file of another tool, read without a database: what each row says, or what is wrong."""
