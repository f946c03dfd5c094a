"""Make ``python -m graph`` the same as the ``kg`` command."""

from kg_cli import main

if __name__ == "__main__":
    main()
