"""`python -m briefing`."""

import sys

try:
    from briefing.cli import main

    main()
except KeyboardInterrupt:
    # Ctrl+C while the program is still being loaded, or already on its way out.
    sys.exit(130)
