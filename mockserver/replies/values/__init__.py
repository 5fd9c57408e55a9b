"""Plain values: texts, numbers, and the choices between them."""
