"""Scripts that learn the small models that the product ships. They look behind its public names; the bench does not."""
