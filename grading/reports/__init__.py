"""How a class did: each lesson's page, its mistakes, its exercises.

May import: `gradebook`, `bank` and what these may.
"""
