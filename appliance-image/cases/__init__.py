"""What is tried on the box, by topic. Each function with `@case` is one line of the report."""

from . import box, kiosk, media, power, pulled, self_update, visits  # noqa: F401  (they register their cases)
