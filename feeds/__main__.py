"""`python -m feeds` is `feedmill`."""

from feeds.cli import main

if __name__ == "__main__":
    main()
