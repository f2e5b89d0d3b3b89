"""The Voice page: what the executive stands for, how the brief is made, what was learned."""
