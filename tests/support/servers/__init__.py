"""Correct servers with switchable flaws: they judge the suite, and share no code with the mock."""
