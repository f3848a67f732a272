"""The command as a module: python -m liveavatar_client"""

import sys

from .shell.command import main

if __name__ == "__main__":
    sys.exit(main())
