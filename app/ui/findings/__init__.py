"""What was found, from answers and ledgers, and what becomes of it."""
