"""Dates at the precision and with the qualifier they were given: XSD dates and EDTF, as intervals of days."""

from kgqa.dates.calendars import french_days, hebrew_days, julian_days
from kgqa.dates.days import Day, gregorian_day, gregorian_number
from kgqa.dates.edtf import DateInterval, date_literal, edtf, interval, is_date
from kgqa.dates.english import date_label, read_date

__all__ = [
    "DateInterval",
    "Day",
    "date_label",
    "date_literal",
    "edtf",
    "french_days",
    "gregorian_day",
    "gregorian_number",
    "hebrew_days",
    "interval",
    "is_date",
    "julian_days",
    "read_date",
]
