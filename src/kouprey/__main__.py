"""`python -m kouprey` is the shell."""

from kouprey.cli import main

raise SystemExit(main())
