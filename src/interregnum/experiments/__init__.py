"""Many runs, and what is kept of them."""
