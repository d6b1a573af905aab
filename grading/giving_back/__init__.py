"""What leaves the course again: final scores, and pages packed for a platform or the mail."""
