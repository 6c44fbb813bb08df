"""What did the user ask for, and with what exit code does it end?

0 done, 1 something did not hold, 2 bad usage or bad input. Decides nothing itself.
"""

from aid_rules.cli.entry import main

__all__ = ["main"]
