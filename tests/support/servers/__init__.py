"""Correct servers with switchable flaws, which judge the suite; they share no code with the mock."""
