"""`python -m aid_rules.cli` is the command `aid-rules`."""

from aid_rules.cli.entry import main

main()
