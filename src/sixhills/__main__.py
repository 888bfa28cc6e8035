"""`python -m sixhills` is `sixhills`."""

from sixhills.cli.main import run

if __name__ == "__main__":
    run()
