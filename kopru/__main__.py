"""`python -m kopru` is the console script."""

from kopru.cli import main

main()
