"""What the client costs, beside what else could be used: figures of a benchmark on loopback, never assertions.

python -m tools.bench [--quick] [--only FIGURE] [--json FILE]

Every contender works in a process of its own, against one server that is a process, too; they take turns.
"""
