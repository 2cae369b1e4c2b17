"""What is remembered: the catalogue, which is a cache, and the ledger, which is not."""
