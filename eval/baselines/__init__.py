"""Systems to compare with: simple, well known, and given the same input and word budget as the product."""
