"""The compiler, addressed random numbers, portable mathematics and launches."""
