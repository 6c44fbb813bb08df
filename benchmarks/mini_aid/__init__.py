"""What is the identical work? The mini-aid problem, written once for each contender."""
