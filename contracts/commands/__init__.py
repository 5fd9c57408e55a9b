"""What each command of `contracts` does, one module each."""
