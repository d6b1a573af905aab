"""Questions to the answers of each lesson, and the fingerprints of known mistakes."""
