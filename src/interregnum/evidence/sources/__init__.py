"""One file a source: the authors' own columns, checked, with the codes that join them."""
