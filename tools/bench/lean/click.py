"""In place of click, so that httpx leaves out its command line.

`import httpx` loads that, with all of rich and pygments, where they happen to be installed, as they are with LiveKit's
agents and with this project's own tools. That doubles what it takes, and would make everything on top look cheap.
"""

raise ImportError("left out on purpose")
