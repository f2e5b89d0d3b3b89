"""What the Guidelines page is made of."""
