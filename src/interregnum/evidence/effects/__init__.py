"""One file a family of effects: what the record says, with intervals and what it cannot say."""
