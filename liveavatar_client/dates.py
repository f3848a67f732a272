"""Dates as HTTP writes them, and durations as people read them."""

from datetime import UTC, datetime, timedelta

# dateutil takes 10 ms to load, and a script that neither waits nor asks for a time does without: hence the imports
# inside the functions.


def http_date(text: str | None) -> datetime | None:
    """The time (UTC) that an HTTP date in any of its three forms names (RFC 9110, section 5.6.7), else None."""
    # dateutil reads much more than HTTP dates: "5" would be the fifth of this month.
    if not text or ":" not in text or not text[:3].isalpha():
        return None
    from dateutil import parser

    try:
        return parser.parse(text, ignoretz=True).replace(tzinfo=UTC)  # an HTTP date is always GMT
    except Exception:  # whatever a parser comes to that was made for people's own words, such as decimal's errors
        return None


def seconds(text: str | None, now: datetime | None = None) -> float | None:
    """How long to wait, in seconds from `now`: `text` is a number of seconds or an HTTP date (RFC 9110, 10.2.3)."""
    if not text:
        return None
    text = text.strip()
    if text.isascii() and text.replace(".", "", 1).isdigit():
        return float(text)
    date = http_date(text)
    return None if date is None else max(0.0, (date - (now or datetime.now(UTC))).total_seconds())


def in_words(duration: timedelta) -> str:
    """A duration as people say it, such as "4 minutes 30 seconds"."""
    from dateutil.relativedelta import relativedelta

    parts = relativedelta(seconds=int(duration.total_seconds())).normalized()
    counts = [(parts.days, "day"), (parts.hours, "hour"), (parts.minutes, "minute"), (parts.seconds, "second")]
    said = [f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in counts if count]
    return " ".join(said[:2]) or "0 seconds"
