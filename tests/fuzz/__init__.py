"""Inputs drawn at random, at the three doors through which a student's work comes: `make fuzz`."""
