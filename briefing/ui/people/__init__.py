"""What the People page is made of."""
