"""Tables and figures: reads results and draws, computes nothing of its own."""
